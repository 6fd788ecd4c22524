/* When a question comes back. Nothing is stored but the tries: boxes and days are worked out by reading them. */

const BOXES = [2, 7, 21]; // days until a question of this box is due; past the last one it rests

/** The moment at which a local day begins, some days after the day of another moment. */
const dayAfter = (at, days) => new Date(at).setHours(24 * days, 0, 0, 0);

/** Where one question stands: {box, due, last}. `first` is the try that got it right in its quiz, which `took` so many; `tries` are those
    of the review, oldest first; `hash` is what it asks today. A try of the review counts when the question was due: of a sitting that
    is the first, of two tabs the earlier. `last` is the latest try that counts. What rests comes back when it has changed. */
function schedule({ first, took }, tries, hash) {
  let [box, last] = [took > 1 ? 0 : 1, first];
  const due = (now) => (BOXES[box] ? dayAfter(last.at, BOXES[box]) : last.h === now ? Infinity : 0);
  for (const event of tries) {
    if (event.at < due(event.h)) continue;
    box = event.ok ? box + 1 : 0;
    last = event;
  }
  return { box, due: due(hash), last };
}

/** How the questions of a quiz stand that can come back, which are those that were right in it once. Takes every event of an entry. */
function reviewOf(quiz, quizzes, reviews) {
  const [asked, again] = [quizzes, reviews].map((events) => quizRecord(quiz, events).questions);
  return quiz.questions.filter(({ id, hash }) => hash && asked.get(id).right).map(({ id, hash }) => {
    const { took } = asked.get(id);
    return { quiz: quiz.id, id, hash, took, ...schedule(asked.get(id), again.get(id).tries, hash) };
  });
}

const reviewIsOff = (reviews) => reviews.findLast(({ thing }) => thing === "-")?.t === "off";
