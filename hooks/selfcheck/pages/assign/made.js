/* An assignment that was made: its link, what goes out with it, and the cover for paper. */

/** Fill a copy of the page's piece with one assignment. */
function madeSection(piece, given, link) {
  const section = document.importNode(piece.content, true).querySelector("section");
  const part = (name) => section.querySelector(`[data-made=${name}]`);
  const when = (act, run) => section.querySelector(`[data-act=${act}]`).addEventListener("click", (event) => run(event.currentTarget.nextElementSibling));
  const { who, due, purpose } = given;
  fillCover(section, part, given, link);
  const shared = [`${plain(part("shared"))}:`, ...[...section.querySelectorAll("[data-shared]")].map((line) => `- ${plain(line)}`)];
  const lines = mailLines(given, link, shared);
  part("heading").textContent = who ? word("assign.ready_for", { who }) : word("assign.ready");
  part("past").textContent = word("assign.past");
  part("past").hidden = !due || due >= dayOf();
  part("purpose").hidden = !purpose;
  part("calendar").hidden = !due;
  part("link").value = link;
  part("link").addEventListener("focus", () => part("link").select());
  part("draft").href = mailAddress(given, lines);
  part("mail").value = lines.join("\n");
  when("copy_link", (said) => copyFrom(part("link"), said));
  when("copy_mail", (said) => copyFrom(part("mail"), said));
  when("calendar", () => saveFile(`side-by-side-${due}.ics`, calendarOf(given, link), "text/calendar;charset=utf-8"));
  when("print", () => print());
  return section;
}

/** The sheet for paper: what, what for, by when, how to open it, and what is shared. */
function fillCover(section, part, { who, due, purpose, checklists, modules }, link) {
  const things = thingsOf({ checklists, modules });
  part("for").textContent = who ? word("assign.for", { who }) : word("assign.for_nobody");
  part("due").textContent = due ? word("assign.due", { date: spellDue(due) }) : "";
  part("purpose").querySelector("p").textContent = purpose ?? "";
  part("things").append(...things.map(({ title, about }) => make("li", {}, make("strong", {}, title), " ", make("span", {}, about))));
  part("page").textContent = link.split("#")[0].replace(/^https?:\/\//, "");
  for (const name of ["checklists", "modules"]) {
    const some = things.some(({ checklist }) => Boolean(checklist) === (name === "checklists"));
    if (!some) section.querySelector(`[data-shared=${name}]`).remove();
  }
}

/** Copy what a field holds, and say so beside the button. Where a page has no clipboard, it is marked, to be copied by hand. */
async function copyFrom(field, said) {
  try {
    await navigator.clipboard.writeText(field.value);
    say(said, word("assign.copied"));
  } catch {
    field.focus();
    field.select();
    say(said, word("assign.marked"));
  }
}
