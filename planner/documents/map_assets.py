"""The scripts and styles of the map: Leaflet from the installed package, and our own. Renders nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path

from xstatic.pkg import leaflet

import resources

LEAFLET = Path(leaflet.BASE_DIR)
OURS = Path(resources.__file__).parent / "map"
FOLDERS = {
    "leaflet.js": LEAFLET,
    "leaflet.css": LEAFLET,
    **dict.fromkeys(
        (
            *("draw.js", "plan.js", "glass.js", "pick.js", "drag.js", "pin.js", "closed.js", "legend.js"),
            *("window.js", "alone.js"),
            "map.css",
        ),
        OURS,
    ),
}
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def asset(name: str) -> str:
    """A script or style by its file name; KeyError where there is none.

    Leaflet's pictures (of a control and a marker that we do not use) are left out, and so is the address of its source
    map: nothing in here makes a page ask for another file.
    """
    text = (FOLDERS[name] / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    if name == "leaflet.css":
        return re.sub(r"^.*\burl\(.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"//# sourceMappingURL=.*", "", text)


def json_block(key: str, value: object) -> str:
    """A value as a block of data in a page; a script finds it by its key. Text in it cannot end the block."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return f'<script type="application/json" id="{key}">{text}</script>'


def with_policy(page: str, policy: str) -> str:
    """The page with a Content-Security-Policy; ``{scripts}`` in it becomes the digests of the page's own scripts.

    Whatever is written into the page later, an attribute or another script, does not run.
    """
    digests = (hashlib.sha256(code.encode()).digest() for code in INLINE.findall(page))
    scripts = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy.format(scripts=scripts)}">'
    return page.replace("<head>", f"<head>\n{meta}", 1)
