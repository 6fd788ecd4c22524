/* What goes out with an assignment, and by whose hand: the draft of an e-mail and a file for the calendar. Nothing is sent from here. */

/** The text of the e-mail, line by line; `shared` says what comes back and what does not. */
function mailLines({ who, purpose, due, ...given }, link, shared) {
  return [
    who ? word("mail.hello_who", { who }) : word("mail.hello"), "",
    word("mail.ask"), ...thingsOf(given).map(({ title, about }) => `- ${title} (${about})`), "",
    ...(purpose ? [word("mail.purpose", { purpose }), ""] : []),
    ...(due ? [word("assign.due", { date: spellDue(due) }), ""] : []),
    word("mail.link"), link, "",
    ...shared,
  ];
}

/** The address that opens a draft in the mail program. It names nobody: to whom it goes is filled in there. */
function mailAddress({ due }, lines) {
  const subject = due ? word("mail.subject_by", { date: spellDue(due) }) : word("mail.subject");
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines.join("\r\n"))}`;
}

/* The calendar file: RFC 5545 */

const icsText = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
const icsDay = (day) => day.replaceAll("-", "");

/** Part a line after 75 octets at most, never within a character. The space before each further part counts. */
function folded(line) {
  const size = (text) => new TextEncoder().encode(text).length;
  const parts = [];
  let part = "";
  for (const sign of line) {
    if (size(part) + size(sign) > 75) {
      parts.push(part);
      part = " ";
    }
    part += sign;
  }
  return [...parts, part].join("\r\n");
}

/** An entry for the whole day on which something is due. It takes up no time. */
function calendarOf(given, link) {
  const next = new Date(`${given.due}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const titles = thingsOf(given).map(({ title }) => title);
  const said = [given.who && word("assign.for", given), given.purpose, ...titles.map((title) => `- ${title}`), link];
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Side by Side//Assignments//EN", "CALSCALE:GREGORIAN",
    "BEGIN:VEVENT",
    `UID:${given.ref}@${CATALOGUE.site}`,
    `DTSTAMP:${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART;VALUE=DATE:${icsDay(given.due)}`,
    `DTEND;VALUE=DATE:${icsDay(next.toISOString().slice(0, 10))}`,
    `SUMMARY:${icsText(word("mail.event", { titles: new Intl.ListFormat(LANGUAGE).format(titles) }))}`,
    `DESCRIPTION:${icsText(said.filter(Boolean).join("\n"))}`,
    `URL:${link}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT", "END:VCALENDAR", "",
  ].map(folded).join("\r\n");
}
