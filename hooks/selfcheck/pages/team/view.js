/* The parts of the page that show what was opened: the table of assignments, an item's card, what was written. All text of a file
   goes in as text. */

const TEAM_PIECE = 50; // rows of a list that are shown at once

/** A text of a person's own, whose direction and line breaks are its own too. */
const teamSaid = (text) => make("bdi", { class: "sbs-said" }, text);

/** What could not be opened, by what is wrong with it. */
function teamProblems(wrong) {
  const by = new Map();
  for (const { read, name } of wrong) by.set(read.error, [...by.get(read.error) ?? [], name]);
  return teamNews("problems", [...by].map(([error, names]) => {
    const others = names.length - TEAM_NAMES;
    return [make("strong", {}, make("bdi", {}, names.slice(0, TEAM_NAMES).join(", ")), ...(others > 0 ? [" ", word("team.others", { count: others })] : [])),
      make("br"), word(`outside.file.${error}`)];
  }));
}

/** What two files hold differently, and which of them counts. */
function teamDiffering(differing) {
  return teamNews("differing", differing.slice(0, TEAM_NAMES).map(({ value, kept, left }) => {
    const what = value.entry ? word("team.differ_response", { date: spell(value.when) }) : word("team.differ_assignment", { ref: value.ref, date: spell(value.made) });
    const whose = value.from ?? value.who;
    return [what, ...(whose ? [" ", teamSaid(whose)] : []), make("br"), word("team.newer_is"), " ", make("bdi", {}, kept), make("br"),
      word("team.left_is"), " ", make("bdi", {}, left)];
  }));
}

function teamNews(name, rows) {
  return rows.length ? [make("h3", {}, word(`team.${name}`)), make("ul", {}, ...rows.map((row) => make("li", {}, ...row)))] : [];
}

/** A table: heads are words, each row begins with its heading. In a narrow window each cell says its head itself. */
function teamGrid(caption, heads, rows) {
  const cells = (row) => row.map((cell, index) => make(index ? "td" : "th", { "data-head": heads[index], ...(!index && { scope: "row" }) }, ...[cell].flat()));
  const body = make("tbody");
  const table = make("table", { class: "sbs-grid" }, make("caption", { class: "sbs-sr" }, caption),
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))), body);
  return [table, ...inPieces(body, rows.map((row) => () => make("tr", {}, ...cells(row()))))];
}

/** Put the first of many parts into a box. Gives a button that puts in the next, while there are more. */
function inPieces(box, parts) {
  const put = (from) => box.append(...parts.slice(from, from + TEAM_PIECE).map((part) => part()));
  put(0);
  if (parts.length <= TEAM_PIECE) return [];
  const more = make("button", { type: "button", class: "sbs-link" }, word("team.more"));
  more.addEventListener("click", () => {
    const from = box.children.length;
    put(from);
    const next = box.children[from];
    next.tabIndex = -1;
    next.focus();
    if (box.children.length >= parts.length) more.remove();
  });
  return [more];
}

/** Who has which self-check, and what came back. */
function teamAssigned(lines) {
  const title = (id) => CHECKLISTS.get(id)?.title ?? id;
  const modules = (ids) => ids.map((id) => MODULES.get(id)?.title ?? id).join("; ");
  return teamGrid(word("team.out"), ["who", "what", "due", "came"].map((head) => word(`team.heads.${head}`)), lines.map(({ one, family, own, seen }) => () => [
    teamWho(one.who, one.ref),
    [family ? title(family) : word("team.modules", { titles: modules(one.modules) }),
      make("small", {}, word("team.given", { date: spell(one.made) }), ...(one.purpose ? [" ", teamSaid(one.purpose)] : []))],
    one.due ? spell(one.due) : word("team.no_due"),
    family ? teamCame(own, seen) : word("team.modules_tell_nothing"),
  ]));
}

/** Initials, and below them the reference, since two people may have the same. */
const teamWho = (who, ref) => [who ? teamSaid(who) : word("team.nobody"), make("small", {}, ref ? word("team.ref", { ref }) : word("team.no_ref"))];

/** What came back of one assignment: nothing yet, or of which days. */
function teamCame(own, seen) {
  const days = (rows, name) => rows.map((row) => make("div", {}, word(`team.${name}`, { date: spell(row.day) })));
  return [...(own.length ? days(own, "handed_in") : [word("team.not_yet")]), ...days(seen, "observed")];
}

/** What came back without an opened assignment that asks for it. */
function teamStrays(rows) {
  return teamGrid(word("team.strays"), ["who", "what", "came"].map((head) => word(`team.heads.${head}`)), rows.map((row) => () => [
    teamWho(row.who, row.response.ref), teamSaid(row.response.checklist.title), word("team.handed_in", { date: spell(row.day) }),
  ]));
}

/** Rows for a spreadsheet: one for each answer, in the words and values of the file. */
function teamSheet(rows) {
  const heads = ["person", "checklist", "date", "perspective", "item", "field", "value", "says", "reference"].map((head) => word(`team.columns.${head}`));
  const lines = rows.flatMap(({ who, day, side, response }) => {
    const line = (item, field, value, said) => [who, response.checklist.title, day, word(`team.${side}`), item, field, value, said, response.ref ?? ""];
    const talk = Object.entries(response.talk ?? {}).map(([name, value]) => ({ text: word(`response.${name}`), value }));
    const written = [["reflection", response.reflection], ["plan", response.plan], ["talk", talk]];
    return [
      ...response.items.flatMap((item) => item.fields.map((field) => line(item.text, field.label ?? field.name, field.value, field.says ?? ""))),
      ...written.flatMap(([part, texts = []]) => texts.filter(({ value }) => value).map((one) => line(one.text, word(`response.${part}`), one.value, ""))),
    ];
  });
  return [heads, ...lines];
}
