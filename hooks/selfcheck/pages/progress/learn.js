/* Where a person is: the path on the home page, the way on from a module, and the mark that a module was opened. */

/** The link to the next module, or back to the path, as the page offers it, for the end of a quiz. */
function nextModule() {
  const link = document.querySelector("selfcheck-gate a[href]");
  if (!link) return [];
  const title = link.dataset.next;
  return [make("a", { class: "sbs-button", href: link.getAttribute("href") }, title ? word("next_module", { title }) : plain(link))];
}

customElements.define("selfcheck-gate", class extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.quiz) return; // a module without a quiz has nothing to finish
    this.note = this.querySelector("[data-gate-note]");
    this.note.id ||= "gate-note";
    this.link = this.querySelector("a[href]");
    this.update();
    document.addEventListener("selfcheck-stored", () => this.update());
  }

  /** A soft gate: it says that the quiz is not finished, and lets a person go on all the same. */
  update() {
    const quiz = quizOf(this);
    const { left, finished } = quizRecord(quiz);
    const open = !finished && left > 0;
    this.toggleAttribute("data-open-quiz", open);
    if (this.said === left * open) return; // made anew only when it says something new, or focus in it would be lost
    this.said = left * open;
    this.note.hidden = !open;
    if (open) this.link.setAttribute("aria-describedby", this.note.id);
    else this.link.removeAttribute("aria-describedby");
    const back = make("a", { href: `#quiz-${quiz.id}` }, word("gate.back"));
    this.note.replaceChildren(word("gate.note", { count: left }), " ", back, ". ", word("gate.anyway"));
  }
});

customElements.define("selfcheck-path", class extends HTMLElement {
  connectedCallback() {
    this.update();
    document.addEventListener("selfcheck-stored", () => this.update());
    addEventListener("pageshow", (event) => { if (event.persisted) this.update(); });
  }

  update() {
    const events = store.read("quiz");
    const opened = store.read("module");
    const rows = [...this.querySelectorAll("[data-module]")].map((row) => this.row(row, events, opened));
    const here = rows.filter((one) => !one.done).sort((a, b) => b.latest - a.latest)[0];
    for (const one of rows) {
      one.row.classList.toggle("done", one.done);
      const current = one === here && here.latest > 0;
      one.row.classList.toggle("here", current);
      if (current) one.row.setAttribute("aria-current", "step");
      else one.row.removeAttribute("aria-current");
      const pill = one.row.querySelector("[data-status]");
      pill.textContent = one.text;
      pill.hidden = false;
    }
    this.offer(here, rows.some((one) => one.latest));
    if (store.trouble && !this.querySelector(".sbs-trouble")) {
      this.prepend(make("p", { class: "sbs-note sbs-trouble" }, word(store.trouble)));
    }
  }

  row(row, events, opened) {
    const { module, was } = row.dataset;
    const visit = opened.findLast(({ thing }) => thing === module || thing === was)?.at ?? 0;
    const quiz = row.dataset.quiz ? quizOf(row) : null;
    if (!quiz) return { row, done: visit > 0, latest: visit, text: word(visit ? "path.done" : "path.none") };
    const { finished, right, left, latest, any } = quizRecord(quiz, events);
    const total = quiz.questions.length;
    const text = finished ? (left ? word("path.done_new", { count: left }) : word("path.done"))
      : right ? word("path.some", { count: right, total }) : word(visit || latest ? "path.opened" : "path.none");
    return { row, done: finished, latest: Math.max(visit, latest), any, text };
  }

  /** The one button goes on where the person is, with the quiz as its goal once an answer was given. */
  offer(here, begun) {
    const button = document.querySelector("[data-continue]");
    const link = (here?.row ?? this).querySelector("a");
    if (!button || !link) return;
    const name = !here ? "all_done" : begun ? "continue" : "start";
    button.textContent = word(`path.${name}`, { title: plain(link) });
    button.href = link.getAttribute("href") + (here?.any ? `#quiz-${quizOf(here.row).id}` : "");
  }
});

const opened = document.querySelector("[data-opens]")?.dataset.opens;
if (opened && !store.read("module").some((event) => event.thing === opened)) {
  store.add("module", opened, "-", { t: "opened" });
}

/* The overview of checklists says when each was last filled in. */
for (const card of document.querySelectorAll("[data-checklist]")) {
  const names = card.dataset.checklist.split("=");
  const days = store.all().filter((event) => names.includes(event.thing) && event.entry.startsWith("c-") && event.t === "date").map((event) => event.v).sort();
  const last = card.querySelector("[data-last]");
  last.hidden = !days.length;
  if (days.length) last.textContent = `${word("cards.last", { date: spell(days.at(-1)) })} · ${word("cards.entries", { count: days.length })}`;
}
