/* Conversation: one turn at a time, with the talk so far above it. Where a person is, is the way there: a list of “turn.reply”.
   What leads where, and what it does, stands in the sheet and the key; everything shown is worked out from these and the way. */

customElements.define("selfcheck-conversation", class extends Question {
  kind = "conversation";

  get doneWord() { return this.words("done"); }

  start() {
    super.start();
    this.sheet ??= this.build();
    delete this.dataset.verdict;
    this.go([]);
  }

  build() {
    const sheet = this.form.querySelector(".sbs-sheet");
    this.said = make("ol", { class: "sbs-said" });
    this.meter = make("p", { class: "sbs-meter" });
    this.how = this.form.querySelector(".sbs-how");
    this.now = make("div");
    sheet.before(make("div", { class: "sbs-talk" }, this.said, this.meter, this.how, this.now));
    this.levels = [...sheet.querySelectorAll("[data-levels] > li")].map(plain);
    return sheet;
  }

  part(name) { return document.getElementById(`${this.id}.${name}`); }

  /** Follow a way as far as it still exists: its steps, the level, and the turn or the ending it comes to. */
  follow(way) {
    const endings = [...this.reasons.querySelectorAll("[data-from]")];
    const steps = [];
    let level = +this.sheet.dataset.start;
    let at = this.sheet.querySelector("[data-turn]");
    for (const name of way) {
      const reply = this.part(name);
      const { turn } = at.dataset;
      if (!turn || reply?.dataset.of !== turn) break;
      level = Math.min(Math.max(level + +reply.dataset.step, 1), this.levels.length);
      steps.push({ name, at, reply, step: +reply.dataset.step, effect: `${plain(reply.querySelector("strong"))}: ${this.levels[level - 1]}.` });
      at = reply.dataset.next ? this.part(reply.dataset.next) : endings.find(({ dataset }) => dataset.from <= level);
    }
    return { steps, level, at };
  }

  /** Show the talk as this way makes it. */
  go(way) {
    const { steps, level, at } = this.follow(way);
    const { person, you, label } = this.sheet.dataset;
    const line = (name, style, node) => make("li", { class: style }, make("b", {}, name), " ", ...copies(node));
    this.way = steps.map(({ name }) => name);
    this.steps = steps;
    this.at = at;
    this.ended = !at.dataset.turn;
    this.said.replaceChildren(...steps.flatMap(({ at: turn, reply, step, effect }) => [
      line(person, "they", turn.querySelector("[data-says]")),
      line(you, "you", reply.querySelector("dt span")),
      make("li", { class: ["not", "same", "yes"][step + 1] }, this.box("sbs-f", effect, copies(reply.querySelector("[data-feedback]")))),
    ]));
    if (!this.ended) this.said.append(line(person, "they", at.querySelector("[data-says]")));
    this.meter.replaceChildren(
      this.words("meter", { label, level: this.levels[level - 1], number: level, count: this.levels.length }), " ",
      make("span", { "aria-hidden": "true" }, ...this.levels.map((_, index) => make("i", { class: index < level && "on" }))),
    );
    this.now.replaceChildren(...this.ended ? this.ending() : [...at.querySelectorAll("a")].map((link, index) => this.tile(link, index)));
    this.how.hidden = this.ended;
    this.asked?.remove();
    this.label();
  }

  tile(link, index) {
    const value = link.hash.slice(this.id.length + 2);
    return make("div", { class: "sbs-opt" }, make("label", {}, make("input", { type: "radio", name: this.id, value }), " ",
      make("b", {}, `${"ABCD"[index]}.`), " ", make("span", {}, ...copies(link))));
  }

  ending() {
    const title = make("h4", { tabindex: "-1" }, plain(this.at.querySelector("dt")));
    const groups = [["grew", 1], ["shrank", -1], ["same", 0]].flatMap(([name, step]) => {
      const some = this.steps.filter((one) => one.step === step);
      return some.length ? [make("p", {}, this.words(name)), make("ul", {}, ...some.map((one) => this.again(one)))] : [];
    });
    return [make("div", { class: `sbs-ending ${this.at.dataset.result}` }, title, ...copies(this.at.querySelector("[data-text]")), ...groups,
      make("p", { class: "sbs-actions" }, this.jump(this.words("over"), [])))];
  }

  again(step) {
    const text = make("span", {}, ...copies(step.reply.querySelector("dt span")));
    return make("li", {}, text, " ", this.jump(this.words("back"), this.way.slice(0, this.steps.indexOf(step))));
  }

  jump(text, way) {
    const button = make("button", { type: "button", class: "sbs-link" }, text);
    button.addEventListener("click", () => this.move(way));
    return button;
  }

  /** Say the chosen reply. */
  check() {
    const way = this.response();
    if (way) this.move(way);
    else this.ask();
  }

  /** Go on, or back, and say so once. The first reply takes the focus: the one that had it is gone, and arrow keys go on from there
      at once; what is said waits until a screen reader has named it. An ending has no replies, so its title takes it. */
  move(way) {
    const on = way.length > this.way.length;
    this.go(way);
    this.tell({ t: "part", c: this.way });
    const note = this.ended ? this.finish() : [];
    const { reply, effect } = this.steps.at(-1) ?? {};
    const heard = on ? [effect, plain(reply.querySelector("[data-feedback]"))] : [];
    say(this.status, [...heard, ...this.ended ? note : [plain(this.said.lastChild)]].join(" "));
    [...this.said.querySelectorAll(".you")].at(-1)?.scrollIntoView({ block: "nearest" });
    (this.now.querySelector("h4") ?? this.firstControl()).focus();
  }

  finish() {
    this.apply(this.way);
    return this.tried(this.way, true);
  }

  response() {
    const chosen = this.form.querySelector(":checked");
    return chosen && [...this.way, chosen.value];
  }

  choose(way) {
    this.go(way.slice(0, -1));
    for (const box of this.now.querySelectorAll("input")) box.checked = box.value === way.at(-1);
  }

  apply(way) {
    if (String(way) !== String(this.way)) this.go(way);
    this.right = true;
    this.dataset.verdict = "done";
  }

  clear() {}

  knows(name) { return Boolean(this.part(name)?.dataset.of); }

  resume(part) {
    if (part && String(part.c) !== String(this.way)) this.go([].concat(part.c));
  }

  label() {
    this.button.textContent = this.words("say");
    this.button.hidden = this.ended;
  }
});
