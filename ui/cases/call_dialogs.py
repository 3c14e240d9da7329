"""Two questions of the call list: when a letter offers a conversation, and when a visit is proposed for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from planner.cases.calls import CallDue
from planner.model import Address, PlaceKind, Window
from planner.text import N_
from planner.text import gettext as _
from ui.dialogs.fields import FieldForm, TimeField
from ui.dialogs.frame import Frame

PLACES = {
    PlaceKind.HOME: N_("At home"),
    PlaceKind.AGREED: N_("At a place the customer chose"),
    PlaceKind.WORKPLACE: N_("At work, at the customer's wish"),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A day, a span of it, and a place."""

    day: date
    window: Window
    place: PlaceKind = PlaceKind.HOME
    address: Address | None = None


class MeetingDialog(Frame):
    """Day and span; for a proposal also the place."""

    @staticmethod
    def offer(parent: QWidget | None, first: date) -> Meeting | None:
        """When a letter offers a conversation."""
        lead = _("The letter says that it is an offer, and how to decline it or to choose otherwise.")
        dialog = MeetingDialog(parent, _("Offer a conversation by letter"), _("&Print…"), lead)
        dialog.show_meeting(first, time(10), time(12))
        dialog.day.setMinimumDate(QDate(first.year, first.month, first.day))
        return dialog.meeting if dialog.run() else None

    @staticmethod
    def propose(parent: QWidget | None, call: CallDue, today: date) -> Meeting | None:
        """When and where a visit is proposed for."""
        lead = _("One visit for all cases of the customer. Nobody goes before somebody else has approved it.")
        dialog = MeetingDialog(parent, _("Propose a visit"), _("&Propose"), lead)
        dialog.add_place()
        told = call.reached.offered
        day = (told and told.offered_day) or today
        dialog.show_meeting(
            day, (told and told.offered_from) or time(10), (told and told.offered_to) or time(12),
            (told and told.offered_place) or PlaceKind.HOME,
        )  # fmt: skip
        return dialog.meeting if dialog.run() else None

    def __init__(self, parent: QWidget | None, title: str, accept: str, lead: str) -> None:
        super().__init__(parent, title, accept, lead)
        self.form = FieldForm()
        self.day = self.form.add("day", _("&Day"), QDateEdit())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.earliest = self.form.add("from", _("&From"), TimeField())
        self.latest = self.form.add("to", _("&To"), TimeField())
        self.place: QComboBox | None = None
        self.address: QLineEdit | None = None
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def add_place(self) -> None:
        """Ask for the place too; its address where it is not the customer's own."""
        self.place = self.form.add("place", _("P&lace"), QComboBox())
        for kind, words in PLACES.items():
            self.place.addItem(_(words), kind)
        self.address = self.form.add("address", _("&Address"), QLineEdit())
        self.place.currentIndexChanged.connect(self._show_address)

    def show_meeting(self, day: date, earliest: time, latest: time, place: PlaceKind = PlaceKind.HOME) -> None:
        """Begin with these."""
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.earliest.show_value(earliest)
        self.latest.show_value(latest)
        if self.place:
            self.place.setCurrentIndex(self.place.findData(place))
            self._show_address()

    @property
    def meeting(self) -> Meeting:
        """What was chosen."""
        chosen = self.day.date()
        place = PlaceKind(self.place.currentData()) if self.place else PlaceKind.HOME
        text = self.address.text().strip() if self.address and place != PlaceKind.HOME else ""
        window = Window(self.earliest.value(), self.latest.value())
        return Meeting(
            date(chosen.year(), chosen.month(), chosen.day()), window, place, Address(text) if text else None
        )  # fmt: skip

    def confirm(self) -> None:
        """Take it, once it can be."""
        meeting = self.meeting
        if meeting.window.latest <= meeting.window.earliest:
            self.form.say("to", _("The span ends before it begins."))
            self.form.focus("to")
        elif meeting.place != PlaceKind.HOME and meeting.address is None:
            self.form.say("address", _("Where is it? Enter the address the customer told."))
            self.form.focus("address")
        else:
            self.accept()

    def _show_address(self) -> None:
        if self.address and self.place:
            self.address.setEnabled(self.place.currentData() != PlaceKind.HOME)
