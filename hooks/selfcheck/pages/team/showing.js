/* What of the opened files is on the page: of one person and one self-check the pictures, tables and words; else whom there is to
   choose. Always below it, who has which self-check. */

const TEAM_DATES = 40; // responses in the pictures at once, the latest ones

const teamButton = (name, act) => {
  const button = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word(`team.${name}`));
  button.addEventListener("click", act);
  return button;
};

/** A button that asks once more before it forgets: everything, or one person. */
const teamForget = (name, act) => sureButton({
  label: word(`team.${name}`), yes: word("team.forget_yes"), no: word("team.forget_no"), sure: () => word(`team.sure.${name}`), act,
});

class TeamShowing {
  constructor(files, filter, forgetPerson) {
    Object.assign(this, { files, filter, forgetPerson });
    this.view = make("div", { class: "sbs-view" });
  }

  /** The files, or what was chosen of them, have changed. */
  choose() {
    this.all = false;
    this.filter.offer(this.files);
    this.show();
  }

  show() {
    if (!this.files.size) return this.view.replaceChildren(make("p", { class: "sbs-note" }, word("team.empty")));
    const chosen = this.filter.chosen;
    const rows = this.files.fitting(chosen);
    this.filter.tell(rows.length, this.files.responses.size);
    const isOne = chosen.person !== null && chosen.family;
    const parts = rows.length ? [...(isOne ? this.trend(chosen, rows) : [this.whom(rows)]), this.taking(rows)] : [];
    const leaving = chosen.person === null ? [] : [teamForget("forget_person", () => this.forgetPerson(chosen.person))];
    return this.view.replaceChildren(...parts, this.assigned(chosen), ...leaving);
  }

  section(name, ...parts) {
    const heading = make("h2", { id: `sbs-${name}` }, word(`team.${name}`));
    return make("section", { class: `sbs-group sbs-${name}`, "aria-labelledby": heading.id }, heading, ...parts);
  }

  assigned(chosen) {
    const [lines, strays] = [this.files.lines(chosen), this.files.strays(chosen)];
    const isSome = this.files.assignments.size > 0;
    return this.section("out", ...(lines.length ? teamAssigned(lines) : [make("p", {}, word(isSome ? "team.no_lines" : "team.no_assignments"))]),
      ...(strays.length ? [make("h3", {}, word(isSome ? "team.strays" : "team.heads.came")), ...teamStrays(strays)] : []));
  }

  /** Everybody, with a button for each self-check: one person at a time, never one beside the other. */
  whom(rows) {
    const families = new Map();
    for (const { person, family } of rows) families.set(person, (families.get(person) ?? new Set()).add(family));
    const titles = new Map(this.files.families(null));
    const list = make("ul", { class: "sbs-whom__list" });
    const people = this.files.people().filter(({ person }) => families.has(person));
    const more = inPieces(list, people.map(({ person, who }) => () => make("li", {}, make("strong", {}, who ? teamSaid(who) : word("team.nobody")),
      ...[...families.get(person)].map((family) => this.lookAt(person, who, family, titles.get(family))))));
    return this.section("whom", make("p", {}, word("team.whom_how")), list, ...more);
  }

  lookAt(person, who, family, title) {
    const name = `${title}, ${who || word("team.nobody")}`;
    const button = make("button", { type: "button", class: "sbs-link", "aria-label": name }, teamSaid(title));
    button.addEventListener("click", () => {
      this.filter.choose("person", `=${person}`);
      this.filter.offer(this.files);
      this.filter.choose("family", family);
      this.choose();
      this.heading.focus();
    });
    return button;
  }

  /** One person's self-check over time. Of very many responses the latest come first. */
  trend({ person, family }, rows) {
    const shown = this.all ? rows : rows.slice(-TEAM_DATES);
    const { who } = this.files.people().find((one) => one.person === person);
    const title = new Map(this.files.families(person)).get(family);
    this.heading = make("h2", { id: "sbs-trends", tabindex: "-1" }, who ? teamSaid(who) : word("team.nobody"), ": ", teamSaid(title));
    const note = (name) => make("p", { class: "sbs-note" }, word(`team.${name}`));
    const earlier = () => [make("p", {}, word("team.latest", { count: shown.length, total: rows.length })), make("p", {}, teamButton("earlier", () => {
      this.all = true;
      this.show();
      this.heading.focus();
    }))];
    const written = teamWritten(shown);
    return [make("section", { class: "sbs-trends", "aria-labelledby": "sbs-trends" }, this.heading, teamKeyTo(shown),
      ...(CHECKLISTS.has(family) ? [] : [note("unknown_list")]), ...(!who && shown.some(({ side }) => side === "observer") ? [note("whose")] : []),
      ...(shown.length < rows.length ? earlier() : []), ...teamCards(family, shown)),
    ...(written.length ? [this.section("written", ...written)] : [])];
  }

  /** Take along what is shown. */
  taking(rows) {
    return make("div", { class: "sbs-actions" }, teamButton("csv", () => saveSheet("side-by-side-team", teamSheet(rows))), teamButton("print", () => print()));
  }
}
