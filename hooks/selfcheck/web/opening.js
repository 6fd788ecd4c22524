/* Opening what somebody sent: files that are chosen or dropped, or a text that is pasted. It is read in this tab and goes nowhere. */

const AT_ONCE = 20; // files: reading very many at once would hold up the page

/** Make the panel that opens files and texts. `taken` gets [{read, name, saved}] once all of them are read: what it holds or why not, what it
    is called, and when it was saved. `begun` gets their number before that. */
function openingPanel(taken, begun) {
  const picker = make("input", { type: "file", multiple: true, accept: ".json,.txt,application/json,text/plain", id: "sbs-open" });
  const open = async (files) => {
    if (!files.length) return;
    begun(files.length);
    const found = [];
    for (let at = 0; at < files.length; at += AT_ONCE) found.push(...await Promise.all(files.slice(at, at + AT_ONCE).map(readSource)));
    taken(found);
  };
  picker.addEventListener("change", async () => {
    await open([...picker.files]);
    picker.value = ""; // so that the same file can be chosen again
  });
  const panel = make("div", { class: "sbs-open" },
    make("p", { class: "sbs-field" }, make("label", { for: picker.id }, word("open.choose")), " ", picker),
    make("p", { class: "sbs-open__drop" }, word("open.drop")), pastingPanel(taken));
  takeDrops(panel, open);
  return panel;
}

async function readSource(file) {
  return { read: await readFile(file), name: file.name, saved: file.lastModified };
}

/** Let files be dropped anywhere on the page: beside a small target the browser would show the file in the page's place. */
function takeDrops(panel, open) {
  const isFiles = (event) => event.dataTransfer?.types.includes("Files");
  const mark = (on) => panel.classList.toggle("over", on);
  addEventListener("dragover", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(false); });
  addEventListener("drop", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    mark(false);
    open([...event.dataTransfer.files]);
  });
}

/** A box for one copied text. It is emptied when the text was read. */
function pastingPanel(taken) {
  const box = make("textarea", { id: "sbs-pasted", rows: 4, autocomplete: "off", spellcheck: "false" });
  const button = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word("open.read"));
  button.addEventListener("click", () => {
    const read = readText(box.value);
    if (!read.error) box.value = "";
    taken([{ read, name: word("open.pasted"), saved: Date.now() }]);
  });
  return make("details", { class: "sbs-help" }, make("summary", {}, word("open.paste")),
    make("p", { class: "sbs-field" }, make("label", { for: box.id }, word("open.text")), " ", box), make("p", {}, button));
}
