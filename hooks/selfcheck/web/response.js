/* A response: what a person hands in of one checklist entry. The same object is saved as a file, printed as a sheet and copied as
   text, so that the three hold exactly the same. */

const RESPONSE = "side-by-side/response";
const RESPONSE_VERSION = 1;
const BEGIN = "-----BEGIN SIDE BY SIDE-----";
const END = "-----END SIDE BY SIDE-----";

/** Take out what could make a text look like another: control characters, and marks that turn its direction. */
const tidy = (text) => text.normalize("NFC").replace(/[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, "");

/** Whether a day's year is one: a field takes it digit by digit, so 0026 and 20261 come by. */
const hasYear = (day) => /^20\d\d-/.test(day);

/** The day that a response is of: the entry's, or today where its year is none. */
const dayFor = (day) => (hasYear(day) ? day : dayOf());

/** Make the response of the entry that a checklist element shows. `chosen` is {from, ref, about, notes, reflection, plan}: initials,
    the assignment's ref, the entry that an observer's rating belongs to, and whether those three kinds of words go along. */
function makeResponse(list, perspective, chosen) {
  const fields = list.fields.map((field) => [field.name.split("."), field]);
  const written = (part) => fields.filter(([[name]]) => name === part)
    .map(([[, id], field]) => ({ id, text: tidy(field.label), value: tidy(field.read()), ...(part === "plan" && { type: field.type }) }));
  return {
    format: RESPONSE,
    version: RESPONSE_VERSION,
    site: store.prefix.split("/")[2],
    ...(chosen.ref && { ref: chosen.ref }),
    ...(chosen.from && { from: tidy(chosen.from) }),
    when: dayFor(list.day.value),
    entry: list.entry,
    ...(chosen.about && { about: chosen.about }),
    checklist: { id: list.id_, title: list.dataset.title, hash: list.dataset.hash },
    perspective,
    items: list.items.map((item) => responseItem(item, fields.filter(([, field]) => item.contains(field.box)), chosen.notes)),
    ...(chosen.reflection && { reflection: written("reflection") }),
    ...(chosen.plan && { plan: written("plan") }),
  };
}

/** An item with what was filled in; notes, which are words, only if they are wanted. */
function responseItem(item, fields, notes) {
  const filled = fields.filter(([, field]) => field.read() && (notes || field.type !== "text"));
  return {
    id: item.dataset.item,
    text: plain(item.querySelector("[data-text]")),
    fields: filled.map(([[, name], field]) => ({
      name, type: field.type, ...(field.label && { label: field.label }), value: tidy(field.read()),
      ...(field.type === "rating" && { says: field.spoken() }),
    })),
  };
}

/** What was filled in of one field, as a person would say it. */
function says({ type, value, says: said }) {
  if (type === "tick") return "✓";
  return type === "date" && value ? spell(value) : said ?? value;
}

/** A field as [label, text]. Of a tick, the words beside it say enough. */
const fieldRow = (field) => (field.type === "tick" && field.label ? ["", field.label] : [field.label ?? "", says(field)]);

/** A response as rows: [heading, [[label, text]]], for the sheet and for the text. */
function responseRows(response) {
  const rows = response.items.map((item, index) => [`${index + 1}. ${item.text}`,
    item.fields.length ? item.fields.map(fieldRow) : [["", word("response.not_answered")]]]);
  for (const part of ["reflection", "plan"]) {
    const lines = (response[part] ?? []).map((line) => [line.text, says(line) || word("response.not_answered")]);
    if (lines.length) rows.push([word(`response.${part}`), lines]);
  }
  if (response.talk) {
    const { strength, goal, next } = response.talk;
    rows.push([word("response.talk"), [[word("response.strength"), strength], [word("response.goal"), goal], [word("response.next"), next && spell(next)]]]);
  }
  return rows;
}

/** The lines at the head of a response: what it is, whose, of which day. */
function responseHead(response) {
  const { perspective, from, when } = response;
  return [word(`response.${perspective}`), ...(from ? [word("response.from", { from })] : []), word("response.when", { date: spell(when) })];
}

/** A label before what was filled in. Some are questions, and take no colon. */
const labelled = (label) => (/[?!.:]$/.test(label) ? label : `${label}:`);

/** A response as text, for a mail: to read, and below it the same once more in a form that the supervisor's page reads. */
function responseText(response) {
  const said = ([label, text]) => `   ${label && labelled(label).concat(" ")}${text}`;
  const code = btoa(Array.from(new TextEncoder().encode(JSON.stringify(response)), (byte) => String.fromCharCode(byte)).join("")).replace(/.{1,64}/g, "$&\n").trim();
  return [response.checklist.title, ...responseHead(response), "",
    ...responseRows(response).flatMap(([heading, lines]) => [heading, ...lines.map(said), ""]),
    word("response.reported"), "", word("response.code"), BEGIN, code, END, ""].join("\r\n");
}

/** A response as a sheet for paper, with lines to sign on. */
function responseSheet(response) {
  const said = ([label, text]) => make("p", {}, ...(label ? [make("strong", {}, labelled(label)), " "] : []), make("bdi", {}, text));
  return make("section", { class: "sbs-response", "aria-label": response.checklist.title },
    make("h2", {}, response.checklist.title), ...responseHead(response).map((line) => make("p", {}, line)),
    ...responseRows(response).map(([heading, lines]) => make("div", { class: "sbs-response__row" }, make("h3", {}, heading), ...lines.map(said))),
    make("p", {}, word("response.reported")),
    make("p", { class: "sbs-response__sign" }, word("response.sign_worker")), make("p", { class: "sbs-response__sign" }, word("response.sign_supervisor")));
}

/** Print a sheet and nothing else. It stands in the page for as long as the browser makes the print; if that never ends, until the
    person does something else. */
function printAlone(sheet) {
  const ends = ["afterprint", "pointerdown", "keydown"];
  const away = () => {
    sheet.remove();
    for (const name of ends) removeEventListener(name, away);
  };
  sheet.classList.add("sbs-alone");
  document.body.append(sheet);
  for (const name of ends) addEventListener(name, away);
  print();
}
