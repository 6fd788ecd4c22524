/* Multiple response: one wrongly chosen option gets its feedback, or it is said that something is missing. No counts. */

customElements.define("selfcheck-multiple-response", class extends ChoiceQuestion {
  kind = "multiple_response";

  judge(chosen) {
    const wrong = chosen.find((id) => !this.isRight(id));
    if (wrong) return { right: false, shown: [this.shown(wrong)] };
    const missing = this.options.some((option) => this.isRight(option.dataset.option) && !chosen.includes(option.dataset.option));
    if (missing) return { right: false, shown: [], message: this.words("missing") };
    return { right: true, shown: chosen.map((id) => this.shown(id)) };
  }
});
