/* True or false: the chosen side gets its own feedback; nothing else is shown. */

customElements.define("selfcheck-true-false", class extends ChoiceQuestion {
  kind = "true_false";

  judge([id]) {
    return { right: this.isRight(id), shown: [this.shown(id)] };
  }
});
