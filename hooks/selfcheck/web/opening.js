/* Opening what was handed in: a file picker, the page as a place to drop files on, and a box for a copied text. Nothing is uploaded. */

const AT_ONCE = 20; // files: reading very many at once would hold up the page

/** Make the panel that opens files and texts. `taken` gets [{read, name, saved}] once all of them are read: what each holds or why it was
    refused, what it is called, and when it was saved. `begun` gets their number before that. */
function openingPanel(taken, begun = () => {}) {
  const picker = make("input", { type: "file", multiple: true, accept: ".json,.txt,application/json,text/plain", id: "sbs-open" });
  const open = async (files) => {
    begun(files.length);
    const all = [];
    for (let at = 0; at < files.length; at += AT_ONCE) all.push(...await Promise.all(files.slice(at, at + AT_ONCE).map(readSource)));
    taken(all);
  };
  picker.addEventListener("change", async () => {
    if (!picker.files.length) return;
    await open([...picker.files]);
    picker.value = ""; // so that the same file can be chosen again
  });
  const panel = make("div", { class: "sbs-open" },
    make("div", { class: "sbs-open__zone" }, make("p", { class: "sbs-field" }, make("label", { for: picker.id }, word("open.pick")), " ", picker),
      make("p", { class: "sbs-open__drop" }, word("open.drop"))), pastePanel(taken));
  takeDrops(panel, open);
  return panel;
}

async function readSource(file) {
  return { read: await readFile(file), name: file.name, saved: file.lastModified };
}

/** Let files be dropped anywhere on the page: beside a small target the browser would open them in its place. */
function takeDrops(panel, open) {
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    panel.dataset.over = "";
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) delete panel.dataset.over; });
  addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    delete panel.dataset.over;
    open([...event.dataTransfer.files]);
  });
}

/** A box for one copied text. It is emptied when the text was read. */
function pastePanel(taken) {
  const box = make("textarea", { id: "sbs-paste", rows: "4", spellcheck: "false", autocomplete: "off" });
  const button = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word("open.paste_open"));
  button.addEventListener("click", () => {
    if (!box.value.trim()) {
      box.focus();
      return;
    }
    const read = readText(box.value);
    taken([{ read: read.error === "not_ours" ? { error: "no_code" } : read, name: word("open.pasted"), saved: Date.now() }]);
    if (!read.error) box.value = "";
  });
  return make("details", { class: "sbs-help" }, make("summary", {}, word("open.paste_instead")),
    make("p", { class: "sbs-field" }, make("label", { for: box.id }, word("open.paste")), " ", box), make("p", {}, button));
}
