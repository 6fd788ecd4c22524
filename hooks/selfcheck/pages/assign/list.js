/* The list of assignments made here: show one again, use it for somebody else, remove it; keep them all in a file, and open such files. */

const GIVEN_SHOWN = 10; // the others wait behind a summary

class GivenList {
  /** `host` has open(given), reuse(given) and move(given); `piece` is the page's <template> for the list. */
  constructor(host, piece) {
    this.host = host;
    this.element = document.importNode(piece.content, true).querySelector("section");
    const part = (name) => this.element.querySelector(`[data-given=${name}]`);
    [this.heading, this.trouble, this.none, this.list, this.save, this.status, this.shared] =
      ["heading", "trouble", "none", "list", "save", "status", "shared"].map(part);
    this.shared.before(computerPanel());
    this.shared.after(wordsPanel(word("words.keep"), word("given.keep_why")));
    this.save.querySelector("button").addEventListener("click", () => this.saveAll());
    const files = part("files");
    files.addEventListener("change", () => this.open([...files.files]).then(() => { files.value = ""; }));
    for (const news of ["selfcheck-stored", "selfcheck-trouble"]) document.addEventListener(news, () => this.show());
    addEventListener("pageshow", (event) => { if (event.persisted) this.show(); });
    this.show();
  }

  /* Showing */

  /** Make the list anew, but only when it says something new, or focus in it would be lost. */
  show() {
    if (this.busy) return;
    const all = givenHere();
    const says = JSON.stringify(all);
    this.trouble.hidden = !store.trouble;
    this.shared.hidden = !store.shared;
    if (says === this.said) return;
    this.said = says;
    const held = this.list.contains(document.activeElement);
    const items = (some) => make("ul", { class: "sbs-given__list" }, ...some.map((one) => this.item(one)));
    const rest = all.slice(GIVEN_SHOWN);
    this.list.replaceChildren(...(all.length ? [items(all.slice(0, GIVEN_SHOWN))] : []), ...(rest.length
      ? [make("details", { class: "sbs-help" }, make("summary", {}, word("given.earlier", { count: rest.length })), items(rest))] : []));
    this.none.hidden = all.length > 0;
    this.save.hidden = !all.length;
    if (held) this.heading.focus();
  }

  item(given) {
    const things = thingsOf(given).map(({ title }) => title);
    const who = given.who || word("given.nobody");
    const of = () => make("span", { class: "sbs-sr" }, word("given.of", { who, date: spell(given.made) }));
    const button = (name, act) => {
      const element = make("button", { type: "button", class: "sbs-link" }, word(`given.${name}`), of());
      element.addEventListener("click", act);
      return element;
    };
    const due = given.due ? word("given.due", { date: spell(given.due) }) : word("given.no_due");
    return make("li", {},
      make("p", { class: "sbs-given__who" }, make("strong", {}, make("bdi", {}, who)), " · ", due),
      make("p", {}, things.length ? new Intl.ListFormat(LANGUAGE).format(things) : word("given.gone")),
      make("p", { class: "sbs-given__made" }, word("given.made", { date: spell(given.made) })),
      make("div", { class: "sbs-actions" }, ...(things.length ? ["open", "reuse", "move"].map((act) => button(act, () => this.host[act](given))) : []),
        sureButton({
          label: make("span", {}, word("given.remove"), of()), yes: word("given.remove_yes"), no: word("given.remove_no"),
          sure: () => word("given.remove_sure", { who }), act: () => this.remove(given.ref),
        })));
  }

  remove(ref) {
    dropGiven(ref);
    this.heading.focus();
    say(this.status, word("given.removed"));
  }

  /* Files */

  saveAll() {
    saveFile(`side-by-side-assignments-${dayOf()}.json`, fileOfGiven(), "application/json");
    say(this.status, word("given.saved"));
  }

  /** Open one file or more. Each says for itself what came of it; what is here already stays. */
  async open(files) {
    const news = [];
    this.busy = true; // or the list would be made anew for each line of a file
    for (const file of files) {
      const { assignments, response, error } = await readFile(file);
      const name = tidy(file.name);
      if (assignments) news.push(word("given.opened", { name, ...takeIn(assignments.assignments) }));
      else news.push(word("given.refused", { name, why: response ? word("given.is_response") : word(`outside.file.${error}`) }));
    }
    this.busy = false;
    this.show();
    say(this.status, news.join(" "));
  }
}
