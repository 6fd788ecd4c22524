/* What a supervisor has opened: responses, lists of assignments, and what could not be read. It lives as long as the page does. */

class Shelf {
  constructor() { this.empty(); }

  empty() {
    this.responses = []; // {response, name, kept}: `kept` is what its rating is kept under
    this.others = []; // {name, error} or {name, count}
    this.names = new Map(); // ref of an assignment -> initials
    this.known = new Set();
  }

  /** Put what was read of a file on the shelf. Gives what it is: response, assignments, again or error. */
  take(read, name) {
    if (read.error) {
      this.others.push({ name, error: read.error });
      return "error";
    }
    const text = JSON.stringify(read);
    if (this.known.has(text)) return "again";
    this.known.add(text);
    if (read.response) {
      this.responses.push({ response: read.response, name, kept: keptName(read.response) });
      this.responses.sort((a, b) => (a.response.when < b.response.when ? 1 : a.response.when > b.response.when ? -1 : 0));
      return "response";
    }
    for (const { ref, who } of read.assignments.assignments) if (who) this.names.set(ref, who);
    this.others.push({ name, count: read.assignments.assignments.length });
    return "assignments";
  }

  /** Whose assignment a response answers, as far as a list that was opened, or was made in this browser, tells. */
  assignedTo({ ref }) { return ref && (this.names.get(ref) ?? givenTo(ref)); }

  /** Whose a response is: as it says itself, else as the assignment says. */
  whose(response) { return response.from || this.assignedTo(response) || ""; }
}

/** The initials that an assignment made in this browser was for. */
function givenTo(ref) {
  const kept = store.read("given").findLast(({ thing }) => thing === ref)?.v;
  const who = typeof kept === "string" && parsed(kept)?.who;
  return typeof who === "string" ? tidy(who).slice(0, 40) : "";
}
