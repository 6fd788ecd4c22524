/* The to-do lists that assignment links left in this browser, and what of them is done: worked out by reading. No answer is touched. */

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The reader's own way of writing dates, in the language of the page. */
const READER = navigator.languages.find((one) => one.split("-")[0] === LANGUAGE.split("-")[0]) ?? LANGUAGE;

/** A day with the day of the week. */
const spellDue = (day) => new Date(`${day}T12:00:00`).toLocaleDateString(READER, { weekday: "long", year: "numeric", month: "long", day: "numeric" });

/** Every list kept here: {ref, checklists, modules, due, came}, with ids, days, and "" for no day. What is damaged is passed over. */
function todoLists() {
  const lists = new Map();
  for (const { thing, v } of store.read("todo")) {
    const list = todoOf(v);
    if (list) lists.set(thing, { ref: thing, ...list });
  }
  return [...lists.values()];
}

function todoOf(text) {
  try {
    const { checklists, modules, due, came } = JSON.parse(text);
    const ids = (given) => given.filter((one) => typeof one === "string");
    const day = (given) => (typeof given === "string" && DAY.test(given) && Date.parse(given) ? given : "");
    return { checklists: ids(checklists), modules: ids(modules), due: day(due), came: day(came) };
  } catch {
    return null;
  }
}

/** The lists to look at first: those with something open, the earliest day first and those without a day last; then those that are done.
    `isDone` says of a list whether it is. */
const inOrder = (lists, isDone) => lists.map((list) => [`${isDone(list) ? 2 : 1}${list.due || "9"}${list.came}`, list])
  .sort(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => list);

/** The last day on which a checklist was filled in since `came`, or "". `names` are the ids that it has and had. */
function filledOn(names, came, events = store.all()) {
  const entries = new Map();
  for (const { entry, thing, t, v, at } of events) {
    if (!entry.startsWith("c-") || !names.includes(thing)) continue;
    const one = entries.get(entry) ?? { begun: dayOf(at), day: dayOf(at) };
    if (t === "date" && DAY.test(v)) one.day = v;
    entries.set(entry, one);
  }
  return [...entries.values()].filter(({ begun, day }) => begun >= came || day >= came).map(({ day }) => day).sort().at(-1) ?? "";
}

/** The day on which a module was finished, or "": all of its quiz was right; one without a quiz was opened. `quiz` is “id” or “id=was”. */
function finishedOn(names, quiz, events = store.all()) {
  const quizzes = quiz?.split("=");
  const found = events.find(({ entry, thing, t }) => (quizzes ? entry === "quiz" && t === "done" && quizzes.includes(thing)
    : entry === "module" && names.includes(thing)));
  return found ? dayOf(found.at) : "";
}

/** The list that asks for a checklist which was not filled in since the list came, the earliest day first; nothing when none does. */
const askedFor = (names) => inOrder(todoLists(), () => false)
  .find(({ checklists, came }) => checklists.some((id) => names.includes(id)) && !filledOn(names, came));
