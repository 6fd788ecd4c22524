/* The site's own list of checklists and modules, as the build wrote it into the page: {site, checklists, modules}. What a link or a
   file names is looked up here, by the id it has or had; nothing else in them leads anywhere. */

const CATALOGUE = JSON.parse(document.querySelector("[data-catalogue]").textContent);
const byId = (list) => new Map([...list.filter((one) => one.was).map((one) => [one.was, one]), ...list.map((one) => [one.id, one])]);
const CHECKLISTS = byId(CATALOGUE.checklists);
const MODULES = byId(CATALOGUE.modules);
