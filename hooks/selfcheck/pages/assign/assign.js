/* The supervisors' form: from what is chosen to an assignment, here in the page. Nothing is sent; a person passes the link on. */

customElements.define("selfcheck-assign", class extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.build();
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.form.addEventListener("input", () => { this.last = null; });
    this.form.addEventListener("change", () => this.count());
    addEventListener("pageshow", () => this.count()); // the browser may have filled the form again
    this.count();
    this.dataset.ready = "";
  }

  build() {
    this.form = document.importNode(this.piece("form").content, true).querySelector("form");
    const field = (name) => this.form.querySelector(`[data-assign=${name}]`);
    [this.who, this.due, this.purpose] = ["who", "due", "purpose"].map(field);
    [this.problem, this.wrong, this.chosen, this.past, this.wrongDay] = ["problem", "wrong", "chosen", "past", "wrong-day"].map(field);
    this.boxes = [...this.form.querySelectorAll("[data-asked]")];
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    this.made = make("div", {});
    this.append(this.form, this.status, this.made, new GivenList(this, this.piece("given")).element);
  }

  piece(name) { return this.querySelector(`[data-piece=${name}]`); }

  tell(text) { say(this.status, text); }

  /* The form */

  ticked(what) { return this.boxes.filter((box) => box.checked && box.dataset.asked === what).map((box) => box.value); }

  /** What stands in the form, as an assignment without its ref. */
  read() {
    const line = (field) => tidy(field.value).replace(/\s+/g, " ").trim();
    return {
      who: line(this.who), checklists: this.ticked("checklist"), modules: this.ticked("module"),
      ...(this.due.value && { due: this.due.value }), ...(line(this.purpose) && { purpose: line(this.purpose) }), made: dayOf(),
    };
  }

  write({ who = "", checklists = [], modules = [], purpose = "" }) {
    const wanted = thingsOf({ checklists, modules });
    for (const box of this.boxes) box.checked = wanted.some((thing) => thing[box.dataset.asked]?.id === box.value);
    [this.who.value, this.purpose.value, this.due.value, this.last, this.moved] = [who, purpose, "", null, null];
    this.count();
  }

  /** Say how much is chosen, and ask about a day that has passed. Neither stands in the way. */
  count() {
    const things = thingsOf(this.read());
    const minutes = things.reduce((sum, { checklist, module }) => sum + (checklist ?? module).minutes, 0);
    this.chosen.textContent = things.length ? word("assign.chosen", { count: things.length, minutes }) : word("assign.none_chosen");
    const past = hasYear(this.due.value) && this.due.value < dayOf() ? word("assign.past") : "";
    write(this.past, past);
  }

  /** What is wrong with the form: [sentence, the control to go to, the place where it is told once more]. */
  problems() {
    const found = [];
    if (!this.boxes.some((box) => box.checked)) found.push([word("assign.choose"), this.boxes[0], this.wrong]);
    if (this.due.validity.badInput || (this.due.value && !hasYear(this.due.value))) found.push([word("assign.day_damaged"), this.due, this.wrongDay]);
    return found;
  }

  submit() {
    const problems = this.problems();
    for (const place of [this.wrong, this.wrongDay]) place.textContent = "";
    for (const [text, , place] of problems) place.textContent = text;
    for (const control of [this.boxes[0], this.due]) control.toggleAttribute("aria-invalid", false);
    this.problem.hidden = !problems.length;
    if (problems.length) return this.summarize(problems);
    if (!this.last) {
      const now = this.read();
      this.last = { ref: this.moved && sameWork(now, this.moved) ? this.moved.ref : newRef(), ...now };
      keepGiven(this.last);
    }
    return this.open(this.last);
  }

  /** The error summary: it takes focus, and its links lead to the fields. */
  summarize(problems) {
    this.problem.querySelector("ul").replaceChildren(...problems.map(([text, control]) => {
      const link = make("a", { href: `#${control.id}` }, text);
      link.addEventListener("click", (event) => { event.preventDefault(); control.focus(); });
      control.setAttribute("aria-invalid", "true");
      return make("li", {}, link);
    }));
    this.problem.focus();
  }

  /* What was made */

  /** Where the page of the lists is. A copy of the site that was opened from a folder names the real one, if it knows it. */
  get address() {
    const { assigned, address } = this.dataset;
    return location.protocol === "file:" && address ? address : new URL(assigned, location.href).href;
  }

  /** Show what to take along of an assignment, just made or an earlier one. */
  open(given) {
    this.tell("");
    const known = thingsOf(given);
    const ids = (name) => known.map((thing) => thing[name]?.id).filter(Boolean);
    const link = this.address + linkOf({ ...given, checklists: ids("checklist"), modules: ids("module") });
    this.made.replaceChildren(madeSection(this.piece("made"), given, link));
    this.dataset.made = "";
    this.made.querySelector("h2").focus();
  }

  /** Put an earlier assignment into the form, for somebody else or another time. What is made of it gets a ref of its own. */
  reuse(given) {
    this.write(given);
    const gone = given.checklists.length + given.modules.length - thingsOf(given).length;
    this.tell(gone > 0 ? word("assign.reused_less", { count: gone }) : word("assign.reused"));
    this.who.focus();
  }

  /** Put an earlier assignment into the form to give it another day. With its ref, the new link moves the list it has made. */
  move(given) {
    this.write(given);
    this.moved = given;
    this.tell(word("assign.move"));
    this.due.focus();
  }
});

/** Whether two assignments ask the same of the same person. */
function sameWork(one, other) {
  const says = (given) => JSON.stringify([given.who, ...thingsOf(given).map(({ title }) => title)]);
  return says(one) === says(other);
}
