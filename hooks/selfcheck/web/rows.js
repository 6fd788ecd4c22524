/* Lines to find a place for: what matching, categorizing and ordering share. Each line is a [data-row], where a person works and
   among the answers at the end of the quiz. */

class RowsQuestion extends Question {
  get rows() { return [...this.form.querySelectorAll("[data-row]")]; }

  nth(row) { return this.rows.indexOf(row) + 1; }

  /** What the answers at the end of the quiz say of a line. */
  answer(row) { return this.reasons.querySelector(`[data-row="${row.dataset.row}"]`); }

  /** What was said of a line, and which lines to look at, is over once the line has changed. */
  changed(target) {
    super.changed();
    this.message?.remove();
    this.unmark(target.closest("[data-row]"));
  }

  clear() {
    this.choose([]);
    for (const row of this.rows) this.unmark(row);
  }

  /** The verdict on the lines that were tried. Those not in place are named; where they belong is not. */
  verdict(tried, inPlace) {
    const shown = tried.map((at) => {
      const right = inPlace(at);
      const text = this.answer(at).querySelector(right ? "[data-feedback]" : "[data-again]");
      return { at, right, text, start: word(right ? "right" : "rows.again"), end: "" };
    });
    const again = shown.filter(({ right }) => !right);
    const count = again.length;
    const lines = new Intl.ListFormat(LANGUAGE).format(again.map(({ at }) => `${this.nth(at)}`));
    return {
      right: !count && tried.length === this.rows.length, shown,
      message: count && word("rows.look", { count, lines }),
      said: count ? [...new Set(again.map(({ text }) => plain(text)))] : [word("rows.right")],
    };
  }
}

/* Lines that are each put to a target: with a select, or with a radio button for each target. The values say both: “line=target”. */

class PlacedQuestion extends RowsQuestion {
  get open() { return this.rows.find((row) => !valueOf(row)); }

  /** Every option and radio button. */
  get choices() { return [...this.form.querySelectorAll("option, input")]; }

  response() { return this.open ? null : this.draft(); }

  draft() { return this.rows.map(valueOf).filter(Boolean); }

  /** Options are selected, radio buttons are checked; neither minds being told the other word. */
  choose(response) {
    for (const one of this.choices) one.selected = one.checked = response.includes(one.value);
  }

  knows(id) { return this.choices.some(({ value }) => value === id); }

  judge() { return this.verdict(this.rows.filter(valueOf), (row) => valueOf(row) === this.answer(row).dataset.target); }

  /** A line is still open: say so under it, where its control is. */
  ask() {
    const { open } = this;
    super.ask(word("rows.open", { line: this.nth(open) }));
    open.append(this.asked);
  }

  firstControl() { return this.open.querySelector("select, input"); }
}

/** What is chosen for a line; "" or nothing when nothing is. */
const valueOf = (row) => row.querySelector(":checked")?.value;
