/* The quiz around its questions: one at a time or all, what is done and what is left, and the end. */

customElements.define("selfcheck-quiz", class extends HTMLElement {
  connectedCallback() {
    if (this.questions) return;
    this.questions = [...this.querySelectorAll(".sbs-q")];
    this.quiz = {
      id: this.dataset.id,
      was: this.dataset.was,
      questions: this.questions.map((question) => ({ id: question.dataset.id, was: question.dataset.was })),
    };
    this.build();
    this.restore();
    this.addEventListener("selfcheck-tried", (event) => this.tried(event.target, event.detail));
    document.addEventListener("selfcheck-stored", () => this.sync());
    document.addEventListener("selfcheck-trouble", () => this.warn());
    addEventListener("hashchange", () => this.follow());
    addEventListener("pageshow", (event) => { if (event.persisted) this.restore(); });
    this.warn();
    this.dataset.ready = "";
  }

  build() {
    this.steps = make("ol", { class: "sbs-steps", "aria-hidden": "true" }, ...this.questions.map(() => make("li")));
    this.previous = make("button", { type: "button", class: "sbs-button sbs-button--quiet" }, word("previous"));
    this.next = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word("next"));
    this.toggle = make("button", { type: "button", class: "sbs-link" }, word("show_all"));
    this.bar = make("div", { class: "sbs-bar" }, this.previous, this.next, this.toggle);
    this.end = make("section", { class: "sbs-end", "aria-labelledby": `quiz-${this.quiz.id}-end`, hidden: true });
    this.questions[0].before(this.steps);
    this.questions.at(-1).after(this.bar, this.end);
    this.previous.addEventListener("click", () => this.go(this.current - 1, true));
    this.next.addEventListener("click", () => this.go(this.following(), true));
    this.toggle.addEventListener("click", () => this.showAll(!this.all));
  }

  restore() {
    this.record = quizRecord(this.quiz);
    for (const question of this.questions) question.restore(this.record.questions.get(question.dataset.id));
    this.seen = this.count();
    const open = this.questions.findIndex((question) => !this.done(question));
    this.go(open < 0 ? this.questions.length - 1 : open);
    this.follow();
    this.showEnd();
  }

  count() {
    return this.questions.map((question) => this.record.questions.get(question.dataset.id).tries.length);
  }

  done(question) {
    return this.record.questions.get(question.dataset.id).right;
  }

  /** Go to the question that the address names, if it names one. */
  follow() {
    const index = this.questions.findIndex((question) => `#${question.id}` === location.hash);
    if (index >= 0) this.go(index);
  }

  tried(question, { event, note }) {
    this.seen[this.questions.indexOf(question)] += 1; // shown already: `sync` has nothing to restore
    store.add("quiz", this.quiz.id, question.dataset.id, event);
    if (!this.record.left && !this.record.finished) {
      store.add("quiz", this.quiz.id, "-", { t: "done" });
      note.push(word("finished_now"));
    }
  }

  /** Something was stored, here or in another tab: show what is new, and leave what is being chosen alone. */
  sync() {
    this.record = quizRecord(this.quiz);
    const counts = this.count();
    this.questions.forEach((question, index) => {
      if (counts[index] !== this.seen[index]) question.restore(this.record.questions.get(question.dataset.id));
    });
    this.seen = counts;
    this.show();
    this.showEnd();
  }

  go(index, focus = false) {
    this.current = index;
    this.show();
    if (!focus) return;
    this.questions[index].heading.focus();
  }

  /** The next question, or on the last one the first that is still open. */
  following() {
    if (this.current < this.questions.length - 1) return this.current + 1;
    return this.questions.findIndex((question) => !this.done(question));
  }

  showAll(all) {
    this.all = all;
    this.show();
  }

  show() {
    this.questions.forEach((question, index) => {
      question.toggleAttribute("data-away", !this.all && index !== this.current);
      const step = this.steps.children[index];
      step.className = this.done(question) ? "ok" : index === this.current && !this.all ? "now" : "";
    });
    this.toggleAttribute("data-all", Boolean(this.all));
    this.toggle.textContent = word(this.all ? "show_one" : "show_all");
    this.toggle.hidden = this.questions.length < 2;
    this.previous.hidden = this.all || this.current === 0;
    const following = this.following();
    this.next.hidden = this.all || following < 0 || following === this.current;
    this.next.classList.toggle("sbs-button--line", !this.questions[this.current].right);
  }

  showEnd() {
    const { finished, left } = this.record;
    this.end.hidden = !finished;
    if (!finished) return;
    const hard = this.questions.filter((question) => this.record.questions.get(question.dataset.id).hard);
    const again = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word("again"));
    again.addEventListener("click", () => this.again());
    this.end.replaceChildren(make("h3", { id: `quiz-${this.quiz.id}-end` }, word("finished")));
    if (left) this.end.append(make("p", {}, word("new_since", { count: left })));
    if (hard.length) this.end.append(make("p", {}, word("look_again")), make("ul", {}, ...hard.map((question) => this.pointer(question))));
    else if (!left) this.end.append(make("p", {}, word("first_time")));
    this.end.append(make("p", { class: "sbs-actions" }, ...nextModule(), again));
  }

  pointer(question) {
    const link = make("a", { href: `#${question.id}` }, plain(question.heading));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.go(this.questions.indexOf(question), true);
    });
    return make("li", {}, link, " ", question.prompt);
  }

  /** Begin again for practice. What was finished stays finished. */
  again() {
    store.add("quiz", this.quiz.id, "-", { t: "again" });
    this.record = quizRecord(this.quiz);
    for (const question of this.questions) question.restore(this.record.questions.get(question.dataset.id));
    this.seen = this.count();
    this.go(0, true);
  }

  warn() {
    if (!store.trouble || this.querySelector(".sbs-trouble")) return;
    this.querySelector(".sbs-promise").after(make("p", { class: "sbs-note sbs-trouble" }, word(store.trouble)));
  }
});
