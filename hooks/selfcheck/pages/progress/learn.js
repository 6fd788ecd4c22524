/* Where a person is: the path on the home page, the way on from a module, and the mark that a module was opened. */

/** The link to the next module as the page offers it, for the end of a quiz. */
function nextModule() {
  const link = document.querySelector("selfcheck-gate a[data-next]");
  if (!link) return [];
  return [make("a", { class: "sbs-button", href: link.getAttribute("href") }, word("next_module", { title: link.dataset.next }))];
}

customElements.define("selfcheck-gate", class extends HTMLElement {
  connectedCallback() {
    this.note = this.querySelector("[data-gate-note]");
    this.update();
    document.addEventListener("selfcheck-stored", () => this.update());
  }

  /** A soft gate: it says that the quiz is not finished, and lets a person go on all the same. */
  update() {
    const quiz = quizOf(this);
    const { left, finished } = quizRecord(quiz);
    const open = !finished && left > 0;
    this.toggleAttribute("data-open-quiz", open);
    this.note.hidden = !open;
    if (!open) return;
    this.note.replaceChildren(word("gate.note", { count: left }), " ", make("a", { href: `#quiz-${quiz.id}` }, word("gate.back")));
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
      one.row.classList.toggle("here", one === here && here.latest > 0);
      const pill = one.row.querySelector("[data-status]");
      pill.textContent = one.text;
      pill.hidden = false;
    }
    this.offer(here);
  }

  row(row, events, opened) {
    const visit = opened.findLast((event) => event.thing === row.dataset.module)?.at ?? 0;
    const quiz = row.dataset.quiz ? quizOf(row) : null;
    if (!quiz) return { row, done: visit > 0, latest: visit, text: word(visit ? "path.opened" : "path.none") };
    const { finished, right, left, latest } = quizRecord(quiz, events);
    const total = quiz.questions.length;
    const text = finished ? (left ? word("path.done_new", { count: left }) : word("path.done"))
      : right ? word("path.some", { count: right, total }) : word(visit || latest ? "path.opened" : "path.none");
    return { row, done: finished, latest: Math.max(visit, latest), text };
  }

  /** The one button goes on where the person is, with the quiz as its goal once an answer was given. */
  offer(here) {
    const button = document.querySelector("[data-continue]");
    const link = here?.row.querySelector("a");
    if (!button || !link) {
      if (button && !here) button.textContent = word("path.all_done");
      return;
    }
    const quiz = here.row.dataset.quiz && quizRecord(quizOf(here.row)).any;
    button.textContent = word(here.latest ? "path.continue" : "path.start", { title: plain(link) });
    button.href = link.getAttribute("href") + (quiz ? `#quiz-${quizOf(here.row).id}` : "");
  }
});

const opened = document.querySelector("[data-opens]")?.dataset.opens;
if (opened && !store.read("module").some((event) => event.thing === opened)) {
  store.add("module", opened, "-", { t: "opened" });
}
