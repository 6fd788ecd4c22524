/* What each item of a self-check says over time: its notes, its pictures and its table, from responses that may be older or newer than
   this site's copy. Items are put together by their ids, and by the ids they had. Nothing here touches the page. */

/** Today's checklists of a family, in full: the self-check, then the forms that look at its items from outside. */
function teamLists(family) {
  const mirrors = CATALOGUE.checklists.filter((one) => one.mirrors && teamFamily(one.id) === family);
  return [...CHECKLISTS.has(family) ? [CHECKLISTS.get(family)] : [], ...mirrors];
}

/** The items of a family's responses, in today's order and then those that are no longer asked. `rows` are sorted by day. Each item is
    {id, text, group, today: Map(list, item), asked: [[row, item of the response]], gone}. */
function teamItems(family, rows) {
  const isKnown = CHECKLISTS.has(family);
  const found = new Map();
  const ids = new Map();
  for (const list of teamLists(family)) {
    ids.set(list.id, new Map(list.items.filter((item) => item.was).map((item) => [item.was, item.id])));
    for (const item of list.items) {
      if (!found.has(item.id)) found.set(item.id, { id: item.id, text: item.text, group: item.group, today: new Map(), asked: [], gone: false });
      found.get(item.id).today.set(list.id, item);
    }
  }
  for (const row of rows) {
    for (const item of row.response.items) {
      const id = ids.get(row.list)?.get(item.id) ?? item.id;
      if (!found.has(id)) found.set(id, { id, group: word(isKnown ? "team.other_items" : "team.items"), today: new Map(), asked: [], gone: isKnown });
      const one = found.get(id);
      one.asked.push([row, item]);
      if (!one.today.size && (!one.text || row.side === "self")) one.text = item.text; // the worker's latest words
    }
  }
  return [...found.values()];
}

/** The rows that could have been asked an item, and were not: the item is newer than they are, or they are newer than the item. */
function teamMissing(item, rows) {
  const asked = new Set(item.asked.map(([row]) => row));
  return rows.filter((row) => !asked.has(row) && item.today.has(row.list));
}

/** What a person should know of an item before comparing its dates. */
function teamNotes(item, rows) {
  if (!item.asked.length) return [word("team.never_asked")];
  const missing = teamMissing(item, rows);
  const old = new Map();
  for (const [row, { text }] of item.asked) {
    if (text === (item.today.get(row.list)?.text ?? item.text)) continue;
    if (!old.has(text)) old.set(text, []);
    old.get(text).push(row);
  }
  return [
    ...(item.gone ? [word("team.gone")] : []),
    ...(missing.length ? [word("team.not_yet_asked", { dates: teamDays(missing) })] : []),
    ...[...old].map(([text, read]) => word("team.reworded", { text, dates: teamDays(read) })),
  ];
}

/** The days of some rows, or the first and the last of many. */
function teamDays(rows) {
  const days = [...new Set(rows.map(({ day }) => day))].map(spell);
  return days.length > 3 ? word("team.span", { from: days[0], to: days.at(-1) }) : days.join("; ");
}

/** The strips of an item's picture, one for each scale: {label, points, series}. `points` are {label, apart} from above; those apart lie
    below the scale. `series` are [side, marks], for the self-check, the observation, or both; a mark is {day, place, label}, its place a
    number of a point, or -1 where nothing was answered. */
function teamStrips(item) {
  return [...item.today].flatMap(([list, { fields }]) => fields.filter(({ type }) => type === "rating")
    .map((field) => teamStrip(item, CHECKLISTS.get(list), field))).filter(({ series }) => series.length);
}

function teamStrip(item, list, field) {
  const given = item.asked.filter(([row]) => row.list === list.id)
    .map(([row, { fields }]) => [row, fields.find(({ name, type }) => name === field.name && type === "rating")]);
  const points = teamPoints(list, field.scale, given.map(([, answer]) => answer).filter(Boolean));
  const marks = (side) => given.filter(([row]) => row.side === side).map(([{ day }, answer]) => {
    const place = answer ? points.findIndex(({ id }) => id === answer.value) : -1;
    return { day, place, label: points[place]?.label };
  });
  const series = ["self", "observer"].map((side) => [side, marks(side)]).filter(([, row]) => row.some(({ place }) => place >= 0));
  return { label: field.label, points, series };
}

/** The points of a scale from above: the most on top, and apart below it those that do not apply or are no longer there. Of the latter
    only those that were chosen. */
function teamPoints(list, scale, answers) {
  const known = list.scales[scale] ?? [];
  const main = known.filter(({ away }) => !away);
  const ids = new Set(known.map(({ id }) => id));
  const others = [...known.filter(({ away }) => away), ...new Map(answers.filter(({ value }) => !ids.has(value))
    .map(({ value, says: said }) => [value, { id: value, label: said ?? value }])).values()];
  return [...(list.most_first?.includes(scale) ? main : main.reverse()),
    ...others.filter(({ id }) => answers.some(({ value }) => value === id)).map((point) => ({ ...point, apart: true }))];
}

/** What one response says of an item: {by, answers}. `answers` are [label, text], or null where it was not asked; `by` is an observer's
    own initials. */
function teamAnswer({ side, response }, item) {
  const by = side === "observer" && response.about ? response.from ?? "" : "";
  return { by, answers: item ? item.fields.map((field) => [field.label ?? "", field.type === "tick" ? word("team.ticked") : says(field)]) : null };
}

/** The table of an item: for each day and side the answers of that day's responses. */
function teamTable(item, rows) {
  const asked = new Map(item.asked);
  const days = new Map();
  for (const row of rows) {
    if (!asked.has(row) && !item.today.has(row.list)) continue;
    if (!days.has(row.day)) days.set(row.day, { self: [], observer: [] });
    days.get(row.day)[row.side].push(teamAnswer(row, asked.get(row)));
  }
  return days;
}
