/* Ordering: lines are moved by their buttons, or by a grip. Those outside the longest run that is in order already are to be looked at
   again. */

customElements.define("selfcheck-ordering", class extends RowsQuestion {
  kind = "ordering";

  promote() {
    this.list = this.form.querySelector("ol");
    this.begin = this.rows;
    for (const button of this.buttons) {
      button.hidden = button.disabled = false;
      button.onclick = () => {
        const row = button.closest("li");
        this.move(row, this.goal(button));
        button.focus();
        this.place(row);
      };
    }
    draggable(this.rows, "[data-row]", (row) => this.place(row), (row, other) => this.move(row, this.rows.indexOf(other)));
  }

  get ids() { return this.rows.map(({ dataset }) => dataset.row); }

  get buttons() { return this.list.querySelectorAll("button"); }

  /** The index that a button moves its line to. */
  goal(button) { return this.rows.indexOf(button.closest("li")) + Number(button.dataset.move); }

  /** Move a line to an index. The others are put around it: whatever has focus in it, or is held, stays put. */
  move(row, index) {
    const others = this.rows.filter((one) => one !== row);
    if (!this.rows[index] || this.rows[index] === row) return;
    row.before(...others.slice(0, index));
    row.after(...others.slice(index));
    this.dataset.moved = "";
    this.changed(row);
  }

  /** Say where a line stands now. */
  place(row) {
    row.scrollIntoView({ block: "nearest" });
    say(this.status, this.words("place", { line: plain(row.firstElementChild), place: this.nth(row), total: this.rows.length }));
  }

  /** The first line cannot go up, nor the last one down. */
  label() {
    super.label();
    for (const button of this.buttons) button.ariaDisabled = this.rows[this.goal(button)] ? null : "true";
  }

  response() { return "moved" in this.dataset ? this.ids : null; }

  /** Lines that a response does not know stand behind those that it knows. */
  choose(response) {
    this.list.append(...this.begin);
    this.list.prepend(...response.map((id) => this.list.querySelector(`[data-row="${id}"]`)));
    this.toggleAttribute("data-moved", response.length);
  }

  knows(id) { return this.ids.includes(id); }

  judge({ length }) {
    const placeOf = (row) => this.answer(row).dataset.target;
    const tried = this.rows.slice(0, length);
    const run = longestRun(tried.map(placeOf));
    return this.verdict(tried, (row) => run.includes(placeOf(row)));
  }

  firstControl() { return this.buttons[1]; }
});

/** The longest run of rising places; none when no two are in order. */
function longestRun(places) {
  const runs = [[]];
  for (const place of places) runs.push(...runs.filter((run) => !(run.at(-1) > place)).map((run) => [...run, place]));
  const best = runs.reduce((one, other) => other.length > one.length ? other : one);
  return best.length > 1 ? best : [];
}
