/* The line on the start page: how many questions are due for review, and nothing when none is. */

customElements.define("selfcheck-due", class extends HTMLElement {
  connectedCallback() {
    this.update();
    document.addEventListener("selfcheck-stored", () => this.update());
    addEventListener("pageshow", (event) => { if (event.persisted) this.update(); });
  }

  update() {
    const [quizzes, reviews] = [store.read("quiz"), store.read("review")];
    const rows = [...document.querySelectorAll("selfcheck-path [data-quiz]")];
    const count = rows.flatMap((row) => reviewOf(quizOf(row), quizzes, reviews)).filter(({ due }) => due <= Date.now()).length;
    this.hidden = !count || reviewIsOff(reviews);
    this.querySelector("a").textContent = word("review.due", { count });
  }
});
