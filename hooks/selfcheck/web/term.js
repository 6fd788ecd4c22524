/* A word of the glossary says what it means on hover, on focus and at the first tap; Escape takes that away (WCAG 1.4.13).
   It stays a link to its entry: for Enter, for the second tap, and where a browser knows no popovers. */

function explain(link, number) {
  const tip = make("span", { class: "sbs-tip", id: `tip-${number}`, popover: true, role: "tooltip" }, link.dataset.short);
  let first; // whether a press found the meaning still hidden
  const show = () => {
    tip.togglePopover(true);
    const { left, top, bottom } = link.getBoundingClientRect();
    const above = top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(8, Math.min(left, document.body.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${scrollY + (above > 0 && bottom + tip.offsetHeight + 6 > innerHeight ? above : bottom + 6)}px`;
  };
  const settle = (type) => {
    if (!link.matches(":hover, :focus") && !tip.matches(":hover")) tip.togglePopover(false);
    else if (type === "mouseenter" || type === "focus") show();
  };
  // Focus at once, or the tip would lie over the next stop. The pointer a moment later: nothing flickers on its way past, and
  // it has time to move onto the tip.
  for (const type of ["focus", "blur"]) link.addEventListener(type, () => settle(type));
  for (const type of ["mouseenter", "mouseleave"]) for (const one of [link, tip]) one.addEventListener(type, () => setTimeout(settle, 200, type));
  link.addEventListener("pointerdown", () => { first = !tip.matches(":popover-open"); });
  link.addEventListener("click", (event) => {
    if (first) {
      event.preventDefault();
      show();
    }
    first = false;
  });
  link.setAttribute("aria-describedby", tip.id);
  link.after(tip);
}

if ("popover" in HTMLElement.prototype) document.querySelectorAll(".sbs-term").forEach(explain);
