"""The address under review, large: what of it was found, what was not, and what lies behind the door, told apart."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from planner.text import N_
from planner.text import gettext as _
from ui import theme
from ui.dialogs.place_parts import Kind, Part

WORDS = {Kind.KNOWN: N_("found"), Kind.UNKNOWN: N_("not found"), Kind.INNER: N_("behind the door")}


class AddressLine(QLabel):
    """Rich text of our own making: whatever a file wrote is escaped."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show an address, and below it what its colors and lines mean."""
        styles = _styles()
        shown = "".join(
            f"{'&ensp;' if part.kind == Kind.INNER else ''}<span style='{styles[part.kind]}'>{escape(part.text)}</span>"
            for part in parts
        )
        kinds = dict.fromkeys(part.kind for part in parts)
        key = " &nbsp;·&nbsp; ".join(f"<span style='{styles[kind]}'>{escape(_(WORDS[kind]))}</span>" for kind in kinds)
        big = round(self.font().pointSizeF() * 1.35, 1)
        self.setText(
            f"<p style='margin:0; font-size:{big}pt; font-weight:600'>{shown}</p>"
            f"<p style='margin:4px 0 0; color:{theme.colors().text2}'>{key}</p>"
        )
        self.setAccessibleName(", ".join(f"{part.text.strip(' ,，')} ({_(WORDS[part.kind])})" for part in parts))


def _styles() -> dict[Kind, str]:
    c = theme.colors()
    return {
        Kind.KNOWN: f"color:{c.text}",
        Kind.UNKNOWN: f"color:{c.worse}; text-decoration:underline",
        Kind.INNER: f"color:{c.text2}; font-weight:400",
    }
