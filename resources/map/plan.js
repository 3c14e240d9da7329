// Keeps the layers of a plan on a map: which features there are, which are selected, which team stands out or is alone,
// and which pin or leg is where.
"use strict";

const REACH = { pin: 13, leg: 12 };

class PlanLayers {
  // `on` hears visit(id, extend), open(id), ask(id, event), hover(id or ""), leg(layer, number or -1), line(shift) and
  // team(shift, event).
  constructor(map, on) {
    this.map = map;
    this.on = { visit() {}, open() {}, ask() {}, hover() {}, leg() {}, line() {}, team() {}, ...on };
    this.groups = new Map();
    this.selected = new Set();
    this.lifted = new Set();
    this.shift = null;
    this.kind = "all";
    this.only = null;
    this.busy = false;  // while a pin is placed by hand nothing is picked or dragged
  }

  // Groups whose features changed, and names of groups that are gone.
  apply(changed, gone) {
    for (const name of [...gone, ...Object.keys(changed)]) {
      for (const layer of this.groups.get(name) || []) layer.remove();
      this.groups.delete(name);
    }
    for (const [name, features] of Object.entries(changed)) {
      this.groups.set(name, features.filter((f) => f.geometry.coordinates.length).map((f) => this._layer(f)));
    }
    this._stack();
  }

  select(ids) {
    this.selected = new Set(ids);
    this._mark((layer) => ({ selected: this.selected.has(layer.options.tell.id) }));
    this._stack();
  }

  // Pins that are being dragged fade where they were.
  lift(ids) {
    this.lifted = new Set(ids);
    this._mark((layer) => ({ dim: this._dims(layer.options.tell) }));
  }

  // One team stands out, the others fade; null shows all alike.
  show(shift) {
    this.shift = shift;
    this._mark((layer) => ({ dim: this._dims(layer.options.tell) }));
    this._stack();
  }

  // What there is to be seen: all, one team alone, or what has no stop, with the routes faint behind it.
  layer(kind, shift) {
    [this.kind, this.only] = [kind, shift];
    for (const layer of this._all()) {
      const hidden = this._hides(layer.options.tell);
      if (hidden === Boolean(layer._map)) (hidden ? layer.remove() : layer.addTo(this.map));
    }
    this._mark((layer) => ({ dim: this._dims(layer.options.tell) }));
    this._stack();
  }

  redraw() { for (const layer of this._all()) layer.redraw(); }

  // Of everything that is shown, or of some visits.
  bounds(ids) {
    const bounds = L.latLngBounds([]);
    const layers = ids ? ids.flatMap((id) => this.pinsOf(id)) : [...this._all()].filter((layer) => layer._map);
    for (const layer of layers) bounds.extend(layer.getLatLng ? layer.getLatLng() : layer.getBounds());
    return bounds;
  }

  // --- what is where; points are of the map's frame

  pinAt(point) {
    const at = this.map.containerPointToLayerPoint(point);
    let best = null, least = REACH.pin;
    for (const pin of this._pins()) {
      const away = pin._point.distanceTo(at) - (pin.options.tell.kind === "stop" ? 0.5 : 0);
      if (away <= least) [best, least] = [pin, away];
    }
    return best;
  }

  pinsIn(has) {
    const found = [...this._pins()].filter((pin) => !pin.options.dim && has(this.map.layerPointToContainerPoint(pin._point)));
    return [...new Set(found.map((pin) => pin.options.tell.id))];
  }

  pinsOf(id) { return [...this._pins()].filter((pin) => pin.options.tell.id === id); }

  legAt(point) {
    const at = this.map.containerPointToLayerPoint(point);
    let best = null, least = REACH.leg;
    for (const layer of this._lines()) {
      if (!layer._pxBounds || !layer._pxBounds.contains(at)) continue;
      const [leg, away] = layer.nearest(at);
      if (away <= least) [best, least] = [{ layer, leg }, away];
    }
    return best;
  }

  // The leg that leads to a visit.
  legTo(id) {
    for (const layer of this._lines()) {
      const { kind, legs, begins } = layer.options.tell;
      const leg = kind === "line" || begins ? legs.findIndex((words, n) => words[2] === id && (kind === "line" || !n)) : -1;
      if (leg >= 0) return [layer, leg];
    }
    return [null, 0];
  }

  // The pins at the ends of a leg.
  endsOf(layer, leg) {
    const { shift, legs } = layer.options.tell;
    const numbers = (legs[leg] ? legs[leg][0] : "").split("→").map((word) => word.trim());
    return [...this._pins()].filter(({ options: { tell } }) => tell.shift === shift && tell.number && numbers.includes(tell.number));
  }

  // Where a visit that is let go here would come to stand: whose route, and before which of its stops ("" for last).
  target(point) {
    const pin = this.pinAt(point);
    if (pin && pin.options.tell.kind === "stop") {
      if (this.lifted.has(pin.options.tell.id)) return null;
      return { shift: pin.options.tell.shift, before: pin.options.tell.id, onto: true, pin };
    }
    const found = this.legAt(point);
    if (!found) return null;
    const { kind, shift, legs, begins } = found.layer.options.tell;
    const last = kind === "way" && !(begins && found.leg === 0);
    return { shift, before: last ? "" : legs[found.leg][2], onto: false, ...found };
  }

  *_all() { for (const layers of this.groups.values()) yield* layers; }
  *_pins() { for (const layer of this._all()) if (layer._map && layer.options.tell.id) yield layer; }
  *_lines() { for (const layer of this._all()) if (layer._map && layer.options.tell.legs) yield layer; }

  _hides(tell) { return this.kind === "team" && (tell.shift ? tell.shift !== this.only : tell.kind === "left"); }

  _dims(tell) {
    if (this.lifted.has(tell.id)) return true;
    if (this.kind === "unassigned") return Boolean(tell.shift);
    return Boolean(this.kind === "all" && this.shift && tell.shift && tell.shift !== this.shift);
  }

  _mark(options) {
    for (const layer of this._all()) {
      const wanted = options(layer);
      if (Object.entries(wanted).every(([name, value]) => Boolean(layer.options[name]) === value)) continue;
      Object.assign(layer.options, wanted);
      layer.redraw();
    }
  }

  _layer(feature) {
    const tell = feature.properties, places = L.GeoJSON.coordsToLatLngs(
      feature.geometry.type === "Point" ? [feature.geometry.coordinates] : feature.geometry.coordinates,
      feature.geometry.type === "Point" ? 0 : 1);
    const options = { tell, dim: this._dims(tell), selected: this.selected.has(tell.id) || tell.selected };
    const layer = feature.geometry.type === "Point" ? new Draw.Pin(places[0], options) : new Draw.RouteLine(places, options);
    if (tell.legs) this._listenToLine(layer, tell);
    else this._listenToPin(layer, tell);
    return this._hides(tell) ? layer : layer.addTo(this.map);
  }

  _listenToLine(layer, tell) {
    layer.bindTooltip(() => note(tell.team, []), { sticky: true, direction: "top", offset: [0, -8] });
    layer.on("mousemove", (e) => {
      const leg = layer.nearest(e.layerPoint)[0], [ends, words] = tell.legs[leg] || ["", ""];
      layer.setTooltipContent(note(ends, [words, tell.team]));
      this.on.leg(layer, leg);
    });
    layer.on("mouseout", () => this.on.leg(null, -1));
    layer.on("click", () => this.on.line(tell.shift));
    layer.on("contextmenu", (e) => this.on.team(tell.shift, e.originalEvent));
  }

  _listenToPin(layer, tell) {
    layer.bindTooltip(() => note(tell.title, tell.rows), { direction: "top", offset: [0, -10] });
    if (!tell.id) return;
    layer.on("click", (e) => this.on.visit(tell.id, e.originalEvent.ctrlKey || e.originalEvent.metaKey || e.originalEvent.shiftKey));
    layer.on("dblclick", () => this.on.open(tell.id));
    layer.on("contextmenu", (e) => this.on.ask(tell.id, e.originalEvent));
    layer.on("mouseover", () => this.on.hover(tell.id));
    layer.on("mouseout", () => this.on.hover(""));
  }

  // From back to front: ways, lines, bases, stops, what has no stop; a faded team behind, the selected in front. Once,
  // however often it is asked for before the next time the page has time.
  _stack() {
    this.stacking ||= setTimeout(() => {
      this.stacking = 0;
      const crowd = [...this._pins()].length;
      if ((crowd > Draw.CROWD) !== (Draw.look.crowd > Draw.CROWD)) { Draw.look.crowd = crowd; this.redraw(); }
      const order = { way: 0, line: 1, depot: 2, home: 2, stop: 3, left: 4 };
      const rank = (layer) => order[layer.options.tell.kind] + (layer.options.dim ? -10 : 0) + (layer.options.selected ? 10 : 0);
      const layers = [...this._all()].filter((layer) => layer._map).map((layer, i) => [rank(layer), i, layer]);
      layers.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      for (const [, , layer] of layers) layer.bringToFront();
    });
  }
}

// A tooltip's content; whatever people wrote goes in as text, never as HTML.
function note(title, rows) {
  const box = document.createElement("div");
  for (const [name, text] of [["strong", title], ...rows.map((row) => ["div", row])]) {
    if (text) box.appendChild(document.createElement(name)).textContent = text;
  }
  return box;
}

// What the map says in its corners: zoom buttons, scale, and where the base map comes from.
class Corners {
  constructor(map, texts) {
    this.map = map.setMinZoom(4).setMaxZoom(19);
    this.controls = [
      L.control.zoom({ position: "topright", zoomInTitle: texts.zoom_in, zoomOutTitle: texts.zoom_out }),
      L.control.scale({ position: "bottomleft", imperial: false }),
    ];
    for (const control of this.controls) control.addTo(map);
    map.getContainer().setAttribute("aria-label", texts.map);
    map.getContainer().setAttribute("role", "application");
  }

  remove() { for (const control of this.controls) control.remove(); }
}

function calm() { return window.matchMedia("(prefers-reduced-motion: reduce)").matches; }
if (calm()) L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
