// The map in the window: hears what to show through the channel, tells what was clicked. Keeps nothing of its own.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const map = window[page.map], tiles = window[page.tiles];
  const said = document.getElementById("said"), source = document.getElementById("source");
  let bridge, corners, region = null, online = null, fitted = null, pin = null, placing = null, texts = {};

  Draw.useShapes(page.shapes);
  const plan = new PlanLayers(map, {
    visit: (id, extend) => tell("clicked", id, Boolean(extend)),
    hover: (id) => tell("hovered", id),
  });
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

  // --- a pin that a person may drop, drag, or move by the arrow keys; each time it is told where it is now

  const tellPin = () => { const at = pin.getLatLng(); tell("dropped", at.lat, at.lng); };
  function dropPin(place) {
    if (pin) { pin.setLatLng(place); return; }
    const mark = document.createElement("span");
    mark.className = "hand-pin";
    pin = L.marker(place, {
      draggable: true, keyboard: true, autoPan: true, title: placing.title,
      icon: L.divIcon({ html: mark, className: "", iconSize: [28, 36], iconAnchor: [14, 34] }),
    }).addTo(map);
    pin.on("dragstart", moved);
    pin.on("dragend", tellPin);
  }
  function startPin(what) {
    placing = what;
    map.getContainer().classList.add("placing");
    if (what.at) dropPin(L.latLng(what.at));
    else if (pin) { pin.remove(); pin = null; }
  }
  function stopPin() {
    if (pin) pin.remove();
    pin = placing = null;
    map.getContainer().classList.remove("placing");
  }
  map.on("click", (e) => { if (placing) { dropPin(e.latlng); tellPin(); } else tell("emptied"); });
  const STEPS = { ArrowUp: [0, -4], ArrowDown: [0, 4], ArrowLeft: [-4, 0], ArrowRight: [4, 0] };
  document.addEventListener("keydown", (e) => {
    if (!placing) return;
    const step = STEPS[e.key], far = e.shiftKey ? 8 : 1;
    if (step) {
      const from = map.latLngToContainerPoint(pin ? pin.getLatLng() : map.getCenter());
      dropPin(map.containerPointToLatLng(pin ? from.add([step[0] * far, step[1] * far]) : from));
      if (!map.getBounds().pad(-0.05).contains(pin.getLatLng())) map.panTo(pin.getLatLng(), { animate: false });
    } else if (e.key === "Enter") tell("agreed");
    else if (e.key === "Escape") tell("left");
    else return;
    moved();
    e.preventDefault();
    e.stopPropagation();
  }, true);
  document.addEventListener("keyup", (e) => { if (placing && pin && STEPS[e.key]) tellPin(); }, true);

  // --- what is heard

  const hear = {
    scheme({ colors, css }) {
      Draw.dress(colors);
      for (const [name, value] of Object.entries(css)) document.documentElement.style.setProperty(name, value);
      plan.redraw();
    },
    texts(words) {
      texts = words;
      document.documentElement.lang = texts.language;
      if (corners) corners.remove();
      corners = new Corners(map, texts);
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
    fit(places) {
      if (places && places.length) { look(L.latLngBounds(places), 16); return; }
      look(plan.bounds().isValid() ? plan.bounds() : L.latLngBounds((region && region.bounds) || []), 17);
    },
    focus(places) {
      const bounds = L.latLngBounds(places);
      if (places.length && !(map.getBounds().pad(-0.15).contains(bounds) && map.getZoom() >= 14)) look(bounds, 16);
    },
    pin(what) { if (what) startPin(what); else stopPin(); },
  };

  new QWebChannel(qt.webChannelTransport, (channel) => {
    bridge = channel.objects.bridge;
    bridge.told.connect((name, json) => hear[name](JSON.parse(json)));
    tell("came");
  });
});
