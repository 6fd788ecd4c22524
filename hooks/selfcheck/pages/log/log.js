/* The contact log: a row for each try to reach somebody. It keeps nothing, unless the person ticks that it is to be kept; then each row
   is an event of its own, so that two tabs lose nothing. */

const LOG = ["log", "contact-log"];

/** The values that were kept of a row: texts by the names of the row's fields. What is damaged is empty. */
function keptRow(text) {
  try {
    return Object.entries(JSON.parse(text)).filter(([, value]) => typeof value === "string");
  } catch {
    return [];
  }
}

customElements.define("selfcheck-contacts", class extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.piece = this.querySelector("template");
    this.paper = this.querySelector("tbody");
    this.blank = this.paper.firstElementChild;
    this.least = this.paper.children.length;
    this.build();
    this.sync();
    this.list.addEventListener("change", (event) => this.save(event.target.closest("fieldset")));
    document.addEventListener("selfcheck-stored", () => this.sync());
    document.addEventListener("selfcheck-trouble", () => this.warn());
    addEventListener("pageshow", (event) => { if (event.persisted) this.sync(); });
    addEventListener("pagehide", () => { for (const row of this.rows) this.save(row); });
    this.dataset.ready = "";
  }

  get rows() { return [...this.list.children]; }

  /** What is kept: values by row, or null while nothing is to be kept. */
  kept() {
    const events = store.read(LOG[0]).filter(({ thing }) => thing === LOG[1]);
    if (!events.some(({ question }) => question === "-")) return null;
    return new Map(events.filter(({ question, v }) => question !== "-" && typeof v === "string").map(({ question, v }) => [question, v]));
  }

  build() {
    this.list = make("form", { method: "dialog", autocomplete: "off" });
    this.totals = make("p", { class: "sbs-progress" });
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    this.tick = make("input", { type: "checkbox" });
    this.tick.addEventListener("change", () => this.keep(this.tick.checked));
    this.panel = make("div", { class: "sbs-keep" }, make("label", { class: "sbs-tick" }, this.tick, " ", make("span", {}, word("log.keep"))),
      make("p", {}, word("log.why")));
    const another = this.button("add", () => this.begin());
    this.querySelector(".sbs-log__paper").before(this.list, this.totals, make("p", { class: "sbs-actions" }, another), this.panel, this.status,
      make("p", { class: "sbs-actions" }, this.button("print", () => print()), this.button("csv", () => this.download())));
  }

  button(name, act) {
    const button = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word(`log.${name}`));
    button.addEventListener("click", act);
    return button;
  }

  /* Rows */

  add(id = `r-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 5)}`) {
    const row = document.importNode(this.piece.content, true).querySelector("fieldset");
    row.name_ = id;
    row.fields = new Map([...row.querySelectorAll("[data-log]")].map((one) => [one.dataset.log, one]));
    const number = () => this.rows.indexOf(row) + 1;
    row.sure = sureButton({
      label: word("log.remove"), yes: word("log.remove_yes"), no: word("log.remove_no"),
      sure: () => word("log.remove_sure", { number: number() }), act: () => this.remove(row),
    });
    row.append(row.sure);
    this.list.append(row);
    this.show();
    return row;
  }

  /** A new row begins today, and with whoever tried last. */
  begin() {
    const who = this.rows.at(-1).fields.get("who").value;
    const row = this.add();
    this.write(row, [["date", dayOf()], ["who", who]]);
    this.save(row);
    row.fields.get("date").focus();
  }

  remove(row) {
    const at = this.rows.indexOf(row);
    row.remove();
    store.drop(store.read(LOG[0]).filter(({ question }) => question === row.name_).map(({ key }) => key));
    store.tell();
    say(this.status, word("log.removed"));
    const next = this.rows[at] ?? this.rows.at(-1);
    (next.sure.hidden ? next.fields.get("date") : next.sure.firstElementChild).focus();
  }

  /** Says whether anything stands in a row but the day, which is there from the start. */
  filled(row) { return Object.entries(this.read(row)).some(([name, value]) => value && name !== "date"); }

  read(row) { return Object.fromEntries([...row.fields].map(([name, field]) => [name, field.value.trim()])); }

  write(row, values) {
    for (const [name, value] of values) if (row.fields.has(name)) row.fields.get(name).value = value;
    this.show();
  }

  /* Keeping */

  save(row) {
    const values = JSON.stringify(this.read(row));
    const kept = this.kept();
    if (kept && kept.get(row.name_) !== values) {
      row.kept = true;
      store.put(...LOG, row.name_, { t: "set", v: values });
    }
    this.show();
  }

  keep(on) {
    if (on) {
      store.put(...LOG, "-", { t: "on" });
      for (const row of this.rows) this.save(row);
    } else {
      store.drop(store.read(LOG[0]).filter(({ thing }) => thing === LOG[1]).map(({ key }) => key));
      store.tell();
    }
    if (!on || !store.trouble) say(this.status, word(on ? "log.kept" : "log.not_kept"));
  }

  /** Something was stored, here or in another tab: take over what is not being written in. There is always a row to write in. */
  sync() {
    const kept = this.kept();
    for (const row of this.rows) {
      if (!kept) row.kept = false; // what is not kept any more cannot be deleted elsewhere
      else if (row.kept && !kept.has(row.name_)) row.remove();
    }
    for (const [id, text] of kept ?? []) {
      const row = this.rows.find((one) => one.name_ === id) ?? this.add(id);
      row.kept = true;
      if (!row.contains(document.activeElement)) this.write(row, keptRow(text));
    }
    if (!this.rows.length) this.write(this.add(), [["date", dayOf()]]);
    this.tick.checked = Boolean(kept);
    this.panel.hidden = store.shared && !kept;
    this.show();
  }

  warn() {
    if (!this.tick.checked || this.querySelector(".sbs-trouble")) return;
    this.panel.append(make("p", { class: "sbs-trouble" }, word(store.trouble)));
    say(this.status, word(store.trouble));
  }

  /* Showing and taking along */

  /** What a person reads of a field: the chosen words, a day as it is spoken. */
  spoken(row, name) {
    const field = row.fields.get(name);
    if (field.matches("select")) return field.value && plain(field.selectedOptions[0]);
    return field.type === "date" && field.value ? spell(field.value) : field.value.trim();
  }

  sorted() {
    const when = (row) => row.fields.get("date").value + row.fields.get("time").value;
    return this.rows.filter((row) => this.filled(row)).sort((a, b) => (when(a) < when(b) ? -1 : 1));
  }

  show() {
    this.rows.forEach((row, index) => { row.querySelector("legend").textContent = word("log.number", { number: index + 1 }); });
    for (const row of this.rows) row.sure.hidden = this.rows.length === 1 && !this.filled(row);
    const rows = this.sorted();
    const ways = new Map();
    for (const way of rows.map((row) => this.spoken(row, "way")).filter(Boolean)) ways.set(way, (ways.get(way) ?? 0) + 1);
    const reached = rows.filter((row) => row.fields.get("reached").value === "spoke").length;
    const list = [...ways].map((one) => one.join(" ")).join(", ");
    this.totals.textContent = rows.length ? word("log.totals", { count: rows.length, reached, ways: list && `${list}.` }) : word("log.none");
    this.print(rows);
  }

  /** The table for paper: a line for each contact in the order of days, and empty lines to go on by hand. */
  print(rows) {
    const lines = rows.map((row) => {
      const text = (...names) => make("td", {}, names.map((name) => this.spoken(row, name)).filter(Boolean).join(" · "));
      return make("tr", {}, text("date", "time"), text("way", "who"), text("offered"), text("reached"), text("words"), text("next", "again"));
    });
    const empty = Math.max(2, this.least - lines.length);
    this.paper.replaceChildren(...lines, ...Array.from({ length: empty }, () => this.blank.cloneNode(true)));
  }

  download() {
    const names = [...this.rows[0].fields.keys()];
    const heads = names.map((name) => plain(this.piece.content.querySelector(`[data-log=${name}]`).closest("label").firstElementChild));
    const value = (row, name) => (row.fields.get(name).matches("select") ? this.spoken(row, name) : this.read(row)[name]);
    saveSheet("contact-log", [heads, ...this.sorted().map((row) => names.map((name) => value(row, name)))]);
  }
});
