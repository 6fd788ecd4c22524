/* The page of an LMS. Its run-time is scorm-again, which nobody here wrote; this only starts it with what was kept, writes down every
   call, and lets it post each commit to the test's server. */

const api = new window.Scorm12API({ autocommit: false, lmsCommitUrl: "/commit", logLevel: 5 });
api.loadFromJSON(JSON.parse(document.getElementById("kept").textContent), "cmi");
window.calls = [];
for (const name of ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"]) {
  const own = api[name].bind(api);
  api[name] = (...words) => {
    const answer = own(...words);
    window.calls.push([name, ...words, String(answer), String(api.LMSGetLastError())]);
    return answer;
  };
}
window.API = api;
const asked = new URLSearchParams(location.search);
if (asked.has("window")) {
  window.open(asked.get("launch"));
} else {
  const frame = document.createElement("iframe");
  frame.src = asked.get("launch");
  frame.width = 1200;
  frame.height = 850;
  document.body.append(frame);
}
