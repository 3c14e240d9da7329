"""How far long work has come: the step it is at, a thin bar, and a Stop button. Does no work itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QWidget

from planner.text import gettext as _
from planner.text import step_name
from routing.worker import Progress
from ui import theme


class ProgressPanel(QWidget):
    """The step that work is at, a thin bar, and a Stop button. Hidden while nothing is under way."""

    stopped = Signal()
    """The person pressed Stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = QLabel()
        self.bar = _ThinBar()
        self.stop = QPushButton(_("&Stop"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self._press_stop)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.step, 0, 0)
        grid.addWidget(self.bar, 1, 0)
        grid.addWidget(self.stop, 0, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        self.hide()

    def begin(self, text: str, *, can_stop: bool = True) -> None:
        """Show that work has begun; how far it has come is not known yet."""
        self.step.setText(text)
        self.bar.setRange(0, 0)
        self.stop.setVisible(can_stop)
        self.stop.setEnabled(True)
        self.show()

    def take(self, message: object) -> None:
        """Show a `Progress`; other messages are passed over."""
        if isinstance(message, Progress):
            self.show_share(message.share, step_name(message.step))

    def show_share(self, share: float, text: str) -> None:
        """Show how far work has come, in words of the caller's own."""
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(share * 1000))
        self.step.setText(text)

    def end(self) -> None:
        """Work has ended."""
        self.hide()

    def _press_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stopped.emit()


class _ThinBar(QProgressBar):
    # Four pixels, painted in the scheme of the moment; a screen reader still finds a progress bar.

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setFixedHeight(4)
        self.setAccessibleName(_("Progress"))

    def sizeHint(self) -> QSize:
        return QSize(160, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.line))
        painter.drawRoundedRect(self.rect(), 2, 2)
        if self.maximum() > 0 and self.value() > 0:
            share = self.rect().adjusted(0, 0, -round(self.width() * (1 - self.value() / self.maximum())), 0)
            painter.setBrush(QColor(colors.accent))
            painter.drawRoundedRect(share, 2, 2)
