/* What a supervisor has opened: responses, lists of assignments, and what could not be read. It lives as long as the page does. */

class Shelf {
  constructor() { this.empty(); }

  empty() {
    this.responses = []; // {response, name, kept}: `kept` is what its rating is kept under
    this.others = []; // {name, error} or {name, count}
    this.names = new Map(); // ref of an assignment -> initials, from lists that were opened
    this.given = new Map(); // the same, from assignments that were made in this browser
    this.known = new Set();
  }

  /** Look up whom assignments that were made in this browser were for. */
  learn() {
    const made = store.read("given").map(({ thing, v }) => [thing, unless("one", () => anAssignment(parsed(v))).one?.who]);
    this.given = new Map(made.filter(([, who]) => who));
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
  assignedTo({ ref }) { return ref && (this.names.get(ref) ?? this.given.get(ref)); }

  /** Whose a response is: as it says itself, else as the assignment says. */
  whose(response) { return response.from || this.assignedTo(response) || ""; }
}
