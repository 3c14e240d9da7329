// What the marks on the map mean, behind a small button: it is open only while somebody wants it.
"use strict";

class Legend {
  constructor() {
    const box = this.box = document.body.appendChild(document.createElement("div"));
    box.id = "key";
    this.button = box.appendChild(document.createElement("button"));
    this.list = box.appendChild(document.createElement("ul"));
    this.list.hidden = true;
    this.words = [];
    this.button.addEventListener("click", () => {
      this.list.hidden = !this.list.hidden;
      this.button.setAttribute("aria-expanded", String(!this.list.hidden));
    });
  }

  // `words`: the button's, then one for each of `SAMPLES`.
  say(words) {
    this.words = words || [];
    this.box.hidden = !this.words.length;
    this.redraw();
  }

  redraw() {
    if (!this.words.length) return;
    this.button.textContent = this.words[0];
    this.button.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.replaceChildren(...SAMPLES.map((tell, number) => {
      const row = document.createElement("li");
      row.appendChild(Draw.picture(tell, 22));
      row.appendChild(document.createElement("span")).textContent = this.words[number + 1];
      return row;
    }));
  }
}

const TEAM = { shape: "circle", colors: ["#3856c6", "#2c7ccc"], inks: ["#ffffff", "#ffffff"], number: "4" };
const SAMPLES = [
  { ...TEAM, kind: "stop" }, { ...TEAM, kind: "stop", hollow: true }, { ...TEAM, kind: "stop", locked: true },
  { ...TEAM, kind: "stop", by_hand: true }, { ...TEAM, kind: "stop", went: "begun" }, { ...TEAM, kind: "stop", went: "done" },
  { ...TEAM, kind: "stop", went: "failed" }, { kind: "left", number: "U1", sure: true }, { kind: "left", number: "?", sure: false },
  { kind: "depot" }, { ...TEAM, kind: "home" },
];
