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
    this.addEventListener("selfcheck-did", (event) => this.keep(event.target, event.detail));
    this.addEventListener("focusin", (event) => this.at(event.target.closest(".sbs-q")));
    document.addEventListener("selfcheck-stored", () => this.sync());
    document.addEventListener("selfcheck-trouble", () => this.warn(this.bar));
    addEventListener("hashchange", () => this.follow());
    addEventListener("pageshow", (event) => { if (event.persisted) this.restore(); });
    this.warn(this.steps);
    this.dataset.ready = "";
  }

  build() {
    this.steps = make("ol", { class: "sbs-steps", "aria-hidden": "true" }, ...this.questions.map(() => make("li")));
    this.previous = make("button", { type: "button", class: "sbs-button sbs-button--quiet" }, word("previous"));
    this.next = make("button", { type: "button", class: "sbs-button" });
    this.toggle = make("button", { type: "button", class: "sbs-link" });
    this.bar = make("div", { class: "sbs-bar" }, this.next, this.previous, this.toggle);
    this.end = make("div", { class: "sbs-end", role: "region", "aria-labelledby": `quiz-${this.quiz.id}-end`, hidden: true });
    this.questions[0].before(this.steps);
    this.questions.at(-1).after(this.bar, this.end);
    this.previous.addEventListener("click", () => this.go(this.current - 1, true));
    this.next.addEventListener("click", () => this.go(this.following(), true));
    this.toggle.addEventListener("click", () => {
      this.all = !this.all;
      this.go(this.current, true);
    });
  }

  restore() {
    this.read();
    for (const question of this.questions) question.restore(this.of(question));
    this.go(this.place());
    this.showEnd();
    if (this.named() >= 0) this.questions[this.current].scrollIntoView();
    this.askComputer();
  }

  read() {
    const before = this.seen;
    this.record = quizRecord(this.quiz);
    this.seen = this.questions.map((question) => `${this.of(question).tries.length} ${this.of(question).part?.key}`);
    return this.questions.filter((_, index) => before && this.seen[index] !== before[index]);
  }

  of(question) { return this.record.questions.get(question.dataset.id); }

  /** Right, in this round when the quiz was begun again. */
  done(question) { return this.of(question).tries.some((event) => event.ok); }

  /** It took more than one try, the last time it was worked through. */
  hard(question) {
    const first = this.of(question).tries.findIndex((event) => event.ok);
    return first < 0 ? this.of(question).hard : first > 0;
  }

  /** Where the person left off: the question that the address names, or the one tried last, or the next that is open. */
  place() {
    const named = this.named();
    if (named >= 0) return named;
    const latest = this.questions.map(({ dataset }) => this.record.questions.get(dataset.id).latest);
    const last = Math.max(0, latest.indexOf(Math.max(...latest)));
    const open = this.open(last);
    return open < 0 ? this.questions.length - 1 : open;
  }

  named() { return this.questions.findIndex((question) => `#${question.id}` === location.hash); }

  /** The first open question from an index on, or else before it; -1 when none is open. */
  open(from) {
    const open = this.questions.map((question, index) => index).filter((index) => !this.done(this.questions[index]));
    return open.find((index) => index >= from) ?? open[0] ?? -1;
  }

  /** Go to the question that a link on the page names. */
  follow() {
    const index = this.named();
    if (index >= 0) this.go(index, true);
  }

  /** Remember where a person is while all questions are shown. */
  at(question) {
    const index = this.questions.indexOf(question);
    if (index >= 0) this.current = index;
  }

  /** Keep what was done. The question shows it already: `sync` has nothing to restore there. */
  keep(question, { event, note }) {
    const { trouble } = store;
    const open = this.open(0);
    this.doing = question;
    if (event.t === "part") store.put("quiz", this.quiz.id, `${question.dataset.id}.part`, event);
    else store.add("quiz", this.quiz.id, question.dataset.id, event);
    this.doing = null;
    if (!this.record.left && !this.record.finished) {
      store.add("quiz", this.quiz.id, "-", { t: "done" });
    }
    if (open >= 0 && this.open(0) < 0) note.push(word("finished_now"));
    if (store.trouble !== trouble) note.push(word(store.trouble));
  }

  /** Something was stored, here or in another tab: show what is new, and leave what is being chosen alone. */
  sync() {
    for (const question of this.read()) if (question !== this.doing) question.restore(this.of(question));
    this.show();
    this.showEnd();
    this.askComputer();
  }

  /** Once there is something to keep, ask whose computer this is: below the questions, so that nothing moves. */
  askComputer() {
    if (this.asked || !this.record.any || store.setting("computer")) return;
    this.asked = true;
    this.end.after(computerPanel());
  }

  go(index, focus = false) {
    this.current = index;
    this.show();
    if (focus) this.questions[index].heading.focus();
  }

  /** The next question, or on the last one the first that is still open. */
  following() {
    return this.current < this.questions.length - 1 ? this.current + 1 : this.open(0);
  }

  show() {
    const held = document.activeElement;
    this.questions.forEach((question, index) => {
      const [here, done] = [index === this.current, this.done(question)];
      const ok = WORDS[question.kind].done ?? word("state.done"); // a kind that judges nothing has a word of its own
      question.toggleAttribute("data-away", !this.all && !here);
      question.standing(done ? ok : this.record.finished && !this.of(question).right ? word("state.open") : "");
      this.steps.children[index].className = `${done ? "ok" : ""} ${here && !this.all ? "now" : ""}`.trim();
    });
    this.toggleAttribute("data-all", Boolean(this.all));
    write(this.toggle, word(this.all ? "show_one" : "show_all"));
    this.toggle.hidden = this.questions.length < 2;
    this.previous.hidden = this.all || this.current === 0;
    const following = this.following();
    this.next.hidden = this.all || following < 0 || following === this.current;
    write(this.next, word(following > this.current ? "next" : "next_open"));
    this.next.classList.toggle("sbs-button--line", !this.questions[this.current].right);
    if (held?.hidden) this.questions[this.current].heading.focus(); // another tab took the button away
  }

  /** The end, once the quiz was finished. It is made anew only when it says something new, or focus in it would be lost. */
  showEnd() {
    const { finished, left } = this.record;
    const hard = this.questions.filter((question) => this.hard(question));
    const added = this.questions.filter((question) => !this.of(question).right);
    const says = String([finished, left, ...hard.map(({ id }) => id), finished && added.map(({ id }) => id)]);
    if (says === this.said) return;
    this.said = says;
    this.end.hidden = !finished;
    if (!finished) return;
    const held = this.end.contains(document.activeElement);
    const heading = make("h3", { id: `quiz-${this.quiz.id}-end`, tabindex: "-1" }, word("finished"));
    const again = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word("again"));
    again.addEventListener("click", () => this.again());
    this.end.replaceChildren(heading);
    if (left) this.list(word("new_since", { count: left }), added);
    if (hard.length) this.list(word("look_again"), hard);
    else if (!left && this.questions.some(({ judged }) => judged) && !this.questions.some((one) => this.of(one).first?.lms)) { // an LMS knows no tries
      this.end.append(make("p", {}, word("first_time")));
    }
    const review = document.querySelector("[data-review]");
    if (review) this.end.append(make("p", {}, ...copies(review)));
    this.end.append(make("p", { class: "sbs-actions" }, ...nextModule(), again));
    if (held) heading.focus();
  }

  list(text, questions) {
    this.end.append(make("p", {}, text), make("ul", {}, ...questions.map((question) => this.pointer(question))));
  }

  pointer(question) {
    const link = make("a", { href: `#${question.id}` }, question.number);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.go(this.questions.indexOf(question), true);
    });
    return make("li", {}, link, " ", question.prompt);
  }

  /** Begin again for practice. What was finished stays finished. */
  again() {
    for (const question of this.questions) question.forget();
    store.add("quiz", this.quiz.id, "-", { t: "again" });
    this.go(0, true);
  }

  /** Say once that answers are not kept: above the questions at the start, and where the person is when it happens later. */
  warn(before) {
    if (store.trouble && !this.querySelector(".sbs-trouble")) {
      before.before(make("p", { class: "sbs-note sbs-trouble" }, word(store.trouble)));
    }
  }
});
