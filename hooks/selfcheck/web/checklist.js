/* A checklist: dated entries, kept as they are filled in; progress in words; nothing judged, nothing added up. What it is called in a
   page stands in hand-in.js and worksheet.js: one can be handed in, the other keeps nothing. */

class CheckList extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.id_ = this.dataset.id;
    this.fields = [...this.form.querySelectorAll("[data-field]")].map((box) => new AnswerBox(box));
    this.renamed = new Map(this.fields.filter((field) => field.was).map((field) => [field.was, field.name]));
    this.items = [...this.form.querySelectorAll("[data-item]")];
    this.entry = null;
    this.build();
    this.open(this.entries().at(-1)?.entry ?? null);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => this.changed(event.target));
    this.form.addEventListener("input", (event) => { if (event.target.matches("textarea")) this.later(event.target); });
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("selfcheck-stored", () => this.sync());
    document.addEventListener("selfcheck-trouble", () => this.warn(document.activeElement));
    addEventListener("pageshow", (event) => { if (event.persisted) this.sync(); });
    addEventListener("beforeprint", () => this.setAside());
    addEventListener("afterprint", () => this.bringBack());
    this.tellAsked();
    this.warn();
    this.dataset.ready = "";
  }

  /* What is known */

  /** The entries of this checklist, oldest first: {entry, day, values: Map(field name, value)}. */
  entries() {
    const found = new Map();
    for (const event of store.all()) {
      if (!this.holds(event.entry) || (event.thing !== this.id_ && event.thing !== this.dataset.was)) continue;
      if (!found.has(event.entry)) found.set(event.entry, { entry: event.entry, at: event.at, day: dayOf(event.at), values: new Map() });
      const one = found.get(event.entry);
      if (event.t === "date" && /^\d{4}-\d\d-\d\d$/.test(event.v)) Object.assign(one, { day: event.v, hash: event.h });
      if (event.t === "set" && typeof event.v === "string") one.values.set(this.renamed.get(event.question) ?? event.question, event.v);
    }
    return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.at - b.at));
  }

  /** Say whether an entry is one of those that this form shows. */
  holds(entry) { return entry.startsWith("c-"); }

  answered() {
    return this.items.filter((item) => this.isAnswered(item)).length;
  }

  isAnswered(item) {
    const fields = this.fields.filter((field) => item.contains(field.box));
    const chosen = fields.filter((field) => field.type !== "text");
    return (chosen.length ? chosen : fields).some((field) => field.read() !== "");
  }

  /* Showing */

  build() {
    this.day = make("input", { type: "date", id: `${this.id_}-day` });
    this.printedDay = make("span", { class: "sbs-printed", "aria-hidden": "true" });
    this.day.addEventListener("change", () => this.setDay());
    this.earlier = make("details", { class: "sbs-help" });
    this.form.before(make("p", { class: "sbs-field" }, make("label", { for: this.day.id }, this.own("date")), " ", this.day, this.printedDay), this.earlier);
    this.addKeeping();
    this.progress = make("p", { class: "sbs-progress" });
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    (this.querySelector(".sbs-keep") ?? this.form).after(this.progress, this.status, this.actions());
    for (const field of this.fields) field.extend();
  }

  /** Say that a list asks for this, as long as it was not filled in. */
  tellAsked() {
    const list = askedFor([this.id_, this.dataset.was]);
    if (!list) return;
    const text = list.due ? word("checklist.asked_by", { date: spell(list.due) }) : word("checklist.asked");
    this.querySelector(".sbs-promise").after(make("p", { class: "sbs-progress" }, text));
  }

  /** What this kind of form says under a name. */
  own(name, fields) { return word(`checklist.${name}`, fields); }

  addKeeping() {
    this.querySelector(".sbs-field").before(computerPanel());
    if (this.fields.some((field) => field.type === "text")) this.form.after(wordsPanel());
  }

  actions() {
    const button = (name, act, style = "sbs-button--line") => {
      const element = make("button", { type: "button", class: `sbs-button ${style}` }, this.own(name));
      element.addEventListener("click", act);
      return element;
    };
    const remove = sureButton({
      label: this.own("delete"), yes: this.own("delete_yes"), no: this.own("delete_no"),
      sure: () => this.own("delete_sure", { date: spell(this.day.value) }),
      act: () => this.remove(),
    });
    this.ofEntry = [button("again", () => this.again()), remove];
    return make("div", { class: "sbs-actions sbs-check__actions" }, button("print", () => this.print(false), ""),
      button("print_blank", () => this.print(true)), button("download", () => this.download()), ...this.ofEntry);
  }

  /** Show an entry, or an empty form for null. */
  open(entry) {
    this.entry = entry;
    this.fresh = false;
    const known = this.entries().find((one) => one.entry === entry);
    for (const field of this.fields) field.write(known?.values.get(field.name) ?? "");
    this.day.value = known?.day ?? dayOf();
    this.hash = known?.hash;
    this.total = this.answered();
    this.show();
  }

  show() {
    this.total = this.answered();
    this.progress.textContent = this.own("progress", { count: this.total, total: this.items.length });
    this.printedDay.textContent = spell(this.day.value);
    for (const element of this.ofEntry) element.hidden = !this.entry;
    this.showEarlier(this.entries().filter((one) => one.entry !== this.entry).reverse());
  }

  /** The list of the other entries. It is made anew only when it says something new, or focus in it would be lost. */
  showEarlier(entries) {
    const says = entries.map((one) => one.entry + one.day).join();
    if (says === this.said) return;
    this.said = says;
    const held = this.earlier.contains(document.activeElement);
    this.earlier.hidden = !entries.length;
    this.earlier.replaceChildren(make("summary", {}, `${this.own("earlier")} (${entries.length})`),
      make("ul", {}, ...entries.map((one) => {
        const button = make("button", { type: "button", class: "sbs-link" }, this.own("open", { date: spell(one.day) }));
        button.addEventListener("click", () => { this.flush(); this.open(one.entry); this.day.focus(); });
        return make("li", {}, button);
      })));
    if (held) (entries.length ? this.earlier.firstChild : this.day).focus();
  }

  /** Something was stored here or in another tab: take over what this form is not being changed in. */
  sync() {
    if (this.aside || this.busy) return undefined; // a blank form is being printed, or all of it kept
    const known = this.entries().find((one) => one.entry === this.entry);
    const empty = this.fields.every((field) => field.read() === "");
    const gone = this.entry ? !known && !this.dirty : empty && !this.fresh && this.entries().length;
    if (gone) return this.open(this.entries().at(-1)?.entry ?? null); // deleted, or begun, in another tab
    for (const field of this.fields) {
      const value = known?.values.get(field.name) ?? "";
      if (known && field.read() !== value && field !== this.dirty && field !== this.saving && !field.isBeingWritten()) field.write(value);
    }
    return this.show();
  }

  /** Say once that answers are not kept: at the start, or where the person is when it happens later. */
  warn(at) {
    if (!store.trouble || this.querySelector(".sbs-trouble")) return;
    const place = this.contains(at ?? null) && at.closest(".sbs-item, .sbs-field");
    (place || this.querySelector(".sbs-promise")).after(make("p", { class: "sbs-note sbs-trouble" }, word(store.trouble)));
    if (at) this.announce(word(store.trouble));
  }

  /** Speak once, whatever comes together. */
  announce(text) {
    this.news = this.news ? `${this.news} ${text}` : text;
    say(this.status, this.news);
    setTimeout(() => { this.news = ""; });
  }

  /* Changing */

  fieldOf(control) { return this.fields.find((field) => field.box.contains(control)); }

  /** Words are kept when the person pauses or leaves the field, not at each letter. */
  later(control) {
    this.dirty = this.fieldOf(control);
    this.dirty.mirror();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 1200);
  }

  flush() {
    clearTimeout(this.timer);
    const field = this.dirty;
    this.dirty = null;
    if (field) this.save(field);
  }

  changed(control) {
    const field = this.fieldOf(control);
    if (!field) return;
    if (field === this.dirty) this.flush();
    else this.save(field);
  }

  save(field) {
    const value = field.read();
    const known = this.entries().find((one) => one.entry === this.entry)?.values.get(field.name) ?? "";
    if (value === known) return;
    const before = this.total;
    this.saving = field;
    this.begin();
    this.put(field.name, { t: "set", v: value, ...(this.isPrivate(field) && { p: 1 }) });
    this.forget((event) => (event.thing === this.dataset.was && event.question === field.name) || event.question === field.was);
    this.saving = null;
    if (field.type === "tally") field.write(value); // as it was understood; words are left alone while they are being written
    else field.mirror();
    this.show();
    if (this.total === this.items.length && before < this.total) this.announce(this.own("complete", { total: this.total }));
  }

  /** Words are kept for the tab only, until the person says more. */
  isPrivate(field) { return field.type === "text"; }

  /** An entry comes into being with its first answer. */
  begin() {
    if (this.entry) return;
    this.entry = this.newEntry();
    this.hash = this.dataset.hash; // the words that are answered; they may be others when it is handed in
    this.put("-", { t: "date", v: this.day.value || dayOf(), h: this.hash });
  }

  newEntry() { return `c-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 5)}`; }

  put(name, event) { store.put(this.entry, this.id_, name, event); }

  setDay() {
    if (!this.day.value) this.day.value = dayOf();
    this.fresh = true;
    if (this.entry) this.put("-", { t: "date", v: this.day.value, h: this.hash });
    this.show();
  }

  again() {
    this.flush();
    this.open(null);
    this.fresh = true;
    this.announce(this.own("started"));
    this.day.focus();
  }

  remove() {
    this.dirty = null;
    this.forget(() => true);
    this.open(this.entries().at(-1)?.entry ?? null);
    store.tell();
    this.announce(this.own("deleted"));
    this.day.focus();
  }

  /** Take events of the entry shown out of the store. */
  forget(which) { store.drop(store.read(this.entry).filter(which).map((event) => event.key)); }

  /* Taking along */

  /** Print the page; a blank form is the same page with its answers set aside while the browser makes the print. */
  print(blank) {
    this.flush();
    this.blank = blank;
    print();
    setTimeout(() => { if (!this.aside) this.blank = false; }, 2000); // some browsers begin only after this
  }

  setAside() {
    if (!this.blank || this.aside) return;
    this.aside = this.fields.map((field) => field.read());
    for (const field of this.fields) field.write("");
    this.printedDay.textContent = "";
  }

  bringBack() {
    this.blank = false;
    if (!this.aside) return;
    this.fields.forEach((field, index) => field.write(this.aside[index]));
    this.aside = null;
    this.show();
  }

  download() {
    this.flush();
    const lines = [this.dataset.title, `${this.own("date")}: ${spell(this.day.value)}`, ""];
    for (const group of this.form.querySelectorAll(".sbs-group")) {
      lines.push(plain(group.querySelector("h2")).toUpperCase(), "");
      for (const box of group.querySelectorAll("[data-item], .sbs-group > [data-field]")) lines.push(...this.lines(box), "");
    }
    lines.push(this.own("private"), "");
    saveFile(`${this.id_}-${this.day.value}.txt`, lines.join("\r\n"), "text/plain;charset=utf-8");
  }

  lines(box) {
    const fields = this.fields.filter((field) => box === field.box || box.contains(field.box));
    const own = box.matches("[data-item]") ? [plain(box.querySelector("legend"))] : [];
    return [...own, ...fields.filter((field) => field.type !== "text" || field.read() || !own.length)
      .map((field) => `${own.length ? "   " : ""}${field.label && field.label.concat(": ")}${field.spoken() || this.own("not_answered")}`)];
  }
}
