/* Around the training when an LMS runs it (SCORM 1.2). Two things go to the LMS, and nothing else: cmi.core.lesson_status, and in
   cmi.suspend_data the ids of what is finished. What is not finished stays in sessionStorage, which ends with the tab; each launch begins
   with what the LMS knows, so nobody meets the answers of the person before. Without an LMS this page only shows the training.

   suspend_data reads 1|quiz./question,question|quiz/question|-module: a full stop says that the quiz was finished, a hyphen leads a
   module without a quiz that was opened. */

(() => {
  const { site, quizzes, words, ...course } = window.sideBySideCourse;
  const PREFIX = `sidebyside/1/${site}/`;
  const PARENTS = 7; // as far up as the standard lets the API be
  const frame = document.querySelector("iframe");

  function apiIn(start) {
    for (let place = start, up = 0; place && up <= PARENTS; up += 1) {
      try {
        if (place.API) return place.API;
      } catch { /* a frame of another host: it can tell nothing, the one around it may */ }
      if (place.parent === place) return null;
      place = place.parent;
    }
    return null;
  }

  const pair = (text) => { const [id, was, hash] = text.split("="); return { id, was, hash }; };
  const known = quizzes.map(({ ref, questions }) => ({ ...pair(ref), questions: questions.split(" ").map(pair), right: new Set(), finished: false }));
  const modules = course.modules.map(pair); // those without a quiz
  const called = (list, name) => list.find(({ id, was }) => name === id || (was && name === was));
  const opened = new Set();

  /* What the LMS keeps. */

  function read(data) {
    const [version, ...parts] = data.split("|");
    if (version !== "1") return;
    for (const part of parts) {
      const [name, questions = ""] = part.split("/");
      if (name.startsWith("-")) note("module", name.slice(1), "-", { t: "opened" });
      else if (name.endsWith(".")) note("quiz", name.slice(0, -1), "-", { t: "done" });
      for (const question of questions.split(",")) note("quiz", name.replace(/\.$/, ""), question, { t: "try", ok: 1 });
    }
  }

  function written() {
    const ofQuizzes = known.filter(({ right, finished }) => finished || right.size).map(({ id, questions, right, finished }) =>
      [id + (finished ? "." : ""), questions.filter((one) => right.has(one.id)).map((one) => one.id).join(",")].filter(Boolean).join("/"));
    const ofModules = modules.filter(({ id }) => opened.has(id)).map(({ id }) => `-${id}`);
    return ["1", ...ofQuizzes, ...ofModules].join("|");
  }

  /** Take an event in, whether a page or the LMS tells of it. */
  function note(entry, thing, name, event) {
    if (entry === "module" && event.t === "opened") opened.add(called(modules, thing)?.id ?? thing);
    const quiz = entry === "quiz" && called(known, thing);
    if (!quiz) return;
    if (event.t === "done") quiz.finished = true;
    const question = event.t === "try" && event.ok && called(quiz.questions, name);
    if (question) quiz.right.add(question.id);
  }

  /* What the tab keeps, in the pages' own form: see storage.js. */

  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const clear = () => { for (const key of keys()) sessionStorage.removeItem(key); };
  const keep = () => sessionStorage.setItem(`${PREFIX}setting/computer`, "lms");

  /** Tell the pages what the LMS knows. */
  function hand() {
    let time = Date.now() - 100000;
    const add = (entry, thing, question, event) => {
      time += 1;
      sessionStorage.setItem(`${PREFIX}${entry}/${thing}/${question}/${time.toString(36)}-lms`, JSON.stringify(event));
    };
    for (const { id, questions, right, finished } of known) {
      for (const one of questions) if (right.has(one.id)) add("quiz", id, one.id, { t: "try", c: [], ok: 1, h: one.hash, lms: 1 });
      if (finished) add("quiz", id, "-", { t: "done" });
    }
    for (const id of opened) add("module", id, "-", { t: "opened" });
  }

  function collect() {
    for (const key of keys()) {
      try {
        note(...key.slice(PREFIX.length).split("/", 3), JSON.parse(sessionStorage.getItem(key)));
      } catch { /* a setting, or damaged */ }
    }
  }

  /* Beginning and end. */

  function run(api) {
    let status = api.LMSGetValue("cmi.core.lesson_status");
    let sent = api.LMSGetValue("cmi.suspend_data");
    const set = (name, value) => api.LMSSetValue(name, value);
    const isDone = () => known.every(({ finished }) => finished) && modules.every(({ id }) => opened.has(id));
    const report = () => {
      collect();
      const data = written();
      const next = isDone() ? "completed" : "incomplete";
      const better = next === "completed" ? !/^(completed|passed)$/.test(status) : /^(not attempted|)$/.test(status);
      if (data === sent && !better) return;
      if (data !== sent) set("cmi.suspend_data", sent = data);
      if (better) set("cmi.core.lesson_status", status = next);
      api.LMSCommit("");
    };
    read(sent);
    clear();
    keep();
    hand();
    report();
    window.sideBySideLms = { words, keep };
    addEventListener("storage", report);
    addEventListener("pagehide", () => {
      report();
      api.LMSFinish("");
      clear();
    });
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }

  const api = apiIn(window) ?? apiIn(window.opener) ?? apiIn(window.top.opener); // the last: an LMS that opened a window with a frame in it
  if (api && String(api.LMSInitialize("")) === "true") run(api);
  frame.src = frame.dataset.start;
})();
