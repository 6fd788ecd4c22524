/* Reads what somebody else made: the link of an assignment, the file of a response or of assignments. All of it is untrusted. It is
   measured before it is parsed, and copied by an allow-list walk into objects without a prototype; what does not fit is refused with
   the name of a sentence under `outside.link` or `outside.file`. Texts from it are for display only, and reach the page by
   textContent. */

const LINK_CHARACTERS = 8 * 1024;
const FILE_BYTES = 1024 * 1024;
const VALUE_CHARACTERS = 4000; // twice what a box takes: some letters become two when they are written in one way
const THINGS = 100; // checklists and modules that one assignment may ask for
const ASSIGNMENTS = "side-by-side/assignments";

class Refused extends Error {}
const refuse = (why) => { throw new Refused(why); };

/* Shapes: each is a function that gives a clean copy, or refuses. */

const fits = (pattern) => (given) => (typeof given === "string" && pattern.test(given) ? given : refuse("damaged"));
const aText = (most) => (given) => (typeof given === "string" && given.length <= most ? tidy(given) : refuse("damaged"));
const aList = (of, most) => (given) => (Array.isArray(given) && given.length <= most ? given.map(of) : refuse("damaged"));
const oneOf = (...known) => (given) => (known.includes(given) ? given : refuse("damaged"));
const maybe = (shape) => Object.assign((given) => shape(given), { maybe: true });

/** An object with exactly these keys; others are left behind, and those that reach for a prototype are refused. */
const aRecord = (keys) => (given) => {
  if (!given || typeof given !== "object" || Array.isArray(given)) refuse("damaged");
  if (["__proto__", "constructor", "prototype"].some((name) => Object.hasOwn(given, name))) refuse("damaged");
  const copy = Object.create(null);
  for (const [name, shape] of Object.entries(keys)) {
    if (Object.hasOwn(given, name)) copy[name] = shape(given[name]);
    else if (!shape.maybe) refuse("damaged");
  }
  return copy;
};

const anId = fits(/^(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*$/);
const aRef = fits(/^[a-z0-9]{8}$/);
const aDay = (given) => {
  const day = fits(/^20\d\d-\d\d-\d\d$/)(given);
  const date = new Date(`${day}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : refuse("damaged");
};
/** A day, or none. A year like 0026 was once saved as it was typed: without that day the rest is still worth reading. */
const aDayOrNone = (given) => (given === "" || /^(?!20\d\d-)\d{4,6}-\d\d-\d\d$/.test(given) ? "" : aDay(given));

const aResponse = aRecord({
  format: oneOf(RESPONSE),
  version: oneOf(RESPONSE_VERSION),
  site: anId,
  ref: maybe(aRef),
  from: maybe(aText(40)),
  when: aDay,
  entry: fits(/^[\w-]{1,60}$/),
  about: maybe(fits(/^[\w-]{1,60}$/)),
  checklist: aRecord({ id: anId, title: aText(300), hash: fits(/^[\w-]{1,64}$/) }),
  perspective: oneOf("self", "observer"),
  items: aList(aRecord({
    id: anId,
    text: aText(2000),
    fields: aList(aRecord({
      name: anId,
      type: oneOf("rating", "text", "tally", "tick", "date"),
      label: maybe(aText(300)),
      value: aText(VALUE_CHARACTERS),
      says: maybe(aText(300)),
    }), 8),
  }), 720), // a form's own, and those of the checklist it mirrors
  reflection: maybe(aList(aRecord({ id: anId, text: aText(2000), value: aText(VALUE_CHARACTERS) }), 20)),
  plan: maybe(aList(aRecord({ id: anId, text: aText(2000), value: aText(VALUE_CHARACTERS), type: oneOf("text", "date") }), 20)),
  talk: maybe(aRecord({ strength: aText(VALUE_CHARACTERS), goal: aText(VALUE_CHARACTERS), next: aDayOrNone })),
});

const anAssignment = aRecord({
  ref: aRef,
  who: aText(40),
  checklists: aList(anId, THINGS),
  modules: aList(anId, THINGS),
  due: maybe(aDay),
  purpose: maybe(aText(300)),
  made: aDay,
});

const someAssignments = aRecord({
  format: oneOf(ASSIGNMENTS),
  version: oneOf(1),
  site: anId,
  when: aDay,
  assignments: aList(anAssignment, 5000),
});

/** Do what may be refused. Gives {[name]: what came of it} or {error: the name of a sentence}. */
function unless(name, act) {
  try {
    return { [name]: act() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { error: error.message };
  }
}

/** Read the part of an address after #. Gives {link: {ref, checklists, modules, due?}}, with ids of this site's, or {error}. */
function readLink(fragment) {
  return unless("link", () => {
    if (fragment.length > LINK_CHARACTERS) refuse("too_long");
    const given = new URLSearchParams(unmangled(fragment.replace(/^#/, "")));
    const names = [...given.keys()];
    if (given.get("assign") !== "1") refuse(/^[1-9]\d{0,5}$/.test(given.get("assign") ?? "") ? "newer" : "damaged");
    if (new Set(names).size !== names.length || names.some((name) => !["assign", "c", "m", "due", "ref"].includes(name))) refuse("damaged");
    const listed = (name, known) => [...new Set((given.get(name) || "").split(",").filter(Boolean)
      .map((id) => known.get(anId(id))?.id ?? refuse("stale")))];
    const link = Object.create(null);
    link.ref = aRef(given.get("ref"));
    link.checklists = listed("c", CHECKLISTS);
    link.modules = listed("m", MODULES);
    if (given.has("due")) link.due = aDay(given.get("due"));
    const count = link.checklists.length + link.modules.length;
    return count > 0 && count <= THINGS ? link : refuse("damaged");
  });
}

/** Mend what mail programs do to a link: each “=” becomes “%3D”, and that may become “%253D”. */
function unmangled(text) {
  for (let turn = 0; turn < 2 && !text.includes("="); turn += 1) {
    try { text = decodeURIComponent(text); } catch { refuse("damaged"); }
  }
  return text;
}

/** Write the part of an address after # that readLink reads. */
function linkOf({ ref, checklists, modules, due }) {
  return `#assign=1&c=${checklists.join(",")}&m=${modules.join(",")}${due ? "&due=" : ""}${due ?? ""}&ref=${ref}`;
}

/** Read the text of a file, or a text that was copied and pasted. Gives {response}, {assignments} or {error}. */
function readText(text) {
  if (text.length * 3 > FILE_BYTES && new Blob([text]).size > FILE_BYTES) return { error: "too_large" };
  const data = parsed(unwrapped(text));
  if (!data || typeof data !== "object") return { error: "not_ours" };
  if (data.format === "side-by-side/backup") return { error: "is_backup" };
  const shapes = { [RESPONSE]: ["response", aResponse, RESPONSE_VERSION], [ASSIGNMENTS]: ["assignments", someAssignments, 1] };
  if (!Object.hasOwn(shapes, String(data.format))) return { error: "not_ours" };
  const [name, shape, version] = shapes[data.format];
  if (data.version !== version) return { error: Number.isInteger(data.version) && data.version > version ? "newer" : "damaged" };
  const read = unless(name, () => shape(data));
  return read.error || read[name].site === CATALOGUE.site ? read : { error: "other_site" };
}

/** Read a file that a person chose. It goes nowhere: the browser reads it on this computer. */
async function readFile(file) {
  if (file.size > FILE_BYTES) return { error: "too_large" };
  try {
    return readText(await file.text());
  } catch (error) {
    if (error.name === "NotReadableError" || error.name === "NotFoundError") return { error: "unreadable" };
    throw error;
  }
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return null; }
}

/** Find the block in a pasted text, whatever a mail program has put around and between its lines; else the text itself. */
function unwrapped(text) {
  const start = text.lastIndexOf(BEGIN);
  const end = text.indexOf(END, start);
  if (start < 0 || end < 0) return text;
  try {
    const bytes = Uint8Array.from(atob(text.slice(start + BEGIN.length, end).replace(/[^A-Za-z0-9+/]/g, "")), (one) => one.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "";
  }
}
