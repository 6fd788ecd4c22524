/* Small tools that every part uses. Text reaches the page by textContent and cloned nodes alone. */

const LANGUAGE = document.documentElement.lang || "en";

/** Look a word up by its dotted name and fill in its {fields}. With `count`, choose the plural form. */
function word(name, fields = {}) {
  let found = name.split(".").reduce((words, part) => words[part], WORDS);
  if (typeof found === "object") found = found[new Intl.PluralRules(LANGUAGE).select(fields.count)] ?? found.other;
  return found.replace(/\{(\w+)\}/g, (_, field) => fields[field]);
}

/** Make an element: attributes by name (true means present, false and null mean absent), then children or text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Write a text into an element, unless it stands there: even the same one again would cost a layout of the page. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Put a verdict and its reason into a live region. It is emptied first, or the same text twice would be silent. */
function say(region, text) {
  write(region, "");
  clearTimeout(region.pending);
  region.pending = setTimeout(() => { region.textContent = text; }, 80);
}

/** Read the text of a node as one line. */
const plain = (node) => node.textContent.replace(/\s+/g, " ").trim();

/** Ids as the build writes them into data attributes: separated by spaces. */
const ids = (text) => (text || "").split(" ").filter(Boolean);
