/* On the home page: how far the list is that is due first, of those that a supervisor's links left here. The link is there as long as
   something is open. */

customElements.define("selfcheck-asked", class extends HTMLElement {
  connectedCallback() {
    this.update();
    document.addEventListener("selfcheck-stored", () => this.update());
    addEventListener("pageshow", (event) => { if (event.persisted) this.update(); });
  }

  update() {
    const events = store.all();
    const open = inOrder(todoLists(), () => false).map((list) => ({ due: list.due, marks: this.marks(list, events) }))
      .filter(({ marks }) => marks.includes(false));
    this.hidden = !open.length;
    if (!open.length) return;
    const [{ due, marks }] = open;
    const more = open.length > 1 ? word("asked.more", { count: open.length - 1 }) : "";
    const said = word(due ? "asked.by" : "asked.some", { done: marks.filter(Boolean).length, total: marks.length, date: due && spell(due) });
    this.querySelector("a").textContent = said + more;
  }

  /** Of each thing on a list that the site has: whether it is done. */
  marks({ checklists, modules, came }, events) {
    const names = this.dataset.checklists.split(" ").map((one) => one.split("="));
    const rows = [...document.querySelectorAll("[data-module]")];
    return [
      ...checklists.map((id) => names.find((one) => one.includes(id))).filter(Boolean).map((one) => filledOn(one, came, events) !== ""),
      ...modules.map((id) => rows.find(({ dataset }) => dataset.module === id || dataset.was === id)).filter(Boolean)
        .map((row) => finishedOn([row.dataset.module, row.dataset.was], row.dataset.quiz, events) !== ""),
    ];
  }
});
