"""Words and small marks that several views share: states, times, reasons. Reads values, changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from planner.day.lock_words import lock_sentence
from planner.day.states import VisitRow, VisitState
from planner.model import Day, Visit
from planner.text import N_, clock, listed, reason_sentence, violation_sentence
from planner.text import gettext as _
from ui.theme import colors

STATES = {
    VisitState.NOT_LOCATED: N_("Not located"),
    VisitState.BROKEN: N_("Breaks a rule"),
    VisitState.BLOCKED: N_("Blocked"),
    VisitState.UNASSIGNED: N_("Unassigned"),
    VisitState.LOCKED: N_("Locked"),
    VisitState.BEGUN: N_("Begun"),
    VisitState.PLANNED: N_("Planned"),
}
STATE_ORDER = {state: number for number, state in enumerate(VisitState)}


def when_open(visit: Visit) -> str:
    """When a customer can be met."""
    return listed(f"{w.earliest:%H:%M}–{w.latest:%H:%M}" for w in visit.windows) or _("any")


def own_town(rows: Sequence[VisitRow]) -> str:
    """How most addresses of a day end, such as ", Emberford": in a list this goes without saying."""
    ends = Counter(address[address.rindex(",") :] for row in rows if "," in (address := row.visit.address.text))
    end, count = ends.most_common(1)[0] if ends else ("", 0)
    return end if count * 2 > len(rows) else ""


def span(day: Day, start: datetime, end: datetime) -> str:
    """From when to when, as the branch's clocks show it."""
    zone = ZoneInfo(day.branch.time_zone)
    return f"{clock(start, zone)}–{clock(end, zone)}"


def why(row: VisitRow) -> str:
    """Why a visit is in its state, in one or more sentences; what is locked in it."""
    broken = [violation_sentence(violation, None) for violation in row.violations]
    return "\n".join((*broken, *settled(row))) or (reason_sentence(row.reason) if row.reason else "")


def settled(row: VisitRow) -> list[str]:
    """What is locked of a visit, a sentence for each of its teams."""
    return list(dict.fromkeys(lock_sentence(each.stop, row.zone) for each in row.places if each.stop.lock))


def state_icon(state: VisitState) -> QIcon:
    """The mark of a state: a form of its own, never color alone."""
    c = colors()
    inks = {
        VisitState.NOT_LOCATED: c.wrong, VisitState.BROKEN: c.wrong, VisitState.BLOCKED: c.legal,
        VisitState.UNASSIGNED: c.worse, VisitState.LOCKED: c.text2, VisitState.BEGUN: c.text2,
        VisitState.PLANNED: c.better,
    }  # fmt: skip
    return _mark(state, inks[state])


@cache
def _mark(state: VisitState, ink: str) -> QIcon:
    scale = 3
    pixmap = QPixmap(16 * scale, 16 * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1.6))
    _draw(painter, state, QColor(ink))
    painter.end()
    return QIcon(pixmap)


def _draw(painter: QPainter, state: VisitState, ink: QColor) -> None:
    if state == VisitState.PLANNED:
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(8, 8), 3, 3)
    elif state == VisitState.LOCKED:
        painter.drawArc(QRectF(5, 2.5, 6, 8), 0, 180 * 16)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(3.5, 7, 9, 6), 1, 1)
    elif state == VisitState.BEGUN:
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(5, 4), QPointF(12, 8), QPointF(5, 12)]))
    elif state == VisitState.UNASSIGNED:
        painter.drawEllipse(QPointF(8, 8), 4, 4)
    elif state == VisitState.BLOCKED:
        font = painter.font()
        font.setPixelSize(14)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRectF(0, 0, 16, 16), Qt.AlignmentFlag.AlignCenter, "§")
    elif state == VisitState.NOT_LOCATED:
        painter.drawEllipse(QPointF(8, 6), 3.6, 3.6)
        painter.drawLine(QPointF(8, 9.6), QPointF(8, 14))
    else:
        painter.drawPolygon(QPolygonF([QPointF(8, 2.5), QPointF(14, 13.5), QPointF(2, 13.5)]))
        painter.drawLine(QPointF(8, 6.5), QPointF(8, 9.5))
        painter.drawPoint(QPointF(8, 11.8))
