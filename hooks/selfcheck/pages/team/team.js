/* Supervisors' page over time: opens what was handed in, and shows one person's self-checks beside what an observer saw. It adds
   nothing up and sets nobody beside another. Only what was chosen is put onto the page. */

const TEAM_DATES = 40; // responses in the pictures at once, the latest ones
const TEAM_NAMES = 20; // of files in one list

customElements.define("selfcheck-team", class extends HTMLElement {
  connectedCallback() {
    if (this.files) return;
    this.files = new TeamFiles();
    this.filter = new TeamFilter(() => this.choose());
    this.build();
    this.takeGiven();
    this.update();
    document.addEventListener("selfcheck-stored", () => this.follow());
    addEventListener("pageshow", (event) => { if (event.persisted) this.follow(); });
    this.bringBack();
    this.dataset.ready = "";
  }

  build() {
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    this.news = make("div", { class: "sbs-news" });
    this.count = make("p", {});
    this.view = make("div", { class: "sbs-view" });
    this.append(make("section", { class: "sbs-group", "aria-labelledby": "sbs-opening" }, make("h2", { id: "sbs-opening" }, word("team.open")),
      make("p", {}, word("team.open_how")), openingPanel((files) => this.take(files), (count) => this.busy(count)), this.status, this.news, this.count, this.keeping()),
    this.filter.form, this.view);
  }

  button(name, act, style = "sbs-button--line") {
    const button = make("button", { type: "button", class: `sbs-button ${style}` }, word(`team.${name}`));
    button.addEventListener("click", act);
    return button;
  }

  /* Opening */

  busy(count) { if (count > TEAM_NAMES) say(this.status, word("team.busy", { count })); }

  /** Take what was read, keep it if that is wanted, and say what came of it. */
  async take(files) {
    this.files.differing = [];
    const sound = files.filter(({ read }) => !read.error);
    const fresh = sound.flatMap(({ read, name, saved }) => this.files.take(read, { name, saved }));
    const wrong = files.filter(({ read }) => read.error);
    this.tellProblems(wrong);
    this.update();
    const kept = !fresh.length || !keepsTeam() || await keepTeam(fresh);
    say(this.status, [word("team.opened", { count: sound.length }), ...(wrong.length ? [word("team.refused", { count: wrong.length })] : []),
      ...(sound.length && !fresh.length ? [word("team.nothing_new")] : []), ...(this.files.differing.length ? [word("team.differ")] : []),
      ...(kept ? [] : [word("team.not_kept")])].join(" "));
  }

  /** What could not be opened, by what is wrong with it, and what two files hold differently. */
  tellProblems(wrong) {
    const by = new Map();
    for (const { read, name } of wrong) by.set(read.error, [...by.get(read.error) ?? [], name]);
    const names = (all) => [make("bdi", {}, all.slice(0, TEAM_NAMES).join(", ")), ...(all.length > TEAM_NAMES ? [" ", word("team.others", { count: all.length - TEAM_NAMES })] : [])];
    const list = (title, rows) => (rows.length ? [make("h3", {}, word(`team.${title}`)), make("ul", {}, ...rows.map((row) => make("li", {}, ...row)))] : []);
    this.news.replaceChildren(
      ...list("problems", [...by].map(([error, all]) => [make("strong", {}, ...names(all)), make("br"), word(`outside.file.${error}`)])),
      ...list("differing", this.files.differing.slice(0, TEAM_NAMES).map(({ value, kept, left }) => [
        word(value.entry ? "team.differ_response" : "team.differ_assignment", { date: spell(value.when ?? value.made), ref: value.ref ?? "" }), " ",
        teamSaid(value.from ?? value.who ?? ""), make("br"), word("team.newer_is"), " ", make("bdi", {}, kept), ". ", word("team.left_is"), " ", make("bdi", {}, left), "."])));
  }

  /** The assignments that were made in this browser belong to the picture too. */
  takeGiven() {
    for (const { v, at } of store.read("given")) {
      const made = { format: ASSIGNMENTS, version: 1, site: CATALOGUE.site, when: dayOf(at), assignments: [parsed(String(v))] };
      const read = readText(JSON.stringify(made));
      if (!read.error) this.files.take(read, { name: word("team.made_here"), saved: at });
    }
  }

  /* Keeping */

  keeping() {
    this.tick = make("input", { type: "checkbox" });
    this.tick.addEventListener("change", () => this.keep(this.tick.checked));
    this.keepBox = make("div", { class: "sbs-keep" }, make("label", { class: "sbs-tick" }, this.tick, " ", make("span", {}, word("team.keep"))), make("p", {}, word("team.keep_why")));
    this.save = this.button("save", () => this.saveAssignments());
    this.forget = sureButton({
      label: word("team.forget"), yes: word("team.forget_yes"), no: word("team.forget_no"), sure: () => word("team.forget_sure"), act: () => this.forgetAll(),
    });
    this.shelf = make("div", {}, computerPanel(), this.keepBox, make("div", { class: "sbs-actions" }, this.save, this.forget));
    return this.shelf;
  }

  /** Show what was kept the last time. */
  async bringBack() {
    if (!keepsTeam()) return;
    const kept = await keptTeam();
    for (const { text, name, saved } of kept ?? []) {
      const read = readText(String(text));
      if (!read.error) this.files.take(read, { name: String(name), saved: Number(saved) || 0 });
    }
    this.files.differing = [];
    this.update();
    say(this.status, word(kept ? "team.brought_back" : "team.not_kept"));
  }

  async keep(on) {
    const kept = on && await beginKeepingTeam(this.files.records());
    if (!kept) store.dropFiles();
    this.follow();
    say(this.status, word(on ? (kept ? "team.kept" : "team.not_kept") : "team.kept_no_more"));
  }

  forgetAll() {
    this.files.clear();
    store.dropFiles();
    this.forgotten("team.forgotten");
  }

  forgetPerson(person) {
    const gone = this.files.forget(person);
    if (keepsTeam()) dropTeam(gone.map(({ key }) => key));
    this.forgotten("team.forgotten_person");
  }

  forgotten(name) {
    this.takeGiven();
    this.news.replaceChildren();
    this.update();
    say(this.status, word(name));
    this.querySelector("#sbs-open").focus();
  }

  /** Something was decided here, on another page or in another tab: whose computer this is, or that everything goes. */
  follow() {
    this.tick.checked = keepsTeam();
    this.keepBox.hidden = store.shared;
  }

  saveAssignments() {
    const texts = this.files.savedAssignments();
    texts.forEach((text, index) => {
      const part = index ? `-${index + 1}` : "";
      saveFile(`side-by-side-assignments-${dayOf()}${part}.json`, text, "application/json");
    });
    say(this.status, word("team.saved", { count: texts.length }));
  }

  /* Showing */

  /** The files have changed. */
  update() {
    const { responses, assignments } = this.files;
    this.count.textContent = [["responses", responses.size], ["assignments", assignments.size]].filter(([, count]) => count)
      .map(([name, count]) => word(`team.${name}`, { count })).join(" ");
    this.count.hidden = this.shelf.hidden = !this.files.size && !keepsTeam();
    this.filter.form.hidden = !responses.size;
    this.save.hidden = !assignments.size;
    this.follow();
    this.choose();
  }

  choose() {
    this.all = false;
    this.filter.offer(this.files);
    this.show();
  }

  /** Show what was chosen. Of one person and one self-check everything; else who there is to choose. */
  show() {
    const chosen = this.filter.chosen;
    const rows = this.files.fitting(chosen);
    if (!this.files.size) return this.view.replaceChildren(make("p", { class: "sbs-note" }, word("team.empty")));
    this.filter.tell(rows.length, this.files.responses.size);
    const isOne = chosen.person !== null && chosen.family;
    const parts = rows.length ? [isOne ? this.trend(chosen, rows) : this.whom(rows), this.taking(rows)] : [];
    return this.view.replaceChildren(...parts.flat(), this.assigned(chosen), ...(chosen.person === null ? [] : [this.leaving(chosen.person)]));
  }

  section(name, ...parts) {
    const heading = make("h2", { id: `sbs-${name}`, tabindex: "-1" }, word(`team.${name}`));
    return make("section", { class: `sbs-group sbs-${name}`, "aria-labelledby": heading.id }, heading, ...parts);
  }

  assigned(chosen) {
    const [lines, strays] = [this.files.lines(chosen), this.files.strays(chosen)];
    const none = this.files.assignments.size ? "no_lines" : "no_assignments";
    return this.section("out", ...(lines.length ? teamAssigned(lines) : [make("p", {}, word(`team.${none}`))]),
      ...(strays.length ? [make("h3", {}, word("team.strays")), ...teamStrays(strays)] : []));
  }

  /** Everybody, with a button for each self-check: one person at a time, never one beside the other. */
  whom(rows) {
    const people = new Map();
    for (const { person, who, family } of rows) {
      if (!people.has(person)) people.set(person, { who, families: new Set() });
      people.get(person).families.add(family);
    }
    const titles = new Map(this.files.families(null));
    const sorted = [...people].sort(([, a], [, b]) => a.who.localeCompare(b.who, LANGUAGE));
    const list = make("ul", { class: "sbs-whom__list" });
    const more = inPieces(list, sorted.map(([person, { who, families }]) => () => make("li", {}, make("strong", {}, who ? teamSaid(who) : word("team.nobody")),
      ...[...families].map((family) => this.lookAt(person, who, family, titles.get(family))))));
    return this.section("whom", make("p", {}, word("team.whom_how")), list, ...more);
  }

  lookAt(person, who, family, title) {
    const button = make("button", { type: "button", class: "sbs-link", "aria-label": `${title}, ${who || word("team.nobody")}` }, teamSaid(title));
    button.addEventListener("click", () => {
      this.filter.choose("person", `=${person}`);
      this.filter.offer(this.files);
      this.filter.choose("family", family);
      this.choose();
      this.view.querySelector("#sbs-trends").focus();
    });
    return button;
  }

  /** One person's self-check over time. Of very many responses the latest come first. */
  trend(chosen, rows) {
    const shown = this.all ? rows : rows.slice(-TEAM_DATES);
    const { who } = rows.at(-1);
    const title = new Map(this.files.families(chosen.person)).get(chosen.family);
    const earlier = this.button("earlier", () => {
      this.all = true;
      this.show();
      this.view.querySelector("#sbs-trends").focus();
    });
    const written = teamWritten(shown);
    const heading = make("h2", { id: "sbs-trends", tabindex: "-1" }, who ? teamSaid(who) : word("team.nobody"), ": ", teamSaid(title));
    return [make("section", { class: "sbs-trends", "aria-labelledby": "sbs-trends" }, heading, teamKeyTo(shown),
      ...(CHECKLISTS.has(chosen.family) ? [] : [make("p", { class: "sbs-note" }, word("team.unknown_list"))]),
      ...(shown.length < rows.length ? [make("p", {}, word("team.latest", { count: shown.length, total: rows.length })), make("p", {}, earlier)] : []),
      ...teamCards(chosen.family, shown)),
    ...(written.length ? [this.section("written", ...written)] : [])];
  }

  /** Take along what is shown. */
  taking(rows) {
    return make("div", { class: "sbs-actions" }, this.button("csv", () => saveSheet("side-by-side-team", teamSheet(rows))), this.button("print", () => print()));
  }

  /** When somebody leaves, what was opened of them can go alone. */
  leaving(person) {
    return sureButton({
      label: word("team.forget_person"), yes: word("team.forget_yes"), no: word("team.forget_no"), sure: () => word("team.forget_person_sure"),
      act: () => this.forgetPerson(person),
    });
  }
});
