/* “Delete my answers”, back-up and restore. A back-up is a file of this site's own, read by an allow-list walk. */

const BACKUP = "side-by-side/backup";
const BACKUP_VERSION = 1;
const BACKUP_BYTES = 32 * 1024 * 1024; // more than a browser's two stores hold in any script: what was saved can come back
const EVENT_SHAPE = {
  t: (value) => typeof value === "string" && value.length <= 20,
  c: (value) => Array.isArray(value) && value.length <= 50 && value.every((id) => typeof id === "string" && id.length <= 200),
  h: (value) => typeof value === "string" && value.length <= 20,
  v: (value) => typeof value === "string" && value.length <= 16_000, // an assignment for a hundred things
  ok: (value) => value === 0 || value === 1,
  p: (value) => value === 1,
};

const UNWANTED = new Set(["__proto__", "constructor", "prototype"]);

/** Copy what belongs to an event; null when it is none. */
function soundEvent(given) {
  if (!given || typeof given !== "object") return null;
  const event = {};
  for (const name of Object.keys(EVENT_SHAPE)) {
    if (Object.hasOwn(given, name) && EVENT_SHAPE[name](given[name])) event[name] = given[name];
  }
  return event.t ? event : null;
}

/** Read a back-up's text. Gives {events: [[key after the prefix, event]], words} or {error: a word's name}. */
function readBackup(text, site) {
  let data;
  try { data = JSON.parse(text); } catch { return { error: "not_ours" }; }
  if (data?.format !== BACKUP || !data.events || typeof data.events !== "object" || Array.isArray(data.events)) return { error: "not_ours" };
  if (data.version !== BACKUP_VERSION) return { error: "newer" };
  if (data.site !== site) return { error: "other_site" };
  const events = Object.keys(data.events).map((key) => [key, soundEvent(data.events[key])]);
  const names = [data, data.events, ...events.map(([key, event]) => event && data.events[key])].flatMap((one) => Object.keys(one ?? {}));
  const sound = events.every(([key, event]) => event && EVENT_KEY.test(key) && key.length <= 300);
  return sound && !names.some((name) => UNWANTED.has(name)) ? { events, words: data.words === "keep" } : { error: "not_ours" };
}

customElements.define("selfcheck-answers", class extends HTMLElement {
  connectedCallback() {
    if (this.status) return;
    this.count = make("p", {});
    this.status = make("div", { class: "sbs-status", role: "status", "aria-atomic": "true" });
    this.file = make("input", { type: "file", accept: ".json,application/json", id: "sbs-restore" });
    this.file.addEventListener("change", () => this.restore());
    const backup = make("button", { type: "button", class: "sbs-button" }, word("answers.backup"));
    backup.addEventListener("click", () => this.backup());
    const remove = sureButton({
      label: word("answers.delete"), yes: word("answers.delete_yes"), no: word("answers.delete_no"),
      sure: () => word("answers.delete_sure"),
      act: () => { store.clear(); this.say("deleted"); remove.querySelector("button").focus(); },
    });
    this.replaceChildren(computerPanel(), make("div", { class: "sbs-group" }, this.count, this.status,
      make("p", {}, word("answers.backup_why")), make("p", { class: "sbs-actions" }, backup),
      make("p", { class: "sbs-field" }, make("label", { for: "sbs-restore" }, word("answers.restore")), " ", this.file)), remove);
    this.show();
    document.addEventListener("selfcheck-stored", () => this.show());
    document.addEventListener("selfcheck-trouble", () => this.show());
    addEventListener("pageshow", (event) => { if (event.persisted) this.show(); });
  }

  show() {
    const count = store.all().length;
    this.count.textContent = count ? word("answers.some", { count }) : word("answers.nothing");
    if (store.trouble && !this.querySelector(".sbs-trouble")) {
      this.count.before(make("p", { class: "sbs-note sbs-trouble" }, word(store.trouble)));
    }
  }

  say(name, fields) {
    this.status.className = "sbs-status";
    say(this.status, word(`answers.${name}`, fields));
  }

  get site() { return store.prefix.split("/")[2]; }

  backup() {
    const events = {};
    for (const { key, ...event } of store.all()) {
      const name = key.slice(store.prefix.length);
      const sound = EVENT_KEY.test(name) && soundEvent(event);
      if (sound) events[name] = sound;
    }
    const data = { format: BACKUP, version: BACKUP_VERSION, site: this.site, when: new Date().toISOString(), note: word("answers.backup_why"),
      words: store.keepsWords ? "keep" : "", events };
    saveFile(`side-by-side-backup-${dayOf()}.json`, `${JSON.stringify(data, null, 1)}\n`, "application/json");
  }

  async restore() {
    const [file] = this.file.files;
    if (!file) return;
    const { events, words, error } = file.size > BACKUP_BYTES ? { error: "too_large" }
      : readBackup(await file.text().catch(() => ""), this.site);
    if (error) this.say(error);
    else this.bringBack(events, words);
    this.file.value = "";
  }

  /** Words that were kept are kept again, unless this computer is shared. */
  bringBack(events, words) {
    if (words && !store.shared) store.setKeepsWords(true);
    for (const [key, event] of events) {
      store.know(store.prefix + key, event);
      store.use(store.areaFor(event), (storage) => storage.setItem(store.prefix + key, JSON.stringify(event)));
    }
    store.tell();
    this.say("restored", { count: events.length });
  }
});
