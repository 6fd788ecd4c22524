/* What a person did, as events that are only ever added: one key each, so that two tabs cannot overwrite one another.
   Everything else (tries, hints, what is done) is worked out by reading. Storage may be blocked, full, emptied or damaged
   at any moment: the page goes on with what it knows, and says so once.

   A key is sidebyside/1/<site>/<entry>/<thing>/<question>/<time>-<random>; its value is an event {t: type, …}, with p: 1 on words a
   person wrote. Choices go to localStorage. Words go to sessionStorage, which ends with the tab, until the person asks to keep
   them; on a shared computer everything does. Inside an LMS there is only sessionStorage (see exports/lms/scorm.js). */

const EVENT_KEY = /^[\w-]+\/[a-z0-9-]+\/[a-z0-9.-]+\/([0-9a-z]+)-[0-9a-z]+$/;

class Store {
  constructor() {
    this.prefix = `sidebyside/1/${document.querySelector("[data-site-id]")?.dataset.siteId || "site"}/`;
    this.own = new Map();
    this.lms = this.use("session", (storage) => storage.getItem(`${this.prefix}setting/computer`)) === "lms";
    this.trouble = "";
    this.last = 0;
    addEventListener("storage", (event) => {
      if (event.key === null) this.own.clear();
      else if (!event.key.startsWith(this.prefix)) return;
      else if (event.newValue === null) this.own.delete(event.key);
      this.tell();
    });
    addEventListener("pageshow", (event) => { if (event.persisted && !this.trouble) this.own.clear(); }); // deleted meanwhile?
  }

  tell() { document.dispatchEvent(new CustomEvent("selfcheck-stored")); }

  fail(trouble) {
    if (this.trouble) return;
    this.trouble = trouble;
    document.dispatchEvent(new CustomEvent("selfcheck-trouble"));
  }

  /** Do something with one of the browser's two stores; a refusal is remembered and told, never thrown. */
  use(area, act) {
    try {
      return act(area === "session" || this.lms ? sessionStorage : localStorage);
    } catch (error) {
      this.fail(error.name === "QuotaExceededError" ? "full" : "not_kept");
      return undefined;
    }
  }

  /* Settings: plain values under setting/<name>. */

  setting(name) {
    const read = (area) => this.use(area, (storage) => storage.getItem(`${this.prefix}setting/${name}`));
    return read("session") || read("local") || "";
  }

  set(name, value, area) { this.use(area, (storage) => storage.setItem(`${this.prefix}setting/${name}`, value)); }

  get shared() { return this.lms || this.setting("computer") === "shared"; }

  get keepsWords() { return !this.shared && this.setting("words") === "keep"; }

  areaFor(event) { return this.shared || (event.p && !this.keepsWords) ? "session" : "local"; }

  /** Say whose computer this is: what was kept already moves to where it belongs. */
  setComputer(whose) {
    for (const area of ["local", "session"]) this.use(area, (storage) => storage.removeItem(`${this.prefix}setting/computer`));
    this.set("computer", whose, whose === "shared" ? "session" : "local");
    if (whose === "shared") this.dropFiles();
    this.settle();
  }

  setKeepsWords(keep) {
    this.set("words", keep ? "keep" : "", "local");
    this.settle();
  }

  /** Move every event to the store it belongs in now; on a shared computer the settings go along. What finds no room here to be kept
      stays in the tab; what is to leave this computer leaves it, room or not. */
  settle() {
    for (const from of ["local", "session"]) {
      for (const key of this.keys(from)) {
        const text = this.use(from, (storage) => storage.getItem(key));
        const event = parseEvent(text);
        const setting = key.startsWith(`${this.prefix}setting/`);
        const to = event ? this.areaFor(event) : this.shared ? "session" : setting ? "local" : from;
        if (to === from) continue;
        const moved = this.use(to, (storage) => { storage.setItem(key, text); return true; });
        if (moved || to === "session") this.use(from, (storage) => storage.removeItem(key));
      }
    }
    this.tell();
  }

  /** Name one store's keys of this site. */
  keys(area) {
    return this.use(area, (storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index))
      .filter((key) => key?.startsWith(this.prefix))) || [];
  }

  allKeys() { return ["local", "session"].flatMap((area) => this.keys(area)); }

  /* Events. */

  /** Add an event to what is known of a question (or of the whole thing: question "-"). */
  add(entry, thing, question, event) {
    this.last = Math.max(Date.now(), this.last + 1); // events of one page keep their order
    const random = Math.random().toString(36).slice(2, 8) || "0";
    const key = `${this.prefix}${entry}/${thing}/${question}/${this.last.toString(36)}-${random}`;
    this.know(key, event);
    this.use(this.areaFor(event), (storage) => storage.setItem(key, JSON.stringify(event)));
    this.watch();
    this.keep();
    this.tell();
    return key;
  }

  /** See whether the browser has cleared away what this page knows. It is not written again: a person may have wanted that. */
  watch() {
    const kept = new Set(this.allKeys());
    if ([...this.own.keys()].some((key) => !kept.has(key))) this.fail("cleared");
  }

  /** Add an event that stands for all before it of the same question: those are removed, so that cleared words are gone. */
  put(entry, thing, question, event) {
    const start = `${this.prefix}${entry}/${thing}/${question}/`;
    const before = [...this.own.keys(), ...this.allKeys()];
    const key = this.add(entry, thing, question, event);
    const stored = ["local", "session"].some((area) => this.use(area, (storage) => storage.getItem(key)));
    if (!stored && event.v) return; // no room for it: what was kept before is better than nothing
    this.drop(before.filter((old) => old.startsWith(start) && timeOf(old) <= timeOf(key)));
  }

  drop(keys) {
    for (const key of keys) {
      this.own.delete(key);
      for (const area of ["local", "session"]) this.use(area, (storage) => storage.removeItem(key));
    }
  }

  /** Ask the browser once not to clear this away when it needs room. Its answer changes nothing here. */
  keep() {
    if (this.asked || this.shared) return;
    this.asked = true;
    navigator.storage?.persist?.().catch(() => {});
  }

  /** Remember an event as {key, entry, thing, question, at, ...event}. An event never changes, so each is read once. */
  know(key, event) {
    const name = key.slice(this.prefix.length);
    const [entry, thing, question] = name.split("/");
    const at = timeOf(key);
    if (event && at && EVENT_KEY.test(name)) this.own.set(key, { ...event, key, entry, thing, question, at });
  }

  /** Read every event, oldest first. What is damaged is passed over. */
  all() {
    for (const area of ["local", "session"]) {
      for (const key of this.keys(area)) {
        if (!this.own.has(key)) this.know(key, parseEvent(this.use(area, (storage) => storage.getItem(key))));
      }
    }
    return [...this.own.values()].sort((a, b) => a.at - b.at);
  }

  read(entry) { return this.all().filter((event) => event.entry === entry); }

  /** Delete the files that a supervisor opened and kept (pages/team/kept.js). They are not events: they have a database of their own. */
  dropFiles() {
    this.use("local", (storage) => storage.removeItem(`${this.prefix}setting/team`));
    try { indexedDB.deleteDatabase(`${this.prefix}team`); } catch { /* then there is none */ }
  }

  /** Delete everything of this site from this browser. */
  clear() {
    this.own.clear();
    this.dropFiles();
    for (const area of ["local", "session"]) {
      for (const key of this.keys(area)) this.use(area, (storage) => storage.removeItem(key));
    }
    this.tell();
  }
}

function timeOf(key) {
  return parseInt(key.slice(key.lastIndexOf("/") + 1).split("-")[0], 36) || 0;
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
