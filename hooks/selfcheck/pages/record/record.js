/* The record of finished modules: the days on which this browser saw a quiz finished, to print and sign by hand. It proves nothing, and
   says so. What is typed as a name is for the print alone. */

customElements.define("selfcheck-record", class extends HTMLElement {
  connectedCallback() {
    if (this.rows) return;
    this.rows = [...this.querySelectorAll("[data-module]")];
    this.build();
    this.show();
    for (const news of ["selfcheck-stored", "selfcheck-trouble"]) document.addEventListener(news, () => this.show());
    addEventListener("pageshow", (event) => { if (event.persisted) this.show(); });
    addEventListener("beforeprint", () => this.show()); // it may be another day
    this.dataset.ready = "";
  }

  build() {
    const printed = this.querySelector("[data-name]");
    this.known = make("p", { class: "sbs-progress" });
    this.from = make("input", { type: "text", id: "record-name", maxlength: "60", autocomplete: "name", "aria-describedby": "record-kept" });
    this.from.addEventListener("input", () => { printed.textContent = this.from.value.trim(); });
    const button = make("button", { type: "button", class: "sbs-button" }, word("record.print"));
    button.addEventListener("click", () => print());
    this.prepend(this.known, make("p", { class: "sbs-field" }, make("label", { for: this.from.id }, word("record.name")), " ",
      make("small", { id: "record-kept" }, word("record.not_kept")), " ", this.from));
    this.append(make("p", { class: "sbs-actions" }, button));
  }

  /** Fill in each day. Where nothing is known at all, the cells stay empty, as on the paper form. */
  show() {
    const events = store.all();
    const days = this.rows.map(({ dataset }) => finishedOn([dataset.module, dataset.was], dataset.quiz, events));
    const count = days.filter(Boolean).length;
    this.rows.forEach((row, index) => {
      const open = count ? word("record.open") : "";
      const day = store.lms ? word("record.lms") : spell(days[index]); // an LMS keeps what is finished, not when
      row.querySelector("[data-finished]").textContent = days[index] ? day : open;
      row.classList.toggle("done", days[index] !== "");
    });
    const says = store.trouble === "not_kept" ? word("record.blocked")
      : count ? word("record.known", { count, total: this.rows.length, date: spell(dayOf()) }) : word("record.nothing");
    write(this.known, says);
  }
});
