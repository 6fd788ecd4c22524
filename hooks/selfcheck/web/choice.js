/* Choosing among tiles with native radios or checkboxes: for every kind whose interaction is a choice. */

class ChoiceQuestion extends Question {
  get options() { return [...this.form.querySelectorAll("[data-option]")]; }

  get boxes() { return [...this.form.querySelectorAll("input")]; }

  response() {
    const chosen = this.boxes.filter((box) => box.checked).map((box) => box.value);
    return chosen.length ? chosen : null;
  }

  choose(response) {
    for (const box of this.boxes) box.checked = response.includes(box.value);
  }

  knows(id) { return this.boxes.some((box) => box.value === id); }

  clear() {
    for (const option of this.options) this.unmark(option);
    this.choose([]);
  }

  /** The reason for an option, as the answers at the end of the quiz give it. */
  reason(id) {
    return [...this.reasons.querySelectorAll("[data-option]")].find((row) => row.dataset.option === id);
  }

  isRight(id) { return "right" in this.reason(id).dataset; }

  shown(id) {
    const at = this.options.find((option) => option.dataset.option === id);
    return { at, right: this.isRight(id), text: this.reason(id).querySelector("[data-feedback]") };
  }
}
