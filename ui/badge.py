"""The badge: how much left this computer, always in sight. Counts nothing itself, and sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QToolButton, QWidget

from planner.bootstrap import Office
from planner.outside import Recipient, Silence, requests_sent, start_of_today
from planner.recipients import recipients
from planner.text import gettext as _
from planner.text import ngettext
from ui import theme
from ui.background import Background
from ui.outside_words import recipient_words, requests_words, service_name, silence_words

LOOK_MS = 500
SIGN = 16


@dataclass(frozen=True, slots=True)
class _State:
    # What there is to say; nothing is painted while it stays the same.
    total: int = 0
    counts: tuple[tuple[Recipient, int], ...] = ()
    silences: tuple[tuple[Recipient, Silence], ...] = ()
    blocked: int = 0
    today: int = 0


class Badge(QToolButton):
    """A quiet lock while nothing leaves; names whoever is asked. A press shows the list."""

    changed = Signal()
    """It has something else to say, and may need another width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(SIGN, SIGN))
        self._office: Office | None = None
        self._on: tuple[Recipient, ...] = ()
        self._zone = ZoneInfo("UTC")
        self._state = _State()
        self._fold = 0
        self._said: tuple[object, ...] = ()
        self._counted = -1
        self._background = Background(self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.say(0)

    def watch(self, office: Office) -> None:
        """Say what leaves from now on while an office is open."""
        self._office = office
        self._on = recipients(office.settings)
        with office.store.reading() as session:
            self._zone = session.branch().zone
        self._timer.start()
        self._look()
        self.say(self._fold)
        self.changed.emit()

    def show_blocked(self, count: int) -> None:
        """So many requests of the map were turned away: they did not leave."""
        self._take(blocked=count)

    def say(self, fold: int) -> None:
        """Say it in full (0), shortly (1), or as a number beside the sign (2)."""
        self._fold = fold
        said = fold, self._state, self._on, self._zone, theme.colors()
        if said == self._said:  # a bar that folds asks for it again and again
            return
        self._said = said
        state, quiet = self._state, not self._on and not self._state.total and not self._state.blocked
        c = theme.colors()
        ink = c.better if quiet else c.worse if not state.silences else c.wrong
        text = (self._whole(), self._short(), str(state.total) if state.total else "")[fold]
        if text != self.text():
            self.setText(text)
        if ink != self.property("ink"):  # not with every word: a style sheet costs milliseconds
            self.setProperty("ink", ink)
            self.setStyleSheet(f"QToolButton {{ color: {ink}; padding: 3px 6px; }}")
        self.setIcon(_sign(ink, bool(self._on or state.total)))
        self.setToolTip(self._told())
        self.setAccessibleName(self._whole())
        self.setAccessibleDescription(self._told())

    # --- words

    def _whole(self) -> str:
        if not self._on:
            return requests_words(self._state.total)
        return " · ".join(map(self._one, self._on))

    def _one(self, recipient: Recipient) -> str:
        words = recipient_words(*recipient, dict(self._state.counts).get(recipient, 0))
        if silence := dict(self._state.silences).get(recipient):
            until = f"{silence.until.astimezone(self._zone):%H:%M}"
            words = _("{requests}, left alone until {time}").format(requests=words, time=until)
        return words

    def _short(self) -> str:
        count = self._state.total
        if not self._on:
            return ngettext("{count} request left", "{count} requests left", count).format(count=count)
        names = ", ".join(service_name(service) for service, _host in self._on)
        return _("{names}: {count}").format(names=names, count=count)

    def _told(self) -> str:
        state = self._state
        lines = [recipient_words(*each, count) for each, count in state.counts]
        lines += [silence_words(service, silence, self._zone) for (service, _host), silence in state.silences]
        if not self._on:
            lines.append(_("Addresses, roads and map come from files on this computer."))
        since = _("Since Rounds was started: {count}. Today: {today}.").format(count=state.total, today=state.today)
        lines += [requests_words(state.total) + ".", since]
        if state.blocked:
            words = ngettext(
                "{count} request of the map was turned away.", "{count} requests of the map were turned away.",
                state.blocked,
            )  # fmt: skip
            lines.append(words.format(count=state.blocked))
        return "\n".join([*lines, _("Press to see the list.")])

    # --- looking

    def _look(self) -> None:
        office = self._office
        assert office
        counts, now = office.outside.counts, office.clock()
        silences = tuple((each, kept) for each, kept in dict(office.outside.silences).items() if kept.until > now)
        total = sum(counts.values())
        if total != self._counted:
            self._counted = total
            self.look_again()
        self._take(total=total, counts=tuple(sorted(counts.items())), silences=silences)

    def look_again(self) -> None:
        """Who is asked may be another: somebody has chosen so, or something has left."""
        if self._office:
            self._background.run(_known, self._office, on_done=self._hear, on_error=_ignore)

    def _hear(self, known: tuple[int, tuple[Recipient, ...]]) -> None:
        today, self._on = known
        self._take(today=today)
        self.say(self._fold)

    def _take(self, **found: object) -> None:
        fresh = _State(**{name: found.get(name, getattr(self._state, name)) for name in _State.__slots__})  # type: ignore[arg-type]
        if fresh != self._state:
            self._state = fresh
            self.say(self._fold)
            self.changed.emit()


def _known(office: Office) -> tuple[int, tuple[Recipient, ...]]:
    return sent_today(office), recipients(office.settings)


def sent_today(office: Office) -> int:
    """How many requests left since midnight, whoever of the office's programs sent them. Runs on a thread."""
    return sum(sent.count for sent in requests_sent(office, start_of_today(office)))


def _ignore(_problem: Exception) -> None:
    # The office was closed meanwhile; the next look says it.
    return None


@cache
def _sign(ink: str, is_open: bool) -> QIcon:
    # A closed lock, or an arrow that leaves a box.
    icon = QIcon()
    for scale in (1, 2, 3):
        pixmap = QPixmap(SIGN * scale, SIGN * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(ink), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if is_open:
            painter.drawPolyline(QPolygonF([QPointF(*p) for p in ((8, 3.5), (3, 3.5), (3, 13), (12.5, 13), (12.5, 8))]))
            painter.drawLine(QPointF(7.5, 8.5), QPointF(13.2, 2.8))
            painter.drawPolyline(QPolygonF([QPointF(*p) for p in ((10, 2.6), (13.4, 2.6), (13.4, 6))]))
        else:
            painter.drawArc(QRectF(5, 2, 6, 9), 0, 180 * 16)
            painter.setBrush(QColor(ink))
            painter.drawRoundedRect(QRectF(3.2, 7, 9.6, 6.6), 1.4, 1.4)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
