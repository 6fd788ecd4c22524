/* What a person did, as events that are only ever added: one key each, so that two tabs cannot overwrite one another.
   Everything else (tries, hints, what is done) is worked out by reading. Storage may be blocked, full, emptied or damaged
   at any moment: the page goes on with what it knows, and says so once. */

class Store {
  constructor() {
    this.prefix = `sidebyside/1/${document.querySelector("[data-site-id]")?.dataset.siteId || "site"}/`;
    this.own = new Map();
    this.trouble = "";
    this.last = 0;
    addEventListener("storage", (event) => {
      if (event.key === null) this.own.clear();
      else if (!event.key.startsWith(this.prefix)) return;
      else if (event.newValue === null) this.own.delete(event.key);
      document.dispatchEvent(new CustomEvent("selfcheck-stored"));
    });
  }

  /** Add an event to what is known of a question (or of the whole thing: question "-"). */
  add(entry, thing, question, event) {
    this.last = Math.max(Date.now(), this.last + 1); // events of one page keep their order
    const random = Math.random().toString(36).slice(2, 8);
    const key = `${this.prefix}${entry}/${thing}/${question}/${this.last.toString(36)}-${random}`;
    this.own.set(key, event);
    try {
      localStorage.setItem(key, JSON.stringify(event));
      this.keep();
    } catch (error) {
      this.fail(error.name === "SecurityError" ? "not_kept" : "full");
    }
    document.dispatchEvent(new CustomEvent("selfcheck-stored"));
  }

  /** Ask the browser once not to clear this away when it needs room. Its answer changes nothing here. */
  keep() {
    if (this.asked) return;
    this.asked = true;
    navigator.storage?.persist?.().catch(() => {});
  }

  fail(trouble) {
    if (this.trouble) return;
    this.trouble = trouble;
    document.dispatchEvent(new CustomEvent("selfcheck-trouble"));
  }

  /** Read every event of an entry, oldest first, as {thing, question, at, ...event}. What is damaged is passed over. */
  read(entry) {
    const start = `${this.prefix}${entry}/`;
    const found = new Map();
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        if (key.startsWith(start)) found.set(key, parseEvent(localStorage.getItem(key)));
      }
    } catch {
      this.fail("not_kept");
    }
    for (const [key, event] of this.own) if (key.startsWith(start)) found.set(key, event);
    const events = [];
    for (const [key, event] of found) {
      const [thing, question, stamp = ""] = key.slice(start.length).split("/");
      const at = parseInt(stamp.split("-")[0], 36);
      if (event && at) events.push({ ...event, thing, question, at });
    }
    return events.sort((a, b) => a.at - b.at);
  }
}

function parseEvent(text) {
  try {
    const event = JSON.parse(text);
    return event && typeof event === "object" && typeof event.t === "string" ? event : null;
  } catch {
    return null;
  }
}

const store = new Store();

/** What is known of one quiz: which questions were ever right, whether it was finished, and the events to show again.
    `quiz` is {id, was, questions: [{id, was}]}; ids that were renamed keep what was done under their old names. */
function quizRecord(quiz, all = store.read("quiz")) {
  const mine = all.filter((event) => event.thing === quiz.id || (quiz.was && event.thing === quiz.was));
  const again = mine.findLast((event) => event.t === "again")?.at ?? 0;
  const questions = new Map();
  for (const { id, was } of quiz.questions) {
    const tries = mine.filter((event) => event.t === "try" && Array.isArray(event.c) &&
      (event.question === id || (was && event.question === was)));
    const first = tries.findIndex((event) => event.ok);
    questions.set(id, {
      right: first >= 0,
      hard: first > 0,
      tries: tries.filter((event) => event.at > again),
    });
  }
  const right = [...questions.values()].filter((question) => question.right).length;
  return {
    questions, right,
    left: quiz.questions.length - right,
    finished: mine.some((event) => event.t === "done"),
    latest: mine.at(-1)?.at ?? 0,
    any: mine.length > 0,
  };
}

/** Read a quiz's ids from the data attributes that the build writes: “id” or “id=was”, separated by spaces. */
function quizOf(element) {
  const pair = (text) => { const [id, was] = text.split("="); return { id, was }; };
  return { ...pair(element.dataset.quiz), questions: ids(element.dataset.questions).map(pair) };
}
