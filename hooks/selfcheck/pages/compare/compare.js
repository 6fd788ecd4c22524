/* The page where a supervisor opens what was handed in, rates the same conversation, and sees both side by side. What was opened lives
   as long as the page; only what the supervisor rates and writes is kept. */

customElements.define("selfcheck-compare", class extends HTMLElement {
  connectedCallback() {
    if (this.shelf) return;
    this.shelf = new Shelf();
    this.forms = new Map([...this.querySelectorAll("template[data-form]")].map((one) => [one.dataset.form, one]));
    this.ratings = new Map(); // by the name they are kept under and their form: a form that is shown again is the same one
    this.talks = new Map();
    this.build();
    this.show();
    document.addEventListener("selfcheck-stored", () => this.showKept());
    this.dataset.ready = "";
  }

  build() {
    this.list = make("ul", { class: "sbs-shelf__list", "aria-label": word("compare.open.list") });
    this.count = make("span", { class: "sbs-shelf__count" });
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    this.kept = make("p", {});
    this.close = this.button("close", () => this.closeAll(), "sbs-link");
    this.opener = make("details", { class: "sbs-group sbs-shelf", open: true }, make("summary", {}, make("h2", {}, word("compare.open.heading")), this.count),
      make("p", {}, word("compare.open.how")), openingPanel((files) => this.take(files)), this.status, this.kept, this.list, this.close);
    this.stage = make("div", { class: "sbs-stage" });
    this.append(this.opener, this.stage);
  }

  button(name, act, style = "sbs-button") {
    const button = make("button", { type: "button", class: style }, word(`compare.do.${name}`));
    button.addEventListener("click", act);
    return button;
  }

  /* The files */

  take(files) {
    const counts = { response: 0, assignments: 0, again: 0, error: 0, belongs: 0 };
    for (const { read, name } of files) {
      const is = this.shelf.take(read, name);
      counts[is] += 1;
      if (is === "response" && this.belongs(read.response)) counts.belongs += 1;
    }
    this.show();
    const heard = Object.entries(counts).filter(([, count]) => count).map(([name, count]) => word(`compare.taken.${name}`, { count }));
    if (heard.length) say(this.status, heard.join(" "));
  }

  /** Say whether a response is the view from outside on the self-check that was chosen before. */
  belongs(response) {
    return Boolean(this.chosen) && this.canBeRated(this.chosen.response) && partnersOf(this.chosen.response, [response]).sure.length > 0;
  }

  /** The list of what is open. A button that has focus keeps it. */
  show() {
    this.shelf.learn();
    const { responses, others } = this.shelf;
    const held = responses.find(({ button }) => button && button === document.activeElement);
    this.list.replaceChildren(...responses.map((entry) => this.row(entry)), ...others.map((other) => this.otherRow(other)));
    held?.button.focus();
    this.count.textContent = responses.length ? ` ${word("compare.taken.response", { count: responses.length })}` : "";
    this.list.hidden = this.close.hidden = !responses.length && !others.length;
    this.showKept();
  }

  row(entry) {
    const { response, name } = entry;
    const who = this.shelf.whose(response) || word("compare.nobody");
    const assigned = this.shelf.assignedTo(response);
    entry.button = this.button(this.canBeRated(response) ? "choose" : "look", () => this.choose(entry), "sbs-button sbs-button--line");
    entry.button.append(" ", make("span", { class: "sbs-sr" }, `${who}, ${spell(response.when)}`));
    const whose = make("strong", {}, make("bdi", {}, who));
    return make("li", { "aria-current": entry === this.chosen && "true" },
      make("div", {}, make("p", {}, whose, ` · ${word(isObserved(response) ? "response.observer" : "response.self")} · ${spell(response.when)}`),
        make("p", {}, make("bdi", {}, response.checklist.title)),
        ...(assigned && assigned !== response.from && response.from ? [make("p", { class: "sbs-shelf__note" }, ...told("compare.assigned", { who: assigned }))] : []),
        make("p", { class: "sbs-shelf__file" }, make("bdi", {}, name))),
      entry.button);
  }

  /** What is no response: why a file could not be opened, or what a list of assignments was good for. */
  otherRow({ name, error, count }) {
    const text = error ? word(`outside.file.${error}`) : word("compare.names_known", { count });
    const { assign } = this.dataset;
    const link = !error && assign ? [" ", make("a", { href: assign }, word("compare.to_assign"))] : [];
    return make("li", { class: error && "sbs-shelf__wrong" }, make("div", {}, make("p", {}, make("strong", {}, make("bdi", {}, name))), make("p", {}, text, ...link)));
  }

  closeAll() {
    this.shelf.empty();
    this.chosen = null;
    this.stage.replaceChildren();
    this.opener.open = true;
    this.show();
    say(this.status, word("compare.closed"));
    this.querySelector("#sbs-open").focus();
  }

  /** Say that ratings wait in this browser for their file to be opened again. */
  showKept() {
    const open = new Set(this.shelf.responses.map(({ kept }) => kept));
    const waiting = new Set(store.all().map(({ entry }) => entry).filter((entry) => entry.startsWith("o-") && !open.has(entry)));
    this.kept.hidden = !waiting.size;
    this.kept.textContent = waiting.size ? word("compare.waiting", { count: waiting.size }) : "";
  }

  /* Choosing */

  canBeRated(response) {
    const list = CHECKLISTS.get(response.checklist.id);
    return Boolean(list) && !isObserved(response) && formsFor(list).length > 0;
  }

  /** Go on with a response: to what lies beside it if that is clear, else to the form or to a choice. */
  choose(entry) {
    this.chosen = entry;
    this.show();
    const { response } = entry;
    const opened = this.shelf.responses.map((one) => one.response);
    if (this.canBeRated(response)) return this.begin(response, opened);
    const about = isObserved(response) && opened.find((one) => this.canBeRated(one) && partnersOf(one, [response]).sure.length);
    return about ? this.showBoth(about, response) : this.showAlone(response);
  }

  showAlone(response) {
    const why = !CHECKLISTS.has(response.checklist.id) ? "unknown" : isObserved(response) ? "observed" : "own";
    this.put(word("compare.alone"), this.about(response), make("p", { class: "sbs-note" }, word(`compare.why_alone.${why}`)), aloneView(response));
  }

  begin(mine, opened) {
    const forms = formsFor(CHECKLISTS.get(mine.checklist.id));
    const { sure, likely, others } = partnersOf(mine, opened);
    const rated = store.read(keptName(mine)).some(({ thing }) => thing !== "-");
    this.others = others;
    if (sure.length === 1 && !likely.length && !rated) return this.showBoth(mine, sure[0]);
    if (!sure.length && !likely.length && forms.length === 1) return this.showRating(mine, forms[0]);
    return this.showChoice(mine, forms, [...sure, ...likely]);
  }

  /** Show a step of the way, and take the person there. */
  put(title, ...nodes) {
    const heading = make("h2", { tabindex: "-1", id: "sbs-stage-h" }, title);
    this.stage.replaceChildren(heading, ...nodes);
    this.opener.open = false;
    heading.focus();
    heading.scrollIntoView();
  }

  showChoice(mine, forms, partners) {
    const beside = partners.map((one) => {
      const button = make("button", { type: "button", class: "sbs-button sbs-button--line" },
        ...told(one.about ? "compare.use_sure" : "compare.use_likely", { name: this.nameOf(one, "theirs"), date: spell(one.when) }));
      button.addEventListener("click", () => this.showBoth(mine, one));
      return button;
    });
    const rate = forms.map((form) => {
      const button = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word("compare.do.rate"), ...(forms.length > 1 ? [` ${form.title}`] : []));
      button.addEventListener("click", () => this.showRating(mine, form));
      return button;
    });
    this.put(word("compare.choice"), this.about(mine), make("div", { class: "sbs-group" }, make("div", { class: "sbs-actions" }, ...beside, ...rate)), ...this.whyNot());
  }

  /** Why other files that are open do not belong beside the chosen one. With a single one it is told at once. */
  whyNot() {
    if (!this.others.length) return [];
    const rows = this.others.map(({ response, why }) => make("li", {}, make("strong", {}, make("bdi", {}, this.shelf.whose(response) || word("compare.nobody"))),
      `, ${spell(response.when)}: `, word(`compare.why.${why}`)));
    return [make("details", { class: "sbs-help", open: this.others.length === 1 }, make("summary", {}, word("compare.why_not")), make("ul", {}, ...rows))];
  }

  /** Whose and which: one line under the heading. */
  about(mine, whose = [make("bdi", {}, this.nameOf(mine, "mine"))]) {
    return make("p", { class: "sbs-stage__about" }, make("strong", {}, ...whose), ` · ${spell(mine.when)} · `, make("bdi", {}, mine.checklist.title));
  }

  nameOf(response, side) { return this.shelf.whose(response) || word(`compare.unnamed.${side}`); }

  /* Rating */

  talkBeside(mine) {
    const name = keptName(mine);
    if (!this.talks.has(name)) this.talks.set(name, new Talk(name));
    return this.talks.get(name);
  }

  showRating(mine, form) {
    const key = `${keptName(mine)}/${form.id}`;
    if (!this.ratings.has(key)) this.ratings.set(key, ratingBeside(mine, form, this.forms.get(form.id)));
    const rating = this.ratings.get(key);
    rating.turned = () => this.showBoth(mine, null, rating, form);
    const own = form.id === CHECKLISTS.get(mine.checklist.id).id ? [make("p", { class: "sbs-note" }, word("compare.own_form"))] : [];
    this.put(word("compare.rate"), this.about(mine), make("p", {}, word("compare.rate_how")), ...own, ...this.whyNot(), rating);
    rating.day.parentElement.after(this.talkBeside(mine).initials.box);
  }

  /* Side by side */

  /** `theirs` is an observer's file; without one, it is what was rated here. */
  showBoth(mine, theirs, rating, form = CHECKLISTS.get(theirs.checklist.id)) {
    const list = CHECKLISTS.get(mine.checklist.id);
    const talk = this.talkBeside(mine);
    talk.flush();
    talk.offer(theirs?.talk);
    const deleted = rating && (() => { this.showRating(mine, form); rating.announce(word("compare.rating.deleted")); });
    const response = () => theirs ?? rating.response(mine, talk.from);
    const names = { mine: this.nameOf(mine, "mine"), theirs: response().from || word("compare.unnamed.theirs") };
    const both = new Both({ list, form, mine, theirs: response(), names }, { mine: this.textsOf(list), theirs: this.textsOf(form) });
    const again = theirs ? this.button("rate_instead", () => this.showRating(mine, formsFor(list)[0]), "sbs-link")
      : this.button("back", () => this.showRating(mine, form), "sbs-link");
    this.put(word("compare.both"), make("div", { class: "sbs-both" }, this.about(mine, told("compare.whose", names)),
      make("p", { class: "sbs-both__screen" }, word("compare.self_reported"), " ", again), ...both.notes(), both.summary(), ...both.items(), ...both.rest(),
      talk.part(both.words("plan"), { about: mine.entry, response, deleted })));
  }

  /** The words of a form's items as this page has them, without their marks. */
  textsOf(list) {
    return new Map([...this.forms.get(list.id).content.querySelectorAll("[data-item]")]
      .map((item) => [item.dataset.item, tidy(plain(item.querySelector("[data-text]")))]));
  }
});
