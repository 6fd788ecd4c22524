/* Light or dark: as the system says, until the button has been used. Runs in <head>, so nothing flashes. A browser without light-dark()
   has neither our colours nor (see bundle.py) our exercises: there the page stays as it is without JavaScript, and says so.
   And tables in a narrow window: their rows are laid out as blocks there (prose.css), which makes Safari take them for text. */
(() => {
  if (!CSS.supports("color", "light-dark(red, red)")) {
    addEventListener("DOMContentLoaded", () => { document.querySelector(".sbs-older").hidden = false; });
    return;
  }
  const root = document.documentElement;
  const settings = `sidebyside/1/${root.dataset.siteId}/setting/`;
  const key = `${settings}scheme`;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen;
  const show = () => {
    root.dataset.scheme = /^(light|dark)$/.test(chosen) ? chosen : dark.matches ? "dark" : "light";
  };
  try { chosen = sessionStorage.getItem(key) ?? localStorage.getItem(key); } catch { /* blocked: follow the system */ }
  root.classList.replace("no-js", "js");
  show();
  dark.addEventListener("change", show);
  addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-scheme-switch]").addEventListener("click", () => {
      chosen = root.dataset.scheme === "dark" ? "light" : "dark";
      try { // a shared computer keeps nothing beyond the tab
        (/shared|lms/.test(sessionStorage.getItem(`${settings}computer`)) ? sessionStorage : localStorage).setItem(key, chosen);
      } catch { /* blocked: holds for this page */ }
      show();
    });
    const narrow = matchMedia("(max-width: 30em)");
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    const tell = () => {
      for (const part of document.querySelectorAll("[data-stacks], [data-stacks] :is(thead, tbody, tr, th, td)")) {
        if (narrow.matches) part.role = roles[part.tagName] ?? (part.closest("thead") ? "columnheader" : "rowheader");
        else part.removeAttribute("role");
      }
    };
    narrow.addEventListener("change", tell);
    tell();
  });
})();
