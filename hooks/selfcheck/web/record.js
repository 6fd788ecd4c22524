/* What the events mean: how far a quiz is, worked out by reading. */

/** What is known of one quiz: which questions were ever right, whether it was finished, the tries to show again
    and, of a question that is done in steps or in words, how far it is.
    `quiz` is {id, was, questions: [{id, was}]}; ids that were renamed keep what was done under their old names. */
function quizRecord(quiz, all = store.read("quiz")) {
  const mine = all.filter((event) => event.thing === quiz.id || (quiz.was && event.thing === quiz.was));
  const again = mine.findLast((event) => event.t === "again")?.at ?? 0;
  const questions = new Map();
  for (const { id, was } of quiz.questions) {
    const of = (type, slot = "") => mine.filter((event) => event.t === type &&
      (event.question === id + slot || (was && event.question === was + slot)));
    const tries = of("try").filter((event) => Array.isArray(event.c));
    const first = tries.findIndex((event) => event.ok);
    const now = tries.filter((event) => event.at > again);
    const part = of("part", ".part").findLast((event) => event.p || event.at > again); // words stay until others replace them
    questions.set(id, {
      right: first >= 0, hard: first > 0, first: tries[first], took: first + 1, tries: now, part,
      latest: Math.max(now.at(-1)?.at ?? 0, part?.at ?? 0),
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

/** Read a quiz's ids from the data attributes that the build writes: “id”, “id=was” or “id=was=hash”, separated by spaces. */
function quizOf(element) {
  const pair = (text) => { const [id, was, hash] = text.split("="); return { id, was, hash }; };
  return { ...pair(element.dataset.quiz), questions: ids(element.dataset.questions).map(pair) };
}
