// A pin that a person may drop, drag, or move by the arrow keys; each time it is told where it is now.
"use strict";

class HandPin {
  // `tell` hears dropped(lat, lon), agreed() and left(); `moved` that the map is looked at by hand from now on.
  constructor(map, tell, moved) {
    Object.assign(this, { map, tell, moved, pin: null, placing: null });
    document.addEventListener("keydown", (e) => this.key(e), true);
    document.addEventListener("keyup", (e) => { if (this.placing && this.pin && STEPS[e.key]) this.say(); }, true);
  }

  begin(what) {
    this.placing = what;
    this.map.getContainer().classList.add("placing");
    if (what.at) this.drop(L.latLng(what.at));
    else if (this.pin) { this.pin.remove(); this.pin = null; }
  }

  end() {
    if (this.pin) this.pin.remove();
    this.pin = this.placing = null;
    this.map.getContainer().classList.remove("placing");
  }

  put(place) { this.drop(place); this.say(); }

  say() { const at = this.pin.getLatLng(); this.tell("dropped", at.lat, at.lng); }

  drop(place) {
    if (this.pin) { this.pin.setLatLng(place); return; }
    const mark = document.createElement("span");
    mark.className = "hand-pin";
    this.pin = L.marker(place, {
      draggable: true, keyboard: true, autoPan: true, title: this.placing.title,
      icon: L.divIcon({ html: mark, className: "", iconSize: [28, 36], iconAnchor: [14, 34] }),
    }).addTo(this.map);
    this.pin.on("dragstart", this.moved);
    this.pin.on("dragend", () => this.say());
  }

  key(e) {
    if (!this.placing) return;
    const { map, pin } = this, step = STEPS[e.key], far = e.shiftKey ? 8 : 1;
    if (step) {
      const from = map.latLngToContainerPoint(pin ? pin.getLatLng() : map.getCenter());
      this.drop(map.containerPointToLatLng(pin ? from.add([step[0] * far, step[1] * far]) : from));
      if (!map.getBounds().pad(-0.05).contains(this.pin.getLatLng())) map.panTo(this.pin.getLatLng(), { animate: false });
    } else if (e.key === "Enter") this.tell("agreed");
    else if (e.key === "Escape") this.tell("left");
    else return;
    this.moved();
    e.preventDefault();
    e.stopPropagation();
  }
}

const STEPS = { ArrowUp: [0, -4], ArrowDown: [0, 4], ArrowLeft: [-4, 0], ArrowRight: [4, 0] };
