"""The line above the timeline: what colors mean, a legend, and the zoom. While something is dragged, what it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QWidget

from planner.text import N_
from planner.text import gettext as _
from ui.theme import colors, small
from ui.workbench.timeline_legend import Legend

COLORINGS = {"team": N_("Team"), "priority": N_("Priority"), "state": N_("State")}
STEPS = 1000


class Bar(QFrame):
    """The head of the timeline's panel."""

    color_chosen = Signal(str)
    zoom_chosen = Signal(float)
    """How far out: 0 for 15 minutes, 1 for the day."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("timelineBar")
        self._title, self._moving = QLabel(_("Timeline")), QLabel()
        self._title.setStyleSheet("font-weight: 600")
        self._moving.setTextFormat(Qt.TextFormat.RichText)
        self._moving.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._moving.hide()
        self.legend = Legend()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._chosen = self._make_choice()
        self._make_slider()
        self._lay_out()
        self._restyle()

    def _make_choice(self) -> QWidget:
        choice = QWidget()
        row = QHBoxLayout(choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        label = QLabel(_("Color by"))
        label.setProperty("quiet", True)
        row.addWidget(label)
        row.addSpacing(8)
        group = QButtonGroup(self, exclusive=True)
        self.buttons: dict[str, QToolButton] = {}
        for number, (name, text) in enumerate(COLORINGS.items()):
            button = QToolButton()
            button.setText(_(text))
            button.setCheckable(True)
            button.setProperty("place", ("first", "middle", "last")[number])
            button.setAccessibleName(_("Color by {what}").format(what=_(text)))
            button.clicked.connect(lambda _on=False, name=name: self.color_chosen.emit(name))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[name] = button
        return choice

    def _make_slider(self) -> None:
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 10)
        self.slider.setFixedWidth(self.fontMetrics().averageCharWidth() * 16)
        self.slider.setAccessibleName(_("Zoom of the timeline"))
        self.slider.setToolTip(_("Zoom: the wheel over the rows, + and −; 0 shows the day"))
        self.slider.valueChanged.connect(lambda value: self.zoom_chosen.emit(value / STEPS))

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._chosen)
        row.addWidget(self._moving, 1)
        row.addWidget(self.legend, 1)
        row.addSpacing(8)
        for part in (QLabel(_("15 min")), self.slider, QLabel(_("day"))):
            if isinstance(part, QLabel):
                part.setProperty("quiet", True)
                part.setFont(small(part.font()))
            row.addWidget(part)

    def show_zoom(self, share: float) -> None:
        """How far out the timeline is, without asking for it."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(share * STEPS))
        self.slider.blockSignals(False)

    def show_coloring(self, name: str, states: Sequence[str], *, running: bool = False) -> None:
        """Which coloring is in use, and what is in it."""
        self.buttons[name].setChecked(True)
        self.legend.show_items(name, states, running=running)

    def show_moving(self, text: str) -> None:
        """What is in the hand; nothing ends it."""
        self._moving.setText(text)
        self._moving.setVisible(bool(text))
        self._chosen.setVisible(not text)
        self.legend.setVisible(not text)

    def _restyle(self) -> None:
        c = colors()
        sheet = (
            f"#timelineBar {{ background: {c.window}; border: 0; border-bottom: 1px solid {c.line}; }}"
            f"QToolButton {{ background: {c.panel}; color: {c.text2}; border: 1px solid {c.line}; padding: 3px 9px; }}"
            f"QToolButton:checked {{ background: {c.selected}; color: {c.text}; font-weight: 600; }}"
            f"QToolButton:hover {{ color: {c.text}; }} QToolButton:focus {{ border-color: {c.accent}; }}"
            f"QSlider::groove:horizontal {{ height: 2px; background: {c.line}; }}"
            f"QSlider::sub-page:horizontal {{ background: {c.text3}; }}"
            f"QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -6px 0; border-radius: 7px;"
            f" background: {c.panel}; border: 1px solid {c.text2}; }}"
            f"QSlider::handle:horizontal:focus {{ border: 2px solid {c.accent}; }}"
            "QToolButton[place='first'] { border-top-left-radius: 4px; border-bottom-left-radius: 4px; }"
            "QToolButton[place='middle'] { border-left: 0; border-right: 0; }"
            "QToolButton[place='last'] { border-top-right-radius: 4px; border-bottom-right-radius: 4px; }"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    # --- Qt

    def sizeHint(self) -> QSize:
        """As high as its buttons, also without them: rows must not move under a hand."""
        return self._as_high(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """As high as its buttons."""
        return self._as_high(super().minimumSizeHint())

    def _as_high(self, size: QSize) -> QSize:
        margins = self._row.contentsMargins() + self.contentsMargins()
        buttons = self._chosen.sizeHint().height() + margins.top() + margins.bottom()
        return QSize(size.width(), max(size.height(), buttons))

    def changeEvent(self, event: QEvent) -> None:
        """Light became dark, or the other way round."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._restyle()
