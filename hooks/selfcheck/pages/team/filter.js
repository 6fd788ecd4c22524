/* What is to be seen: whose, which self-check, seen by whom, of which months. A person and a self-check that are the only ones are
   chosen by themselves. */

class TeamFilter {
  /** `changed` is called when somebody chose something. */
  constructor(changed) {
    this.without = new Set(); // origins that are left out, where two people have the same initials
    this.fields = new Map(["person", "family", "side", "from", "to"].map((name) => [name, make("select", { id: `sbs-team-${name}` })]));
    this.origins = make("details", { class: "sbs-help sbs-origins" });
    this.count = make("p", { class: "sbs-progress", role: "status", "aria-atomic": "true" });
    this.form = make("form", { class: "sbs-group sbs-choose", autocomplete: "off", "aria-labelledby": "sbs-choose" },
      make("h2", { id: "sbs-choose" }, word("team.choose")),
      make("div", { class: "sbs-choose__fields" }, ...[...this.fields].map(([name, field]) => make("p", { class: "sbs-field" },
        make("label", { for: field.id }, word(`team.fields.${name}`)), " ", field))),
      this.origins, this.count);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.byItself = new Set(); // fields whose choice was the only one there was: they let go when there are more
    this.form.addEventListener("change", (event) => {
      for (const [name, field] of this.fields) if (field === event.target) this.byItself.delete(name);
      this.keepOrder(event.target);
      changed();
    });
  }

  get(name) { return this.fields.get(name).value; }

  /** What is chosen, as TeamFiles.fitting takes it. Somebody without initials is "", everybody is null. */
  get chosen() {
    const person = this.get("person");
    return { person: person ? person.slice(1) : null, family: this.get("family"), side: this.get("side"), from: this.get("from"), to: this.get("to"), without: this.without };
  }

  /** The month that was chosen last holds: the other one gives way. */
  keepOrder(target) {
    const [from, to] = [this.fields.get("from"), this.fields.get("to")];
    if (from.value && to.value && from.value > to.value) (target === from ? to : from).value = target.value;
  }

  /** Say how many responses are seen now, once. */
  tell(count, total) {
    const text = word(count ? "team.fit" : "team.fit_none", { count, total });
    if (text !== this.said) say(this.count, text);
    this.said = text;
  }

  choose(name, value) { this.fields.get(name).value = value; }

  /** Offer what is in the files now, and keep what was chosen as far as it is still there. */
  offer(files) {
    const people = files.people().map(({ person, who }) => [`=${person}`, who || word("team.nobody")]);
    this.fill("person", word("team.everyone"), people, true);
    const { person } = this.chosen;
    this.fill("family", word("team.every_list"), files.families(person), person !== null);
    this.fill("side", word("team.both"), ["self", "observer"].map((side) => [side, word(`team.${side}`)]));
    const months = [...new Set(files.rows().map(({ month }) => month))].sort().map((month) => [month, teamMonth(month)]);
    this.fill("from", word("team.start"), months);
    this.fill("to", word("team.end"), months);
    this.offerOrigins(person === null ? [] : files.origins(person));
  }

  /** Offer options, and keep what was chosen. Of a single one there is nothing to choose, where `alone` says so. */
  fill(name, all, options, alone = false) {
    const field = this.fields.get(name);
    const before = this.byItself.delete(name) ? "" : field.value;
    const offered = [["", all], ...options];
    if (String(offered) !== field.dataset.offered) field.replaceChildren(...offered.map(([value, text]) => make("option", { value }, text)));
    field.dataset.offered = String(offered); // typing in a list goes on where it was
    field.value = options.some(([value]) => value === before) ? before : "";
    if (!alone || options.length !== 1 || field.value) return;
    field.value = options[0][0];
    this.byItself.add(name);
  }

  /** Where more than one reference stands under the same initials: ticks to leave out those of somebody else. */
  offerOrigins(origins) {
    const known = new Set(origins.map(([origin]) => origin));
    for (const origin of this.without) if (!known.has(origin)) this.without.delete(origin);
    const open = this.origins.open && this.shown === [...known].join();
    if (open) return;
    this.shown = [...known].join();
    this.origins.open = false;
    this.origins.hidden = origins.length < 2;
    this.origins.replaceChildren(make("summary", {}, word("team.same_initials")), make("p", {}, word("team.same_initials_how")),
      make("ul", {}, ...origins.map(([origin, response]) => make("li", {}, this.originTick(origin, response)))));
  }

  originTick(origin, { ref, from }) {
    const tick = make("input", { type: "checkbox" });
    tick.checked = !this.without.has(origin);
    tick.addEventListener("change", () => this.without[tick.checked ? "delete" : "add"](origin));
    return make("label", { class: "sbs-tick" }, tick, " ", make("span", {}, ref ? word("team.ref", { ref }) : word("team.no_ref"), ". ",
      ...(from ? [word("team.in_file"), " ", teamSaid(from)] : [word("team.no_initials")])));
  }
}

const TEAM_DAY = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium" });
const TEAM_MONTH = new Intl.DateTimeFormat(LANGUAGE, { month: "long", year: "numeric" });

/** A day in the reader's own way, short enough for a table; a month likewise. */
const teamDay = (day) => TEAM_DAY.format(new Date(`${day}T12:00:00`));
const teamMonth = (month) => TEAM_MONTH.format(new Date(`${month}-15T12:00:00`));
