"""The gates of a visit as a small table: what is asked, whether it holds, and what of it. The law in violet, with §.

Which gates there are is `planner.day.gates`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QDate, QEvent, QLocale, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.day.gates import Gate, GateKind, lawful_hours
from planner.day.states import VisitRow
from planner.model import Day, Visit
from planner.policy.closed import ClosedDays
from planner.policy.crew import CERTIFICATE, TRAINING, unfit_for
from planner.policy.pack import Pack
from planner.rule_words import closed_words, rest_words
from planner.sentences import MATCHES
from planner.text import N_, duration, language, listed, ngettext
from planner.text import gettext as _
from ui import theme
from ui.dialogs.frame import say_date
from ui.words import when_open
from ui.workbench.inspector_marks import paint_mark
from ui.workbench.inspector_parts import sized

TITLES: dict[GateKind, str] = {
    GateKind.APPROVED: N_("Approved"),
    GateKind.HOURS: N_("Legal hours"),
    GateKind.DAY: N_("Visiting day"),
    GateKind.LOCATED: N_("Located"),
    GateKind.ONCE: N_("Visited once"),
    GateKind.TEAM_SIZE: N_("Team"),
    GateKind.WINDOW: N_("Window"),
    GateKind.SKILLS: N_("Skills"),
}


UNFIT = {TRAINING: N_("not all are known to be trained lately"), CERTIFICATE: N_("a certificate is not known of")}
"""Why a team that is large enough may not go all the same."""


class Line(NamedTuple):
    """One gate in words; `mark` is a mark's name and `tone` a name of `theme.Colors`."""

    title: str
    detail: str
    mark: str
    tone: str


def gate_lines(found: Sequence[Gate], pack: Pack, closed: ClosedDays, day: Day, row: VisitRow) -> list[Line]:
    """Every gate in words."""
    return [Line(_(TITLES[each.kind]), _detail(each, pack, closed, day, row), *_mark(each)) for each in found]


def _mark(each: Gate) -> tuple[str, str]:
    if each.open is None:
        return "dot", "text3"
    if each.open:
        return "check", "better"
    return ("law", "legal") if each.legal else ("cross", "wrong")


def _detail(each: Gate, pack: Pack, closed: ClosedDays, day: Day, row: VisitRow) -> str:
    visit = row.visit
    if each.kind == GateKind.APPROVED:
        return _approved(row) if each.open else _("nobody approved it")
    if each.kind == GateKind.HOURS:
        return _hours(each, pack, closed, day, row)
    if each.kind == GateKind.DAY:
        return say_date(visit.date) if each.open else _why_closed(pack, closed, visit)
    if each.kind == GateKind.LOCATED:
        return _(MATCHES[visit.location.match]) if visit.location else _("not found yet")
    if each.kind == GateKind.ONCE:
        count = len(row.places)
        return ngettext("{count} stop", "{count} stops", count).format(count=count) if count else _("no stop yet")
    if each.kind == GateKind.TEAM_SIZE:
        return _team_size(each, pack, day, row)
    if each.kind == GateKind.WINDOW:
        return _("missed by {amount}").format(amount=duration(each.amount)) if each.amount else when_open(visit)
    return _skills(each, row)


def _why_closed(pack: Pack, closed: ClosedDays, visit: Visit) -> str:
    words = closed_words(pack, closed, visit.date, visit.place_kind, short_date)
    return words or rest_words(pack, closed, visit, short_date) or _("nobody is visited then")


def _approved(row: VisitRow) -> str:
    when = row.visit.approved_at
    return listed(
        part for part in (row.visit.approved_by, short_date(when.astimezone(row.zone)) if when else "") if part
    )


def short_date(when: date) -> str:
    """Day and month."""
    chinese = language() == "zh"
    locale = QLocale("zh_CN" if chinese else "en_GB")
    return locale.toString(QDate(when.year, when.month, when.day), "M月d日" if chinese else "d MMM")


def _hours(each: Gate, pack: Pack, closed: ClosedDays, day: Day, row: VisitRow) -> str:
    if pack.longest is not None and row.visit.service_time > pack.longest:
        return _("it may last {amount} at most").format(amount=duration(pack.longest.total_seconds()))
    if each.amount:
        return _("{amount} outside").format(amount=duration(each.amount))
    spans = listed(f"{begin}–{end}" for begin, end in lawful_hours(pack, closed, day, row.visit))
    return spans if each.open or not spans else _("its window lies outside {hours}").format(hours=spans)


def _team_size(each: Gate, pack: Pack, day: Day, row: VisitRow) -> str:
    if each.open is None:
        return _teams(each.teams or 0)
    broken = {rule for place in row.places for rule in unfit_for(pack, day).get(place.shift.id, ())}
    if UNFIT.keys() & broken:
        return listed(_(words) for rule, words in UNFIT.items() if rule in broken)
    people = min(sum(m.id not in day.absent for m in place.shift.members) for place in row.places)
    return _("{count} of at least {least} people").format(count=people, least=pack.least_staff)


def _skills(each: Gate, row: VisitRow) -> str:
    asked = row.visit.skills
    if not asked:
        return _("none needed")
    lacking = asked - frozenset.intersection(*(p.shift.skills for p in row.places)) if row.places else frozenset[str]()
    if lacking:
        return _("lacks {skills}").format(skills=listed(sorted(lacking)))
    words = listed(sorted(asked))
    return f"{words} · {_teams(each.teams or 0)}" if each.open is None else words


def _teams(count: int) -> str:
    return ngettext("{count} team could", "{count} teams could", count).format(count=count) if count else _("no team")


class GateTable(QWidget):
    """Two columns where there is room, else one; each gate its title and, beneath, what of it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._high = 0
        self.setFont(theme.small(self.font()))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Gates"))

    def show_lines(self, lines: list[Line]) -> None:
        """Show gates."""
        self.lines = lines
        self._high = self._line_height()
        marks = {"check": _("open"), "dot": _("open question"), "law": _("closed by law"), "cross": _("closed")}
        said = (f"{each.title}: {marks[each.mark]}, {each.detail}" for each in lines)
        self.setAccessibleDescription(_("; ").join(said))
        self.updateGeometry()
        self.update()

    @property
    def _quiet(self) -> QFont:
        return sized(self.font(), 0.93)

    def _line_height(self) -> int:
        # As the letters ask for it: those of another script may come from a taller font.
        room, metrics = QRect(0, 0, 10_000, 1000), self.fontMetrics()
        words = [word for each in self.lines for word in (each.title, each.detail)]
        return max((metrics.boundingRect(room, 0, word).height() for word in words), default=metrics.height())

    def _row_height(self) -> int:
        return 2 * self._high + 4

    def _columns(self, width: int) -> int:
        return 2 if width >= self.fontMetrics().averageCharWidth() * 36 else 1

    def _box(self, number: int) -> QRect:
        columns = self._columns(self.width())
        wide = self.width() // columns
        down = self._row_height()
        column, row = (number % 2, number // 2) if columns > 1 else (0, number)
        return QRect(column * wide, row * down, wide - 4, down)

    # --- Qt

    def heightForWidth(self, width: int) -> int:
        return -(-len(self.lines) // self._columns(width)) * self._row_height()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def event(self, event: QEvent) -> bool:
        """What is cut can be read in the tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = (each for number, each in enumerate(self.lines) if self._box(number).contains(event.pos()))
            if each := next(found, None):
                QToolTip.showText(event.globalPos(), f"{each.title}\n{each.detail}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme.colors()
        high = self._high
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, each in enumerate(self.lines):
            box, tone = self._box(number), getattr(colors, each.tone)
            paint_mark(painter, QRectF(box.x(), box.y() + 1, high - 2, high - 2), each.mark, tone)
            text = QRect(box.x() + high + 4, box.y(), box.width() - high - 4, high)
            alarmed = each.mark in ("law", "cross")
            painter.setFont(self.font())
            painter.setPen(QColor(tone if alarmed else colors.text))
            painter.drawText(text, middle, each.title)
            painter.setFont(self._quiet)
            painter.setPen(QColor(tone if alarmed else colors.text2))
            cut = painter.fontMetrics().elidedText(each.detail, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(text.translated(0, high - 1), middle, cut)
        painter.end()
