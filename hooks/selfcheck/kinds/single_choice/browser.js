/* Single choice: the chosen option gets its own feedback; nothing else is shown. */

customElements.define("selfcheck-single-choice", class extends ChoiceQuestion {
  kind = "single_choice";

  judge([id]) {
    return { right: this.isRight(id), shown: [this.shown(id)] };
  }
});
