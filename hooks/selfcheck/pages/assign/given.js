/* The assignments that were made in this browser. They hold a person's words, and so are kept like words: for the tab, until the person
   asks to keep them. A file takes them along; files of several supervisors go together by the refs. */

/** A new ref: what pairs a response with its assignment. It says nothing else. */
const newRef = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join("");

/** Every assignment that is known here, the newest first. What is damaged is passed over. */
function givenHere() {
  const found = new Map();
  for (const { thing, v } of store.read("given")) {
    const { one } = unless("one", () => anAssignment(parsed(v)));
    if (one?.ref === thing) found.set(thing, one);
  }
  return [...found.values()].reverse().sort((a, b) => (a.made < b.made) - (a.made > b.made));
}

const keptGiven = (one) => ["given", one.ref, "-", { t: "set", v: JSON.stringify(one), p: 1 }];
const keepGiven = (one) => store.put(...keptGiven(one));

function dropGiven(ref) {
  store.drop(store.read("given").filter(({ thing }) => thing === ref).map(({ key }) => key));
  store.tell();
}

/** Take in what files hold. Of two with one ref, the one that was made later stays. Gives how many are new, and how many were here. */
function takeIn(assignments) {
  const known = new Map(givenHere().map(({ ref, made }) => [ref, made]));
  let added = 0;
  for (const one of assignments) {
    if (known.get(one.ref) >= one.made) continue;
    if (known.has(one.ref)) keepGiven(one);
    else store.add(...keptGiven(one)); // nothing of it to take the place of: a file may hold thousands
    known.set(one.ref, one.made);
    added += 1;
  }
  return { added, known: assignments.length - added };
}

/** Everything that is known here, as the text of a file. */
const fileOfGiven = () => JSON.stringify(
  { format: ASSIGNMENTS, version: 1, site: CATALOGUE.site, when: dayOf(), assignments: givenHere() }, null, 1);
