// Dragging pins: what is lifted, which place of which route it is over, and where it is let go. Moves nothing itself.
"use strict";

class PinDrag {
  // `on` hears lifted(ids), over(target, point) while they are carried, and landed(ids, target) where they are let go.
  constructor(map, plan, glass, picker, on) {
    Object.assign(this, { map, plan, glass, picker, on, start: null, ids: [], at: null, target: null });
    const box = this.box = map.getContainer();
    glass.add((ctx) => this.paint(ctx));
    box.addEventListener("pointerdown", (e) => this.down(e), true);
    box.addEventListener("pointermove", (e) => this.move(e), true);
    box.addEventListener("pointerup", (e) => this.up(e), true);
    box.addEventListener("pointercancel", () => this.stop(), true);
    document.addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || !this.ids.length) return;
      this.on.over(null, null);
      this.stop();
      e.stopPropagation();
    }, true);
  }

  down(e) {
    this.stop();
    if (e.button !== 0 || this.picker.tool !== "pointer" || this.plan.busy || e.target.closest(".leaflet-control")) return;
    const at = this.map.mouseEventToContainerPoint(e), pin = this.plan.pinAt(at);
    if (!pin || !pin.options.tell.id) return;
    this.start = { at, id: pin.options.tell.id };
    this.map.dragging.disable();
  }

  move(e) {
    if (!this.start) return;
    if (!e.buttons) { this.stop(); return; }  // it was let go where the page does not hear of it
    const at = this.map.mouseEventToContainerPoint(e);
    if (!this.ids.length) {
      if (at.distanceTo(this.start.at) < 6) return;
      const { selected } = this.plan, { id } = this.start;
      this.ids = selected.has(id) ? [...selected] : [id];
      this.box.classList.add("carrying");
      this.plan.lift(this.ids);
      this.on.lifted(this.ids);
    }
    this.carry(at);
  }

  up(e) {
    const { ids } = this;
    if (ids.length) {
      this.carry(this.map.mouseEventToContainerPoint(e));
      this.on.landed(ids, this.target);
      this.picker.swallow = true;
    }
    this.stop();
  }

  // Where it is now, by the page's own pointer or by a drag that the window leads.
  carry(at) {
    this.at = at;
    this.target = at && this.plan.target(at);
    this.glass.draw();
    this.on.over(this.target, at);
  }

  // A drag of the window's is over the map; `ids` are lifted if they are ours.
  probe(at) {
    this.at = at;
    this.target = at && this.plan.target(at);
    this.glass.draw();
    return this.target;
  }

  // The way that something would take that is dragged over another view.
  show(places) {
    this.path = places || [];
    this.glass.draw();
  }

  stop() {
    if (this.start) this.map.dragging.enable();
    if (this.ids.length) this.plan.lift([]);
    this.box.classList.remove("carrying");
    Object.assign(this, { start: null, ids: [], at: null, target: null });
    this.glass.draw();
  }

  paint(ctx) {
    if (!this.target || !this.at) { this.ahead(ctx); return; }
    const { layer, leg, pin } = this.target, { accent, ground } = Draw.look, { map } = this;
    if (pin) {
      const { x, y } = map.layerPointToContainerPoint(pin._point);
      Draw.ring(ctx, x, y, 16, ground, 5);
      Draw.ring(ctx, x, y, 16, accent, 2, [4, 3]);
      return;
    }
    const points = layer.legPoints(leg).map((point) => map.layerPointToContainerPoint(point));
    layer.strokeLeg(ctx, points);
    for (const end of this.plan.endsOf(layer, leg)) {
      const { x, y } = map.layerPointToContainerPoint(end._point);
      end.paint(ctx, x, y, 1, true);
    }
    // From the stop before to here, and on to the next.
    this.dashes(ctx, [points[0], this.at, points[points.length - 1]]);
    Draw.ring(ctx, this.at.x, this.at.y, 6, ground, 5);
    Draw.ring(ctx, this.at.x, this.at.y, 6, accent, 2);
  }

  ahead(ctx) {
    if (!this.path || this.path.length < 2) return;
    const points = this.path.map((place) => this.map.latLngToContainerPoint(place));
    this.dashes(ctx, points);
    for (const { x, y } of points.slice(1, -1)) {
      Draw.ring(ctx, x, y, 14, Draw.look.ground, 5);
      Draw.ring(ctx, x, y, 14, Draw.look.accent, 2, [4, 3]);
    }
  }

  dashes(ctx, points) {
    for (const [ink, wide] of [[Draw.look.ground, 5], [Draw.look.accent, 2]]) {
      Object.assign(ctx, { strokeStyle: ink, lineWidth: wide });
      ctx.setLineDash(wide < 4 ? [5, 4] : []);
      ctx.beginPath();
      points.forEach(({ x, y }, i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }
}
