// Draws pins and lines of a plan on Leaflet's canvas. Knows no plan and no window: options say what each one is.
"use strict";

const Draw = (() => {
  const TURN = Math.PI * 2;
  const CROWD = 120;
  const LANE_PX = { line: 2.8, way: 1.9 };
  const HOUSE = [[0, -5], [5.2, -0.4], [3.8, -0.4], [3.8, 4.6], [1.3, 4.6], [1.3, 1.2], [-1.3, 1.2], [-1.3, 4.6],
    [-3.8, 4.6], [-3.8, -0.4], [-5.2, -0.4]];
  const MARKS = { begun: [[[-1.6, -2.8], [2.8, 0], [-1.6, 2.8]]], done: [[[-2.6, 0.3], [-0.8, 2.1], [2.6, -2.1]]],
    failed: [[[-2, -2], [2, 2]], [[-2, 2], [2, -2]]] };
  // One scheme: `index` 0 light, 1 dark; the colors are the window's own.
  const look = { index: 0, ground: "#ffffff", ink: "#1d2024", quiet: "#565d65", accent: "#2458c9", hand: "#9a5b00",
    wrong: "#b8322a", better: "#1b7a48", crowd: 0, font: 'system-ui, "Noto Sans CJK SC", sans-serif' };
  let shapes = {};

  function dress(scheme) { Object.assign(look, scheme); }
  function useShapes(corners) { shapes = corners; }

  // --- lines

  // A line so many pixels to the right of another, in its direction; corners are kept from running away.
  function aside(points, px) {
    const normals = [];
    for (let i = 1; i < points.length; i++) {
      const dx = points[i].x - points[i - 1].x, dy = points[i].y - points[i - 1].y, length = Math.hypot(dx, dy) || 1;
      normals.push([-dy / length, dx / length]);
    }
    return points.map((point, i) => {
      const a = normals[Math.max(i - 1, 0)], b = normals[Math.min(i, normals.length - 1)];
      const x = a[0] + b[0], y = a[1] + b[1], stretch = Math.min(2 / Math.max(x * x + y * y, 0.4), 1.6);
      return L.point(point.x + x * stretch * px, point.y + y * stretch * px);
    });
  }

  function trace(ctx, parts) {
    ctx.beginPath();
    for (const part of parts) part.forEach((point, i) => (i ? ctx.lineTo(point.x, point.y) : ctx.moveTo(point.x, point.y)));
  }

  const RouteLine = L.Polyline.extend({
    options: { weight: 36, bubblingMouseEvents: false },
    _clickTolerance() { return 18; },
    _simplifyPoints() {
      L.Polyline.prototype._simplifyPoints.call(this);
      const px = this._aside();
      if (px) this._parts = this._parts.map((part) => (part.length > 1 ? aside(part, px) : part));
    },
    _containsPoint(point) { return this._closest(this._parts, point)[1] <= 6; },
    _closest(rings, point) {
      let best = -1, least = Infinity;
      rings.forEach((ring, number) => {
        for (let i = 1; i < ring.length; i++) {
          const away = L.LineUtil.pointToSegmentDistance(point, ring[i - 1], ring[i]);
          if (away < least) [best, least] = [number, away];
        }
      });
      return [best, least];
    },
    // Which leg is nearest to a point of the map's layers, and how far away.
    nearest(point) { return this._closest(this._rings, point); },
    _aside() {
      const { lane, kind } = this.options.tell;
      return lane * LANE_PX[kind] * Math.min(Math.max(this._map.getZoom() - 9, 1) / 4, 1);
    },
    legPoints(leg) {
      const ring = this._rings[leg] || [], px = this._aside();
      return px && ring.length > 1 ? aside(ring, px) : ring;
    },
    _wide() { return (this.options.tell.kind === "way" ? 1.6 : 4) * (this._map.getZoom() <= 11 ? 0.7 : 1); },
    _updatePath() {
      if (!this._renderer._drawing || !this._parts.length) return;
      this._stroke(this._renderer._ctx, this._parts, this._wide(), this.options.dim ? 0.2 : 1);
    },
    // One leg in front of everything, thicker; `points` in the pixels of `ctx`.
    strokeLeg(ctx, points) { this._stroke(ctx, [points], this._wide() + 2.5, 1); },
    _stroke(ctx, parts, wide, alpha) {
      const { tell } = this.options, color = tell.colors[look.index], way = tell.kind === "way";
      ctx.save();
      ctx.globalAlpha = alpha;
      ctx.lineJoin = ctx.lineCap = "round";
      trace(ctx, parts);
      const stroke = (width, ink, dash) => {
        Object.assign(ctx, { lineWidth: width, strokeStyle: ink });
        ctx.setLineDash(dash || []);
        if (dash) ctx.lineCap = "butt";
        ctx.stroke();
      };
      stroke(wide + (way ? 2 : 3), look.ground);
      stroke(wide, color, way ? [5, 3.5] : null);
      if (tell.hollow && !way) stroke(wide - 2.2, look.ground, [6, 5]);
      ctx.restore();
    },
  });

  // --- pins

  function outline(ctx, shape, x, y, r) {
    ctx.beginPath();
    if (shape === "circle") return ctx.arc(x, y, r, 0, TURN);
    shapes[shape].forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
    return ctx.closePath();
  }

  function sign(ctx, x, y, r, shape, fill, line) {
    ctx.lineJoin = "round";
    outline(ctx, shape, x, y, r);
    Object.assign(ctx, { lineWidth: line ? 6 : 4.6, strokeStyle: look.ground });
    ctx.stroke();
    Object.assign(ctx, { lineWidth: line ? 2.4 : 1.6, strokeStyle: line || fill, fillStyle: fill });
    ctx.stroke();
    ctx.fill();
    if (line) ctx.stroke();
  }

  function words(ctx, x, y, text, ink, px) {
    Object.assign(ctx, { fillStyle: ink, font: `700 ${px}px ${look.font}`, textAlign: "center", textBaseline: "middle" });
    ctx.fillText(text, x, y + px * 0.06);
  }

  function house(ctx, x, y, ink, size) {
    ctx.beginPath();
    HOUSE.forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
    ctx.closePath();
    ctx.fillStyle = ink;
    ctx.fill();
  }

  function padlock(ctx, x, y) {
    Object.assign(ctx, { lineWidth: 4, strokeStyle: look.ground, lineJoin: "round" });
    ctx.beginPath();
    ctx.rect(x - 3, y - 0.5, 6, 5);
    ctx.arc(x, y - 1, 2.2, Math.PI, TURN);
    ctx.stroke();
    Object.assign(ctx, { lineWidth: 1.4, strokeStyle: look.ink, fillStyle: look.ink });
    ctx.beginPath();
    ctx.arc(x, y - 1, 2.2, Math.PI, TURN);
    ctx.stroke();
    ctx.fillRect(x - 3.2, y - 0.8, 6.4, 5.2);
  }

  // How it went, as on the timeline: a triangle while a team is there, a check, a cross.
  function mark(ctx, x, y, went) {
    const ink = { begun: look.accent, done: look.better, failed: look.wrong }[went];
    ctx.beginPath();
    ctx.arc(x, y, 5.4, 0, TURN);
    Object.assign(ctx, { fillStyle: look.ground, lineWidth: 1.4, strokeStyle: ink, lineJoin: "round", lineCap: "round" });
    ctx.fill();
    ctx.stroke();
    ctx.beginPath();
    for (const line of MARKS[went]) line.forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx, y + dy));
    Object.assign(ctx, { lineWidth: 1.8, fillStyle: ink });
    if (went === "begun") ctx.fill();
    else ctx.stroke();
  }

  function lozenge(ctx, x, y) {
    ctx.beginPath();
    [[0, -4], [4, 0], [0, 4], [-4, 0]].forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx, y + dy));
    ctx.closePath();
    Object.assign(ctx, { lineWidth: 2.4, strokeStyle: look.ground, fillStyle: look.hand, lineJoin: "round" });
    ctx.stroke();
    ctx.fill();
  }

  function ring(ctx, x, y, r, ink, width, dash) {
    Object.assign(ctx, { lineWidth: width, strokeStyle: ink });
    ctx.setLineDash(dash || []);
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TURN);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  const draw = {
    stop(ctx, x, y, r, tell) {
      const color = tell.colors[look.index], ink = tell.hollow ? look.ink : tell.inks[look.index];
      sign(ctx, x, y, r, tell.shape, tell.hollow ? look.ground : color, tell.hollow ? color : null);
      if (r > 6) words(ctx, x, y, tell.number, ink, tell.number.length > 1 ? r * 1.08 : r * 1.25);
    },
    left(ctx, x, y, r, tell) {
      const wide = tell.number ? r + 1.5 : r - 2.5, ink = tell.sure ? look.ink : look.wrong;
      ctx.beginPath();
      ctx.arc(x, y, wide + 1.5, 0, TURN);
      ctx.fillStyle = look.ground;
      ctx.fill();
      ring(ctx, x, y, wide, tell.number ? ink : look.quiet, 1.5, tell.number ? [3.4, 2.2] : null);
      if (r > 6) words(ctx, x, y, tell.number, ink, tell.number.length > 3 ? 7 : tell.number.length > 2 ? 8.5 : 9.5);
    },
    depot(ctx, x, y, r) {
      const side = r + 2;
      Object.assign(ctx, { fillStyle: look.ink, strokeStyle: look.ground, lineWidth: 3, lineJoin: "round" });
      ctx.beginPath();
      ctx.roundRect(x - side, y - side, 2 * side, 2 * side, 3);
      ctx.stroke();
      ctx.fill();
      house(ctx, x, y, look.ground, side / 8.5);
    },
    home(ctx, x, y, r, tell) {
      ctx.beginPath();
      ctx.arc(x, y, r + 2.5, 0, TURN);
      ctx.fillStyle = look.ground;
      ctx.fill();
      ring(ctx, x, y, r + 0.5, tell.colors[look.index], 2.2);
      house(ctx, x, y, look.ink, r / 9.5);
    },
  };

  const Pin = L.CircleMarker.extend({
    options: { radius: 15, weight: 6, bubblingMouseEvents: false },
    _project() {
      L.CircleMarker.prototype._project.call(this);
      const [number, count] = this.options.tell.beside || [0, 1];
      this._point = this._point.add([(number - (count - 1) / 2) * 19, 0]);
      this._updateBounds();
    },
    _containsPoint(point) { return point.distanceTo(this._point) <= 11; },
    _updatePath() {
      if (!this._renderer._drawing || this._empty()) return;
      this.paint(this._renderer._ctx, this._point.x, this._point.y, this.options.dim && !this.options.selected ? 0.25 : 1);
    },
    // On a large day stops are small and bare until somebody looks closer, so that routes can be told apart.
    _size(large) {
      const zoom = this._map.getZoom();
      if (look.crowd > CROWD && !large && this.options.tell.kind === "stop") return zoom >= 15 ? 9 : zoom >= 14 ? 7.5 : zoom >= 11 ? 5 : 4;
      return zoom >= 13 ? 9 : zoom >= 12 ? 8 : zoom >= 11 ? 7 : 4.5;
    },
    paint(ctx, x, y, alpha = 1, large = false) {
      const { tell, selected } = this.options, r = this._size(selected || large);
      ctx.save();
      ctx.globalAlpha = alpha;
      if (selected) {
        ring(ctx, x, y, r + 5.2, look.ground, 6);
        ring(ctx, x, y, r + 5.2, look.accent, 2.4);
      }
      draw[tell.kind](ctx, x, y, r, tell);
      const corner = Boolean(tell.locked || tell.went);
      if (tell.went && r >= 4) mark(ctx, x + r + 1, y - r, tell.went);
      else if (tell.locked && r > 6) padlock(ctx, x + r + 1.5, y - r - 1);
      if (tell.by_hand && r > 6) lozenge(ctx, x + (corner ? -1 : 1) * (r + 0.5), y - r + 0.5);
      ctx.restore();
    },
  });

  // A pin or a team's sign as a small picture, for a legend.
  function picture(tell, px) {
    const canvas = document.createElement("canvas"), times = window.devicePixelRatio || 1;
    canvas.width = canvas.height = Math.round(px * times);
    canvas.style.width = canvas.style.height = `${px}px`;
    const ctx = canvas.getContext("2d");
    ctx.scale(times, times);
    const x = px / 2, r = px * 0.36;
    draw[tell.kind](ctx, x, x, r, tell);
    if (tell.went) mark(ctx, x + r - 2, x - r + 2, tell.went);
    else if (tell.locked) padlock(ctx, x + r - 0.5, x - r + 1.5);
    if (tell.by_hand) lozenge(ctx, x + r - 0.5, x - r + 1);
    return canvas;
  }

  return { RouteLine, Pin, dress, useShapes, look, picture, ring, CROWD };
})();
