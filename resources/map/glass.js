// What only passes over the map, above the pins and at once: a lit leg, a lasso, where a dragged visit would go.
"use strict";

class Glass {
  constructor(map) {
    this.map = map;
    this.painters = [];
    this.canvas = L.DomUtil.create("canvas", "glass", map.getContainer());
    this.note = L.DomUtil.create("div", "leaflet-tooltip glass-note", map.getContainer());
    this.note.hidden = true;
    map.on("move resize zoomend moveend", () => this.draw());
    map.on("zoomstart", () => { this.canvas.style.visibility = "hidden"; });
    map.on("zoomend", () => { this.canvas.style.visibility = ""; });
  }

  // `paint(ctx)` is called whenever the map moves, in pixels of its frame.
  add(paint) { this.painters.push(paint); }

  draw() { this.drawing ||= requestAnimationFrame(() => { this.drawing = 0; this.paint(); }); }

  paint() {
    const { x, y } = this.map.getSize(), times = window.devicePixelRatio || 1, canvas = this.canvas;
    if (canvas.width !== Math.round(x * times) || canvas.height !== Math.round(y * times)) {
      [canvas.width, canvas.height] = [Math.round(x * times), Math.round(y * times)];
      [canvas.style.width, canvas.style.height] = [`${x}px`, `${y}px`];
    }
    const ctx = canvas.getContext("2d");
    ctx.setTransform(times, 0, 0, times, 0, 0);
    ctx.clearRect(0, 0, x, y);
    for (const paint of this.painters) paint(ctx);
  }

  // A small label above a place of the frame, kept inside it; without words there is none.
  say(at, title, words) {
    this.note.hidden = !at;
    if (!at) return;
    this.note.replaceChildren(note(title, [words]));
    const { x, y } = this.map.getSize(), wide = this.note.offsetWidth, high = this.note.offsetHeight;
    this.note.style.left = `${Math.round(Math.min(Math.max(at.x - wide / 2, 4), x - wide - 4))}px`;
    this.note.style.top = `${Math.round(at.y - high - 16 < 4 ? Math.min(at.y + 18, y - high - 4) : at.y - high - 16)}px`;
  }
}

// The leg that the pointer is on, or the visit that another view points at: thicker, in front, with its ends.
class Light {
  constructor(map, plan, glass) {
    Object.assign(this, { map, plan, glass, layer: null, leg: 0, id: "", said: false });
    glass.add((ctx) => this.paint(ctx));
  }

  // From within the map: the tooltip is Leaflet's.
  onLeg(layer, leg) { this.set(layer, leg, "", false); }
  onVisit(id) { this.set(...(id ? this.plan.legTo(id) : [null, 0]), id, false); }

  // From another view: the leg to a visit, with a label. Once it is gone, the map's own light is gone too.
  show(id) {
    const [layer, leg] = id ? this.plan.legTo(id) : [null, 0];
    this.set(layer, leg, id, Boolean(id));
  }

  set(layer, leg, id, said) {
    Object.assign(this, { layer, leg, id, said });
    this.glass.draw();
  }

  paint(ctx) {
    const { map } = this;
    let middle = null;
    if (this.layer && this.layer._map && this.layer._rings[this.leg]) {
      const points = this.layer.legPoints(this.leg).map((point) => map.layerPointToContainerPoint(point));
      this.layer.strokeLeg(ctx, points);
      middle = points[Math.floor(points.length / 2)];
      for (const pin of this.plan.endsOf(this.layer, this.leg)) this.pin(ctx, pin);
    }
    for (const pin of this.id ? this.plan.pinsOf(this.id) : []) {
      const at = this.pin(ctx, pin);
      if (!pin.options.selected) {
        Draw.ring(ctx, at.x, at.y, 14, Draw.look.ground, 4.5);
        Draw.ring(ctx, at.x, at.y, 14, Draw.look.ink, 1.5);
      }
      middle ||= at;
    }
    const [title, words] = this.layer ? this.layer.options.tell.legs[this.leg] || ["", ""] : this.words();
    this.glass.say(this.said && middle && L.bounds([[0, 0], map.getSize()]).contains(middle) ? middle : null, title, words);
  }

  words() {
    const pin = this.plan.pinsOf(this.id)[0];
    return pin ? [pin.options.tell.title, pin.options.tell.rows[0] || ""] : ["", ""];
  }

  pin(ctx, pin) {
    const at = this.map.layerPointToContainerPoint(pin._point);
    pin.paint(ctx, at.x, at.y, 1, true);
    return at;
  }
}
