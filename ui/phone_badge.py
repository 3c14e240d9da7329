"""The red badge: a team carries paper of a visit that nobody makes any more, and has not been rung up yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from planner.bootstrap import Office
from planner.cases.ringing import to_phone
from planner.text import gettext as _
from planner.text import listed, ngettext
from ui import theme
from ui.background import Background

LOOK_MS = 20_000
"""So often it looks by itself: the command line may have read the lender's files meanwhile."""


class PhoneBadge(QToolButton):
    """Hidden while nobody has to be rung up. `changed` tells that it came or went, or needs another width."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.teams: tuple[str, ...] = ()
        self._office: Office | None = None
        self._background = Background(self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Teams to ring up"))

    def watch(self, office: Office) -> None:
        """Look from now on, at once and then now and again."""
        self._office = office
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look now."""
        if self._office:
            self._background.run(teams_to_phone, self._office, on_done=self.show_teams, on_error=_ignore)

    def show_teams(self, teams: tuple[str, ...]) -> None:
        """Show whom to ring up."""
        if teams == self.teams:
            return
        self.teams = teams
        one = _("Phone {team} now").format(team=teams[0]) if teams else ""
        many = ngettext("Phone {count} team now", "Phone {count} teams now", len(teams)).format(count=len(teams))
        words = one if len(teams) == 1 else many
        self.setText(words)
        self.setAccessibleName(words or _("Teams to ring up"))
        told = _("Their paper names a visit that is no longer made: {teams}. Press to see the numbers.")
        self.setToolTip(told.format(teams=listed(teams)))
        self.dress()
        self.changed.emit()

    def dress(self) -> None:
        """Take the colors of the moment."""
        c = theme.colors()
        self.setStyleSheet(
            f"QToolButton {{ background: {c.wrong}; color: {c.panel}; border: 1px solid {c.wrong};"
            " border-radius: 4px; padding: 4px 9px; font-weight: 600; }"
            f"QToolButton:focus {{ border-color: {c.text}; }}"
        )

    def let_go(self) -> None:
        """The window closes."""
        self._timer.stop()
        self._background.close()


def teams_to_phone(office: Office) -> tuple[str, ...]:
    """The names of the teams, the longest waiting first. Runs on a thread."""
    with office.store.reading() as session:
        return tuple(dict.fromkeys(each.team for each in to_phone(session)))


def _ignore(_problem: Exception) -> None:
    # The office was closed meanwhile, or is busy; the next look says it.
    return None
