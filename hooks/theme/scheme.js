/* Light or dark: as the system says, until the button has been used. Runs in <head>, so nothing flashes. */
(() => {
  const root = document.documentElement;
  const key = `sidebyside/1/${root.dataset.siteId}/setting/scheme`;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen;
  const show = () => {
    root.dataset.scheme = /^(light|dark)$/.test(chosen) ? chosen : dark.matches ? "dark" : "light";
  };
  try { chosen = localStorage.getItem(key); } catch { /* blocked: follow the system */ }
  root.classList.replace("no-js", "js");
  show();
  dark.addEventListener("change", show);
  addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-scheme-switch]").addEventListener("click", () => {
      chosen = root.dataset.scheme === "dark" ? "light" : "dark";
      try { localStorage.setItem(key, chosen); } catch { /* blocked: holds for this page */ }
      show();
    });
  });
})();
