/* Dragging by mouse, pen or finger, as an extra: whatever it does can be done without it. */

/** Give each line a grip. `drop(row, at)` hears where a line is let go: over an element that the selector `places` names, or over none.
    `over(row, at)` hears of each one that the pointer comes to on the way. */
function draggable(rows, places, drop, over) {
  for (const row of rows) {
    const grip = row.appendChild(make("span", { class: "sbs-grip", "aria-hidden": "true" }));
    let at;
    const come = (now) => {
      if (now === at) return;
      at?.classList.remove("over");
      now?.classList.add("over");
      at = now;
      over?.(row, at);
    };
    grip.onpointerdown = (event) => {
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      row.classList.add("held");
      grip.onpointermove = ({ clientX, clientY }) => come(document.elementFromPoint(clientX, clientY)?.closest(places));
    };
    grip.onlostpointercapture = () => {
      grip.onpointermove = null;
      row.classList.remove("held");
      drop(row, at);
      come(null);
    };
  }
}
