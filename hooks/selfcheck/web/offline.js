/* Asks the browser to keep a copy of the training for days without a network, once the page is at rest; says when a newer one is here. */

(() => {
  const address = document.documentElement.dataset.worker;
  if (!address || !navigator.serviceWorker || !/^https?:$/.test(location.protocol)) return;
  const offer = (waiting) => {
    const button = make("button", { type: "button", class: "sbs-link" }, word("newer.load"));
    button.addEventListener("click", () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take over");
    });
    const note = make("p", { class: "sbs-note", role: "status" });
    document.querySelector("main").prepend(note);
    setTimeout(() => note.append(word("newer.here"), " ", button)); // said aloud, because it comes into a region that is there already
  };
  const begin = async () => {
    try {
      const kept = await navigator.serviceWorker.register(address, { updateViaCache: "none" });
      let offered;
      const look = () => {
        if (offered || !kept.waiting || !navigator.serviceWorker.controller) return;
        offered = kept.waiting;
        offer(offered);
      };
      const follow = () => kept.installing?.addEventListener("statechange", look);
      kept.addEventListener("updatefound", follow);
      follow();
      look();
    } catch { /* a browser that keeps nothing: the training works, with a network */ }
  };
  addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(begin));
})();
