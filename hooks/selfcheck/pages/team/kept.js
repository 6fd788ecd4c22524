/* The room for opened files on this computer: a database of the browser's own, named from the site's prefix like everything else
   that is kept. It is there only while the person wants it. Each access may be refused; then it gives null, and the page says so. */

const TEAM_ROOM = `${store.prefix}team`; // store.dropFiles deletes it
const TEAM_KEEPS = "team"; // the setting that says whether the room is wanted
const TEAM_SHELF = "files";

/** Do something in the room. `act` gets its shelf and may give a request, whose result comes back; null if that was refused. */
function inTeamRoom(mode, act) {
  return new Promise((done) => {
    const refused = () => done(null);
    try {
      const opening = indexedDB.open(TEAM_ROOM, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(TEAM_SHELF, { keyPath: "id" });
      opening.onerror = refused;
      opening.onblocked = refused;
      opening.onsuccess = () => {
        const room = opening.result;
        room.onversionchange = () => room.close(); // somebody deletes it: do not stand in the way
        try {
          const change = room.transaction(TEAM_SHELF, mode);
          const request = act(change.objectStore(TEAM_SHELF));
          change.oncomplete = () => { room.close(); done(request?.result ?? true); };
          change.onabort = () => { room.close(); done(null); };
        } catch {
          room.close();
          refused();
        }
      };
    } catch {
      refused();
    }
  });
}

/** Whether opened files are kept here. On a shared computer they never are. */
const keepsTeam = () => !store.shared && store.setting(TEAM_KEEPS) === "keep";

/** What is kept of something that was opened: a file of its own, so that it is read with the same care when it comes back. */
function teamRecord({ key, value, when, name, saved }) {
  return { id: key, text: value.format ? JSON.stringify(value) : JSON.stringify(teamListOf([value], when)), name, saved };
}

/** Put what was opened into the room. Gives whether it is there now. */
async function keepTeam(opened) {
  return Boolean(await inTeamRoom("readwrite", (shelf) => { for (const one of opened) shelf.put(teamRecord(one)); }));
}

/** Begin to keep, with what is open already. Gives whether that went well. */
async function beginKeepingTeam(opened) {
  store.set(TEAM_KEEPS, "keep", "local");
  if (!keepsTeam() || !await keepTeam(opened)) return false;
  store.keep();
  return true;
}

/** Take things out of the room by their keys. */
const dropTeam = (keys) => inTeamRoom("readwrite", (shelf) => { for (const key of keys) shelf.delete(key); });

/** Read every file of the room. Gives null if it cannot be read. */
const keptTeam = () => inTeamRoom("readonly", (shelf) => shelf.getAll());
