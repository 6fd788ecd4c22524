/* What the accessibility tests ask of a page. `tests/accessibility.py` loads it into every page that it opens.
   Each function gives sentences about what is wrong; none means that all is well. */

window.look = (() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], audio[controls], video[controls]";
  const SMALLEST = 24; // CSS pixels: WCAG 2.5.8
  const SELF_CHECKS = [".sbs-quiz, .sbs-check, .sbs-answers", 44]; // what people operate most is larger
  const reached = new Set();
  let last = null;

  const name = (element) => {
    const text = (element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent).replace(/\s+/g, " ").trim();
    return `${element.localName}${element.id && `#${element.id}`} “${text.slice(0, 40)}”`;
  };
  const labels = (element) => [...(element.labels ?? [])];
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isOpen = (element) => {
    const dialog = document.querySelector("dialog:modal");
    return !element.disabled && !element.closest("[inert]") && (!dialog || dialog.contains(element));
  };
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter((element) => element.tabIndex >= 0 && isOpen(element) && isShown(element));

  /* Keyboard */

  /** The part of a box that is inside the window. */
  const inWindow = ({ left, top, right, bottom }) => {
    const [l, t, r, b] = [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
    return { x: (l + r) / 2, y: (t + b) / 2, width: r - l, height: b - t };
  };

  const hasRing = (element) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/^rgba\(.*, 0\)$|\/ 0\)$/.test(outlineColor);
  };

  /** The first ancestor that cuts off a ring around this element. */
  const cuts = (element) => {
    const { outlineWidth, outlineOffset } = getComputedStyle(element);
    const out = parseFloat(outlineWidth) + parseFloat(outlineOffset) - 1;
    const box = element.getBoundingClientRect();
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflow === "visible") continue;
      const edge = at.getBoundingClientRect();
      const high = box.height + 2 * out > edge.height; // nobody could show it whole
      if (box.left - out < edge.left || box.right + out > edge.right) return at;
      if (!high && (box.top - out < edge.top || box.bottom + out > edge.bottom)) return at;
    }
    return null;
  };

  /** Look at where focus is: null outside of the page, else whether it was here before and what is wrong. */
  const focus = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const again = element !== last && reached.has(element); // a date has three stops of its own, a video has many
    last = element;
    reached.add(element);
    const wrong = [];
    const [line] = [...element.getClientRects()].sort((a, b) => b.width - a.width);
    if (!isShown(element)) wrong.push("is invisible");
    else if (!line || line.width < 1 || line.height < 1) wrong.push("has no size");
    else {
      const seen = inWindow(line);
      const hit = document.elementFromPoint(seen.x, seen.y);
      if (seen.width < 1 || seen.height < 1) wrong.push("is outside of the window");
      else if (line.height <= innerHeight && seen.height < line.height - 2) wrong.push("is only partly inside the window");
      else if (![element, ...labels(element)].some((one) => one.contains(hit))) wrong.push(`is covered by ${hit && name(hit)}`);
    }
    const ring = [element, ...labels(element), element.parentElement, element.parentElement.parentElement].find(hasRing);
    if (!ring) wrong.push("shows no focus");
    else if (cuts(ring)) wrong.push(`shows its focus cut off by ${name(cuts(ring))}`);
    return { again, wrong: wrong.map((what) => `${name(element)} ${what}`) };
  };

  /** Begin at the top of the page, whatever had focus. */
  const restart = () => {
    reached.clear();
    last = null;
    const start = document.querySelector("dialog:modal") ?? document.body;
    start.tabIndex = -1;
    start.focus({ preventScroll: true });
    start.removeAttribute("tabindex");
    scrollTo(0, 0);
  };

  /** Controls that Tab has not come to; of radio buttons that belong together one is enough. */
  const missed = () => {
    const found = [...reached];
    const near = (element) => found.some((one) => one.type === "radio" && one.name === element.name && one.form === element.form);
    return controls().filter((element) => !reached.has(element) && !element.matches(":disabled") && !(element.type === "radio" && near(element))).map(name);
  };

  /* Size */

  /** A link among words, be it within a stressed one; its size is that of its line. */
  const isInText = (element) => {
    if (!element.matches("a, strong, em") || getComputedStyle(element).display !== "inline") return false;
    const parent = element.parentElement;
    return [...parent.childNodes].some((node) => node !== element && !node.matches?.("a, .sbs-sr") && node.textContent.trim()) || isInText(parent);
  };

  const small = () => controls().filter((element) => !isInText(element)).flatMap((element) => {
    const boxes = [element, ...labels(element)].map((one) => one.getBoundingClientRect());
    const [width, height] = [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
    const least = element.closest(SELF_CHECKS[0]) ? SELF_CHECKS[1] : SMALLEST;
    return Math.min(width, height) < least - 0.5 ? [`${name(element)} is ${width.toFixed(1)} by ${height.toFixed(1)}, not ${least}`] : [];
  });

  const wide = () => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter((element) => isShown(element) && element.getBoundingClientRect().right > innerWidth + 0.5);
    return [`the page is ${document.documentElement.scrollWidth} wide: ${out.slice(0, 3).map(name).join(", ")}`];
  };

  /** Boxes that hide a part of their own text. */
  const cut = () => [...document.body.querySelectorAll("*")].filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const hides = (way) => way === "hidden" || way === "clip";
    return !element.closest(".sbs-sr, svg") && element.clientWidth > 1 && isShown(element) && (
      (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1));
  }).map((element) => `${name(element)} is cut off`);

  /** The spacing that a reader may set: WCAG 1.4.12. */
  const spread = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }");
    document.adoptedStyleSheets.push(sheet);
  };

  /* axe */

  /** Run axe on the page, or on what a selector names. Gives {violations: [sentence], unsure: [{rule, why, allowed, at}]}. */
  const audit = async ({ tags, within, allowed }) => {
    const result = await axe.run(within ?? document, {
      runOnly: { type: "tag", values: tags },
      rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } },
      resultTypes: ["violations", "incomplete"],
      elementRef: true,
      preload: false,
    });
    const rows = (found) => found.flatMap(({ id, nodes }) => nodes.map((node) => ({ id, node })));
    const why = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey || check.message).join("; ");
    return {
      violations: rows(result.violations).map(({ id, node }) => `${id}: ${node.target.join(" ")} (${why(node)})`),
      unsure: rows(result.incomplete).map(({ id, node }) => ({
        text: `${id} is not sure: ${node.target.join(" ")} (${why(node)})`,
        allowed: allowed.findIndex(({ rule, selector }) => rule === id && node.element.matches(selector)),
      })),
    };
  };

  return { audit, cut, focus, missed, restart, small, spread, wide };
})();
