/* Opens Material's search in a native dialog, and loads Material's bundle (with the worker and the index) only then:
   a page view without a search does not pay for it. */
(() => {
  const dialog = document.getElementById("search");
  const query = dialog.querySelector("input");
  const count = dialog.querySelector("[role=status]");
  const matches = dialog.querySelector("ol");
  const toggle = document.getElementById("__search");
  let asked = false;

  /* Material listens on window for single letters on the whole page (WCAG 2.1.4), closes on Tab, and takes Space from
     the dialog's own button. Only what it does well may reach it: Enter opens the best match, arrows walk the list. */
  const shield = (event) => {
    if (!dialog.open || !/^(Enter|ArrowUp|ArrowDown)$/.test(event.key)) event.stopImmediatePropagation();
  };

  const load = () => {
    asked = true;
    addEventListener("keydown", shield);
    const bundle = document.createElement("script");
    bundle.src = dialog.dataset.bundle;
    bundle.onerror = () => { count.textContent = dialog.dataset.failed; };
    document.head.append(bundle);
  };

  const open = () => {
    dialog.showModal();
    query.focus();
    query.select();
    if (!asked) load();
  };

  for (const button of document.querySelectorAll("[data-search-open]")) button.addEventListener("click", open);
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.querySelector("form").addEventListener("submit", (event) => event.preventDefault());

  /* Material's idea of "open" is its checkbox. A chosen match closes the dialog that way, the dialog tells it back. */
  toggle.addEventListener("change", () => { if (!toggle.checked) dialog.close(); });
  dialog.addEventListener("close", () => { if (toggle.checked) toggle.click(); });

  /* Material takes its matches out of the tab order and makes each an h1. Here they are links under the dialog's h2. */
  new MutationObserver(() => {
    for (const stop of matches.querySelectorAll("[tabindex]")) stop.removeAttribute("tabindex");
    for (const heading of matches.querySelectorAll("h1, h2")) heading.ariaLevel = heading.matches("h1") ? "3" : "4";
  }).observe(matches, { childList: true });
})();
