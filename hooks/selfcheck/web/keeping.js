/* Where answers are kept: the question whose computer this is, asked once, the tick for words, and saving a file for the person. */

/** A panel that asks whose computer this is, or says what was answered. It never stands in the way. */
function computerPanel() {
  const panel = make("div", { class: "sbs-keeping" });
  const button = (name, act) => {
    const element = make("button", { type: "button", class: name === "change" ? "sbs-link" : "sbs-button sbs-button--line" }, word(`computer.${name}`));
    element.addEventListener("click", () => {
      act();
      panel.querySelector("button").focus();
    });
    return element;
  };
  const ask = () => panel.replaceChildren(
    make("p", {}, make("strong", {}, word("computer.question")), " ", word("computer.why")),
    make("p", { class: "sbs-actions" }, button("own", () => choose("own")), button("shared", () => choose("shared"))));
  const tell = () => panel.replaceChildren(make("p", {}, word(store.shared ? "computer.is_shared" : "computer.is_own"), " ", button("change", ask)));
  const choose = (whose) => { store.setComputer(whose); tell(); };
  let known;
  const update = () => {
    const now = store.setting("computer");
    const held = panel.contains(document.activeElement);
    if (now !== known) (now ? tell : ask)();
    if (now !== known && held) panel.querySelector("button").focus();
    known = now;
    panel.hidden = store.lms || store.trouble === "not_kept"; // then there is nothing to decide
  };
  update();
  document.addEventListener("selfcheck-stored", update);
  document.addEventListener("selfcheck-trouble", update);
  return panel;
}

/** The tick that keeps what a person writes, and what it says. It follows what is set elsewhere; on a shared computer there is none. */
function wordsPanel(keep = word("words.keep"), why = word("words.why")) {
  const tick = make("input", { type: "checkbox" });
  const panel = make("div", { class: "sbs-keep" }, make("label", { class: "sbs-tick" }, tick, " ", make("span", {}, keep)), make("p", {}, why));
  const update = () => {
    panel.hidden = store.shared;
    tick.checked = store.keepsWords;
  };
  tick.addEventListener("change", () => store.setKeepsWords(tick.checked));
  document.addEventListener("selfcheck-stored", update);
  update();
  return panel;
}

/** Hand a text to the person as a file. */
function saveFile(name, text, type) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A button that asks once more in place before it does what cannot be undone. */
function sureButton({ label, sure, yes, no, act }) {
  const box = make("div", { class: "sbs-sure" });
  const add = (text, style, run) => {
    const button = make("button", { type: "button", class: `sbs-button ${style}` }, text);
    button.addEventListener("click", run);
    return button;
  };
  const start = add(label, "sbs-button--line", () => {
    const keep = add(no, "sbs-button--quiet", () => { box.replaceChildren(start); start.focus(); });
    box.replaceChildren(make("p", {}, sure()), make("p", { class: "sbs-actions" }, add(yes, "", () => { box.replaceChildren(start); act(); }), keep));
    keep.focus();
  });
  box.append(start);
  return box;
}

/** Today, or any moment, as a local calendar day: 2026-11-22. */
function dayOf(time = Date.now()) {
  const date = new Date(time);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** A day in the reader's own way of writing dates. */
function spell(day) {
  const date = new Date(`${day}T12:00:00`);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString(LANGUAGE, { dateStyle: "long" });
}
