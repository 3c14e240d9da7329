"""How the office is reached, whether messages are sent from here, and words of its own. Sends nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from planner.bootstrap import Office
from planner.cases.model import Channel
from planner.cases.office_words import bring_words, say_reach
from planner.cases.outbox import SENT_BY, host_of, is_on, set_up
from planner.cases.templates import own_templates
from planner.errors import PlannerError
from planner.settings import Settings
from planner.storage.keys import find_service_key
from planner.text import N_, ngettext
from planner.text import gettext as _
from planner.user_words import right_tooltip
from planner.users import Right, User
from ui.dialogs.fields import FieldForm, Note, grown, open_at
from ui.dialogs.frame import Frame, heading, said
from ui.dialogs.problem import problem_words
from ui.dialogs.sign_in import SignInDialog

LEAVES = N_(
    "This leaves the computer, to {host}: the customer's number or address, and the words. Whoever runs it reads both."
    " Use only a service that your office may use for this."
)
SWITCHES = {Channel.SMS: N_("Send &SMS from here"), Channel.EMAIL: N_("Send &e-mail from here")}
EXAMPLES = {
    Channel.SMS: "jsons://gateway.example.org/sms/{to}",
    Channel.EMAIL: "mailtos://user:password@smtp.example.org/?to={to}&from=office@example.org",
}
LABELS = 150


class SendingDialog(Frame):
    """Everything is off until somebody switches it on; addresses go to the keyring."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, user: User) -> bool:
        """Change it; whether anything was kept."""
        return SendingDialog(parent, office, user).run()

    def __init__(self, parent: QWidget | None, office: Office, user: User) -> None:
        lead = _("What customers read and dial, and whether messages leave from here. Off, nothing does.")
        super().__init__(parent, _("Sending"), _("&Keep"), lead)
        self._office, self._user, settings = office, user, office.settings
        if words := right_tooltip(user, Right.SETTLE):
            self.body.addWidget(said(f"{words} {_('They sign in here when you keep it.')}", quiet=True))
        self.form = FieldForm()
        self.phone = self.form.add("phone", _("&Telephone of the office"), QLineEdit(settings.office_phone))
        self.signed = self.form.add("signed", _("Si&gned by"), QLineEdit(settings.signed_by))
        self.signed.setPlaceholderText(_("The name of the office"))
        self.back = self.form.add("back", _("&Return address"), QLineEdit(settings.return_address))
        note = _("On the cover of letters. Street and number alone: nothing that tells who writes, or why.")
        self.form.say("back", note, "text2")
        self.form.make_room(grown(self, LABELS))
        self.body.addWidget(self.form)
        self.switches: dict[Channel, QCheckBox] = {}
        self.urls: dict[Channel, QLineEdit] = {}
        self.warnings: dict[Channel, Note] = {}
        self._forms: dict[Channel, FieldForm] = {}
        for way in SENT_BY:
            self._add_way(way, settings)
        self._add_words(settings)
        self.body.addStretch(1)
        self.problem = Note()
        self.body.addWidget(self.problem)
        open_at(self, 620, 520)
        self.background.run(_keys, office, on_done=self._show_keys, on_error=self._failed)

    def _add_way(self, way: Channel, settings: Settings) -> None:
        switch, form, warning = QCheckBox(_(SWITCHES[way])), FieldForm(), Note()
        switch.setChecked(is_on(settings, way))
        url = form.add("url", _("Address of Apprise"), QLineEdit())
        url.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        url.setPlaceholderText(EXAMPLES[way])
        form.make_room(grown(self, LABELS))
        form.say("url", _("Kept in this computer's keyring, or in a file that only you can read."), "text2")
        self.switches[way], self.urls[way], self.warnings[way], self._forms[way] = switch, url, warning, form
        for widget in (switch, warning, form):
            self.body.addWidget(widget)
        switch.toggled.connect(lambda _on: self._show_way(way))
        self._show_way(way)

    def _show_way(self, way: Channel) -> None:
        on = self.switches[way].isChecked()
        self._forms[way].setVisible(on)
        host = getattr(self._office.settings, SENT_BY[way]) or "…"
        self.warnings[way].say(_(LEAVES).format(host=host) if on else "", "worse")

    def _add_words(self, settings: Settings) -> None:
        self.body.addWidget(heading(_("Words of your own")))
        self.words = said(quiet=True)
        self._say_words(_count(settings.own_messages))
        self.bring = QPushButton(_("Read a &file…"))
        self.drop = QPushButton(_("&Back to the usual words"))
        row = QHBoxLayout()
        for button in (self.bring, self.drop):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.words)
        self.body.addLayout(row)
        self.bring.clicked.connect(lambda _checked=False: self._choose_words())
        self.drop.clicked.connect(lambda _checked=False: self._take_words(None))

    def _say_words(self, count: int) -> None:
        words = ngettext("{count} template of your own is used.", "{count} templates of your own are used.", count)
        usual = _(
            "The usual words are used. Your own pass the same checks: no threat, no pressure, no hint at a visit."
        )
        self.words.setText(words.format(count=count) if count else usual)

    # --- keeping

    def _show_keys(self, found: dict[Channel, str]) -> None:
        for way, url in found.items():
            if not self.urls[way].text():
                self.urls[way].setText(url)

    def _choose_words(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Words of your own"), "", "TOML (*.toml)")
        if name:
            self._take_words(Path(name))

    def _take_words(self, file: Path | None) -> None:
        self.problem.say("")
        if by := self._settles():
            self.background.run(
                bring_words, self._office, file, by=by, on_done=self._say_words, on_error=self._failed
            )  # fmt: skip

    def _settles(self) -> User | None:
        # Who sits here, or somebody who may and signs in for this alone; once is enough.
        if not self._user.may(Right.SETTLE):
            self._user = SignInDialog.ask(self, self._office, beside=True) or self._user
        return self._user if self._user.may(Right.SETTLE) else None

    def confirm(self) -> None:
        """Keep it, once every address that is switched on can be used."""
        urls = {way: self.urls[way].text().strip() if self.switches[way].isChecked() else "" for way in SENT_BY}
        reach = self.phone.text(), self.signed.text(), self.back.text()
        by = self._settles()
        if by is None:
            return
        self.primary.setEnabled(False)
        self.problem.say("")
        self.background.run(
            _keep, self._office, reach, urls, by, on_done=lambda _none: self.accept(), on_error=self._failed
        )  # fmt: skip

    def _failed(self, problem: Exception) -> None:
        self.primary.setEnabled(True)
        way = getattr(problem, "details", {}).get("way")
        if way in SENT_BY:
            self._forms[way].say("url", problem_words(problem))
        else:
            self.problem.say(problem_words(problem))


def _count(own: str) -> int:
    # Words that an older version took may not pass here any more: the way back to the usual ones stays open.
    try:
        return len(own_templates(own)) if own else 0
    except PlannerError:
        return 1


def _keys(office: Office) -> dict[Channel, str]:
    found = {way: find_service_key(office.store.file, f"apprise-{way.value}") for way in SENT_BY}
    return {way: url for way, url in found.items() if url}


def _keep(office: Office, reach: tuple[str, str, str], urls: dict[Channel, str], user: User) -> None:
    for way, url in urls.items():
        if url:
            try:
                host_of(url, way)
            except PlannerError as problem:
                problem.details["way"] = way
                raise
    say_reach(office, *reach, by=user)
    for way, url in urls.items():
        if url != (find_service_key(office.store.file, f"apprise-{way.value}") or ""):
            set_up(office, way, url, by=user)
