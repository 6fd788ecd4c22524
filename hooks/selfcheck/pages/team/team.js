/* Supervisors' page over time: opens what was handed in, and shows one person's self-checks beside what an observer saw. It adds
   nothing up and sets nobody beside another. This part opens, keeps and forgets; showing.js shows what was chosen. */

const TEAM_NAMES = 20; // of files in one list

customElements.define("selfcheck-team", class extends HTMLElement {
  connectedCallback() {
    if (this.files) return;
    this.files = new TeamFiles();
    this.filter = new TeamFilter(() => this.showing.choose());
    this.showing = new TeamShowing(this.files, this.filter, (person) => this.forgetPerson(person));
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
    const panel = openingPanel((files) => this.take(files), (count) => this.busy(count));
    const heading = make("h2", { id: "sbs-opening" }, word("team.open"));
    this.append(make("section", { class: "sbs-group", "aria-labelledby": heading.id }, heading, make("p", {}, word("team.open_how")),
      panel, this.status, this.news, this.count, this.keeping()), this.filter.form, this.showing.view);
  }

  /** The files have changed. */
  update() {
    const { responses, assignments } = this.files;
    this.count.textContent = [["responses", responses.size], ["assignments", assignments.size]].filter(([, count]) => count)
      .map(([name, count]) => word(`team.${name}`, { count })).join(" ");
    this.count.hidden = this.shelf.hidden = !this.files.size && !keepsTeam();
    this.filter.form.hidden = !responses.size;
    this.save.hidden = !assignments.size;
    this.follow();
    this.showing.choose();
  }

  /* Opening */

  busy(count) { if (count > TEAM_NAMES) say(this.status, word("team.busy", { count })); }

  /** Take what was read, keep it if that is wanted, and say what came of it. */
  async take(files) {
    this.files.differing = [];
    const sound = files.filter(({ read }) => !read.error);
    const wrong = files.filter(({ read }) => read.error);
    const fresh = sound.flatMap(({ read, name, saved }) => this.files.take(read, { name, saved }));
    const news = [
      sound.length && word("team.opened", { count: sound.length }), wrong.length && word("team.refused", { count: wrong.length }),
      sound.length && !fresh.length && word("team.nothing_new"), this.files.differing.length && word("team.differ"),
    ];
    this.news.replaceChildren(...teamProblems(wrong), ...teamDiffering(this.files.differing));
    this.update();
    const kept = !fresh.length || !keepsTeam() || await keepTeam(fresh);
    say(this.status, [...news, !kept && word("team.not_kept")].filter(Boolean).join(" "));
  }

  /** The assignments that were made in this browser, as {one, key, at}. What is damaged is passed over. */
  given() {
    return store.read("given").map(({ thing, v, ...event }) => ({ ...unless("one", () => anAssignment(parsed(v))), ...event, thing }))
      .filter(({ one, thing }) => one?.ref === thing);
  }

  /** They belong to the picture too. */
  takeGiven() {
    for (const { one, at } of this.given()) {
      this.files.take({ assignments: teamListOf([one], dayOf(at)) }, { name: word("team.made_here"), saved: at });
    }
  }

  /* Keeping */

  keeping() {
    this.tick = make("input", { type: "checkbox" });
    this.tick.addEventListener("change", () => this.keep(this.tick.checked));
    this.keepBox = make("div", { class: "sbs-keep" }, make("label", { class: "sbs-tick" }, this.tick, " ", make("span", {}, word("team.keep"))),
      make("p", {}, word("team.keep_why")));
    this.save = teamButton("save", () => this.saveAssignments());
    const forget = teamForget("forget", () => this.forgetAll());
    this.shelf = make("div", {}, computerPanel(), this.keepBox, make("div", { class: "sbs-actions" }, this.save, forget));
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

  /** Something was decided here, on another page or in another tab: whose computer this is, or that everything goes. */
  follow() {
    this.tick.checked = keepsTeam();
    this.keepBox.hidden = store.shared;
  }

  /** What was opened goes. What was assigned in this browser was not opened, and stays. */
  forgetAll() {
    this.files.clear();
    store.dropFiles();
    this.takeGiven();
    this.forgotten("team.forgotten");
  }

  /** All of one person goes, also what they were assigned in this browser: else it would be back at once. */
  forgetPerson(person) {
    const gone = this.files.forget(person).map(({ key }) => key);
    if (keepsTeam()) dropTeam(gone);
    store.drop(this.given().filter(({ one }) => gone.includes(one.ref) || teamFold(one.who) === person).map(({ key }) => key));
    store.tell();
    this.forgotten("team.forgotten_person");
  }

  forgotten(name) {
    this.news.replaceChildren();
    this.update();
    say(this.status, word(name));
    this.querySelector("#sbs-open").focus();
  }

  saveAssignments() {
    const texts = this.files.savedAssignments();
    texts.forEach((text, index) => {
      const part = index ? `-${index + 1}` : "";
      saveFile(`side-by-side-assignments-${dayOf()}${part}.json`, text, "application/json");
    });
    say(this.status, word("team.saved", { count: texts.length }));
  }
});
