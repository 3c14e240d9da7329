"""How a search stands, in the toolbar: the pill with ring and Stop, the curve of the best plan, and how it ended.

Searches nothing; other long work is shown by `ui.progress_panel`.
"""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from planner.text import clock, duration, step_name
from planner.text import gettext as _
from routing.worker import Progress
from ui.search import Settled, Standing
from ui.search_marks import CurveLine, Ring, StopPill


class SearchPanel(QWidget):
    """Hidden while no search has run; after one it says quietly how that ended, until `clear`."""

    stopped = Signal()
    """The person wants it to end, with the best plan so far."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._visits = "", 0
        self.stop = StopPill()
        self.stop.setToolTip(_("Stop and keep the best plan so far (Esc)"))
        self.stop.clicked.connect(self._press)
        self.ring, self.curve = Ring(), CurveLine()
        self.said, self.quiet = QLabel(), QLabel()
        self.quiet.setProperty("quiet", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.stop, self.ring, self.curve, self.said, self.quiet):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.hide()

    def begin(self, text: str, visits: int) -> None:
        """A search begins; `text` says what it does, such as "Improving"."""
        self._text, self._visits = text, visits
        self.stop.setEnabled(True)
        self.stop.show_share(0.0, text)
        self._name(text)
        self.curve.show_curve((), 0.0)
        self._say("", "")
        self._show(running=True)

    def take(self, message: object) -> None:
        """Show a `Progress` before there is a plan; other messages are passed over."""
        if isinstance(message, Progress):
            self._say("", step_name(message.step))
            self.stop.show_share(message.share, self._text)

    def show_standing(self, now: Standing) -> None:
        """How the search stands."""
        self._text = now.doing or self._text
        left = _("{text} · {left}").format(text=self._text, left=_left(now.left_s))
        self.stop.show_share(now.share, left if now.left_s else self._text)
        self._name(_("{text}, {time} left").format(text=self._text, time=duration(now.left_s)))
        passed = now.left_s / (1 - now.share) * now.share if 0 < now.share < 1 else 0.0
        self.curve.show_curve(now.curve, passed)
        words = _("{planned} of {visits} planned").format(planned=now.planned, visits=self._visits)
        self._say(words, _("no better plan for {time}").format(time=duration(now.quiet_s)) if now.quiet_s >= 5 else "")

    def show_settled(self, how: Settled, zone: tzinfo) -> None:
        """How it ended, when by the branch's clocks."""
        text = _("Stopped {time}") if how.stopped else _("Settled {time}")
        self.ring.show_share(1.0)
        self.curve.show_curve(how.curve, 0.0)
        quiet = _("with the best plan so far") if how.stopped else _("no better plan for {time}")
        said = quiet if how.stopped or how.quiet_s >= 1 else ""
        self._say(text.format(time=clock(how.at, zone)), said.format(time=duration(how.quiet_s)))
        self._show(running=False)

    def clear(self) -> None:
        """Say nothing: the plan is another one by now."""
        self.hide()

    def shorten(self, level: int) -> None:
        """Say less where there is not much room: 1 without the quiet words, 2 without the curve, 3 the pill alone."""
        running = not self.stop.isHidden()
        self.quiet.setVisible(level < 1)
        self.curve.setVisible(running and level < 2)
        self.said.setVisible(level < 3)

    def _show(self, *, running: bool) -> None:
        self.stop.setVisible(running)
        self.curve.setVisible(running)
        self.ring.setVisible(not running)
        self.show()

    def _say(self, words: str, quiet: str) -> None:
        self.said.setText(words)
        self.quiet.setText(quiet)

    def _name(self, how: str) -> None:
        self.stop.setAccessibleName(_("Stop: {how}").format(how=how))

    def _press(self) -> None:
        self.stop.setEnabled(False)
        self.stopped.emit()


def _left(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
