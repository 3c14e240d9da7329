// The map in the window: hears what to show through the channel, tells what was done on it. Keeps nothing of its own.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const map = window[page.map], tiles = window[page.tiles];
  const said = document.getElementById("said"), source = document.getElementById("source");
  let bridge, corners, region = null, online = null, fitted = null, texts = {};

  Draw.useShapes(page.shapes);
  const plan = new PlanLayers(map, {
    visit: (id, extend) => tell("clicked", id, Boolean(extend)),
    open: (id) => tell("opened", id),
    ask: (id, event) => { event.preventDefault(); tell("asked", id, event.clientX, event.clientY); },
    hover: (id) => { light.onVisit(id); tell("hovered", id); },
    leg: (layer, leg) => {
      if (light.layer === layer && light.leg === leg) return;
      light.onLeg(layer, leg);
      tell("hovered", layer && layer.options.tell.legs[leg] ? layer.options.tell.legs[leg][2] : "");
    },
    line: (shift) => tell("line", shift),
    team: (shift, event) => { event.preventDefault(); tell("asked_team", shift, event.clientX, event.clientY); },
  });
  const glass = new Glass(map), light = new Light(map, plan, glass);
  const picker = new Picker(map, plan, glass, {
    picked: (ids, add) => tell("picked", ids, add),
    left: () => tell("tool_left"),
  });
  const place = (target) => (target ? [target.shift, target.before, target.onto] : ["", "", false]);
  const drag = new PinDrag(map, plan, glass, picker, {
    lifted: (ids) => { light.onVisit(""); tell("lifted", ids); },
    over: (target, at) => tell("over", ...place(target), at ? at.x : 0, at ? at.y : 0),
    landed: (ids, target) => tell("landed", ids, ...place(target)),
  });
  const closed = new ClosedRoads(map, {
    asked: (id, event) => { event.preventDefault(); tell("closed_asked", id, event.clientX, event.clientY); },
  });
  const pen = new RingPen(map, plan, glass, {
    drawn: (ring) => { moved(); tell("ring_drawn", ring); },
    left: () => tell("ring_left"),
  });
  const hand = new HandPin(map, (name, ...values) => tell(name, ...values), () => moved());
  function tell(name, ...values) { if (bridge) bridge.tell(name, JSON.stringify(values)); }

  // Leaflet scales tiles between whole zooms; ours are painted for half ones too, on a grid of their own. Old tiles
  // stay below until the new ones are there.
  tiles._setView = function (center, zoom, ...rest) {
    this._half = Math.round(zoom * 2) / 2;
    L.TileLayer.prototype._setView.call(this, center, zoom, ...rest);
  };
  tiles._clampZoom = function () { return this._half; };
  // As sharp as the screen is, also between one and two pixels.
  Object.defineProperty(tiles.options, "r", { enumerable: true, get: () => `@${window.devicePixelRatio}x` });
  tiles._pruneTiles = function () { if (this._noTilesToLoad()) L.TileLayer.prototype._pruneTiles.call(this); };

  // A map from outside lies over the region's, which shows where a tile of it is missing.
  function showCredits() {
    const sources = [online && online.source, region && region.source];
    source.textContent = sources.filter(Boolean).join(" · ");
    said.textContent = region || online ? "" : texts.no_base || "";
    said.hidden = Boolean(region || online);
  }

  // --- where to look

  // Never animated: Leaflet passes over what is asked of it during an animation.
  function look(bounds, maxZoom) {
    if (!bounds.isValid()) return;
    fitted = [bounds, maxZoom];
    map.fitBounds(bounds, { padding: [36, 36], maxZoom, animate: false });
  }
  // Another size, and still the same in sight, until somebody moves the map.
  map.on("resize", () => fitted && map.fitBounds(fitted[0], { padding: [36, 36], maxZoom: fitted[1], animate: false }));
  const moved = () => { fitted = null; };
  map.on("dragstart", moved);
  for (const event of ["wheel", "keydown", "dblclick"]) map.getContainer().addEventListener(event, moved, { passive: true });
  map.on("moveend", () => tell("moved", map.getCenter().lat, map.getCenter().lng, map.getZoom()));

  map.on("click", (e) => { if (hand.placing) hand.put(e.latlng); else tell("emptied"); });
  map.getContainer().addEventListener("contextmenu", (e) => e.preventDefault());

  // --- walking from pin to pin by keys: what is read aloud is what its label says

  const aloud = L.DomUtil.create("div", "aloud", document.body);
  aloud.setAttribute("aria-live", "polite");
  function walk(step, extend) {
    const pins = [...plan._pins()], at = pins.findIndex((pin) => pin.options.selected);
    if (!pins.length) return;
    const pin = pins[(at + step + pins.length + (at < 0 && step < 0 ? 1 : 0)) % pins.length], { tell: told } = pin.options;
    if (!map.getBounds().pad(-0.05).contains(pin.getLatLng())) map.panTo(pin.getLatLng(), { animate: false });
    aloud.textContent = [told.title, ...told.rows].join(", ");
    tell("clicked", told.id, extend);
  }
  document.addEventListener("keydown", (e) => {
    if (hand.placing || pen.words || picker.tool !== "pointer" || e.target.closest("button, a")) return;
    if (e.key === "." || e.key === ">") walk(1, e.shiftKey);
    else if (e.key === "," || e.key === "<") walk(-1, e.shiftKey);
    else if (e.key === "Enter") for (const id of [...plan.selected].slice(0, 1)) tell("opened", id);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }, true);

  // --- what is heard

  const hear = {
    scheme({ colors, css }) {
      Draw.dress(colors);
      for (const [name, value] of Object.entries(css)) document.documentElement.style.setProperty(name, value);
      plan.redraw();
      closed.redraw();
      legend.redraw();
      glass.draw();
    },
    texts(words) {
      texts = words;
      document.documentElement.lang = texts.language;
      if (corners) corners.remove();
      corners = new Corners(map, texts);
      legend.say(texts.marks);
      hear.region(region);
    },
    region(next) {
      const first = next && next.bounds && (!region || region.stamp !== next.stamp) && !plan.groups.size;
      region = next;
      showCredits();
      if (region && tiles._url !== region.url) tiles.setUrl(region.url);
      if (Boolean(region) !== map.hasLayer(tiles)) (region ? tiles.addTo(map) : tiles.remove());
      if (first && !fitted) look(L.latLngBounds(region.bounds));
    },
    online(next) {
      if (online) online.layer.remove();
      online = next && { ...next, layer: L.tileLayer(next.url, { maxZoom: 19, zIndex: 2, className: "online" }).addTo(map) };
      showCredits();
    },
    plan({ changed, gone }) { plan.apply(changed, gone); },
    select(ids) { plan.select(ids); },
    team(shift) { plan.show(shift); },
    layer({ kind, shift }) { plan.layer(kind, shift); },
    effect(places) { drag.show(places); },
    highlight(id) { light.show(id || ""); },
    tool(name) { picker.use(name); },
    // A drag that the window leads: where it is, and that it is over.
    probe(at) {
      const target = drag.probe(at && L.point(at));
      if (at) tell("probed", ...place(target), ...at);
    },
    let_go() { drag.stop(); plan.lift([]); },
    fit_visits(ids) { look(plan.bounds(ids), 16); },
    fit(places) {
      if (places && places.length) { look(L.latLngBounds(places), 16); return; }
      look(plan.bounds().isValid() ? plan.bounds() : L.latLngBounds((region && region.bounds) || []), 17);
    },
    focus(places) {
      const bounds = L.latLngBounds(places);
      if (places.length && !(map.getBounds().pad(-0.15).contains(bounds) && map.getZoom() >= 14)) look(bounds, 16);
    },
    closed(roads) { closed.show(roads); },
    ring(what) { if (what) pen.begin(what); else pen.end(); },
    pin(what) { plan.busy = Boolean(what); if (what) hand.begin(what); else hand.end(); },
  };

  const legend = new Legend();
  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    bridge.told.connect((name, json) => hear[name](JSON.parse(json)));
    tell("came");
  });
});
