/* Files for spreadsheet programs: CSV as Excel reads it, with a mark of its encoding at the start and lines that end as on Windows. */

/** A cell. It begins with an apostrophe where a spreadsheet would take a person's words for a formula. */
const csvCell = (text) => `"${(/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`;

/** Hand rows of texts to the person as a file that bears today's date. */
function saveSheet(name, rows) {
  const lines = rows.map((row) => `${row.map(csvCell).join(",")}\r\n`);
  saveFile(`${name}-${dayOf()}.csv`, `\uFEFF${lines.join("")}`, "text/csv;charset=utf-8");
}
