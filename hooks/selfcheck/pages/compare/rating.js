/* The observer's form, filled in here. All of it, choices too, ends with the tab until the person asks to keep it; and it is kept under
   a name worked out from the self-rating, so that opening the same file again brings it back. */

/** The name that what is rated and written beside a response is kept under. */
function keptName(response) {
  const text = [response.site, response.checklist.id, response.entry, response.from ?? ""].join("\n");
  const hash = (start) => [...text].reduce((sum, one) => Math.imul(sum ^ one.codePointAt(0), 16777619) >>> 0, start).toString(36);
  return `o-${hash(2166136261)}${hash(52711)}`;
}

class Rating extends CheckList {
  holds(entry) { return entry === this.dataset.entry; }

  newEntry() { return this.dataset.entry; }

  put(name, event) { super.put(name, { ...event, p: 1 }); }

  own(name, fields) { return name in WORDS.compare.rating ? word(`compare.rating.${name}`, fields) : super.own(name, fields); }

  open(entry) {
    super.open(entry);
    if (this.entry) return;
    this.day.value = this.dataset.day; // it is about the same conversation
    this.show();
  }

  addKeeping() {
    this.querySelector(".sbs-field").before(computerPanel());
    this.form.after(wordsPanel(word("compare.keep"), word("compare.keep_why")));
  }

  actions() {
    const turn = make("button", { type: "button", class: "sbs-button" }, this.own("turn"));
    turn.addEventListener("click", () => { this.flush(); this.turned(); });
    this.ofEntry = [sureButton({
      label: this.own("delete"), yes: this.own("delete_yes"), no: this.own("delete_no"), sure: () => this.own("delete_sure"),
      act: () => this.remove(),
    })];
    return make("div", {}, make("p", {}, this.own("face_down")), make("div", { class: "sbs-actions sbs-check__actions" }, turn, ...this.ofEntry));
  }

  /** What is rated here, as an observer's response to a self-rating. */
  response(mine, from) {
    const chosen = { ref: mine.ref, from, about: mine.entry, notes: true, reflection: true, plan: true };
    return { ...makeResponse(this, "observer", chosen), entry: this.dataset.entry };
  }
}

customElements.define("selfcheck-rating", Rating);

/** Make the form to rate with beside a self-rating, from the copy of it that the build left in the page. */
function ratingBeside(mine, form, template) {
  const whole = document.importNode(template.content, true).querySelector("selfcheck-checklist");
  const { id, was, hash, title } = whole.dataset;
  const rating = make("selfcheck-rating", { "data-id": id, "data-was": was, "data-hash": hash, "data-title": title,
    "data-entry": keptName(mine), "data-day": mine.when });
  rating.append(...whole.childNodes);
  return rating;
}
