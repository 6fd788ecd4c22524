/* What two people settle in the talk about two ratings: a strength, a goal, a next date; and the initials of the one who watched. Kept
   like the rating, and under the same name. */

class Talk {
  constructor(entry) {
    this.entry = entry;
    this.offered = {};
    const area = () => make("textarea", { rows: "2", maxlength: "2000" });
    this.initials = this.field("from", "text", make("input", { type: "text", maxlength: "40", autocomplete: "off" }));
    this.next = this.field("next", "date", make("input", { type: "date" }));
    this.settled = [this.field("strength", "text", area()), this.field("goal", "text", area()), this.next];
    this.fields = [this.initials, ...this.settled];
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    document.addEventListener("selfcheck-stored", () => this.sync());
    document.addEventListener("selfcheck-trouble", () => this.warn());
    addEventListener("pageshow", (event) => { if (event.persisted) this.sync(); });
    addEventListener("pagehide", () => this.flush());
    this.sync();
  }

  field(name, type, control) {
    control.id = `sbs-talk-${name}`;
    const field = new AnswerBox(make("p", { class: "sbs-field", "data-field": name, "data-type": type },
      make("label", { for: control.id }, word(`compare.settle.${name}`)), " ", control));
    field.extend();
    control.addEventListener("input", () => this.later(field));
    control.addEventListener("change", () => this.save(field));
    return field;
  }

  /** What a file says of a talk, for where nothing was written here. */
  offer(talk = {}) {
    this.offered = talk;
    this.sync();
  }

  /** What is known, by field: what was offered, and what was kept over it. Initials are offered as they were last given. */
  known() {
    const kept = store.all().filter(({ entry, thing, t, v }) => entry.startsWith("o-") && thing === "-" && t === "set" && typeof v === "string");
    const last = kept.findLast(({ question }) => question === "from");
    return new Map([["from", last?.v ?? ""], ...Object.entries(this.offered),
      ...kept.filter(({ entry }) => entry === this.entry).map(({ question, v }) => [question, v])]);
  }

  sync() {
    const known = this.known();
    for (const field of this.fields) if (field !== this.dirty && !field.isBeingWritten()) field.write(known.get(field.name) ?? "");
    if (this.bin) this.bin.hidden = !store.read(this.entry).length;
  }

  /** Words are kept when the person pauses or leaves the field. */
  later(field) {
    this.dirty = field;
    field.mirror();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 1200);
  }

  flush() { if (this.dirty) this.save(this.dirty); }

  save(field) {
    clearTimeout(this.timer);
    this.dirty = null;
    field.mirror();
    const v = field.read();
    if (v !== (this.known().get(field.name) ?? "")) store.put(this.entry, "-", field.name, { t: "set", v, p: 1 });
  }

  get from() { return this.initials.read(); }

  /** Whether a day was begun and is none: a part of it is missing, or its year is none. */
  get isHalfDay() {
    const day = this.next.read();
    return this.next.control.validity.badInput || (day !== "" && !hasYear(day));
  }

  /** The talk as it stands in a response; undefined if nothing was settled. */
  read() {
    const settled = this.settled.map((field) => [field.name, field === this.next && this.isHalfDay ? "" : tidy(field.read())]);
    return settled.some(([, text]) => text) ? Object.fromEntries(settled) : undefined;
  }

  /* On the page */

  /** The last part of the page: how to hold the talk, both plans to look at, what was settled, and how to take it along. `response` gives
      the observer's response, `about` names the self-rating that it belongs to, and `deleted` says where to go when all is deleted. */
  part(plans, { about, response, deleted }) {
    const steps = ["first", "agree", "gap", "goal", "date"].map((step) => make("li", {}, word(`compare.steps.${step}`)));
    this.bin = sureButton({
      label: word("compare.rating.delete"), yes: word("compare.rating.delete_yes"), no: word("compare.rating.delete_no"),
      sure: () => word("compare.rating.delete_sure"), act: () => this.remove(deleted),
    });
    this.heading = make("h3", {}, word("compare.talk"));
    const part = make("section", { class: "sbs-group sbs-talk" }, this.heading, make("ol", { class: "sbs-both__screen" }, ...steps),
      ...(plans.length ? [make("h4", {}, word("response.plan")), ...plans] : []), ...this.settled.map(({ box }) => box),
      make("div", { class: "sbs-both__screen" }, make("p", {}, word("compare.file_holds")), this.status,
        make("div", { class: "sbs-actions" }, this.button("print", () => print()), this.button("save", () => this.download(about, response()), "sbs-button sbs-button--line"), this.bin)),
      make("div", { class: "sbs-both__paper" }, ...["compare.on_paper", "response.sign_worker", "response.sign_supervisor"].map((name) => make("p", {}, word(name)))));
    this.status.textContent = "";
    this.sync();
    this.warn();
    return part;
  }

  button(name, act, style = "sbs-button") {
    const button = make("button", { type: "button", class: style }, word(`compare.do.${name}`));
    button.addEventListener("click", () => { this.flush(); act(); });
    return button;
  }

  /** Save the observer's view and the talk as a response file that says which self-rating it is about. */
  download(about, { talk: before, ...observed }) {
    const talk = this.read();
    const response = { ...observed, about, ...(talk && { talk }) };
    const name = `side-by-side-${response.checklist.id}-${response.when}.json`;
    saveFile(name, `${JSON.stringify(response, null, 1)}\n`, "application/json");
    say(this.status, [word("compare.saved", { name }), this.isHalfDay && word("compare.half_day")].filter(Boolean).join(" "));
  }

  /** Delete what is kept of this talk, and of the rating that goes with it. */
  remove(then) {
    this.dirty = null;
    store.drop(store.read(this.entry).map(({ key }) => key));
    store.tell();
    if (then) {
      then();
      return;
    }
    this.settled[0].control.focus(); // the button is gone
    say(this.status, word("compare.rating.deleted"));
  }

  /** Say that nothing is kept, once, where it is written. */
  warn() {
    if (!store.trouble || !this.heading || this.trouble?.isConnected) return;
    this.trouble = make("p", { class: "sbs-note sbs-trouble" }, word(store.trouble));
    this.heading.after(this.trouble);
    if (this.heading.isConnected) say(this.status, word(store.trouble));
  }
}
