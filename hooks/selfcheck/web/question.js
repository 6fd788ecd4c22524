/* What every question does, whatever its kind: check on submit only, say the verdict once, keep the try, show it again later.
   A kind extends this with
     response()        what is chosen now as a list of ids, or null
     choose(response)  choose these again
     judge(response)   {right, shown: [{at, right, text}], message}: where feedback goes, or a message when it goes nowhere
     clear()           nothing chosen, no feedback */

class Question extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.button = this.form.querySelector("[type=submit]");
    this.status = this.form.querySelector("[role=status]");
    this.heading = this.querySelector("h3");
    this.reasons = document.getElementById(`${this.id}-key`);
    this.hints = [...this.reasons.querySelectorAll("[data-hints] > li")];
    this.button.hidden = this.button.disabled = false;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.check(); });
    this.form.addEventListener("change", () => this.changed());
    this.words = (name) => word(`${this.kind}.${name}`);
    this.start();
  }

  get prompt() { return plain(this.querySelector("legend")); }

  start() {
    this.wrong = 0;
    this.right = false;
    this.last = "";
    this.settled = "";
  }

  check() {
    const response = this.response();
    if (!response) return this.ask();
    if (this.button.getAttribute("aria-disabled")) return undefined;
    const repeated = String(response) === this.last;
    const verdict = this.apply(response);
    const note = [];
    if (!repeated) {
      const event = { t: "try", c: response, ok: verdict.right ? 1 : 0, h: this.dataset.hash };
      this.dispatchEvent(new CustomEvent("selfcheck-tried", { bubbles: true, detail: { event, note } }));
    }
    this.announce(verdict, note);
    return undefined;
  }

  ask() {
    this.status.className = "sbs-status";
    say(this.status, this.words("ask"));
    this.form.querySelector("fieldset").dataset.asked = "";
    this.firstControl().focus();
  }

  firstControl() { return this.form.querySelector("input, select, textarea"); }

  /** Judge a response and show what follows from it, without a word: also used to show an earlier try again. */
  apply(response) {
    const verdict = this.judge(response);
    if (String(response) !== this.last && !verdict.right) this.wrong += 1;
    this.last = String(response);
    for (const { at, right, text } of verdict.shown) this.feedback(at, right, text);
    if (verdict.right) {
      this.right = true;
      this.settled = this.last;
    }
    this.showHints();
    this.dataset.verdict = verdict.right ? "right" : "wrong";
    this.label();
    return verdict;
  }

  /** Write feedback into the place it belongs to; it stays there, so that what was tried stays visible. */
  feedback(at, right, text) {
    at.querySelector(".sbs-f")?.remove();
    const control = at.querySelector("input, select");
    const box = make("div", { class: "sbs-f", id: `${control.id}-f` },
      make("strong", {}, word(right ? "right" : "not_right")), " ", ...[...text.childNodes].map((node) => node.cloneNode(true)));
    if (!right) box.append(" ", make("em", {}, word("tried")));
    at.append(box);
    at.classList.toggle("yes", right);
    at.classList.toggle("not", !right);
    control.setAttribute("aria-describedby", box.id);
  }

  /** The first hint comes after the second try that was not right, the next ones after each further one. */
  showHints() {
    const due = this.hints.slice(0, Math.max(0, this.wrong - 1));
    this.form.querySelector(".sbs-hints")?.remove();
    if (!due.length || this.right) return;
    const list = make("div", { class: "sbs-hints" }, ...due.map((hint) => make("div", { class: "sbs-hint" },
      make("strong", {}, word("hint")), " ", ...[...hint.childNodes].map((node) => node.cloneNode(true)))));
    this.form.querySelector("fieldset").after(list);
  }

  announce(verdict, note) {
    const texts = verdict.shown.map(({ text }) => plain(text));
    const parts = [word(verdict.right ? "right" : "not_right"), verdict.message, ...texts];
    const hint = this.hints[this.wrong - 2];
    if (!verdict.right && hint) parts.push(word("hint"), plain(hint));
    this.status.className = verdict.message ? "sbs-status" : "sbs-status sbs-sr";
    say(this.status, [...parts, ...note].filter(Boolean).join(" "));
  }

  /** A choice was changed: nothing is judged. A right answer that is left can be checked again. */
  changed() {
    delete this.form.querySelector("fieldset").dataset.asked;
    this.label();
  }

  label() {
    const settled = this.settled !== "" && String(this.response()) === this.settled;
    this.button.textContent = word(settled ? "checked" : "check");
    if (settled) this.button.setAttribute("aria-disabled", "true");
    else this.button.removeAttribute("aria-disabled");
  }

  /** Show earlier tries again, as far as what was chosen still exists. */
  restore({ tries }) {
    this.clear();
    this.start();
    for (const event of tries) {
      const known = event.c.filter((id) => this.knows(id));
      if (!known.length) continue;
      this.choose(known);
      this.apply(known);
    }
    const changed = tries.some((event) => event.h !== this.dataset.hash);
    this.querySelector(".sbs-changed")?.remove();
    if (changed) this.heading.after(make("p", { class: "sbs-note sbs-changed" }, word("changed")));
  }
}
