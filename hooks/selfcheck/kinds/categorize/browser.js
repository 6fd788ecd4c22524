/* Categorize: each line has a radio button for every bin; with a pointer, it can be dragged onto a bin's name too. */

customElements.define("selfcheck-categorize", class extends PlacedQuestion {
  kind = "categorize";

  promote() {
    draggable(this.rows, "[data-bin]", (row, bin) => row.querySelector(`[value$="=${bin?.dataset.bin}"]`)?.click());
  }
});
