/* What was opened: responses and assignments, each of them once, whatever file it came in; whose they are, and what belongs
   together. Nothing here touches the page. */

/** The id a checklist has today, and the one whose items it looks at: an observer's form belongs to the self-check it mirrors. */
const teamList = (id) => CHECKLISTS.get(id)?.id ?? id;
const teamFamily = (id) => teamList(CHECKLISTS.get(id)?.mirrors ?? id);

/** Initials however they are written: "A. L." and "AL" are the same to a reader. */
const teamFold = (name) => name.normalize("NFKC").toLowerCase().replace(/[\s.]/g, "");

const teamKey = ({ checklist, entry, from, perspective }) => [teamList(checklist.id), entry, from ?? "", perspective].join(" ");
const teamByDay = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.order - b.order);
const teamNewest = (a, b) => (a.day > b.day ? -1 : a.day < b.day ? 1 : a.order - b.order);

/** Assignments as a file holds them. */
const teamListOf = (assignments, when) => ({ format: ASSIGNMENTS, version: 1, site: CATALOGUE.site, when, assignments });

class TeamFiles {
  constructor() { this.clear(); }

  clear() {
    this.responses = new Map();
    this.assignments = new Map();
    this.differing = []; // what two files hold differently: {value, kept, left}, with the names of the two files
    this.count = 0;
    this.known = null;
  }

  get size() { return this.responses.size + this.assignments.size; }

  /** Take what one file holds. `source` is {name, saved}: what it is called, and when it was saved. Gives what is new by this. */
  take({ response, assignments }, source) {
    this.known = null;
    const put = (among, key, value, rank, when) => this.put(among, key, { ...source, value, rank, when });
    const taken = response ? [put(this.responses, teamKey(response), response, response.when, response.when)]
      : assignments.assignments.map((one) => put(this.assignments, one.ref, one, `${one.made} ${assignments.when}`, assignments.when));
    return taken.filter(Boolean);
  }

  /** Of two that differ the newer is kept: what was made later, else from the list of the later day, else from the file that was saved later. */
  put(among, key, one) {
    const before = among.get(key);
    const isNewer = !before || one.rank > before.rank || (one.rank === before.rank && one.saved >= before.saved);
    const isSame = before && JSON.stringify(before.value) === JSON.stringify(one.value);
    if (before && !isSame) this.differing.push({ value: one.value, kept: (isNewer ? one : before).name, left: (isNewer ? before : one).name });
    if (!isNewer) return null;
    const taken = { ...one, key, order: before?.order ?? (this.count += 1) };
    among.set(key, taken);
    return isSame ? null : taken;
  }

  /** Forget everything that stands under somebody's initials. Gives what is gone. */
  forget(person) {
    const keys = (rows) => rows.filter((row) => row.person === person).map((row) => row.key);
    const gone = [[this.responses, keys(this.rows())], [this.assignments, keys(this.asked())]];
    this.known = null;
    return gone.flatMap(([among, found]) => found.map((key) => {
      const one = among.get(key);
      among.delete(key);
      return one;
    }));
  }

  /** Everything, as it is kept on this computer. */
  records() { return [...this.responses.values(), ...this.assignments.values()]; }

  /** All assignments as the texts of files: one, or several where one would be too large to be opened again. */
  savedAssignments() {
    const text = (some) => JSON.stringify(teamListOf(some, dayOf()), null, 1);
    const fits = (some) => some.length === 1 || (some.length <= 5000 && new Blob([text(some)]).size <= FILE_BYTES);
    const halves = (some) => (fits(some) ? [text(some)] : [some.slice(0, some.length / 2), some.slice(some.length / 2)].flatMap(halves));
    return halves(this.asked().map(({ key }) => this.assignments.get(key).value));
  }

  /* Whose, and of what: worked out once after each change */

  work() {
    if (this.known) return this.known;
    const own = new Map([...this.responses.values()].filter(({ value }) => value.perspective === "self")
      .map(({ value }) => [`${teamFamily(value.checklist.id)} ${value.entry}`, value]));
    const rows = [...this.responses.values()].map((one) => this.row(one, own)).sort(teamByDay);
    const asked = [...this.assignments.values()].map(({ value, key, order }) => ({
      ...value, key, order, day: value.made, person: teamFold(value.who), families: value.checklists.map(teamFamily),
    })).sort(teamByDay);
    const names = new Map([...rows, ...asked].map(({ person, who }) => [person, who]));
    const people = [...names].map(([person, who]) => ({ person, who })).sort((a, b) => a.who.localeCompare(b.who, LANGUAGE));
    this.known = { rows, asked, people };
    return this.known;
  }

  row({ value, key, order }, own) {
    const rated = this.rated(value, own);
    const who = this.whoOf(value) || (rated && this.whoOf(rated)) || (value.about ? rated?.from : value.from) || "";
    return {
      key, order, who, person: teamFold(who), response: value, day: value.when, month: value.when.slice(0, 7), side: value.perspective,
      list: teamList(value.checklist.id), family: teamFamily((rated ?? value).checklist.id), origin: [(rated ?? value).ref ?? "", (rated ?? value).from ?? ""].join(" "),
    };
  }

  /** The initials that the assignment names. Those in an observation that is about a self-check are the observer's own. */
  whoOf(response) { return this.assignments.get(response.ref)?.value.who; }

  /** The self-check that an observer rated, if it is open too. Of a form that this site no longer has, only the entry tells. */
  rated({ perspective, about, checklist }, own) {
    if (perspective !== "observer" || !about) return undefined;
    return CHECKLISTS.has(checklist.id) ? own.get(`${teamFamily(checklist.id)} ${about}`)
      : [...own].find(([name]) => name.endsWith(` ${about}`))?.[1];
  }

  /** Every response, by date, then in the order of opening. */
  rows() { return this.work().rows; }

  /** Every assignment, likewise. */
  asked() { return this.work().asked; }

  /** Everybody, by initials. */
  people() { return this.work().people; }

  /** The self-checks that responses are of: [id, title], by title. A title that the site has is that of today. */
  families(person) {
    const titles = new Map();
    for (const row of this.rows()) {
      if (person !== null && row.person !== person) continue;
      if (row.family === row.list || !titles.has(row.family)) titles.set(row.family, CHECKLISTS.get(row.family)?.title ?? row.response.checklist.title);
    }
    return [...titles].sort((a, b) => a[1].localeCompare(b[1], LANGUAGE));
  }

  /** The references and initials under which somebody's self-checks came: [origin, a response]. */
  origins(person) {
    const of = (side) => this.rows().filter((row) => row.person === person && row.side === side).map((row) => [row.origin, row.response]);
    return [...new Map([...of("observer"), ...of("self")])];
  }

  /* What fits a choice: {person, family, side, from, to, without}, each of them empty for all */

  fitting({ person, family, side, from, to, without }) {
    return this.rows().filter((row) => (person === null || row.person === person) && (!family || row.family === family)
      && (!side || row.side === side) && (!from || row.month >= from) && (!to || row.month <= to) && !without.has(row.origin));
  }

  /** A line for each self-check that somebody was asked for, and one for the modules, newest first: {one, family?, own, seen}. */
  lines({ person, family, from, to }) {
    const byRef = new Map(this.asked().map(({ ref }) => [ref, []]));
    for (const row of this.rows()) byRef.get(row.response.ref)?.push(row);
    const within = ({ made, due = made }) => (!to || made.slice(0, 7) <= to) && (!from || (due > made ? due : made).slice(0, 7) >= from);
    return this.asked().filter((one) => (person === null || one.person === person) && within(one)).sort(teamNewest).flatMap((one) => [
      ...one.families.filter((asked) => !family || asked === family).map((asked) => {
        const came = byRef.get(one.ref).filter((row) => row.family === asked);
        return { one, family: asked, own: came.filter((row) => row.side === "self"), seen: came.filter((row) => row.side === "observer") };
      }),
      ...(one.modules.length && !family ? [{ one }] : []),
    ]);
  }

  /** Self-checks that came back although no opened assignment asks for them. */
  strays(chosen) {
    const asked = new Set(this.asked().flatMap(({ ref, families }) => families.map((family) => `${ref} ${family}`)));
    return this.fitting({ ...chosen, side: "" }).filter((row) => row.side === "self" && !asked.has(`${row.response.ref} ${row.family}`)).sort(teamNewest);
  }
}
