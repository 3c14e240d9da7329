"""Pages with a map, made by folium (nobody else uses it): the window's, and ``map.html``, which opens alone.

What people wrote never goes through folium, which puts text in raw: it goes as data, and our scripts set it as text.
"""

from __future__ import annotations

import sys
from typing import Any

from planner.day.lines import Lines
from planner.documents import map_style
from planner.documents.map_alone import alone_parts
from planner.documents.map_assets import asset, json_block, with_policy
from planner.documents.map_features import plan_geojson
from planner.documents.map_groups import MapGroups, plan_groups
from planner.model import Coordinates, Day, Plan
from resources.signs import SHAPES

__all__ = ["ORIGIN", "SCHEME", "TILES", "MapGroups", "base_page", "plan_geojson", "plan_groups", "standalone_page"]

SCHEME = "rounds"
"""The scheme that serves the window's page, and nothing outside."""
ORIGIN = f"{SCHEME}://map/"
TILES = "{z}/{x}/{y}{r}.png"
MAX_ZOOM = 19
WINDOW_POLICY = f"script-src {SCHEME}: {{scripts}}; object-src 'none'; base-uri 'none'; form-action 'none'"
"""Requests are left to the window's interceptor, which blocks and counts them."""
ALONE_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'"
)
WINDOW_SCRIPTS = (
    *(
        "leaflet.js",
        "qwebchannel.js",
        "draw.js",
        "plan.js",
        "glass.js",
        "pick.js",
        "drag.js",
        "pin.js",
        "closed.js",
        "legend.js",
    ),
    "window.js",
)
MARKS = """
<div id="said" hidden></div><div id="source"></div>
"""


def base_page(
    *,
    center: Coordinates,
    zoom: float,
    bounds: tuple[float, float, float, float] | None = None,
    dark: bool = False,
) -> str:
    """The page of the window: an empty map on our own scheme, to which plans are pushed.

    `bounds` (south, west, north, east) is shown instead of `center` and `zoom` where it is given. `dark` is how the
    page looks until the window has said its colors.
    """
    folium = _folium()
    made = _map(folium, center, zoom, WINDOW_SCRIPTS, ("leaflet.css", "map.css"))
    tiles = folium.TileLayer(ORIGIN + "tiles/none/" + TILES, attr=" ", max_zoom=MAX_ZOOM, show=False)
    tiles._id = "base"
    tiles.add_to(made)
    if bounds:
        south, west, north, east = bounds
        made.fit_bounds([[south, west], [north, east]])
    facts = {"map": made.get_name(), "tiles": tiles.get_name(), "shapes": SHAPES}
    ground = f"<style>html:root {{ --ground: {map_style.DARK.ground} }}</style>" if dark else ""
    return _rendered(folium, made, json_block("page", facts) + ground, MARKS, WINDOW_POLICY)


def standalone_page(
    day: Day, plan: Plan, lines: Lines, *, region_folder: str | None, language: str, with_names: bool, credit: str = ""
) -> str:
    """``map.html``: one file that opens alone and offline, the region's streets and waters as plain vectors.

    It carries references; customers' names, and the homes of staff with the ways to them, only `with_names`.
    """
    parts = alone_parts(day, plan, lines, region_folder, language, with_names, credit)
    folium = _folium()
    made = _map(folium, Coordinates(0, 0), 8, (), ())
    styles = "".join(f"<style>{asset(name)}</style>" for name in ("leaflet.css", "map.css"))
    scripts = "".join(
        f"<script>{asset(name)}</script>" for name in ("leaflet.js", "draw.js", "plan.js", "closed.js", "alone.js")
    )
    facts = {**parts, "map": made.get_name(), "shapes": SHAPES}
    marks = '<aside id="legend"></aside><div id="source"></div>'
    return _rendered(folium, made, styles + scripts + json_block("page", facts), marks, ALONE_POLICY)


def _map(folium: Any, center: Coordinates, zoom: float, scripts: tuple[str, ...], styles: tuple[str, ...]) -> Any:
    class OwnMap(folium.Map):  # type: ignore[misc]
        # folium links ten files of others; these are ours.
        default_js = [(name, ORIGIN + name) for name in scripts]  # noqa: RUF012
        default_css = [(name, ORIGIN + name) for name in styles]  # noqa: RUF012

    made = OwnMap(
        list(center),
        zoom_start=zoom,
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.5,
        wheel_px_per_zoom_level=100,
        font_size="12px",
    )
    made._id = "rounds"
    return made


def _rendered(folium: Any, made: Any, head: str, body: str, policy: str) -> str:
    root = made.get_root()
    for part, html in ((root.header, head), (root.html, body)):
        # Not as a template of its own: braces in scripts are no commands.
        element = folium.Element("{{ this.text }}")
        element.text = html
        part.add_child(element)
    return with_policy(str(root.render()), policy)


def _folium() -> Any:
    # Imported when first asked for, and without pandas: that is two thirds of the time, and serves data frames alone.
    hidden = "folium" not in sys.modules and "pandas" not in sys.modules
    if hidden:
        sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        import folium
    finally:
        if hidden:
            del sys.modules["pandas"]
    return folium
