// The map in the window: hears what to show through the channel, tells what was clicked. Keeps nothing of its own.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const map = window[page.map], tiles = window[page.tiles];
  const said = document.getElementById("said"), source = document.getElementById("source");
  let bridge, corners, region = null, fitted = null, pin = null, texts = {};

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
  tiles._pruneTiles = function () { if (this._noTilesToLoad()) L.TileLayer.prototype._pruneTiles.call(this); };

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

  // --- a pin put by hand

  const putPin = () => { const at = pin.getLatLng(); tell("placed", at.lat, at.lng); };
  function startPin({ at, title }) {
    stopPin();
    const place = at ? L.latLng(at) : map.getCenter();
    const mark = document.createElement("span");
    mark.className = "hand-pin";
    pin = L.marker(place, {
      draggable: true, keyboard: true, autoPan: true, title,
      icon: L.divIcon({ html: mark, className: "", iconSize: [28, 36], iconAnchor: [14, 34] }),
    }).addTo(map);
    map.getContainer().classList.add("placing");
    document.getElementById("placing-text").textContent = title;
    document.getElementById("placing").hidden = false;
    if (at) map.setView(place, Math.max(map.getZoom(), 16), { animate: false });
    fitted = null;
  }
  function stopPin() {
    if (pin) pin.remove();
    pin = null;
    map.getContainer().classList.remove("placing");
    document.getElementById("placing").hidden = true;
  }
  document.getElementById("place-here").addEventListener("click", () => pin && putPin());
  document.getElementById("place-not").addEventListener("click", () => { stopPin(); tell("left"); });
  map.on("click", (e) => { if (pin) pin.setLatLng(e.latlng); else tell("emptied"); });
  document.addEventListener("keydown", (e) => {
    const step = { ArrowUp: [0, -4], ArrowDown: [0, 4], ArrowLeft: [-4, 0], ArrowRight: [4, 0] }[e.key];
    if (!pin || e.target.closest("#placing")) return;
    if (step) pin.setLatLng(map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add(step)));
    else if (e.key === "Enter") putPin();
    else if (e.key === "Escape") { stopPin(); tell("left"); }
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
    },
    texts(words) {
      texts = words;
      document.documentElement.lang = texts.language;
      if (corners) corners.remove();
      corners = new Corners(map, texts);
      document.getElementById("place-here").textContent = texts.place_here;
      document.getElementById("place-not").textContent = texts.place_not;
      hear.region(region);
    },
    region(next) {
      const first = next && next.bounds && (!region || region.stamp !== next.stamp) && !plan.groups.size;
      region = next;
      source.textContent = region ? region.source : "";
      said.textContent = region ? "" : texts.no_base || "";
      said.hidden = Boolean(region);
      if (region && tiles._url !== region.url) tiles.setUrl(region.url);
      if (Boolean(region) !== map.hasLayer(tiles)) (region ? tiles.addTo(map) : tiles.remove());
      if (first && !fitted) look(L.latLngBounds(region.bounds));
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
