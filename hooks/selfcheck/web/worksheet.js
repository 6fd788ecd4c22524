/* A worksheet: a checklist's form that keeps nothing, unless the person ticks that this sheet is to be kept. The tick is not a setting:
   it is on exactly while there is an entry, and taking it away deletes the entry. */

customElements.define("selfcheck-worksheet", class extends CheckList {
  own(name, fields) { return name in WORDS.worksheet ? word(`worksheet.${name}`, fields) : super.own(name, fields); }

  addKeeping() {
    this.items = []; // nothing is counted
    this.tick = make("input", { type: "checkbox" });
    this.tick.addEventListener("change", () => this.keep(this.tick.checked));
    this.panel = make("div", { class: "sbs-keep" }, make("label", { class: "sbs-tick" }, this.tick, " ", make("span", {}, this.own("keep"))),
      make("p", {}, this.own("why")));
    this.form.after(this.panel);
  }

  /** The person has ticked it, so it stays where it is without the other tick, the one for words. */
  isPrivate() { return false; }

  show() {
    super.show();
    this.progress.hidden = true;
    this.tick.checked = Boolean(this.entry);
    this.panel.hidden = store.shared && !this.entry;
  }

  keep(on) {
    this.flush();
    if (on) {
      this.busy = true; // or the first field that is kept would empty those that are not yet
      this.begin();
      for (const field of this.fields) super.save(field);
      this.busy = false;
    } else {
      this.forget(() => true);
      this.entry = null;
      store.tell();
    }
    this.show();
    if (!on || !store.trouble) this.announce(this.own(on ? "kept" : "not_kept"));
  }

  save(field) {
    if (this.entry) super.save(field);
    else field.mirror();
  }

  warn(at) { if (this.entry) super.warn(at); }
});
