/* Conversation: one turn at a time, with the talk so far above it. Where a person is, is the way there: a list of “turn.reply”.
   What leads where, and what it does, stands in the sheet and the key; everything shown is worked out from these and the way. */

customElements.define("selfcheck-conversation", class extends Question {
  kind = "conversation";

  start() {
    super.start();
    this.sheet = this.form.querySelector(".sbs-sheet");
    this.talk ??= make("div", { class: "sbs-dialogue" });
    this.sheet.before(this.talk);
    delete this.dataset.verdict;
    this.apply([]);
  }

  part(name) { return document.getElementById(`${this.id}.${name}`); }

  /** Show the talk as this way makes it, as far as the way still exists. */
  apply(way) {
    const { you, person, label, start } = this.sheet.dataset;
    const levels = [...this.sheet.querySelectorAll("[data-levels] li")].map(plain);
    const how = this.form.querySelector(".sbs-screen");
    const said = [];
    const add = (style, ...nodes) => said.push(make("li", { class: style }, ...nodes));
    const says = (turn) => add("they", make("b", {}, person), ...copies(turn.firstElementChild).slice(1)); // without its number
    let [at, level] = [this.sheet.querySelector("[data-turn]"), +start];
    this.steps = [];
    for (const name of way) {
      const reply = this.part(name);
      if (!at.dataset.turn || at.dataset.turn !== reply?.dataset.of) break;
      const [text, effect, reason] = ["span", "dd > strong", "div"].map((one) => reply.querySelector(one));
      const step = +reply.dataset.step;
      level = Math.min(Math.max(level + step, 1), levels.length);
      this.steps.push({ name, step, text, effect: plain(effect) });
      says(at);
      add("you", make("b", {}, you), " ", ...copies(text));
      add(["not", "same", "yes"][step + 1], this.box("sbs-f", `${plain(effect)}: ${levels[level - 1]}.`, copies(reason)));
      at = this.part(reply.dataset.next) ?? [...this.reasons.querySelectorAll("[data-from]")].find(({ dataset }) => dataset.from <= level);
    }
    this.way = this.steps.map(({ name }) => name);
    const ended = this.button.hidden = how.hidden = !at.dataset.turn;
    if (!ended) says(at);
    this.talk.replaceChildren(
      make("ol", {}, ...said),
      make("p", {}, this.words("meter", { label, level: levels[level - 1], number: level, count: levels.length }), " ",
        make("span", { "aria-hidden": "true" }, ...levels.map((_, index) => make("i", { class: index < level && "on" })))),
      how,
      ...ended ? [this.ending(at)] : [...at.querySelectorAll("a")].map((link, index) => this.tile(link, index)),
    );
    if (ended) {
      this.right = true;
      this.dataset.verdict = "done";
    }
    return ended;
  }

  tile(link, index) {
    const input = make("input", { type: "radio", name: this.id, value: link.hash.slice(this.id.length + 2) });
    const letter = make("b", {}, `${"ABCD"[index]}.`);
    return make("div", { class: "sbs-opt" }, make("label", {}, input, letter, make("span", {}, ...copies(link))));
  }

  /** The ending, and the replies by what they did: from here one can go back to each. */
  ending(at) {
    const jump = (name, count, of) => {
      const text = this.words(name);
      const button = make("button", { type: "button", class: "sbs-link", "aria-label": of && `${text}: ${of}` }, text);
      button.addEventListener("click", () => this.move(this.way.slice(0, count)));
      return button;
    };
    const groups = [1, -1, 0].map((step) => this.steps.filter((one) => one.step === step)).filter((some) => some.length);
    return make("div", { class: `sbs-ending ${at.dataset.result}` },
      make("h4", { tabindex: -1 }, plain(at.firstElementChild)),
      ...copies(at.lastElementChild),
      ...groups.flatMap((some) => [
        make("p", {}, `${some[0].effect}:`),
        make("ul", {}, ...some.map((one) => make("li", {},
          make("span", {}, ...copies(one.text)), jump("back", this.steps.indexOf(one), plain(one.text))))),
      ]),
      jump("over", 0),
    );
  }

  /** Say what is chosen. */
  check() {
    const chosen = this.form.querySelector(":checked");
    if (chosen) this.move([...this.way, chosen.value]);
    else this.ask();
  }

  /** Go on, or back, and tell it once. The first reply takes the focus: the one that had it is gone, and arrow keys go on from there
      at once; what is told waits until a screen reader has named it. An ending has no replies, so its title takes it. */
  move(way) {
    const ended = this.apply(way);
    this.tell({ t: "part", c: this.way });
    const note = ended ? this.tried(this.way, true) : [];
    const said = [...this.talk.firstChild.children].slice(ended ? -1 : -2).map(plain);
    say(this.status, [...said, ...note].join(" "));
    this.land();
  }

  land() { this.talk.querySelector("h4, input").focus(); }

  /** Another tab went on: what held the focus here is gone. */
  restore(record) {
    const held = this.talk.contains(document.activeElement);
    super.restore(record);
    if (held) this.land();
  }

  knows(name) { return this.part(name)?.dataset.of; }

  resume(part) {
    if (part) this.apply([].concat(part.c));
  }

  /* Nothing is chosen between two replies that would have to be kept, and the button always says the same. */
  response() {}

  choose() {}

  clear() {}

  label() {}
});
