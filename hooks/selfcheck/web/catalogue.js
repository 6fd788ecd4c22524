/* The site's own list of checklists and modules, as the build wrote it into the page: {site, checklists, modules}. What a link or a
   file names is looked up here, by the id it has or had; nothing else in them leads anywhere. */

const CATALOGUE = JSON.parse(document.querySelector("[data-catalogue]").textContent);
const byId = (list) => new Map([...list.filter((one) => one.was).map((one) => [one.was, one]), ...list.map((one) => [one.id, one])]);
const CHECKLISTS = byId(CATALOGUE.checklists);
const MODULES = byId(CATALOGUE.modules);

/** What ids ask for, as the site has it: {title, about, url, checklist} or {title, about, url, module}. Ids it does not have are left out. */
function thingsOf({ checklists, modules }) {
  const known = (list, map) => [...new Set(list.map((id) => map.get(id)).filter(Boolean))];
  return [
    ...known(checklists, CHECKLISTS).map((checklist) => ({
      title: checklist.title, about: word(`thing.${checklist.for}`, checklist), url: checklist.url, checklist,
    })),
    ...known(modules, MODULES).map((module) => ({
      title: `${module.number} ${module.title}`, about: word("thing.module", module), url: module.url, module,
    })),
  ];
}
