/* What the events mean: how far a quiz is, worked out by reading. */

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
