/* Matching: each line has a select with all the matches. */

customElements.define("selfcheck-matching", class extends PlacedQuestion {
  kind = "matching";
});
