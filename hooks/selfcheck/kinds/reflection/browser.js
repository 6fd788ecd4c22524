/* Reflection: words that nobody judges. Comparing shows another answer, and that is all there is to do. */

customElements.define("selfcheck-reflection", class extends Question {
  kind = "reflection";

  connectedCallback() {
    if (this.form) return;
    super.connectedCallback();
    this.own = new AnswerBox(this.querySelector("[data-field]"));
    this.own.extend();
    this.form.after(wordsPanel());
    this.form.addEventListener("input", () => this.own.mirror());
    addEventListener("pagehide", () => this.keep());
    this.label();
  }

  /** Words are kept when the person leaves the box or the page, not at each letter. */
  keep() {
    const text = this.own.read();
    if (text !== this.kept) this.tell({ t: "part", v: this.kept = text, p: 1 });
  }

  /** What was asked stays where it is, or the button would move away from under the finger that leaves the box for it. */
  changed() { this.keep(); }

  /** An empty box is asked about once. Who thinks without writing goes on all the same. */
  response() { return this.own.read() || this.asked?.isConnected || this.right ? ["seen"] : null; }

  judge() { return { right: true, shown: [] }; }

  apply(response) {
    const verdict = super.apply(response);
    this.asked?.remove();
    this.message = make("div", { class: "sbs-f sbs-own__model" }, ...copies(this.reasons.querySelector("[data-model]")));
    this.fields.after(this.message);
    this.dataset.verdict = "done";
    return verdict;
  }

  announce(verdict, note) { say(this.status, [plain(this.message), ...note].join(" ")); }

  action(name) { return this.words(name); }

  knows() { return true; }

  choose() {}

  clear() { delete this.dataset.verdict; }

  resume(part) {
    if (this.own.isBeingWritten()) return;
    this.kept = part?.v ?? "";
    this.own.write(this.kept);
  }
});
