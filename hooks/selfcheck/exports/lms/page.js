/* On each page of a package for an LMS: says what the LMS records, in place of what is true elsewhere. Without an LMS it does nothing. */

(() => {
  const find = () => {
    for (let place = window, up = 0; place !== place.parent && up < 7; up += 1) {
      place = place.parent;
      try {
        if (place.sideBySideLms) return place.sideBySideLms;
      } catch { /* a frame of another host */ }
    }
    return null;
  };
  const lms = find();
  if (!lms) return;
  for (const element of document.querySelectorAll("[data-privacy]")) element.textContent = lms.words[element.dataset.privacy];
  const about = document.querySelector("selfcheck-answers") && document.querySelector("h1"); // the page on what stays where
  if (about) {
    const note = document.createElement("p");
    note.className = "sbs-note";
    note.textContent = `${lms.words.page} ${lms.words.home_text}`;
    about.after(note);
  }
  for (const link of document.querySelectorAll("a[href^='http']")) { // other sites do not belong inside the LMS's frame
    link.target = "_blank";
    link.relList.add("noopener");
  }
  document.addEventListener("selfcheck-stored", () => lms.keep()); // also after everything was deleted
})();
