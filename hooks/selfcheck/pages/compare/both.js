/* Two ratings of one conversation, side by side. Whatever comes from a file is a text in a <bdi> of its own: it can neither become
   markup nor turn the sentence around it. */

/** A sentence whose fields are somebody's words. Gives nodes. */
function told(name, fields) {
  const places = Object.fromEntries(Object.keys(fields).map((field) => [field, `{${field}}`]));
  return word(name, places).split(/(\{\w+\})/).map((part) => (part.startsWith("{") ? make("bdi", {}, fields[part.slice(1, -1)]) : part));
}

/** A label before what was filled in, with a colon where it does not end in a mark of its own. */
const labelOf = (text) => (text ? [make("span", { class: "sbs-pair__l" }, make("bdi", {}, text), /[?!:.]$/.test(text) ? "" : ":"), " "] : []);

/** What one person filled in, under whose it is: lines of [label, text, is it chosen on a scale]. `open` stands where there are none. */
function sideOf(who, lines, open) {
  const said = lines.map(([label, text, chosen]) => make("dd", {}, ...labelOf(label), make("bdi", { class: chosen && "sbs-pair__chosen" }, text)));
  return make("div", { class: "sbs-pair__side" }, make("dt", {}, ...who), ...(said.length ? said : [make("dd", { class: "sbs-pair__open" }, open)]));
}

/** What was filled in of an item, as lines; of a tick, what stands beside it. */
const linesOf = (filled) => (filled?.fields ?? [])
  .map((field) => (field.type === "tick" ? ["", field.label ?? says(field)] : [field.label, says(field), field.type === "rating"]));

/** Two lists of lines as columns, read one after the other. */
const columns = (...sides) => make("dl", { class: "sbs-pair__two" }, ...sides);

/** An item: its words, and beside or below them what was filled in. */
const pairOf = (text, changes, ...said) => make("div", { class: "sbs-pair" }, make("div", {}, make("h4", {}, ...text), ...changes), make("div", {}, ...said));

class Both {
  /** `two` is {list, form, mine, theirs, names}; `texts` are the items' words as both forms have them now; names and texts by side. */
  constructor(two, texts) {
    Object.assign(this, two, layBeside(two.list, two.form, two.mine, two.theirs));
    this.texts = texts;
  }

  who(side) { return told(`compare.side.${side}`, { name: this.names[side] }); }

  column(side, filled) { return sideOf(this.who(side), linesOf(filled), word(filled ? "compare.left_open" : "compare.not_in_file")); }

  /** What has to be known of the two files before they are read. */
  notes() {
    const { list, form, mine, theirs } = this;
    const older = [[mine, list, "mine"], [theirs, form, "theirs"]].filter(([one, now]) => one.checklist.hash !== now.hash)
      .map(([, , side]) => told("compare.older", { name: this.names[side] }));
    const days = mine.when === theirs.when ? [] : [told("compare.two_days", { one: spell(mine.when), other: spell(theirs.when) })];
    return [...older, ...days].map((nodes) => make("p", { class: "sbs-note" }, ...nodes));
  }

  /* The summary */

  summary() {
    const { strengths, agree, gap, apart, near, not } = forTheTalk(this.rows);
    const alike = [...strengths, ...agree];
    const card = make("section", { class: "sbs-group sbs-both__sum" });
    if (!alike.length && !gap && !near.length) {
      card.append(make("p", {}, word("compare.sum.nothing")));
      return card;
    }
    card.append(make("h3", {}, word("compare.sum.agree")), ...this.examples("strengths", strengths),
      ...this.examples(strengths.length ? "also_alike" : "alike", agree), ...(alike.length ? [] : [make("p", {}, word("compare.sum.none_alike"))]),
      make("h3", {}, word("compare.sum.gap")), ...(gap ? [make("p", {}, this.textOf(gap.row)), this.prompt(gap)] : [make("p", {}, word("compare.sum.no_gap"))]),
      ...this.numbers("apart", apart), ...this.numbers("near", near), ...this.numbers("not", not));
    return card;
  }

  examples(name, marks) {
    const rows = marks.map(({ row, mine, theirs }) => make("li", {}, this.textOf(row), " ",
      make("span", { class: "sbs-pair__l" }, ...told("compare.sum.both", { mine: says(mine), theirs: says(theirs) }))));
    return rows.length ? [make("p", {}, word(`compare.sum.${name}`)), make("ul", {}, ...rows)] : [];
  }

  numbers(name, marks) {
    const numbers = [...new Set(marks.map(({ row }) => row.number))];
    const items = new Intl.ListFormat(LANGUAGE).format(numbers.map(String));
    return numbers.length ? [make("p", {}, word(`compare.sum.${name}`, { count: numbers.length, items }))] : [];
  }

  prompt({ is, mine, theirs }) {
    return make("p", { class: "sbs-both__ask" }, ...told(`compare.ask.${is}`, { mine: says(mine), theirs: says(theirs) }));
  }

  /* The items */

  textOf({ item, own }) { return make("bdi", {}, own?.text ?? this.texts.mine.get(item.id)); }

  items() {
    const groups = new Map();
    for (const row of this.rows) groups.set(row.item.group, [...(groups.get(row.item.group) ?? []), this.pair(row)]);
    return [...groups].map(([title, pairs]) => make("section", { class: "sbs-group sbs-pairs" }, make("h3", {}, title), ...pairs));
  }

  pair(row) {
    return pairOf([`${row.number}. `, this.textOf(row)], this.changes(row), columns(this.column("mine", row.own), this.column("theirs", row.seen)),
      ...row.marks.map((mark) => this.mark(mark, row.marks.length > 1)));
  }

  /** What has changed about an item since a file was saved. */
  changes({ item, own, seen }) {
    const [now, shown] = [this.texts.mine.get(item.id), this.texts.theirs.get(item.id)];
    const changes = [
      own && own.text !== now && told("compare.reworded", { now }),
      !own && told("compare.newer", { name: this.names.mine }),
      seen && shown && seen.text !== shown && told("compare.reworded_seen", { name: this.names.theirs, then: seen.text }),
      !seen && told("compare.newer", { name: this.names.theirs }),
    ];
    return changes.filter(Boolean).map((nodes) => make("p", { class: "sbs-pair__change" }, ...nodes));
  }

  /** How the two compare, in words: alike, near, apart with what to ask; or why they are not compared. */
  mark(mark, several) {
    const name = several && mark.label ? [make("bdi", {}, mark.label), ": "] : [];
    if (mark.of) {
      const why = mark.of === "both" ? [word(`compare.not_both.${mark.is}`)] : told(`compare.not.${mark.is}`, { name: this.names[mark.of] });
      return make("p", { class: "sbs-pair__not" }, ...name, ...why);
    }
    return make("div", { class: "sbs-pair__mark", "data-is": mark.is }, make("p", { class: "sbs-pair__is" }, ...name, word(`compare.is.${mark.is}`)),
      ...(mark.is === "agree" ? [] : [this.prompt(mark)]));
  }

  /** What only the observer's form asks, what neither form asks any more, and how both looked back. */
  rest() {
    const alone = (side, filled) => pairOf([make("bdi", {}, filled.text)], [], columns(this.column(side, filled)));
    const part = (title, rows) => (rows.length ? [make("section", { class: "sbs-group sbs-pairs" }, make("h3", {}, title), ...rows)] : []);
    return [...part(word("compare.extra"), this.extra.map(({ seen }) => alone("theirs", seen))),
      ...part(word("compare.gone"), this.gone.map(({ own, seen }) => alone(own ? "mine" : "theirs", own ?? seen))),
      ...part(word("response.reflection"), this.words("reflection"))];
  }

  /** What both wrote at the end of their forms: `part` is reflection or plan. */
  words(part) {
    const [mine, theirs] = ["mine", "theirs"].map((side) => (this[side][part] ?? []).filter(({ value }) => value).map((line) => [line.text, says(line)]));
    if (!mine.length && !theirs.length) return [];
    const open = word("compare.nothing_written");
    return [columns(sideOf(this.who("mine"), mine, open), sideOf(this.who("theirs"), theirs, open))];
  }
}

/** A response alone, where there is nothing to lay beside it. */
function aloneView(response) {
  const line = ([label, text]) => make("p", {}, ...labelOf(label), make("bdi", {}, text));
  const rows = responseRows(response).map(([heading, lines]) => pairOf([make("bdi", {}, heading)], [], ...lines.map(line)));
  return make("section", { class: "sbs-group sbs-pairs" }, make("h3", {}, make("bdi", {}, response.checklist.title)), ...rows);
}
