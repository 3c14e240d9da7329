// Selecting many pins at once: with a lasso or a rectangle, by pointer or by keys. Tells ids; selects nothing itself.
"use strict";

class Picker {
  // `on` hears picked(ids, add) and left() when Escape gives the tool back.
  constructor(map, plan, glass, on) {
    Object.assign(this, { map, plan, glass, on, tool: "pointer", path: [], cursor: null, drawing: false, rectangle: false });
    const box = this.box = map.getContainer();
    map.boxZoom.disable();
    glass.add((ctx) => this.paint(ctx));
    box.addEventListener("pointerdown", (e) => this.down(e), true);
    box.addEventListener("pointermove", (e) => this.move(e), true);
    box.addEventListener("pointerup", (e) => this.up(e), true);
    box.addEventListener("pointercancel", () => this.stop(), true);
    // What ends a lasso is no click on the map.
    box.addEventListener("click", (e) => { if (this.swallow) { e.stopPropagation(); this.swallow = false; } }, true);
    document.addEventListener("keydown", (e) => this.key(e), true);
  }

  use(tool) {
    this.tool = tool;
    this.stop();
    this.cursor = null;
    this.box.classList.toggle("picking", tool !== "pointer");
    this.map.dragging[tool === "pointer" ? "enable" : "disable"]();
  }

  stop() {
    Object.assign(this, { path: [], drawing: false });
    if (this.tool === "pointer") this.map.dragging.enable();
    this.glass.draw();
  }

  at(e) { return this.map.mouseEventToContainerPoint(e); }

  down(e) {
    this.swallow = false;
    if (e.button !== 0 || e.target.closest(".leaflet-control") || this.plan.busy) return;
    // With the pointer alone, Shift beside a pin draws a rectangle.
    if (this.tool === "pointer" && (!e.shiftKey || this.plan.pinAt(this.at(e)))) return;
    this.map.dragging.disable();
    this.rectangle = this.tool !== "lasso";
    Object.assign(this, { drawing: true, path: [this.at(e)], cursor: null });
    this.box.setPointerCapture(e.pointerId);
  }

  move(e) {
    if (!this.drawing || this.cursor) return;
    if (this.rectangle) this.path[1] = this.at(e);
    else {
      // The engine tells once a picture where the pointer has been meanwhile: a quick hand draws corners in between.
      const been = e.getCoalescedEvents ? e.getCoalescedEvents() : [];
      for (const at of [...been, e].map((each) => this.at(each))) {
        if (at.distanceTo(this.path[this.path.length - 1]) > 3) this.path.push(at);
      }
    }
    this.glass.draw();
  }

  up(e) {
    if (!this.drawing || this.cursor) return;
    const far = L.bounds([...this.path, this.at(e)]).getSize();
    if (Math.max(far.x, far.y) > 5) {
      this.swallow = true;
      this.move(e);
      this.finish(e.shiftKey);
    } else this.stop();
  }

  finish(add) {
    const corners = this.corners();
    const ids = corners.length > 2 ? this.plan.pinsIn((point) => inside(point, corners)) : [];
    this.stop();
    this.on.picked(ids, add);
  }

  corners() {
    if (!this.rectangle) return this.path;
    if (this.path.length < 2) return [];
    const [a, b] = this.path;
    return [a, L.point(b.x, a.y), b, L.point(a.x, b.y)];
  }

  // Arrows move a cross; Enter sets a corner of the rectangle or the lasso, which ends where it began.
  key(e) {
    if (this.tool === "pointer" || this.plan.busy || e.target.closest("input, button, a")) return;
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[e.key];
    if (step) this.step(step, e.shiftKey ? 40 : 8);
    else if (e.key === "Enter" || e.key === " ") this.corner(e.shiftKey);
    else if (e.key === "Escape") this.escape();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  step([x, y], far) {
    const size = this.map.getSize(), from = this.cursor || size.divideBy(2);
    this.cursor = L.point(Math.min(Math.max(from.x + x * far, 0), size.x), Math.min(Math.max(from.y + y * far, 0), size.y));
    if (this.drawing && this.rectangle) this.path[1] = this.cursor;
    this.glass.draw();
  }

  corner(add) {
    this.cursor ||= this.map.getSize().divideBy(2);
    if (!this.drawing) {
      this.rectangle = this.tool === "rectangle";
      Object.assign(this, { drawing: true, path: [this.cursor] });
    } else if (this.rectangle || (this.path.length > 2 && this.cursor.distanceTo(this.path[0]) < 10)) this.finish(add);
    else this.path.push(this.cursor);
    this.glass.draw();
  }

  escape() {
    const was = this.drawing || this.cursor;
    this.stop();
    this.cursor = null;
    if (!was) this.on.left();
  }

  paint(ctx) {
    const { accent, ground } = Draw.look, corners = this.corners();
    const shown = this.cursor && !this.rectangle && this.drawing ? [...corners, this.cursor] : corners;
    if (shown.length > 1) {
      ctx.beginPath();
      shown.forEach(({ x, y }, i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      ctx.closePath();
      Object.assign(ctx, { globalAlpha: 0.12, fillStyle: accent });
      ctx.fill();
      Object.assign(ctx, { globalAlpha: 1, lineWidth: 4, strokeStyle: ground, lineJoin: "round" });
      ctx.stroke();
      Object.assign(ctx, { lineWidth: 1.5, strokeStyle: accent });
      ctx.setLineDash([5, 3]);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    if (this.cursor) {
      const { x, y } = this.cursor;
      for (const [ink, wide] of [[ground, 4], [accent, 1.5]]) {
        Object.assign(ctx, { lineWidth: wide, strokeStyle: ink });
        ctx.beginPath();
        ctx.moveTo(x - 11, y); ctx.lineTo(x + 11, y); ctx.moveTo(x, y - 11); ctx.lineTo(x, y + 11);
        ctx.stroke();
      }
    }
  }
}

// Whether a point lies in a polygon, by the crossings to its right.
function inside({ x, y }, corners) {
  let within = false;
  corners.forEach((a, i) => {
    const b = corners[(i || corners.length) - 1];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) within = !within;
  });
  return within;
}
