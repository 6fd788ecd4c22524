/* The letter builder: from a form to a letter, here in the page. Nothing of it is kept or sent. */

const GAP = "________"; // to fill in by hand
const WAYS = ["office", "home", "neutral", "phone", "video"];

/** The school grade (Flesch-Kincaid) that an English text asks for. Syllables are guessed from groups of vowels. */
function gradeOf(text) {
  const words = text.toLowerCase().match(/[a-z’']+/g) ?? [];
  const sentences = text.match(/[.?!](?=\s|$)/g) ?? [];
  const syllables = words.reduce((sum, one) => sum + Math.max(1, (one.replace(/(?:[^laeiouy]es|ed|[^l]e)$/, "").match(/[aeiouy]+/g) ?? []).length), 0);
  return Math.max(1, Math.round(0.39 * words.length / Math.max(1, sentences.length) + 11.8 * syllables / Math.max(1, words.length) - 15.59));
}

customElements.define("selfcheck-letter", class extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.versions = new Map([...this.querySelectorAll("[data-language]")].map((one) => [one.dataset.language, one]));
    this.build();
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.show());
    this.form.addEventListener("change", () => { this.show(); this.tell(); });
    addEventListener("pageshow", () => this.show()); // the browser may have filled the form again
    this.show();
    this.dataset.ready = "";
  }

  build() {
    const piece = document.importNode(this.querySelector("template").content, true);
    this.form = piece.querySelector("form");
    this.fields = new Map([...this.form.querySelectorAll("[data-fill]")].map((one) => [one.dataset.fill, one]));
    this.letter = make("div", { class: "sbs-group sbs-post__letter", tabindex: "-1" });
    this.grade = make("p", { class: "sbs-progress" });
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    const button = (name, act, style = " sbs-button--line") => {
      const element = make("button", { type: "button", class: `sbs-button${style}` }, word(`letter.${name}`));
      element.addEventListener("click", act);
      return element;
    };
    [...this.versions.values()][0].before(piece, make("h2", {}, word("letter.heading")), this.status, this.letter, this.grade,
      make("p", { class: "sbs-actions" }, button("copy", () => this.copy(), ""), button("print", () => print()),
        button("download", () => saveFile("letter.txt", this.text.replaceAll("\n", "\r\n"), "text/plain;charset=utf-8"))));
    for (const one of this.versions.values()) one.open = false;
  }

  /* The letter */

  value(name) { return this.fields.get(name).value.trim().replace(/[\s.]+$/, ""); }

  ticked(name) { return this.fields.get(name).checked; }

  /** What was written into the fields of text that are shown. */
  typed() {
    return [...this.fields.values()].filter((one) => one.type === "text" && !one.closest("[hidden]"))
      .map((one) => one.value.trim()).filter(Boolean);
  }

  get version() { return this.versions.get(this.value("language")); }

  /** A piece with its places filled. What is empty leaves no gap of spaces behind. */
  piece(name, values = {}) {
    const { text } = this.version.querySelector(`[data-piece="${name}"]`).dataset;
    return text.replace(/\{(\w+)\}/g, (_, place) => values[place] ?? "").replace(/\s+/g, " ").replace(/ (?=[.,])/g, "");
  }

  /** The ways to meet as one list. There are always two, or it would not be a choice. Where none is ticked, a pen fills one in. */
  places() {
    const ways = WAYS.filter((way) => this.ticked(way)).map((way) => this.piece(way, { place: this.value("place") || GAP }));
    if (!ways.length) ways.push(GAP);
    if (ways.length < 2) ways.push(this.piece("other"));
    return [ways.slice(0, -1).join(", "), this.piece("or"), ways.at(-1)].join(" ");
  }

  /** The day, spelled in the language of the letter. */
  day() {
    const date = new Date(`${this.fields.get("date").value}T12:00:00`);
    return date.toLocaleDateString(this.value("language"), { weekday: "long", month: "long", day: "numeric" });
  }

  paragraphs() {
    const [name, where, why, change, number] = ["name", "where", "why", "change", "number"].map((one) => this.value(one));
    const opening = this.piece(this.value("opening"), {
      when: this.fields.get("date").value && this.piece("when", { date: this.day() }),
      where: where && this.piece("where", { place: where }),
    });
    return [
      [this.piece("greeting", { name: name || GAP })],
      [opening, why && this.piece("why", { why })],
      [change && this.piece("change", { change }), this.ticked("effect") && this.piece(change ? "effect" : "effect_alone")],
      [this.piece("ask"), this.piece("hours", { days: this.value("days") || GAP, hours: this.value("hours") || GAP }),
        this.piece("places", { places: this.places() })],
      [this.piece(this.value("reply"), { number: number || GAP }), this.ticked("interpreter") && this.piece("interpreter")],
      [this.piece("close")],
      [this.piece("sign")],
      [this.value("worker") || GAP],
    ].map((sentences) => sentences.filter(Boolean).join(" ")).filter(Boolean);
  }

  show() {
    const paragraphs = this.paragraphs();
    this.text = `${paragraphs.join("\n\n")}\n`;
    this.letter.lang = this.value("language");
    this.letter.replaceChildren(...paragraphs.map((one) => make("p", {}, one)));
    this.fields.get("place").closest("p").hidden = !this.ticked("neutral");
    this.grade.hidden = this.letter.lang !== "en" || !this.typed().length; // the formula knows English only
    this.grade.textContent = word("letter.grade", { grade: gradeOf(paragraphs.slice(1, -2).join(" ")) });
  }

  /* Advice: told when a field is left, not at each letter */

  tell(first = "") {
    const typed = this.typed().join(" | ");
    const notes = [...this.version.querySelectorAll("[data-words]")].flatMap(({ dataset }) => {
      const words = dataset.words.replace(/[\\^$.*+?()[\]{}]/g, "\\$&"); // signs stand for themselves; “|” parts the words
      const found = typed.match(new RegExp(`(?<![\\p{L}\\d])(?:${words})(?![\\p{L}\\d])`, "iu"));
      return found ? [word("letter.careful", { word: found[0], say: dataset.say })] : [];
    });
    const few = WAYS.filter((way) => this.ticked(way)).length < 2 ? word("letter.few") : "";
    const note = this.version.querySelector("[data-note]");
    const news = [first, note && plain(note), few, ...notes].filter(Boolean).join(" ");
    if (news !== this.news || first) say(this.status, news);
    this.news = news;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      this.tell(word("letter.copied"));
    } catch {
      getSelection().selectAllChildren(this.letter); // without https there is no clipboard for a page
      this.letter.focus();
      this.tell(word("letter.marked"));
    }
  }
});
