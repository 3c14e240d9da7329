"""The page of one team in the roster: name, sign, hours, breaks, vehicle, start and end. Members are the tree's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from planner.day.bases import location_of
from planner.day.staff import depots_in_use
from planner.day.teams import edit_shift
from planner.model import Depot, Shift, Staff, Team, TravelMode
from planner.text import N_, listed, sentence
from planner.text import gettext as _
from resources.signs import COUNT
from ui.dialogs.breaks import BreaksField
from ui.dialogs.fields import FieldForm, TimeField
from ui.dialogs.roster_draft import RosterDraft
from ui.signs import sign_icon

MINUTE = timedelta(minutes=1)
TRAVEL_MODES = {
    TravelMode.CAR: N_("Car"),
    TravelMode.SCOOTER: N_("Motor scooter"),
    TravelMode.BICYCLE: N_("Bicycle"),
    TravelMode.FOOT: N_("On foot"),
}


class TeamForm(FieldForm):
    """Takes what is typed at once; what cannot be taken stays where it was typed, with a sentence."""

    def __init__(self, draft: RosterDraft, shift_id: UUID) -> None:
        super().__init__()
        self._draft = draft
        self.key = shift_id
        self._loading = False
        self._build()
        self.refresh()
        draft.changed.connect(self.refresh)

    def _build(self) -> None:
        self.name = self.add("name", _("&Name"), QLineEdit())
        self.sign = self.add("sign", _("Si&gn"), QComboBox())
        self.sign.setIconSize(QSize(20, 20))
        self.start, self.end = TimeField(), TimeField()
        self.add("end", _("&Hours"), _pair(self.start, self.end))
        self.breaks = self.add("breaks", _("Breaks"), BreaksField())
        self.start_at = self.add("start_at", _("Starts &at"), QComboBox())
        self.end_at = self.add("end_at", _("&Ends at"), QComboBox())
        self.travel_mode = self.add("travel_mode", _("Travels b&y"), QComboBox())
        for mode, words in TRAVEL_MODES.items():
            self.travel_mode.addItem(_(words), mode)
        self.slow = self.add("slow_factor", _("Slow &day"), _slow_day())
        self.slow.setToolTip(_("In rain or snow every way takes so many times as long."))
        self.vehicle = self.add("vehicle", _("&Vehicle"), QLineEdit())
        self.vehicle.setPlaceholderText(_("Number plate, or “gray van”"))
        self.most = self.add("max_visits", _("&Most visits"), QSpinBox())
        self.most.setRange(0, 99)
        self.most.setSpecialValueText(_("no limit"))
        self.overtime = self.add("max_overtime", _("Overtime at most"), _minutes(240, _("none")))
        self.road = self.add("max_travel_time", _("On the road at most"), _minutes(720, _("no limit")))
        for box in (self.most, self.overtime, self.road, self.slow):
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda _value: self.commit())
        self.skills = self.add("members", _("Skills"), QLabel())
        self.skills.setWordWrap(True)
        for combo in (self.sign, self.start_at, self.end_at, self.travel_mode):
            combo.activated.connect(lambda _row: self.commit())
        for line in (self.name, self.vehicle):
            line.editingFinished.connect(self.commit)
        for signal in (self.start.chosen, self.end.chosen, self.breaks.changed):
            signal.connect(self.commit)

    def commit(self) -> None:
        """Take what is typed, or say at the field why it cannot be taken."""
        if self._loading or self._shift is None:
            return
        typed = self._typed(self._shift)
        bad = self._draft.edit(self.key, lambda day: edit_shift(day, typed))
        self._complain(bad.details.get("field") if bad else None, sentence(bad) if bad else "")

    def refresh(self) -> None:
        """Show the team as it is now; what is typed and not yet possible stays."""
        shift = self._shift
        if shift is None or self._loading:
            return
        self._loading = True
        self._fill_ends(shift)
        if self.key not in self._draft.invalid:
            self._show(shift)
            self._complain(None, "")
        self._show_signs(self.name.text() or shift.team.name)
        self.skills.setText(listed(sorted(shift.skills)) or _("none in particular"))
        self._loading = False

    @property
    def _shift(self) -> Shift | None:
        return next((each for each in self._draft.day.shifts if each.id == self.key), None)

    def _typed(self, shift: Shift) -> Shift:
        return replace(
            shift,
            team=replace(shift.team, name=self.name.text(), sign=self.sign.currentIndex()),
            start=self.start.value(),
            end=self.end.value(),
            breaks=self.breaks.value(),
            start_at=self.start_at.currentData(),
            end_at=self.end_at.currentData(),
            travel_mode=TravelMode(self.travel_mode.currentData()),
            slow_factor=round(self.slow.value(), 2),
            vehicle=self.vehicle.text(),
            max_visits=self.most.value() or None,
            max_overtime=timedelta(minutes=self.overtime.value()),
            max_travel_time=timedelta(minutes=self.road.value()) if self.road.value() else None,
        )

    def _show(self, shift: Shift) -> None:
        for line, text in ((self.name, shift.team.name), (self.vehicle, shift.vehicle)):
            if line.text() != text:
                line.setText(text)
        self.start.show_value(shift.start)
        self.end.show_value(shift.end)
        self.breaks.show_value(shift.breaks)
        self.travel_mode.setCurrentIndex(list(TRAVEL_MODES).index(shift.travel_mode))
        self.slow.setValue(shift.slow_factor)
        self.most.setValue(shift.max_visits or 0)
        self.overtime.setValue(round(shift.max_overtime / MINUTE))
        self.road.setValue(round(shift.max_travel_time / MINUTE) if shift.max_travel_time else 0)
        if not self.sign.count():
            for number in range(1, COUNT + 1):
                self.sign.addItem("")
                spoken = _("Sign {number}").format(number=number)
                self.sign.setItemData(number - 1, spoken, Qt.ItemDataRole.AccessibleTextRole)
        self.sign.setCurrentIndex(shift.team.sign % COUNT)
        self.start_at.setCurrentIndex(_position(self.start_at, shift.start_at))
        self.end_at.setCurrentIndex(_position(self.end_at, shift.end_at))

    def _show_signs(self, name: str) -> None:
        for number in range(self.sign.count()):
            self.sign.setItemIcon(number, sign_icon(Team(name, number), 20))

    def _fill_ends(self, shift: Shift) -> None:
        homes = (member for member in shift.members if member.home)
        offered = {base.id: base for base in (*depots_in_use(self._draft.day), *homes)}
        for combo, base in ((self.start_at, shift.start_at), (self.end_at, shift.end_at)):
            chosen = combo.currentData()
            combo.clear()
            here = offered | ({base.id: base} if base else {})  # a depot that was removed stays where it is used
            for each in here.values():
                combo.addItem(base_label(each), each)
            combo.addItem(_("Anywhere"), None)
            known = chosen is None or chosen.id in here
            combo.setCurrentIndex(_position(combo, chosen if known else base))

    def _complain(self, field: object, text: str) -> None:
        for name in ("name", "end", "breaks", "max_visits", "members"):
            self.say(name, text if name == field else "")
        shift = self._shift
        for name, base in (("start_at", shift and shift.start_at), ("end_at", shift and shift.end_at)):
            self.say(name, _doubt(base), "worse")


def _minutes(most: int, nothing: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, most)
    box.setSingleStep(15)
    box.setSuffix(_(" min"))
    box.setSpecialValueText(nothing)
    return box


def _slow_day() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(1, 2)
    box.setSingleStep(0.1)
    box.setPrefix("× ")
    box.setSpecialValueText(_("no"))
    return box


def _pair(start: QWidget, end: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    start.setAccessibleName(_("Begins"))
    end.setAccessibleName(_("Ends"))
    row.addWidget(start)
    row.addWidget(QLabel("–"))
    row.addWidget(end)
    row.addStretch(1)
    both.setFocusProxy(start)
    return both


def base_label(base: Depot | Staff) -> str:
    """What a start or end is called."""
    return base.name if isinstance(base, Depot) else _("Home of {person}").format(person=base.name)


def _position(combo: QComboBox, base: object) -> int:
    wanted = getattr(base, "id", None)
    rows = (row for row in range(combo.count()) if getattr(combo.itemData(row), "id", None) == wanted)
    return next(rows, combo.count() - 1)


def _doubt(base: Depot | Staff | None) -> str:
    if base is None:
        return ""
    location = location_of(base)
    if location is None:
        return _("Its address was not found, so no way from or to it is counted. Correct the address.")
    return "" if location.sure else _("Its address is only roughly known. Confirm or correct it.")
