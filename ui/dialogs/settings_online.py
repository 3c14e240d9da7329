"""The page of the settings on what may leave this computer: addresses, the map, and what has left. Keeps nothing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day.geocoding.online import Trial, try_service
from planner.day.geocoding.services import SERVICES, Service, chosen_service, root_of
from planner.errors import BadInput
from planner.online_tiles import checked_tiles
from planner.settings import Settings
from planner.storage.keys import find_service_key
from planner.text import N_
from planner.text import gettext as _
from ui.background import Background, Ticket
from ui.dialogs.fields import FieldForm, Note, grown
from ui.dialogs.frame import heading, said
from ui.dialogs.problem import problem_words
from ui.dialogs.requests import RequestList
from ui.outside_words import service_name, trouble_words

LEAVES = N_(
    "This leaves the computer: the address line of every visit that is not found on this computer, without the flat, "
    "and when it is asked for, to {host}. Whoever runs it can tell that somebody is to be visited there. Names, "
    "phones, references and notes are never sent. Use only a service that your office may use for this."
)
MAP_LEAVES = N_(
    "This leaves the computer: which pieces of the map you look at, and when, to {host}. Whoever runs it can tell in "
    "which streets visits are planned. Nothing about a visit itself is sent. Paper and map.html show the region as "
    "before."
)
LABELS = 145
"""Pixels that the longest label takes."""
NOTES = {
    "nominatim": N_(
        "Your own server, or one you may use. The public one, nominatim.openstreetmap.org, allows one question a "
        "second and no long lists."
    ),
    "baidu": N_(
        "Empty for Baidu's own. It repeats no street: a person looks at what it finds, unless a region bears it out."
    ),
    "amap": N_("Empty for AMap's own."),
}


class OnlinePage(QScrollArea):
    """The switches by which anything leaves the machine, what each means, and what has left."""

    tried = Signal()
    """The service was tried, and answered or did not."""

    def __init__(self, office: Office, settings: Settings) -> None:
        super().__init__()
        self._office = office
        self._domains = {settings.online_service: settings.online_domain}
        self._shown = chosen_service(settings).name
        self._keys: dict[str, str] = {}
        self._ticket: Ticket | None = None
        self._background: Background | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 16, 12, 8)
        self._column.setSpacing(10)
        self.state = said()
        self._column.addWidget(self.state)
        self._add_addresses(settings)
        self._add_map(settings)
        for form in (self.form, self.key_form, self.tiles_form):
            form.make_room(grown(self, LABELS))
        self._column.addSpacing(8)
        self._column.addWidget(heading(_("What left this computer")))
        self.list = RequestList(office)
        self.list.table.setMinimumHeight(130)
        self._column.addWidget(self.list, 1)
        self.setWidget(page)
        self._show_service()
        self._show_state()

    def _add_addresses(self, settings: Settings) -> None:
        self.switch = QCheckBox(_("&Ask an online address service"))
        self.switch.setChecked(settings.online_geocoder)
        self.warning = Note()
        self.form = FieldForm()
        self.service = self.form.add("service", _("S&ervice"), QComboBox())
        for name, service in SERVICES.items():
            self.service.addItem(_(service.title), name)
        self.service.setCurrentIndex(self.service.findData(self._shown))
        self.domain = self.form.add("domain", _("A&ddress of the service"), QLineEdit(settings.online_domain))
        self.key_form = FieldForm()
        self.key = self.key_form.add("key", _("&Key"), QLineEdit())
        self.key.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.trial = QPushButton(_("&Try it"))
        self.trial.setAutoDefault(False)
        self.answer = Note()
        note = _("Kept in this computer's keyring, or else in a file that only you can read; never in the database.")
        self.key_form.say("key", note, "text2")
        for widget in (self.switch, self.warning, self.form, self.key_form):
            self._column.addWidget(widget)
        self._column.addWidget(self.trial, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.answer)
        self.switch.toggled.connect(self._show_state)
        self.service.currentIndexChanged.connect(self._show_service)
        self.domain.textChanged.connect(self._show_state)
        self.trial.clicked.connect(self._try)

    def _add_map(self, settings: Settings) -> None:
        self.tiles = QCheckBox(_("Fetch the &map from an online server"))
        self.tiles.setChecked(settings.online_tiles)
        self.tiles_warning = Note()
        self.tiles_form = FieldForm()
        self.url = self.tiles_form.add("url", _("Add&ress of its tiles"), QLineEdit(settings.tiles_url))
        self.url.setPlaceholderText("https://maps.example.org/{z}/{x}/{y}.png")
        note = _("Not the maps of Baidu or AMap: their coordinates are shifted, and nothing would lie where it is.")
        self.tiles_form.say("url", note, "text2")
        self.credit = self.tiles_form.add("credit", _("&Whose map it is"), QLineEdit(settings.tiles_credit))
        self.credit.setPlaceholderText("© OpenStreetMap contributors")
        for widget in (self.tiles, self.tiles_warning, self.tiles_form):
            self._column.addWidget(widget)
        self.tiles.toggled.connect(self._show_state)
        self.url.textChanged.connect(self._show_state)

    # --- values

    def complete(self) -> bool:
        """Whether what is switched on can be used; else says at its field why not."""
        return self._service_complete() and self._map_complete()

    def _service_complete(self) -> bool:
        service = self._service
        key = self.key.text().strip()
        if not self.switch.isChecked():
            return True
        try:
            root_of(service, self.domain.text())
        except BadInput as problem:
            missing = _("Enter the address of the service, or switch it off.")
            self.form.say("domain", missing if problem.code == "no_online_domain" else problem_words(problem))
            self.domain.setFocus()
            return False
        if service.needs_key and not (key.isascii() and key):
            self.key_form.say("key", _("Enter the key that the service gave to your office."))
            self.key.setFocus()
            return False
        return True

    def _map_complete(self) -> bool:
        if not self.tiles.isChecked():
            return True
        try:
            checked_tiles(self.url.text(), self.credit.text())
        except BadInput as problem:
            field = "credit" if problem.code == "no_tiles_credit" else "url"
            self.tiles_form.say(field, problem_words(problem))
            self.tiles_form.focus(field)
            return False
        return True

    def taken(self, settings: Settings) -> Settings:
        """The settings with what is chosen here; keys are not in them."""
        return replace(
            settings,
            online_geocoder=self.switch.isChecked(),
            online_service=self._service.name,
            online_domain=self.domain.text().strip(),
            online_tiles=self.tiles.isChecked(),
            tiles_url=self.url.text().strip(),
            tiles_credit=self.credit.text().strip(),
        )

    @property
    def new_keys(self) -> dict[str, str]:
        """Keys that are others now, by service, for the keyring."""
        typed = {self._service.name: self.key.text().strip()} if self._service.needs_key else {}
        return {name: key for name, key in typed.items() if key and key.isascii() and key != self._keys.get(name)}

    @property
    def _service(self) -> Service:
        return SERVICES[self.service.currentData()]

    # --- looking up and trying

    def look_up(self, background: Background) -> None:
        """Find what has left, and the keys; a keyring may take a moment."""
        self._background = background
        self.list.look_up(background)
        names = [name for name, service in SERVICES.items() if service.needs_key]
        background.run(find_keys, self._office, names, on_done=self._show_keys, on_error=self._not_found)

    def _show_keys(self, keys: dict[str, str]) -> None:
        self._keys = keys
        if not self.key.text():
            self.key.setText(keys.get(self._service.name, ""))

    def _not_found(self, problem: Exception) -> None:
        self.key_form.say("key", problem_words(problem))

    def _try(self) -> None:
        if self._ticket and not self._ticket.finished and not self._ticket.cancelled:
            self._ticket.cancel()
            self._tried(Trial(trouble="cancelled"))
        elif self._background and self._service_complete():
            self.trial.setText(_("S&top"))
            self.answer.say(_("Asking…"), "text2")
            self._ticket = self._background.run(
                try_service, self._office, self.taken(Settings()), self.key.text().strip(),
                on_done=self._tried, on_error=self._not_tried,
            )  # fmt: skip

    def _tried(self, trial: Trial) -> None:
        self.trial.setText(_("&Try it"))
        if trial.trouble:
            self.answer.say(trouble_words(trial.trouble, service_name(self._service.name)))
        elif trial.found:
            lat, lon = trial.found.coordinates
            self.answer.say(_("It answers: {lat}, {lon}.").format(lat=f"{lat:.5f}", lon=f"{lon:.5f}"), "better")
        else:
            self.answer.say(_("It answers, but does not know this address."), "better")
        if self._background:
            self.list.look_up(self._background)
        self.tried.emit()

    def _not_tried(self, problem: Exception) -> None:
        self._tried(Trial(trouble="silent"))
        self.answer.say(problem_words(problem))

    # --- showing

    def _show_service(self) -> None:
        service = self._service
        self._domains[self._shown] = self.domain.text()
        if service.name != self._shown:
            self._shown = service.name
            self.domain.setText(self._domains.get(service.name, ""))
            self.key.setText(self._keys.get(service.name, ""))
            self.answer.say("")
        self.domain.setPlaceholderText(service.host or "nominatim.example.org")
        self.form.say("domain", _(NOTES[service.name]), "text2")
        self._show_state()

    def _show_state(self) -> None:
        on, map_on, service = self.switch.isChecked(), self.tiles.isChecked(), self._service
        parts = [_("addresses that are not found on this computer")] if on else []
        parts += [_("which pieces of the map you look at")] if map_on else []
        self.state.setText(
            _("Leaves this computer: {what}.").format(what=_(", and ").join(parts))
            if parts
            else _("Nothing leaves this computer: addresses, roads and map come from files on it.")
        )
        self.warning.say(
            _(LEAVES).format(host=self.domain.text().strip() or service.host or "…") if on else "", "worse"
        )
        host = self.url.text().partition("://")[2].partition("/")[0]
        self.tiles_warning.say(_(MAP_LEAVES).format(host=host or "…") if map_on else "", "worse")
        self.form.setVisible(on)
        self.key_form.setVisible(on and service.needs_key)
        self.trial.setVisible(on)
        self.trial.setToolTip(
            _("Sends this public address, where nobody is visited: {address}").format(address=service.trial)
        )
        self.answer.setVisible(on and bool(self.answer.text()))
        self.tiles_form.setVisible(map_on)


def find_keys(office: Office, services: list[str]) -> dict[str, str]:
    """The keys that the office has, by service. Runs on a thread."""
    found = {name: find_service_key(office.store.file, name) for name in services}
    return {name: key for name, key in found.items() if key}
