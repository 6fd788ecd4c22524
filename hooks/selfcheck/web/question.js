/* What every question does, whatever its kind: check on submit only, say the verdict once, keep the try, show it again later.
   A kind extends this with
     response()        what is chosen now as a list of ids, or null when it is not enough for a check
     draft()           what is chosen so far, where that is less than a response
     choose(response)  choose these again
     judge(response)   {right, shown: [{at, right, text}], message, said}: where feedback goes, a message when it goes nowhere (or says
                       where to look), and what is read out in place of the feedback
     clear()           nothing chosen, no feedback
     knows(id)         whether that part of a response still exists
     promote()         what the script adds to the page, once
     resume(part)      show how far it was, for a kind that keeps steps or words between tries
     action(name)      what its button says: “check”, or “checked” when there is nothing to check
   A kind whose words have `done` is called that once it is done, instead of right. */

class Question extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.fields = this.form.querySelector("fieldset");
    this.button = this.form.querySelector("[type=submit]");
    this.status = this.form.querySelector("[role=status]");
    this.heading = this.querySelector("h3");
    this.number = plain(this.heading);
    this.mark = this.heading.appendChild(make("span", { class: "sbs-q__mark" }));
    this.reasons = document.getElementById(`${this.id}-key`);
    this.hints = [...this.reasons.querySelectorAll("[data-hints] > li")];
    this.button.hidden = this.button.disabled = false;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.check(); });
    this.form.addEventListener("change", ({ target }) => this.changed(target));
    this.words = (name, fields) => word(`${this.kind}.${name}`, fields);
    this.promote();
    this.start();
  }

  get judged() { return !("unjudged" in this.dataset); }

  get prompt() { return plain(this.querySelector("legend")); }

  promote() {}

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
    this.announce(verdict, repeated ? [] : this.tried(response, verdict.right));
    (this.message ?? verdict.shown[0]?.at)?.scrollIntoView({ block: "nearest" }); // the button may be a screen below
    return undefined;
  }

  /** Tell of a try; gives what else is to be said. */
  tried(response, right) {
    this.querySelector(".sbs-changed")?.remove();
    return this.tell({ t: "try", c: response, ok: right ? 1 : 0, h: this.dataset.hash });
  }

  /** Hand an event to whatever holds the question and keeps its record; gives what else is to be said. */
  tell(event) {
    const note = [];
    this.dispatchEvent(new CustomEvent("selfcheck-did", { bubbles: true, detail: { event, note } }));
    return note;
  }

  /** Nothing is chosen: say so above the first control, and go there. */
  ask(text = this.words("ask")) {
    this.asked?.remove();
    this.asked = make("p", { class: "sbs-ask" }, text);
    this.form.querySelector(".sbs-screen").after(this.asked);
    say(this.status, text);
    this.firstControl().focus();
  }

  draft() { return this.response(); }

  firstControl() { return this.form.querySelector("input, select, textarea"); }

  /** Judge a response and show what follows from it, without a word: also used to show an earlier try again. */
  apply(response) {
    const verdict = this.judge(response);
    if (String(response) !== this.last && !verdict.right) this.wrong += 1;
    this.last = String(response);
    for (const shown of verdict.shown) this.feedback(shown);
    if (verdict.right) {
      this.right = true;
      this.settled = this.last;
    }
    this.message?.remove();
    this.message = verdict.message ? this.box("sbs-f", word("not_right"), [verdict.message]) : null;
    if (this.message) this.fields.after(this.message);
    this.showHints();
    this.dataset.verdict = verdict.right ? "right" : "wrong";
    this.label();
    return verdict;
  }

  /** A box of text that begins with a bold word. */
  box(name, start, nodes) {
    return make("div", { class: name }, make("strong", {}, start), " ", ...nodes);
  }

  /** Write feedback into the place it belongs to; it stays there, so that what was tried stays visible. */
  feedback({ at, right, text, start = word(right ? "right" : "not_right"), end = right ? "" : word("tried") }) {
    this.unmark(at);
    const control = described(at);
    const box = this.box("sbs-f", start, copies(text));
    box.id = `${control.id}-f`;
    if (end) box.append(" ", make("em", {}, end));
    at.append(box);
    at.classList.add(right ? "yes" : "not");
    control.setAttribute("aria-describedby", box.id);
  }

  /** Take back what was said there. */
  unmark(at) {
    at.querySelector(".sbs-f")?.remove();
    at.classList.remove("yes", "not");
    described(at).removeAttribute("aria-describedby");
  }

  /** The first hint comes after the second try that was not right, the next ones after each further one. */
  showHints() {
    const due = this.hints.slice(0, Math.max(0, this.wrong - 1));
    this.form.querySelector(".sbs-hints")?.remove();
    if (!due.length || this.right) return;
    const boxes = due.map((hint) => this.box("sbs-hint", word("hint"), copies(hint)));
    (this.message ?? this.fields).after(make("div", { class: "sbs-hints" }, ...boxes));
  }

  announce(verdict, note) {
    const texts = verdict.said ?? verdict.shown.map(({ text }) => plain(text));
    const parts = [word(verdict.right ? "right" : "not_right"), verdict.message, ...texts];
    const hint = this.hints[this.wrong - 2];
    if (!verdict.right && !this.right && hint) parts.push(word("hint"), plain(hint));
    say(this.status, [...parts, ...note].filter(Boolean).join(" "));
  }

  /** A choice was changed: nothing is judged, and what was said of the one before is over. */
  changed() {
    this.asked?.remove();
    say(this.status, "");
    this.label();
  }

  label() {
    const settled = this.settled !== "" && String(this.response()) === this.settled;
    write(this.button, this.action(settled ? "checked" : "check"));
    if (settled) this.button.setAttribute("aria-disabled", "true");
    else this.button.removeAttribute("aria-disabled");
  }

  action(name) { return word(name); }

  /** Say beside its number how the question stands: a word, or nothing. */
  standing(text) { write(this.mark, text && ` · ${text}`); }

  /** Show earlier tries again, as far as what was chosen still exists. What is chosen and not checked yet stays chosen. */
  restore({ tries, part }) {
    const now = this.draft();
    const pending = now && String(now) !== this.last ? now : null;
    this.forget();
    for (const event of tries) {
      const known = event.c.filter((id) => this.knows(id));
      if (!known.length) continue;
      this.choose(known);
      this.apply(known);
    }
    if (pending) this.choose(pending);
    this.resume(part);
    this.label();
    if (tries.length && tries.at(-1).h !== this.dataset.hash) {
      this.heading.after(make("p", { class: "sbs-note sbs-changed" }, word("changed")));
    }
  }

  resume() {}

  /** As if nothing had been chosen yet. */
  forget() {
    this.clear();
    this.start();
    delete this.dataset.verdict;
    this.asked?.remove();
    this.message?.remove();
    this.message = null;
    this.showHints();
    this.querySelector(".sbs-changed")?.remove();
    this.label();
  }
}

const copies = (node) => [...node.childNodes].map((child) => child.cloneNode(true));

/** What the words written into a place are read out with: its control, or the whole group. */
const described = (at) => at.matches("fieldset") ? at : at.querySelector("input, select, button");
