"""The pages of one person and of one depot in the roster: what they are called, and where they are. Lists neither."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from planner.day.bases import confirmed, location_of
from planner.day.importing.cells import BadCell, read_date, words
from planner.day.staff import edit_depot, edit_person
from planner.errors import BadInput
from planner.model import Address, Day, Depot, Location, Staff
from planner.text import gettext as _
from planner.text import sentence
from ui.dialogs.fields import FieldForm
from ui.dialogs.place_words import match_words
from ui.dialogs.roster_draft import RosterDraft
from ui.dialogs.training_words import certificate_words, training_words


class BaseForm[Base: (Staff, Depot)](FieldForm):
    """A person or a depot. An address that changed is looked for; one only roughly found can be confirmed."""

    def __init__(self, draft: RosterDraft, key: UUID) -> None:
        super().__init__()
        self._draft = draft
        self.key = key
        self._loading = False
        self.confirm = QPushButton(_("The place is &right"))
        self.confirm.setAutoDefault(False)
        self.confirm.clicked.connect(self._confirm)
        self.build()
        for line in self.findChildren(QLineEdit):
            line.editingFinished.connect(self.commit)
        self.refresh()
        draft.changed.connect(self.refresh)

    def commit(self) -> None:
        """Take what is typed, or say at the field why it cannot be taken."""
        base = self.base
        if base is None or self._loading:
            return
        typed = self.typed(base)
        bad = self._draft.edit(self.key, lambda day: self.edit(day, typed))
        wrong = str(bad.details.get("field", "name")) if bad else ""
        for name in self.checked:
            self.say(name, sentence(bad) if bad and name == wrong else "")
        if bad is None:
            self._locate()
            self.refresh()

    def refresh(self) -> None:
        """Show what is known now; what is typed and not yet possible stays."""
        base = self.base
        if base is None or self._loading:
            return
        self._loading = True
        if self.key not in self._draft.invalid:
            for name in self.checked:
                self.say(name, "")
            self.show_base(base)
        location = location_of(base)
        self.say("address", *_place_words(address_of(base), location, finding=self._draft.finding > 0))
        self.confirm.setVisible(location is not None and not location.sure)
        self._loading = False

    def _locate(self) -> None:
        base = self.base
        if base is None or not address_of(base) or location_of(base) or address_of(base) == self._sought:
            return
        text = self._sought = address_of(base)

        def found(location: Location | None) -> None:
            current = self.base
            if current and address_of(current) == text:
                self._draft.change(lambda day: self.edit(day, located(current, location)))

        self._draft.find(text, found)
        self.refresh()

    _sought = ""
    checked: tuple[str, ...] = ("name",)
    """Fields at which is said why what is typed there cannot be taken."""

    def _confirm(self) -> None:
        base = self.base
        location = location_of(base) if base else None
        if base and location:
            sure = confirmed(location, self._draft.office.user.name, self._draft.office.clock())
            self._draft.change(lambda day: self.edit(day, located(base, sure)))

    # --- what a person and a depot do differently

    @property
    def base(self) -> Base | None:
        """The person or depot as it is now; None once it was removed."""
        raise NotImplementedError

    def build(self) -> None:
        """Make the fields, ``name`` and ``address`` among them."""
        raise NotImplementedError

    def typed(self, base: Base) -> Base:
        """What the fields say."""
        raise NotImplementedError

    def show_base(self, base: Base) -> None:
        """Fill the fields."""
        raise NotImplementedError

    def edit(self, day: Day, base: Base) -> Day:
        """The day with it as it is now."""
        raise NotImplementedError


class PersonForm(BaseForm[Staff]):
    """One person. Beneath the day of their training stands until when it counts, and what else the rules ask for."""

    checked = ("name", "trained_on")

    def build(self) -> None:
        self.name = self.add("name", _("Full &name"), QLineEdit())
        self.phone = self.add("phone", _("&Phone"), QLineEdit())
        self.skills = self.add("skills", _("Sk&ills"), QLineEdit())
        self.skills.setPlaceholderText(_("Separated by commas"))
        self.in_training = self.add("in_training", "", QCheckBox(_("In trainin&g: goes with somebody who is not")))
        self.in_training.clicked.connect(lambda _on: self.commit())
        self.trained_on = self.add("trained_on", _("&Trained on"), QLineEdit())
        self.trained_on.setPlaceholderText(_("The day of the last training, as 2026-03-14"))
        self.certificates = self.add("certificates", _("&Certificates"), QLineEdit())
        self.certificates.setPlaceholderText(_("Separated by commas"))
        self.address = self.add("address", _("&Home"), QLineEdit(), self.confirm)
        self.address.setPlaceholderText(_("Only if routes may start or end there"))

    @property
    def base(self) -> Staff | None:
        return next((p for p in self._draft.day.staff if p.id == self.key and not p.retired), None)

    def typed(self, base: Staff) -> Staff:
        text = self.address.text().strip()
        home = replace(base.home or Address(""), text=text) if text else None
        skills = frozenset(words(self.skills.text()))
        return replace(
            base,
            name=self.name.text(),
            phone=self.phone.text(),
            skills=skills,
            in_training=self.in_training.isChecked(),
            certificates=frozenset(words(self.certificates.text())),
            home=home,
        )

    def show_base(self, base: Staff) -> None:
        _fill(self.name, base.name)
        _fill(self.phone, base.phone)
        _fill(self.skills, ", ".join(sorted(base.skills)))
        self.in_training.setChecked(base.in_training)
        _fill(self.trained_on, base.trained_on.isoformat() if base.trained_on else "")
        _fill(self.certificates, ", ".join(sorted(base.certificates)))
        pack, day = self._draft.office.pack, self._draft.day.date
        self.say("trained_on", *training_words(pack, base, day))
        self.say("certificates", *certificate_words(pack, base))
        _fill(self.address, address_of(base))

    def edit(self, day: Day, base: Staff) -> Day:
        try:
            trained = read_date(self.trained_on.text()) if self.trained_on.text().strip() else None
        except BadCell:
            raise BadInput("bad_training_day", field="trained_on") from None
        return edit_person(day, replace(base, trained_on=trained))


class DepotForm(BaseForm[Depot]):
    """One depot. With another name it is another one, so its page goes on with that one's id."""

    def build(self) -> None:
        self.name = self.add("name", _("&Name"), QLineEdit())
        self.address = self.add("address", _("A&ddress"), QLineEdit(), self.confirm)

    @property
    def base(self) -> Depot | None:
        return next((d for d in self._draft.day.depots if d.id == self.key and not d.retired), None)

    def typed(self, base: Depot) -> Depot:
        return replace(base, name=self.name.text(), address=replace(base.address, text=self.address.text()))

    def show_base(self, base: Depot) -> None:
        _fill(self.name, base.name)
        _fill(self.address, base.address.text)

    def edit(self, day: Day, base: Depot) -> Day:
        edited = edit_depot(day, base)
        renamed = next(d for d in edited.depots if d.name == base.name.strip() and not d.retired)
        self.key = renamed.id
        return edited


def address_of(base: Staff | Depot) -> str:
    """The address of a home or depot as the office writes it."""
    address = base.address if isinstance(base, Depot) else base.home
    return address.text if address else ""


def located[Base: (Staff, Depot)](base: Base, location: Location | None) -> Base:
    """A person or depot with the place of its address."""
    return replace(base, **{"location" if isinstance(base, Depot) else "home_location": location})


def _place_words(address: str, location: Location | None, *, finding: bool) -> tuple[str, str]:
    # A sentence on where an address was found, and its tone.
    if not address:
        return "", "text2"
    if location is None:
        if finding:
            return _("Looking for it…"), "text2"
        return _("Not found, so no way from or to it is counted. Correct the address."), "worse"
    if location.confirmed_by:
        return _("Confirmed by a person."), "better"
    if location.sure:
        return match_words(location), "better"
    found = f"{match_words(location)}: {location.matched}" if location.matched else match_words(location)
    return _("{found}. Correct the address, or confirm that the place is right.").format(found=found), "worse"


def _fill(line: QLineEdit, text: str) -> None:
    if line.text() != text:
        line.setText(text)
