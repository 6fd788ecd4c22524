/* The page that an assignment's link opens. The link is read, taken out of the address bar, and kept as a to-do list; from there on
   everything goes by the site's own ids. The link brings no text with it, and changes no answer. */

customElements.define("selfcheck-assigned", class extends HTMLElement {
  connectedCallback() {
    if (this.lists) return;
    this.build();
    addEventListener("hashchange", () => this.take());
    for (const news of ["selfcheck-stored", "visibilitychange"]) document.addEventListener(news, () => this.show()); // it may be another day
    document.addEventListener("selfcheck-trouble", () => this.warn());
    addEventListener("pageshow", (event) => { if (event.persisted) this.show(); });
    this.show();
    this.take();
    this.warn();
    this.dataset.ready = "";
  }

  build() {
    const part = (name) => this.querySelector(`[data-assigned=${name}]`);
    [this.empty, this.shared, this.trouble] = ["none", "shared", "trouble"].map(part);
    this.refused = make("div", { class: "sbs-assigned__refused", role: "alert" });
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    this.lists = make("div");
    this.prepend(this.refused, this.trouble, this.status, this.empty, this.lists);
    this.whose = make("div", {}, computerPanel());
    this.append(this.whose);
  }

  /* The link */

  /** Take a link out of the address bar, so that no history and no bookmark keeps it, and read it. */
  take() {
    const { hash } = location;
    if (!hash.startsWith("#assign")) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    const { link, error } = readLink(hash);
    say(this.refused, error ? word(`outside.link.${error}`) : "");
    if (link) this.keep(link);
    else say(this.status, "");
  }

  /** Keep what a link asks for. Of a list that is here already nothing changes but its day. */
  keep({ ref, checklists, modules, due = "" }) {
    const here = todoLists().find((list) => list.ref === ref);
    const count = checklists.length + modules.length;
    const date = due && spellDue(due);
    const news = !here ? (due ? "assigned.came_by" : "assigned.came")
      : here.due === due ? "assigned.same" : due ? "assigned.moved_to" : "assigned.moved";
    const list = here ?? { checklists, modules, came: dayOf() };
    if (here?.due !== due) store.put("todo", ref, "-", { t: "set", v: JSON.stringify({ ...list, ref: undefined, due }) });
    say(this.status, word(news, { count, date }));
  }

  /** Say that the browser does not keep the list. It is shown all the same. */
  warn() {
    this.trouble.hidden = !store.trouble;
  }

  /* The lists */

  /** Make the lists anew, but only when they say something new, or focus in them would be lost. */
  show() {
    const events = store.all();
    const rows = new Map(todoLists().map((list) => [list, thingsOf(list).map((thing) => ({ ...thing, done: doneOn(thing, list.came, events) }))]));
    const lists = inOrder([...rows.keys()], (list) => rows.get(list).every(({ done }) => done));
    const says = JSON.stringify([dayOf(), lists, ...lists.map((list) => rows.get(list).map(({ done }) => done))]);
    if (says === this.said) return;
    this.said = says;
    const held = this.lists.contains(document.activeElement);
    this.lists.replaceChildren(...lists.map((list, index) => this.list(list, rows.get(list), index)));
    this.empty.hidden = lists.length > 0;
    this.shared.hidden = this.whose.hidden = !lists.length;
    if (held) (this.lists.querySelector("h2") ?? this.empty).focus();
  }

  list(list, things, index) {
    const { due } = list;
    const done = things.filter((thing) => thing.done).length;
    const total = things.length;
    const all = done === total; // also when the site has nothing of it any more
    const id = `list-${index + 1}`;
    const gone = list.checklists.length + list.modules.length - total;
    return make("section", { class: "sbs-group sbs-assigned__list", "aria-labelledby": id },
      make("h2", { id, tabindex: "-1" }, due ? word("assigned.due", { date: spellDue(due) }) : word("assigned.no_due")),
      ...(due && !all ? [make("p", { class: "sbs-assigned__when" }, whenDue(due))] : []),
      make("p", { class: "sbs-progress", hidden: !total }, word(all ? "assigned.all_done" : "assigned.done", { done, total, count: total })),
      make("ul", { class: "sbs-assigned__things" }, ...things.map((thing) => this.thing(thing))),
      ...(gone > 0 ? [make("p", {}, word("assigned.gone", { count: gone }))] : []),
      sureButton({
        label: word("assigned.remove"), yes: word("assigned.remove_yes"), no: word("assigned.remove_no"), sure: () => word("assigned.remove_sure"),
        act: () => this.remove(list.ref),
      }));
  }

  thing({ title, about, url, checklist, done }) {
    const state = done ? word(`assigned.${checklist ? "filled" : "finished"}`, { date: spell(done) }) : word("assigned.open");
    return make("li", { class: done && "done" }, make("span", { class: "sbs-assigned__mark", "aria-hidden": "true" }),
      make("div", {}, make("a", { href: url }, title), make("span", { class: "sbs-assigned__about" }, about)),
      make("span", { class: "sbs-assigned__state" }, state));
  }

  remove(ref) {
    store.drop(store.read("todo").filter(({ thing }) => thing === ref).map(({ key }) => key));
    store.tell();
    (this.lists.querySelector("h2") ?? this.empty).focus();
    say(this.status, word("assigned.removed"));
  }
});

/** The day on which a thing of a list was done, or "". */
function doneOn({ checklist, module }, came, events) {
  if (checklist) return filledOn([checklist.id, checklist.was], came, events);
  return finishedOn([module.id, module.was], module.quiz, events);
}

/** How far a day is from today, as one would say it: today, in 3 days. What is late is said kindly. */
function whenDue(due) {
  const days = Math.round((Date.parse(due) - Date.parse(dayOf())) / 864e5);
  const said = new Intl.RelativeTimeFormat(READER, { numeric: "auto" }).format(days, "day");
  return days < 0 ? word("assigned.late", { said }) : word("assigned.when", { said });
}
