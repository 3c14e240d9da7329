// map.html: draws the region as plain vectors, the plan over it, and a legend of its teams. Asks for nothing.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const map = window[page.map], style = page.style;
  document.title = page.title;
  document.documentElement.lang = page.texts.language;
  document.getElementById("source").textContent = page.source;
  Draw.useShapes(page.shapes);
  new Corners(map, page.texts);

  // --- the ground

  const width = (kind) => {
    const widths = style.widths[kind], step = Math.min(Math.max(map.getZoom() - style.first_zoom, 0), widths.length - 1);
    const low = widths[Math.floor(step)], high = widths[Math.ceil(step)];
    return low + (high - low) * (step % 1);
  };
  const dressed = [];
  function ground({ corner, unit, areas, lines, places }) {
    const pane = map.createPane("ground");
    pane.style.zIndex = 210;
    const renderer = L.canvas({ pane: "ground", padding: 0.2 });
    const points = (flat) => {
      const found = [];
      for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) {
        x += flat[i]; y += flat[i + 1];
        found.push([corner[0] + y * unit, corner[1] + x * unit]);
      }
      return found;
    };
    const plain = { renderer, pane: "ground", interactive: false, lineCap: "round", lineJoin: "round" };
    for (const [kind, color] of style.areas) {
      if (kind === "building") continue;
      const shapes = (areas[kind] || []).map((rings) => rings.map(points));
      L.polygon(shapes, { ...plain, stroke: false, fillColor: color, fillOpacity: 1 }).addTo(map);
    }
    const line = (kind, color, more) => {
      const drawn = L.polyline((lines[kind] || []).map(points), { ...plain, color }).addTo(map);
      dressed.push(() => {
        const wide = width(kind), shown = wide > 0 && (!more || wide >= style.cased_from);
        drawn.setStyle({ weight: wide + (more || 0), opacity: shown ? 1 : 0 });
      });
    };
    for (const [kind, color] of style.lines) line(kind, color);
    const houses = L.polygon((areas.building || []).map((rings) => rings.map(points)), { ...plain, stroke: false, fillOpacity: 1,
      fillColor: style.areas.find(([kind]) => kind === "building")[1] }).addTo(map);
    dressed.push(() => houses.setStyle({ fillOpacity: map.getZoom() >= 14 ? 1 : 0 }));
    for (const [kind, , casing] of style.roads) if (casing) line(kind, casing, style.casing);
    for (const [kind, color] of style.roads) line(kind, color);
    names(places);
    const dress = () => { for (const each of dressed) each(); };
    map.on("zoomend", dress);
    dress();
  }
  // Places from the important ones down, as far as they have room.
  function names(places) {
    map.createPane("names").style.zIndex = 220;
    const marks = places.map(([lat, lon, text, importance]) => {
      const word = document.createElement("span");
      word.className = importance >= 6 ? "place main" : "place";
      word.textContent = text;
      L.marker([lat, lon], { pane: "names", interactive: false, keyboard: false,
        icon: L.divIcon({ html: word, className: "", iconSize: [0, 0] }) }).addTo(map);
      return { word, place: [lat, lon], importance };
    });
    const show = () => {
      const taken = [];
      for (const { word, place, importance } of marks) {
        const { x, y } = map.latLngToLayerPoint(place), wide = word.offsetWidth / 2 + 4, high = 10;
        const free = map.getZoom() >= 17 - importance && !taken.some(
          (t) => Math.abs(t.x - x) < t.wide + wide && Math.abs(t.y - y) < t.high + high);
        word.style.visibility = free ? "" : "hidden";
        if (free) taken.push({ x, y, wide, high });
      }
    };
    map.on("zoomend", show);
    show();
  }

  // --- the legend

  function legend() {
    const box = document.getElementById("legend"), list = document.createElement("ul");
    box.appendChild(document.createElement("h1")).textContent = page.title;
    let shown = null;
    for (const team of page.teams) {
      const button = list.appendChild(document.createElement("li")).appendChild(document.createElement("button"));
      button.appendChild(Draw.picture(team.tell, 26));
      button.appendChild(document.createElement("strong")).textContent = team.name;
      button.appendChild(document.createElement("span")).textContent = team.words;
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        shown = shown === team.tell.shift ? null : team.tell.shift;
        plan.show(shown);
        for (const other of list.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button && Boolean(shown)));
      });
    }
    box.appendChild(list);
    if (page.left) box.appendChild(document.createElement("p")).textContent = page.left;
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
  }

  const look = (animate) => map.fitBounds(page.bounds, { animate, paddingTopLeft: [innerWidth > 900 ? 250 : 0, 0] });
  if (page.bounds) look(false);
  if (page.ground) ground(page.ground);
  new ClosedRoads(map, null).show(page.closed || []);
  const plan = new PlanLayers(map, {});
  plan.apply({ all: page.features }, []);
  legend();
});
