/* Finishing a checklist: what is still open, what goes along, and four ways on. Nothing is sent. What is saved, printed and copied is one
   and the same response, and the page shows it before it is made. */

const REF = /^[a-z0-9]{8}$/;

/** The to-do lists that ask for a checklist, newest first. `names` are the ids that it has and had. */
const listsFor = (names) => todoLists().filter(({ ref, checklists }) => REF.test(ref) && checklists.some((id) => names.includes(id))).reverse();

class HandIn {
  constructor(list) {
    this.list = list;
    this.ticks = new Map([["notes", false], ["reflection", false], ["plan", true]].map(([name, on]) => [name, this.tick(name, on)]));
    this.build();
    list.form.addEventListener("input", () => this.follow());
    document.addEventListener("selfcheck-trouble", () => this.follow());
  }

  id(name) { return `${this.list.id_}-hand-${name}`; }

  /* Making */

  button(name, act, style = "sbs-button--line", described) {
    const button = make("button", { type: "button", class: `sbs-button ${style}`, "aria-describedby": described }, word(`hand_in.${name}`));
    button.addEventListener("click", act);
    return button;
  }

  tick(name, on) {
    const input = make("input", { type: "checkbox" });
    input.addEventListener("change", () => { this.follow(); say(this.heard, this.sentence.textContent); });
    const row = make("p", { class: "sbs-field" }, make("label", { class: "sbs-tick" }, input, " ", make("span", {}, word(`hand_in.${name}`))));
    return { input, on, row };
  }

  build() {
    this.heading = make("h2", { id: this.id("h"), tabindex: "-1" }, word("hand_in.heading"));
    this.summary = make("strong", { id: this.id("s") });
    this.links = make("ul", {});
    this.open = make("div", { class: "sbs-panel", role: "group", "aria-labelledby": this.id("s"), tabindex: "-1", hidden: true },
      make("p", {}, this.summary), this.links);
    this.warnings = make("div", {});
    this.along = make("fieldset", { class: "sbs-item" }, make("legend", {}, word("hand_in.along")), ...[...this.ticks.values()].map(({ row }) => row));
    this.sentence = make("p", {});
    this.heard = make("p", { class: "sbs-sr", role: "status" });
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    this.section = make("section", { class: "sbs-group sbs-hand", "aria-labelledby": this.id("h"), hidden: true }, this.heading, this.open,
      make("p", {}, word("hand_in.intro")), this.warnings, this.along, ...this.fields(), make("div", { class: "sbs-keep" }, this.sentence, this.preview()),
      make("p", {}, word("hand_in.record")), this.heard, this.status, ...this.ways());
    this.starter = this.button("start", () => this.start(), "");
    const actions = this.list.querySelector(".sbs-check__actions");
    actions.firstChild.classList.add("sbs-button--line");
    actions.prepend(this.starter);
    actions.after(this.section);
  }

  fields() {
    this.from = make("input", { type: "text", id: this.id("from"), maxlength: "20", autocomplete: "off", "aria-describedby": this.id("names") });
    this.from.addEventListener("input", () => this.follow());
    this.lists = make("select", { id: this.id("list") });
    this.lists.addEventListener("change", () => this.follow());
    this.listRow = make("p", { class: "sbs-field" }, make("label", { for: this.lists.id }, word("hand_in.list")), " ", this.lists);
    return [make("p", { class: "sbs-field" }, make("label", { for: this.from.id }, word("hand_in.from")), " ",
      make("small", { id: this.id("names") }, word("hand_in.no_names")), " ", this.from), this.listRow];
  }

  preview() {
    this.sheet = make("div", {});
    this.exact = make("details", { class: "sbs-help" }, make("summary", {}, word("hand_in.exactly")), this.sheet, make("p", {}, word("hand_in.codes")));
    this.exact.addEventListener("toggle", () => this.follow());
    return this.exact;
  }

  ways() {
    const acts = { save: () => this.save(), print: () => printAlone(responseSheet(this.response())), copy: () => this.copy(), keep: () => this.keep() };
    const ways = Object.entries(acts).map(([name, act], index) => make("p", { class: "sbs-hand__way" },
      this.button(name, act, index ? undefined : "", this.id(name)), " ", make("span", { id: this.id(name) }, word(`how.${name}`))));
    this.text = make("textarea", { id: this.id("text"), rows: "6", readonly: true });
    this.marked = make("p", { class: "sbs-field", hidden: true }, make("label", { for: this.text.id }, word("hand_in.text")), " ", this.text);
    return [...ways, this.marked];
  }

  /* What is known */

  /** The response as it would be handed in now. */
  response() {
    const { ticks, list } = this;
    const goes = (name) => ticks.get(name).input.checked && !ticks.get(name).row.hidden;
    return makeResponse(list, list.dataset.mirrors ? "observer" : "self",
      { from: this.from.value.trim(), ref: this.lists.value, notes: goes("notes"), reflection: goes("reflection"), plan: goes("plan") });
  }

  /** What words there are, whether they go along or not: {notes: how many items have some, reflection, plan}. */
  words() {
    const filled = this.list.fields.filter((field) => field.read());
    const beside = filled.filter((field) => field.type === "text");
    const part = (name) => filled.filter((field) => field.name.startsWith(`${name}.`)).length;
    return { notes: this.list.items.filter((item) => beside.some((field) => item.contains(field.box))).length, reflection: part("reflection"), plan: part("plan") };
  }

  /** What came of the form since the entry was begun: {changed: whether its words are others, lost: how many answers have no place in it}. */
  since() {
    const { values, hash } = this.list.entries().find(({ entry }) => entry === this.list.entry) ?? { values: [] };
    const has = ([name, value]) => this.list.fields.some((field) => field.name === name &&
      (field.type !== "rating" || field.controls.some((one) => one.value === value)));
    return { changed: Boolean(hash) && hash !== this.list.dataset.hash, lost: [...values].filter((one) => one[1] && !has(one)).length };
  }

  /* Showing: the section follows whatever happens to the entry, here or in another tab */

  start() {
    this.list.flush();
    if (this.section.hidden) this.reset();
    this.section.hidden = false;
    this.follow();
    (this.open.hidden ? this.heading : this.open).focus();
  }

  /** Another entry is shown: nothing that was ticked for the one before goes along with it. */
  turn() {
    if (this.section.hidden) return;
    const held = this.section.contains(document.activeElement);
    this.reset();
    if (this.list.entry) {
      this.follow();
      if (held) say(this.status, word("hand_in.turned", { date: spell(this.list.day.value) }));
      return;
    }
    this.section.hidden = true;
    if (!held) return; // the person deleted it, or began another, and hears of that
    this.list.announce(word("hand_in.gone"));
    this.starter.focus();
  }

  reset() {
    for (const { input, on } of this.ticks.values()) input.checked = on;
    this.status.textContent = "";
    this.marked.hidden = true;
    this.lists.replaceChildren();
  }

  follow() {
    if (this.section.hidden || this.list.aside) return;
    const words = this.words();
    this.showOpen();
    this.showWarnings();
    for (const [name, { row }] of this.ticks) this.show(row, words[name]);
    this.show(this.along, Object.values(words).some(Boolean));
    this.showLists();
    const response = this.response();
    this.sentence.textContent = this.holds(response, words);
    if (this.exact.open) this.sheet.replaceChildren(responseSheet(response));
    if (!this.marked.hidden) this.text.value = responseText(response);
  }

  show(element, shown) {
    if (!shown && element.contains(document.activeElement)) this.heading.focus();
    element.hidden = !shown;
  }

  showOpen() {
    const items = this.list.items.filter((item) => !this.list.isAnswered(item));
    const legends = items.map((item) => item.querySelector("legend"));
    const says = legends.map(({ id }) => id).join();
    this.show(this.open, items.length);
    if (says === this.said) return;
    this.said = says;
    if (this.links.contains(document.activeElement)) this.open.focus();
    this.summary.textContent = word("hand_in.open", { count: items.length });
    this.links.replaceChildren(...items.map((item, index) => {
      const link = make("a", { class: "sbs-link", href: `#${legends[index].id}` }, plain(legends[index]));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        item.scrollIntoView();
        this.list.fields.find((field) => item.contains(field.box)).control.focus();
      });
      return make("li", {}, link);
    }));
  }

  showWarnings() {
    const { changed, lost } = this.since();
    const { day } = this.list;
    const notes = [changed && word("hand_in.changed"), lost && word("hand_in.lost", { count: lost }), dayFor(day.value) !== day.value && word("hand_in.day"),
      store.trouble && word("hand_in.trouble"), store.shared && word("hand_in.shared")].filter(Boolean);
    if (notes.join() === this.warned) return;
    this.warned = notes.join();
    this.warnings.replaceChildren(...notes.map((note) => make("p", { class: "sbs-note" }, note)));
  }

  /** Which list it belongs to, if any asks for it: the newest, unless the person says another or none. */
  showLists() {
    const lists = listsFor([this.list.id_, this.list.dataset.was]);
    const said = lists.map(({ ref, due, came }) => [ref, word(due ? "hand_in.due" : "hand_in.opened", { date: spell(due || came) })]);
    const options = lists.length ? [...said, ["", word("hand_in.none")]] : [];
    this.show(this.listRow, lists.length);
    if (JSON.stringify(options) === JSON.stringify([...this.lists.options].map((one) => [one.value, one.textContent]))) return;
    const chosen = this.lists.options.length ? this.lists.value : options[0]?.[0];
    this.lists.replaceChildren(...options.map(([ref, text]) => make("option", { value: ref }, text)));
    this.lists.value = options.some(([ref]) => ref === chosen) ? chosen : "";
  }

  /** Say in a sentence what the response holds, and what the person wrote that it leaves out. */
  holds(response, words) {
    const listed = new Intl.ListFormat(LANGUAGE, { type: "unit" });
    const part = (name, count) => word(`held.${name}`, { count, total: response.items.length });
    const answers = response.items.filter(({ fields }) => fields.some(({ type }) => type !== "text")).length;
    const goes = { notes: response.items.some(({ fields }) => fields.some(({ type }) => type === "text")), ...response };
    const kinds = ["notes", "reflection", "plan"].filter((name) => words[name]);
    const parts = [part("date"), ...(answers ? [part("answers", answers)] : []), ...kinds.filter((name) => goes[name]).map((name) => part(name, words[name])),
      ...["from", "ref"].filter((name) => response[name]).map((name) => part(name))];
    const left = kinds.filter((name) => !goes[name]).map((name) => part(name, words[name]));
    return [word("hand_in.holds", { parts: listed.format(parts) }), ...(left.length ? [word("hand_in.left", { parts: listed.format(left) })] : [])].join(" ");
  }

  /* The four ways */

  /** The response of an entry that is kept: what is handed in can be found again here. */
  made() {
    this.list.flush();
    this.list.begin();
    return this.response();
  }

  save() {
    const response = this.made();
    const from = (response.from ?? "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    const name = `${["side-by-side", response.checklist.id, response.when, from].filter(Boolean).join("-")}.json`;
    saveFile(name, `${JSON.stringify(response, null, 1)}\n`, "application/json");
    say(this.status, word("hand_in.saved", { name }));
  }

  async copy() {
    const text = responseText(this.made());
    try {
      await navigator.clipboard.writeText(text);
      say(this.status, word("hand_in.copied"));
    } catch {
      this.text.value = text; // without https there is no clipboard for a page
      this.marked.hidden = false;
      this.text.focus();
      this.text.select();
      say(this.status, word("hand_in.marked"));
    }
  }

  keep() {
    this.section.hidden = true;
    this.list.announce(word("hand_in.kept"));
    this.starter.focus();
  }
}

customElements.define("selfcheck-checklist", class extends CheckList {
  build() {
    super.build();
    this.handIn = new HandIn(this);
  }

  open(entry) {
    super.open(entry);
    this.handIn.turn();
  }

  show() {
    super.show();
    this.handIn.follow();
  }
});
