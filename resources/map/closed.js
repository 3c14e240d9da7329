// Roads that are closed today: hatched areas below the routes, and the drawing of a new one. Tells rings; closes nothing.
"use strict";

const HATCH_PX = 9;

// An area with slanting lines: it is told from water and parks without color as well.
const ClosedArea = L.Polygon.extend({
  options: { fill: true, weight: 2, bubblingMouseEvents: false },
  _updatePath() {
    if (!this._renderer._drawing || !this._parts.length) return;
    hatch(this._renderer._ctx, this._parts, this._rawPxBounds || this._pxBounds);
  },
});

function hatch(ctx, parts, bounds) {
  const { wrong, ground } = Draw.look;
  ctx.save();
  ctx.beginPath();
  for (const part of parts) {
    part.forEach(({ x, y }, i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
  }
  Object.assign(ctx, { fillStyle: wrong, globalAlpha: 0.1, lineJoin: "round" });
  ctx.fill("evenodd");
  Object.assign(ctx, { globalAlpha: 1, strokeStyle: ground, lineWidth: 4 });
  ctx.stroke();
  Object.assign(ctx, { strokeStyle: wrong, lineWidth: 1.8 });
  ctx.stroke();
  ctx.clip("evenodd");
  const { min, max } = bounds, high = max.y - min.y, first = Math.floor((min.x - high) / HATCH_PX) * HATCH_PX;
  ctx.beginPath();
  for (let x = first; x < max.x; x += HATCH_PX) {
    ctx.moveTo(x, max.y);
    ctx.lineTo(x + high, min.y);
  }
  Object.assign(ctx, { globalAlpha: 0.75, lineWidth: 1.1 });
  ctx.stroke();
  ctx.restore();
}

// What is closed, as it was told; `on` hears asked(id, event).
class ClosedRoads {
  constructor(map, on) {
    Object.assign(this, { map, on, areas: [] });
  }

  // Rings as lists of [lat, lon], each with its id and what is said of it.
  show(roads) {
    for (const area of this.areas) area.remove();
    this.areas = roads.map(({ id, ring, title, words }) => {
      const area = new ClosedArea(ring, { interactive: true });
      if (title) area.bindTooltip(note(title, [words]), { sticky: true, direction: "top", offset: [0, -6] });
      if (this.on) for (const name of ["click", "contextmenu"]) area.on(name, (e) => this.on.asked(id, e.originalEvent));
      return area.addTo(this.map).bringToBack();
    });
  }

  redraw() { for (const area of this.areas) area.redraw(); }
}

// A ring under the hand: corners by clicks, or a circle that keys move and size. `on` hears drawn(ring) and left().
class RingPen {
  constructor(map, plan, glass, on) {
    Object.assign(this, { map, plan, glass, on, words: null, corners: [], at: null, radius: 0, cursor: null, from: null });
    const box = this.box = map.getContainer();
    this.hint = L.DomUtil.create("div", "pen-hint", box);
    this.hint.hidden = true;
    this.hint.setAttribute("role", "status");
    glass.add((ctx) => this.paint(ctx));
    box.addEventListener("pointerdown", (e) => { this.from = this.point(e); }, true);
    box.addEventListener("pointermove", (e) => this.move(e), true);
    box.addEventListener("click", (e) => this.click(e), true);
    box.addEventListener("dblclick", (e) => { if (this.words) { e.preventDefault(); e.stopPropagation(); this.finish(); } }, true);
    document.addEventListener("keydown", (e) => this.key(e), true);
  }

  // `at` is the middle of a circle to begin with, or null; `radii` in metres what + and - go through.
  begin({ at, radii, words }) {
    Object.assign(this, { words, radii, corners: [], radius: radii[0], at: at && L.latLng(at), cursor: null });
    this.plan.busy = true;
    this.map.doubleClickZoom.disable();
    this.box.classList.add("placing");
    if (this.at && !(this.map.getBounds().pad(-0.1).contains(this.at) && this.map.getZoom() >= 15)) this.map.setView(this.at, 16, { animate: false });
    this.say();
  }

  end() {
    if (!this.words) return;
    Object.assign(this, { words: null, corners: [], at: null, cursor: null });
    this.plan.busy = false;
    this.map.doubleClickZoom.enable();
    this.box.classList.remove("placing");
    this.say();
  }

  say() {
    this.hint.hidden = !this.words;
    if (this.words) {
      const [circle, corners, more] = this.words;
      this.hint.textContent = this.at ? circle.replace("{metres}", this.radius) : this.corners.length > 2 ? more : corners;
    }
    this.glass.draw();
  }

  point(e) { return this.map.mouseEventToContainerPoint(e); }

  move(e) {
    if (!this.words) return;
    this.cursor = this.point(e);
    this.glass.draw();
  }

  // Not where a drag of the map ends, and not on a button.
  click(e) {
    if (!this.words || e.target.closest(".leaflet-control, button, a")) return;
    e.stopPropagation();
    if (this.from && this.from.distanceTo(this.point(e)) > 5) return;
    this.corner(this.map.mouseEventToLatLng(e));
  }

  corner(place) {
    const last = this.corners[this.corners.length - 1];
    this.at = null;
    if (!last || this.map.distance(last, place) > 1) this.corners.push(place);
    this.say();
  }

  key(e) {
    if (!this.words || e.target.closest("button, a")) return;
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[e.key];
    if (step) this.step(step, e.shiftKey ? 40 : 8);
    else if (e.key === "+" || e.key === "=") this.size(1);
    else if (e.key === "-") this.size(-1);
    else if (e.key === " ") this.corner(this.map.containerPointToLatLng(this.cursor || this.middle()));
    else if (e.key === "Backspace" || e.key === "Delete") { this.corners.pop(); this.say(); }
    else if (e.key === "Enter") this.finish();
    else if (e.key === "Escape") this.on.left();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  middle() { return this.map.getSize().divideBy(2); }

  // The circle, or before the next corner a cross.
  step([x, y], far) {
    const from = this.at ? this.map.latLngToContainerPoint(this.at) : this.cursor || this.middle(), size = this.map.getSize();
    const to = L.point(Math.min(Math.max(from.x + x * far, 0), size.x), Math.min(Math.max(from.y + y * far, 0), size.y));
    if (this.at) this.at = this.map.containerPointToLatLng(to);
    else this.cursor = to;
    this.glass.draw();
  }

  // Without a corner yet + or - puts a circle where the pointer or the cross is.
  size(by) {
    if (!this.at && this.corners.length) return;
    if (!this.at) this.at = this.map.containerPointToLatLng(this.cursor || this.middle());
    else this.radius = this.radii[Math.min(Math.max(this.radii.indexOf(this.radius) + by, 0), this.radii.length - 1)];
    this.say();
  }

  ring() {
    if (!this.at) return this.corners;
    const north = this.radius / 111195, east = north / Math.cos((this.at.lat * Math.PI) / 180);
    const turns = Array.from({ length: 12 }, (_none, n) => (n * Math.PI) / 6);
    return turns.map((a) => L.latLng(this.at.lat + north * Math.sin(a), this.at.lng + east * Math.cos(a)));
  }

  finish() {
    const ring = this.ring();
    if (ring.length > 2) this.on.drawn(ring.map(({ lat, lng }) => [lat, lng]));
    else this.say();
  }

  paint(ctx) {
    if (!this.words) return;
    const shown = this.ring().map((place) => this.map.latLngToContainerPoint(place));
    const next = !this.at && this.cursor && shown.length ? [...shown, this.cursor] : shown;
    if (next.length > 2) hatch(ctx, [next], L.bounds(next));
    const { wrong, ground } = Draw.look;
    for (const [ink, wide] of [[ground, 4.5], [wrong, 2]]) {
      Object.assign(ctx, { lineWidth: wide, strokeStyle: ink, lineJoin: "round" });
      ctx.beginPath();
      next.forEach(({ x, y }, i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      if (next.length === 2) ctx.stroke();
      for (const { x, y } of this.at ? [] : shown) { ctx.moveTo(x + 4, y); ctx.arc(x, y, 4, 0, Math.PI * 2); }
      if (!this.at && this.cursor) {
        const { x, y } = this.cursor;
        ctx.moveTo(x - 9, y); ctx.lineTo(x + 9, y); ctx.moveTo(x, y - 9); ctx.lineTo(x, y + 9);
      }
      ctx.stroke();
    }
  }
}
