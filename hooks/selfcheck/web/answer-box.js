/* The fields of a checklist, whatever their type. */

/** One thing to fill in. Reads and writes text: the chosen point's id, the words, a count, "yes", or a day. */
class AnswerBox {
  constructor(box) {
    this.box = box;
    this.name = box.dataset.field;
    this.was = box.dataset.was;
    this.type = box.dataset.type;
    this.controls = [...box.querySelectorAll("input, textarea")];
    this.control = this.controls[0];
    this.label = plain(box.querySelector(".sbs-scale__l, label[for], .sbs-tick span") || make("i"));
  }

  read() {
    if (this.type === "rating") return this.controls.find((one) => one.checked)?.value ?? "";
    if (this.type === "tick") return this.control.checked ? "yes" : "";
    if (this.type === "tally") return this.control.value && String(Math.min(999, Math.max(0, parseInt(this.control.value, 10) || 0)));
    return this.control.value.trim();
  }

  write(value) {
    if (this.type === "rating") for (const one of this.controls) one.checked = one.value === value;
    else if (this.type === "tick") this.control.checked = value === "yes";
    else this.control.value = value;
    this.mirror();
  }

  isBeingWritten() { return !["rating", "tick"].includes(this.type) && this.control === document.activeElement; }

  /** What was filled in, as a person would say it. */
  spoken() {
    const value = this.read();
    if (this.type === "rating") return value && plain(this.controls.find((one) => one.checked).closest("label"));
    if (this.type === "tick") return value && "✓";
    return this.type === "date" && value ? spell(value) : value;
  }

  /** What the native control cannot do alone: be cleared, be counted up, be printed in full. */
  extend() {
    if (this.type === "rating") {
      this.clear = this.button("clear", () => {
        this.write("");
        this.controls[0].focus();
      }, "sbs-link");
      const row = make("div", { class: "sbs-row" });
      this.box.before(row);
      row.append(this.box, this.clear);
    } else if (this.type === "tally") {
      this.box.append(" ", this.button("less", () => this.count(-1)), " ", this.button("more", () => this.count(1)));
    }
    if (!["rating", "tick"].includes(this.type)) {
      this.printed = make("span", { class: "sbs-printed", "aria-hidden": "true" });
      this.box.append(this.printed);
    }
    this.mirror();
  }

  button(name, act, style = "sbs-button sbs-button--line") {
    const of = this.label || plain(this.box.closest("fieldset").querySelector("legend"));
    const text = word(`fields.${name}`);
    const button = make("button", { type: "button", class: style, "aria-label": `${text}: ${of}` }, text);
    button.addEventListener("click", () => {
      act();
      this.control.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return button;
  }

  count(step) {
    this.control.value = (parseInt(this.control.value, 10) || 0) + step;
    this.control.value = this.read();
  }

  mirror() {
    if (this.clear) this.clear.hidden = this.read() === "";
    if (this.printed) this.printed.textContent = this.spoken();
  }
}
