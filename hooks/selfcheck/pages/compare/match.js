/* Two ratings of one conversation: which belong together, and how they compare item by item. Nothing here knows the page, and nothing
   is added up: distances only choose which of the items that are apart is named first. */

/** Say whether a response was rated by someone who watched. */
const isObserved = ({ perspective, checklist }) => perspective === "observer" || Boolean(CHECKLISTS.get(checklist.id)?.mirrors);

/** The forms an observer can rate a checklist with: those that mirror it, else its own; for a supervisor's own form, none. */
function formsFor(list) {
  const mirrors = CATALOGUE.checklists.filter((one) => one.mirrors === list.id);
  return mirrors.length || list.for !== "worker" ? mirrors : [list];
}

/** What of the opened responses could lie beside a self-rating: {sure, likely}; and {others: [{response, why}]}, what could not. */
function partnersOf(mine, opened) {
  const list = CHECKLISTS.get(mine.checklist.id);
  const forms = new Set([list, ...formsFor(list)].map(({ id }) => id));
  const found = { sure: [], likely: [], others: [] };
  for (const response of opened.filter((one) => one !== mine)) {
    const why = reasonAgainst(mine, response, forms);
    if (why) found.others.push({ response, why });
    else found[response.about ? "sure" : "likely"].push(response);
  }
  return found;
}

/** Why a response cannot lie beside a self-rating, as the name of a sentence; "" if it can. */
function reasonAgainst(mine, one, forms) {
  if (!isObserved(one)) return "self";
  if (!forms.has(CHECKLISTS.get(one.checklist.id)?.id)) return "checklist";
  if (one.about) return one.about === mine.entry ? "" : "another";
  if (one.ref && mine.ref && one.ref !== mine.ref) return "another";
  return one.when === mine.when ? "" : "day";
}

/* Items */

/** Sort the items of a file under the items that a checklist has now, by the id they have or had: {known: Map(id, item), rest}. */
function sortedItems(items, given) {
  const now = byId(items);
  const [known, rest] = [new Map(), []];
  for (const one of given) {
    const id = now.get(one.id)?.id;
    if (id && !known.has(id)) known.set(id, one);
    else rest.push(one);
  }
  return { known, rest };
}

/** Lay two responses side by side in the order of the checklist: {rows, extra, gone}. A row is {item, number, own, seen, marks}; `extra`
    is what only the observer's form asks; `gone` what neither form has any more. */
function layBeside(list, form, mine, theirs) {
  const [left, right] = [sortedItems(list.items, mine.items), sortedItems(form.items, theirs.items)];
  const fellow = new Map(form.items.map((one) => [one.id, one]));
  const rows = list.items.map((item, index) => {
    const [own, seen] = [left.known.get(item.id), right.known.get(item.id)];
    return { item, number: index + 1, own, seen, marks: marksOf(list, form, item, fellow.get(item.id), own, seen) };
  });
  const asked = new Set(list.items.map(({ id }) => id));
  const extra = form.items.filter(({ id }) => !asked.has(id)).map((item) => ({ item, seen: right.known.get(item.id) }))
    .filter(({ seen }) => seen?.fields.length);
  const gone = [...left.rest.map((own) => ({ own })), ...right.rest.map((seen) => ({ seen }))];
  return { rows, extra, gone };
}

/** How the ratings of one item compare: one mark for the authored rule, else one for each rating that both forms ask for. */
function marksOf(list, form, item, fellow, own, seen) {
  const rule = form.mirrors === list.id ? form.compare : null;
  const ratings = (asked, scale) => (asked?.fields ?? []).filter((one) => one.type === "rating" && (!scale || one.scale === scale));
  const chosen = (filled, { name }) => filled?.fields.find((one) => one.name === name && one.type === "rating");
  const pairs = rule ? [[ratings(item, rule.scale)[0], ratings(fellow, rule.observed)[0]]] : ratings(item).map((one) => [one, one]);
  return pairs.filter(([one, other]) => one && other).map(([one, other]) => {
    const [mine, theirs] = [chosen(own, one), chosen(seen, other)];
    const points = [list.scales[one.scale], form.scales[other.scale]];
    return { label: one.label, mine, theirs, ...compared(...points, rule?.pairs, mine?.value, theirs?.value) };
  });
}

/* Points */

const sides = (mine, theirs) => (mine ? (theirs ? "both" : "mine") : theirs ? "theirs" : "");

/** Compare two chosen points by the authored table, or without one by their places on the scale they share. Gives {is: agree, near or
    apart, distance, strength}, or why nothing is compared: {is: open, unknown or away, of: mine, theirs or both}. */
function compared(points, others, table, mine, theirs) {
  const [point, other] = [points.find(({ id }) => id === mine), others.find(({ id }) => id === theirs)];
  for (const [is, of] of [["open", sides(!mine, !theirs)], ["unknown", sides(!point, !other)], ["away", sides(point?.away, other?.away)]]) {
    if (of) return { is, of };
  }
  const steps = Math.abs(points.filter(({ away }) => !away).indexOf(point) - others.filter(({ away }) => !away).indexOf(other));
  const is = table ? table[point.id][other.id] : ["agree", "near"][steps] ?? "apart";
  return { is, distance: Math.abs(placeOn(points, point) - placeOn(others, other)), strength: is === "agree" && Boolean(point.strength) };
}

/** Where a point stands on its scale, from 0 to 1000: whole numbers, so that equal distances are equal. */
function placeOn(points, point) {
  const real = points.filter(({ away }) => !away);
  return Math.round(1000 * real.indexOf(point) / (real.length - 1));
}

/** Sort the marks for the talk: {strengths, agree, gap, apart, near, not}. `gap` is the widest of those apart, the first of equals. */
function forTheTalk(rows) {
  const marks = rows.flatMap((row) => row.marks.map((mark) => ({ row, ...mark })));
  const of = (...names) => marks.filter(({ is }) => names.includes(is));
  const widest = of("apart").reduce((gap, one) => (gap && gap.distance >= one.distance ? gap : one), null);
  return {
    strengths: of("agree").filter(({ strength }) => strength), agree: of("agree").filter(({ strength }) => !strength),
    gap: widest, apart: of("apart").filter((one) => one !== widest), near: of("near"), not: of("open", "unknown", "away"),
  };
}
