/* One person's self-check over time: a card for each item, and what was written at the end. Only this is put onto the page, of all that
   was opened. */

/** What the marks mean, and what they do not mean. */
function teamKeyTo(rows) {
  const sides = ["self", "observer"].filter((side) => rows.some((row) => row.side === side));
  const observers = teamObservers(rows);
  return make("div", { class: "sbs-trends__key" }, make("p", {}, ...sides.map((side) => make("span", {}, teamSample(side), " ", word(`team.${side}`)))),
    ...(observers.length ? [make("p", {}, word("team.by"), " ", teamSaid(observers.join(", ")))] : []), make("p", {}, word("team.key")));
}

/** The initials of those who observed, as their own files have them. */
const teamObservers = (rows) => [...new Set(rows.filter(({ side, response }) => side === "observer" && response.about && response.from).map(({ response }) => response.from))];

/** A card for each item, under the headings of the form. */
function teamCards(family, rows) {
  const items = teamItems(family, rows).map((item) => ({ ...item, strips: teamStrips(item) }));
  const span = new TeamSpan(rows.map(({ day }) => day));
  const frame = { span, marks: span.marks(), gutter: teamGutter(items.flatMap(({ strips }) => strips)) };
  const groups = new Map();
  items.forEach((item, index) => {
    if (!groups.has(item.group)) groups.set(item.group, []);
    groups.get(item.group).push(teamCard(item, rows, frame, `sbs-item-${index}`));
  });
  return [...groups].map(([title, cards]) => make("section", { class: "sbs-group" }, make("h3", {}, teamSaid(title)), ...cards));
}

/** An item: its words, what to know of it, its picture if it has ratings, and its table, which says the same and more. */
function teamCard(item, rows, frame, name) {
  const { strips } = item;
  const pair = make("div", { class: "sbs-trend__pair" }, ...(strips.length ? [make("div", { class: "sbs-trend__plot" }, teamPlot(item, strips, frame, name))] : []),
    ...(item.asked.length ? [make("div", {}, ...teamAnswers(item, rows))] : []));
  return make("section", { class: "sbs-trend", "aria-labelledby": name }, make("h4", { id: name }, teamSaid(item.text)),
    ...teamNotes(item, rows).map((note) => make("p", { class: "sbs-trend__note" }, note)), pair);
}

function teamAnswers(item, rows) {
  const sides = ["self", "observer"].filter((side) => rows.some((row) => row.side === side));
  const several = teamObservers(rows).length > 1;
  const days = [...teamTable(item, rows)].filter(([, given]) => sides.some((side) => given[side].some(({ answers }) => answers?.length)));
  if (!days.length) return [make("p", { class: "sbs-grid__none" }, word("team.no_answers"))];
  return teamGrid(item.text, [word("team.heads.date"), ...sides.map((side) => word(`team.${side}`))],
    days.map(([day, given]) => () => [teamDay(day), ...sides.map((side) => given[side].map((one) => teamCell(one, several)))]));
}

/** The answers of one response in a cell; where several people observed, whose they are. */
function teamCell({ by, answers }, several) {
  if (!answers?.length) return make("p", { class: "sbs-grid__none" }, word(answers ? "response.not_answered" : "team.not_asked"));
  return make("div", {}, ...answers.map(([label, text]) => make("p", {}, ...(label ? [teamLabel(label), " "] : []), teamSaid(text))),
    ...(by && several ? [make("small", {}, word("team.by"), " ", teamSaid(by))] : []));
}

/** A label before an answer. Some are questions, and take no colon. */
const teamLabel = (text) => make("span", { class: "sbs-grid__label" }, make("bdi", {}, text), /[?!.:]$/.test(text) ? "" : ":");

/** What was written at the end of the responses, by date. */
function teamWritten(rows) {
  const part = ([heading, lines]) => [make("h4", {}, heading), ...lines.map(([label, text]) => make("p", {}, teamLabel(label), " ", teamSaid(text)))];
  const parts = rows.map((row) => [row, teamTexts(row.response)]).filter(([, texts]) => texts.length).map(([row, texts]) => () => make("li", { class: "sbs-written" },
    make("h3", {}, word("team.written_of", { what: word(`team.${row.side}`), date: spell(row.day) })), ...texts.flatMap(part)));
  const list = make("ol", {});
  return parts.length ? [list, ...inPieces(list, parts)] : [];
}

/** The texts of a response that stand apart from its items: [heading, [[label, text]]]. */
function teamTexts({ reflection = [], plan = [], talk }) {
  const written = [["reflection", reflection], ["plan", plan]].map(([name, lines]) => [word(`response.${name}`), lines.filter(({ value }) => value).map((line) => [line.text, says(line)])]);
  const talked = talk ? [["strength", talk.strength], ["goal", talk.goal], ["next", talk.next && spell(talk.next)]] : [];
  return [...written, [word("response.talk"), talked.filter(([, text]) => text).map(([name, text]) => [word(`response.${name}`), text])]].filter(([, lines]) => lines.length);
}

