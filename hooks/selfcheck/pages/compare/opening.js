/* Opening what was handed in: a file picker, the page as a place to drop files on, and a box for a copied text. Nothing is uploaded. */

/** Make the panel that opens files and texts. `taken` is given [{read, name}] once all of them are read. */
function openingPanel(taken) {
  const picker = make("input", { type: "file", multiple: true, accept: ".json,.txt,application/json,text/plain", id: "sbs-open" });
  const open = async (files) => {
    const all = [];
    for (const file of files) all.push({ read: await readFile(file), name: file.name }); // one after the other: there may be many
    taken(all);
  };
  picker.addEventListener("change", async () => {
    await open([...picker.files]);
    picker.value = ""; // so that the same file can be chosen again
  });
  const panel = make("div", { class: "sbs-open" },
    make("div", { class: "sbs-open__zone" }, make("p", { class: "sbs-field" }, make("label", { for: picker.id }, word("compare.open.pick")), " ", picker),
      make("p", { class: "sbs-open__drop" }, word("compare.open.drop"))), pastePanel(taken));
  takeDrops(panel, open);
  return panel;
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

function pastePanel(taken) {
  const box = make("textarea", { id: "sbs-paste", rows: "4", spellcheck: "false", autocomplete: "off" });
  const button = make("button", { type: "button", class: "sbs-button sbs-button--line" }, word("compare.open.paste_open"));
  button.addEventListener("click", () => {
    if (!box.value.trim()) {
      box.focus();
      return;
    }
    const read = readText(box.value);
    taken([{ read: read.error === "not_ours" ? { error: "no_code" } : read, name: word("compare.open.pasted") }]);
    if (!read.error) box.value = "";
  });
  return make("details", { class: "sbs-help" }, make("summary", {}, word("compare.open.paste_instead")),
    make("p", { class: "sbs-field" }, make("label", { for: box.id }, word("compare.open.paste")), " ", box), make("p", {}, button));
}
