/* The picture of an item over time: a strip for each scale, the days from left to right. Places across are percentages and places down
   are in the size of the letters, so that it fits every width and every size of type without being measured. */

const TEAM_LINE = 2.5; // from one point of a scale to the next, in em
const TEAM_LETTERS = 15; // of a label in one line
const TEAM_CAPTION = 30; // of a strip's heading

/** Make an SVG element. Its attributes are set like those of any other; text goes in as text. */
function drawn(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Break a text into lines that fit, three at the most. What is cut off stands in the table. */
function teamLines(text, letters = TEAM_LETTERS) {
  const lines = [""];
  for (const part of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + part.length >= letters) lines.push("");
    lines.push(`${lines.pop()} ${part}`.trim());
  }
  const short = lines.map((line) => (line.length > letters + 3 ? `${line.slice(0, letters)}…` : line));
  return short.length > 3 ? [...short.slice(0, 2), `${short[2]} …`] : short;
}

/** A length in the size of the letters. */
const teamEm = (length) => `${Math.round(length * 100) / 100}em`;

/** A text of several lines, with the middle of the first at a height. */
function teamText(lines, x, y, name) {
  return drawn("text", { class: name }, ...lines.map((line, index) => drawn("tspan", { x, y: teamEm(y + 0.35 + index * 1.15) }, line)));
}

/** The time that pictures span, so that all of one page share it: places in percent, and where months begin. */
class TeamSpan {
  constructor(days) {
    const at = (day) => Date.parse(`${day}T12:00:00Z`);
    [this.first, this.last] = [days[0], days.at(-1)];
    const [start, length] = [at(this.first), at(this.last) - at(this.first)];
    this.place = (day) => (length ? Math.round(((at(day) - start) / length) * 10000) / 100 : 50);
  }

  /** Marks below the pictures: [place, text]. Months where there are several, the year with the first of it; else the days themselves. */
  marks() {
    const months = this.months();
    const step = Math.ceil(months.length / 6);
    const shown = months.length > 1 ? months.filter((_, index) => index % step === 0) : [...new Set([this.first, this.last])];
    return shown.map((day, index) => [this.place(day), this.label(day, {
      month: "short", ...(months.length < 2 && { day: "numeric" }), ...(day.slice(0, 4) !== shown[index - 1]?.slice(0, 4) && { year: "numeric" }),
    })]);
  }

  /** The first days of all months that begin within the span. */
  months() {
    const days = [];
    const next = new Date(`${this.first.slice(0, 7)}-01T12:00:00Z`);
    for (;;) {
      next.setUTCMonth(next.getUTCMonth() + 1);
      const day = next.toISOString().slice(0, 10);
      if (day > this.last) return days;
      days.push(day);
    }
  }

  label(day, form) { return new Date(`${day}T12:00:00Z`).toLocaleDateString(LANGUAGE, { ...form, timeZone: "UTC" }); }
}

/** The mark of a side: a full circle for the self-check, an open diamond for the observation. */
function teamMark(side, x, y) {
  if (side === "self") return drawn("circle", { cx: x, cy: y, r: 5.5, class: "self" });
  return drawn("svg", { x, y, class: "observer" }, drawn("path", { d: "M0-8 8 0 0 8-8 0Z" }));
}

/** A sample of a side's mark and line, to go before its name. */
function teamSample(side) {
  return drawn("svg", { class: "sbs-plot sbs-plot--sample", "aria-hidden": "true", width: "40", height: "20" },
    drawn("line", { x1: 2, x2: 38, y1: 10, y2: 10, class: side }), teamMark(side, 20, 10));
}

const teamCaption = ({ label, series }) => [series.map(([side]) => word(`team.${side}`)).join(", "), ...(label ? [label] : [])].join(": ");

/** What the picture shows, in words: for each strip the days and what was chosen. */
function teamSpoken(strips) {
  return strips.flatMap(({ label, series }) => series.map(([side, marks]) => word("team.spoken", {
    what: teamCaption({ label, series: [[side]] }),
    marks: marks.filter((mark) => mark.label).map((mark) => word("team.at", { date: spell(mark.day), label: mark.label })).join("; "),
  }))).join(" ");
}

/** How wide the labels beside the pictures of one page are, in em: all pictures begin at the same place. */
function teamGutter(strips) {
  const lengths = strips.flatMap(({ points }) => points.flatMap(({ label }) => teamLines(label).map(({ length }) => length)));
  return Math.min(10, Math.max(0, ...lengths) * 0.56 + 2);
}

/** The picture of an item. `name` is an id that is free on the page. */
function teamPlot(item, strips, frame, name) {
  const title = drawn("title", { id: `${name}-title` }, word("team.picture", { item: item.text }));
  const about = drawn("desc", { id: `${name}-desc` }, teamSpoken(strips));
  const plot = drawn("svg", { class: "sbs-plot", role: "img", "aria-labelledby": title.id, "aria-describedby": about.id }, title, about);
  let down = 0;
  for (const strip of strips) {
    const [height, parts] = teamDrawStrip(strip, frame, down);
    plot.append(...parts);
    down += height;
  }
  frame.marks.forEach(([place, text], index) => {
    const side = place < 8 ? "first" : place > 92 ? "last" : "middle";
    plot.append(drawn("text", { x: `${place}%`, y: teamEm(down + 1), class: index % 2 ? `${side} minor` : side }, text));
  });
  plot.setAttribute("height", teamEm(down + 1.6));
  plot.style.setProperty("--gutter", teamEm(frame.gutter));
  return plot;
}

/** Draw a strip from a height on. Gives how high it is, and its parts. */
function teamDrawStrip({ label, points, series }, { span, marks, gutter }, top) {
  const lines = points.map((point) => teamLines(point.label));
  const line = Math.max(TEAM_LINE, ...lines.map(({ length }) => length * 1.15 + 0.6));
  const apart = points.some((point) => point.apart) ? 0.5 : 0;
  const caption = teamLines(teamCaption({ label, series }), TEAM_CAPTION);
  const start = top + 0.85 + caption.length * 1.15;
  const y = (place) => start + (place + 0.5) * line + (points[place].apart ? apart : 0);
  const em = (place) => teamEm(y(place));
  const main = points.filter((point) => !point.apart).length;
  const parts = [
    teamText(caption, teamEm(-gutter), top + 0.95, "caption"),
    drawn("rect", { y: teamEm(start), height: teamEm(main * line), rx: 8, class: "ground" }),
    ...marks.map(([place]) => drawn("line", { x1: `${place}%`, x2: `${place}%`, y1: teamEm(start), y2: teamEm(start + main * line), class: "month" })),
    ...points.flatMap((point, place) => [
      drawn("rect", { y: em(place), height: 2, class: point.apart ? "apart" : "point" }),
      teamText(lines[place], "-1.6em", y(place) - (lines[place].length - 1) * 0.575, "label"),
    ]),
  ];
  for (const [side, given] of [...series].reverse()) parts.push(...teamDrawSeries(side, given, points, span, em)); // a circle shows within a diamond
  return [start - top + points.length * line + apart + 0.6, parts];
}

/** Lines from one answer on the scale to the next, and marks. What is apart, or was not answered, breaks the line. */
function teamDrawSeries(side, marks, points, span, em) {
  const isOn = (mark) => mark && mark.place >= 0 && !points[mark.place].apart;
  const x = ({ day }) => `${span.place(day)}%`;
  const lines = marks.slice(1).map((mark, index) => [marks[index], mark]).filter(([from, to]) => isOn(from) && isOn(to));
  return [
    ...lines.map(([from, to]) => drawn("line", { x1: x(from), y1: em(from.place), x2: x(to), y2: em(to.place), class: side })),
    ...marks.filter(({ place }) => place >= 0).map((mark) => teamMark(side, x(mark), em(mark.place))),
  ];
}
