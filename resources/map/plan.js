// Keeps the layers of a plan on a map: which features there are, which are selected, which team stands out.
"use strict";

class PlanLayers {
  // `on` hears visit(id, extend) and hover(id or "").
  constructor(map, on) {
    this.map = map;
    this.on = on;
    this.groups = new Map();
    this.selected = new Set();
    this.shift = null;
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
    for (const layer of this._all()) {
      const selected = this.selected.has(layer.options.tell.id);
      if (selected !== layer.options.selected) {
        layer.options.selected = selected;
        layer.redraw();
      }
    }
    this._stack();
  }

  // One team stands out, the others fade; null shows all alike.
  show(shift) {
    this.shift = shift;
    for (const layer of this._all()) {
      layer.options.dim = this._dims(layer.options.tell);
      layer.redraw();
    }
    this._stack();
  }

  redraw() { for (const layer of this._all()) layer.redraw(); }

  bounds() {
    const bounds = L.latLngBounds([]);
    for (const layer of this._all()) bounds.extend(layer.getLatLng ? layer.getLatLng() : layer.getBounds());
    return bounds;
  }

  *_all() { for (const layers of this.groups.values()) yield* layers; }

  _dims(tell) { return Boolean(this.shift && tell.shift && tell.shift !== this.shift); }

  _layer(feature) {
    const tell = feature.properties, places = L.GeoJSON.coordsToLatLngs(
      feature.geometry.type === "Point" ? [feature.geometry.coordinates] : feature.geometry.coordinates,
      feature.geometry.type === "Point" ? 0 : 1);
    const options = { tell, dim: this._dims(tell), selected: this.selected.has(tell.id) || tell.selected };
    const layer = feature.geometry.type === "Point" ? new Draw.Pin(places[0], options) : new Draw.RouteLine(places, options);
    if (tell.kind === "way") layer.options.interactive = false;
    else this._listen(layer, tell);
    return layer.addTo(this.map);
  }

  _listen(layer, tell) {
    if (tell.kind === "line") {
      layer.bindTooltip(() => note(tell.team, []), { sticky: true, direction: "top", offset: [0, -8] });
      layer.on("mousemove", (e) => layer.setTooltipContent(note(tell.legs[layer.leg(e.layerPoint)] || "", [tell.team])));
      return;
    }
    layer.bindTooltip(() => note(tell.title, tell.rows), { direction: "top", offset: [0, -10] });
    if (!tell.id) return;
    layer.on("click", (e) => this.on.visit(tell.id, e.originalEvent.ctrlKey || e.originalEvent.metaKey || e.originalEvent.shiftKey));
    layer.on("mouseover", () => this.on.hover(tell.id));
    layer.on("mouseout", () => this.on.hover(""));
  }

  // From back to front: ways, lines, what has no stop, bases, stops; a faded team behind, the selected in front.
  _stack() {
    const order = { way: 0, line: 1, left: 2, depot: 3, home: 3, stop: 4 };
    const rank = (layer) => order[layer.options.tell.kind] + (layer.options.dim ? -10 : 0) + (layer.options.selected ? 10 : 0);
    const layers = [...this._all()].map((layer, i) => [rank(layer), i, layer]);
    layers.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (const [, , layer] of layers) layer.bringToFront();
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
