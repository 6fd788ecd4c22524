/* The spaced review: what is due and why, one question at a time, and when the next ones come. Its tries are events of their own, so
   nothing done here changes a quiz, and nothing done in a quiz changes a review. */

const SITTING = 10; // questions at most, so that it stays a pause and not a task

/** A day as a person would say it; the year only when it is another one. */
function spokenDay(at, options = {}) {
  const other = new Date(at).getFullYear() !== new Date().getFullYear();
  return new Date(at).toLocaleDateString(LANGUAGE, { month: "long", day: "numeric", ...(other && { year: "numeric" }), ...options });
}

/** Choose what comes in one sitting: the hard ones first, then the longest due; the quizzes take turns. */
function sittingOf(due) {
  const chosen = [...due].sort((a, b) => Math.sign(a.box) - Math.sign(b.box) || a.due - b.due).slice(0, SITTING);
  return [...inTurns(chosen.filter(({ box }) => !box)), ...inTurns(chosen.filter(({ box }) => box))];
}

function inTurns(questions) {
  const quizzes = new Map();
  for (const one of questions) quizzes.set(one.quiz, [...(quizzes.get(one.quiz) ?? []), one]);
  return questions.map((_, turn) => [...quizzes.values()].map((list) => list[turn])).flat().filter(Boolean);
}

customElements.define("selfcheck-review", class extends HTMLElement {
  connectedCallback() {
    if (this.stage) return;
    this.heading = this.querySelector("h2");
    this.parts = [...this.querySelectorAll("[data-quiz]")].map((box) => ({ box, quiz: quizOf(box) }));
    this.stage = make("div");
    this.heading.after(this.stage);
    this.addEventListener("selfcheck-did", (event) => this.keep(event.detail));
    document.addEventListener("selfcheck-stored", () => this.sync());
    document.addEventListener("selfcheck-trouble", () => this.warn());
    document.addEventListener("visibilitychange", () => this.sync()); // it may be another day
    addEventListener("pageshow", (event) => { if (event.persisted) this.sync(); });
    this.show();
    this.dataset.ready = "";
  }

  /* What is known */

  /** Every question that can come back, with its module's box. */
  standing() {
    const [quizzes, reviews] = [store.read("quiz"), store.read("review")];
    return this.parts.flatMap(({ box, quiz }) => reviewOf(quiz, quizzes, reviews).map((one) => ({ ...one, part: box })))
      .filter((one) => this.template(one));
  }

  template({ part, id }) { return part.querySelector(`template[data-id="${id}"]`); }

  reason({ took, last }) {
    const name = last.entry === "review" ? (last.ok ? "right_again" : "another_look") : took > 1 ? "tries" : "at_once";
    return word(`review.${name}`, { count: took, date: spokenDay(last.at) });
  }

  /* Showing */

  /** Show how things stand, made anew only when it says something new, or focus in it would be lost. */
  show(focus = false) {
    this.sitting = null;
    const standing = this.standing();
    const due = standing.filter((one) => one.due <= Date.now());
    const waiting = standing.filter((one) => one.due > Date.now() && one.due < Infinity);
    const off = reviewIsOff(store.read("review"));
    const says = JSON.stringify([off, this.ended, due.map(({ id, last }) => id + last.at), waiting.map((one) => one.due), standing.length]);
    if (says === this.said && !focus) return;
    this.said = says;
    const held = this.stage.contains(document.activeElement);
    if (off) this.showOff();
    else if (this.ended) this.showEnd(due, waiting);
    else if (due.length) this.showDue(due);
    else this.showNothing(standing, waiting);
    if (focus || held) this.heading.focus();
  }

  put(title, ...nodes) {
    this.heading.textContent = title;
    this.stage.replaceChildren(...nodes);
    this.warn();
  }

  showDue(due) {
    const chosen = sittingOf(due);
    const rows = chosen.map((one) => make("li", {}, make("span", { class: "sbs-review__ask" }, plain(this.template(one).content.querySelector("legend"))), this.origin(one)));
    const more = due.length > chosen.length ? [make("p", {}, word("review.some_today", { count: chosen.length }))] : [];
    this.put(word("review.due", { count: due.length }), ...more, make("ul", { class: "sbs-review__list" }, ...rows),
      this.actions(this.button("begin", () => this.begin(chosen)), this.switchTo("turn_off")));
  }

  showNothing(standing, waiting) {
    if (!standing.length) {
      this.put(word("review.none_yet"), make("p", {}, word("review.none_yet_how")), this.actions(...this.home(), this.switchTo("turn_off")));
    } else {
      this.put(word("review.nothing"), this.upcoming(waiting), this.actions(this.switchTo("turn_off")));
    }
  }

  showOff() {
    this.put(word("review.is_off"), make("p", {}, word("review.is_off_how")), this.actions(this.switchTo("turn_on")));
  }

  showEnd(due, waiting) {
    const more = due.length ? [this.button("go_on", () => this.begin(sittingOf(due)), "sbs-button sbs-button--line")] : [];
    this.put(word("review.end"), this.upcoming(waiting), this.actions(...more, ...this.home(), this.switchTo("turn_off")));
  }

  /** Say when the next ones come. */
  upcoming(waiting) {
    const day = Math.min(...waiting.map(({ due }) => due));
    const count = waiting.filter(({ due }) => due === day).length;
    return make("p", {}, count ? word("review.next", { count, date: spokenDay(day, { weekday: "long" }) }) : word("review.all_rest"));
  }

  /** Where a question comes from, and why it comes back. */
  origin(one) {
    const { title, href } = one.part.dataset;
    const module = href ? make("a", { href }, title) : title;
    return make("p", { class: "sbs-review__why" }, module, ". ", this.reason(one));
  }

  actions(...buttons) { return make("p", { class: "sbs-actions" }, ...buttons); }

  button(name, act, style = "sbs-button") {
    const button = make("button", { type: "button", class: style }, word(`review.${name}`));
    button.addEventListener("click", act);
    return button;
  }

  switchTo(to) {
    return this.button(to, () => {
      this.ended = false;
      store.put("review", "-", "-", { t: to === "turn_off" ? "off" : "on" });
      this.show(true);
    }, to === "turn_off" ? "sbs-link" : "sbs-button");
  }

  home() { return this.dataset.home ? [make("a", { class: "sbs-button", href: this.dataset.home }, word("review.home"))] : []; }

  /** Something was stored, here or in another tab. A sitting goes on, unless what it was about has been deleted. */
  sync() {
    if (!this.sitting || !this.standing().length) this.show();
  }

  /** Say that answers are not kept, and what can be done about it: once, above the way on. */
  warn() {
    if (!store.trouble || this.querySelector(".sbs-trouble")) return;
    const { answers } = this.dataset;
    const link = answers ? [" ", make("a", { href: answers }, word("review.backup"))] : [];
    const note = make("p", { class: "sbs-note sbs-trouble" }, word(store.trouble), ...link);
    if (this.bar?.isConnected) this.bar.before(note);
    else this.stage.prepend(note);
  }

  /* A sitting */

  begin(questions) {
    this.ended = false;
    this.sitting = { questions, at: -1 };
    this.next();
  }

  /** Go on to the next question that is still due: another tab may have been at it. */
  next() {
    const { questions } = this.sitting;
    const due = new Set(this.standing().filter((one) => one.due <= Date.now()).map(({ quiz, id }) => `${quiz}/${id}`));
    const found = questions.findIndex(({ quiz, id }, index) => index > this.sitting.at && due.has(`${quiz}/${id}`));
    if (found < 0) {
      this.ended = true;
      this.show(true);
      return;
    }
    this.sitting.at = found;
    this.ask(questions[found], found + 1 === questions.length);
  }

  ask(one, isLast) {
    const { questions, at } = this.sitting;
    const piece = document.importNode(this.template(one).content, true);
    const question = piece.querySelector(".sbs-q");
    question.querySelector("h3").textContent = word("review.number", { number: at + 1, total: questions.length });
    this.back = make("p", { class: "sbs-review__back", hidden: true });
    this.onward = this.button(isLast ? "finish" : "onward", () => this.next(), "sbs-button sbs-button--line");
    this.bar = make("div", { class: "sbs-bar" }, this.onward);
    const steps = questions.map((_, index) => make("li", { class: index === at ? "now" : index < at ? "ok" : null }));
    this.put(word("review.heading"), make("ol", { class: "sbs-steps", "aria-hidden": "true" }, ...steps), piece, this.back, this.bar);
    question.restore({ tries: [] });
    question.heading.after(this.origin(one));
    if (one.last.h !== one.hash) question.heading.after(make("p", { class: "sbs-note sbs-changed" }, word("review.changed")));
    question.heading.focus();
  }

  /** Keep a try, and say when a question that was right comes back. Steps on the way are not kept: a sitting is short. */
  keep({ event, note }) {
    if (event.t !== "try") return;
    const { trouble } = store;
    const { quiz, id } = this.sitting.questions[this.sitting.at];
    store.add("review", quiz, id, event);
    if (event.ok) {
      const now = this.standing().find((one) => one.quiz === quiz && one.id === id);
      const rests = now?.due === Infinity;
      const text = rests ? word("review.rests") : now ? word("review.back", { date: spokenDay(now.due, { weekday: "long" }) }) : "";
      this.back.textContent = text;
      this.back.hidden = !text;
      this.onward.classList.remove("sbs-button--line");
      note.push(text);
    }
    if (store.trouble !== trouble) note.push(word(store.trouble));
  }
});
