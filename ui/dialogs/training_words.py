"""Whether somebody may go to a door by their training and certificates, in a sentence and its tone. Judges nothing."""

from __future__ import annotations

from datetime import date, timedelta

from planner.model import Day, Shift, Staff
from planner.policy.crew import CERTIFICATE, TRAINING, is_certified, is_trained, unfit_for
from planner.policy.pack import Pack
from planner.text import gettext as _
from planner.text import listed
from ui.dialogs.frame import say_date

type Said = tuple[str, str]
"""A sentence, and a name of `theme.Colors`."""


def training_words(pack: Pack, person: Staff, day: date) -> Said:
    """Whether their training counts on a day, and until when."""
    if pack.training_days is None:
        return "", "text2"
    if person.in_training:
        return _("Not needed while in training."), "text2"
    if person.trained_on is None:
        return _("§ Nobody goes to a door of whom no training is known. Enter its day."), "legal"
    last = person.trained_on + timedelta(days=pack.training_days)
    if is_trained(pack, person, day):
        return _("Counts until {date}.").format(date=say_date(last)), "better"
    if person.trained_on > day:
        return _("§ This day is yet to come: until then they go to no door."), "legal"
    return _("§ It counted until {date}. Have them trained again.").format(date=say_date(last)), "legal"


def certificate_words(pack: Pack, person: Staff) -> Said:
    """What certificates the rules ask for, and whether they are there."""
    if not pack.certificates:
        return "", "text2"
    named = listed(sorted(pack.certificates))
    if is_certified(pack, person):
        return _("What the rules ask for is there: {names}.").format(names=named), "better"
    return _("§ The rules ask for: {names}.").format(names=named), "legal"


def unfit_words(pack: Pack, day: Day) -> str:
    """Which teams may not go for the training or the certificates of their people, and who it is; empty for none."""
    said = [
        _people(pack, day.shift(key))
        for key, rules in unfit_for(pack, day).items()
        if {TRAINING, CERTIFICATE} & {*rules}
    ]
    if not said:
        return ""
    words = _("§ Not sent out until training and certificates are entered under “Staff”: {teams}.")
    return words.format(teams=listed(said))


def _people(pack: Pack, shift: Shift) -> str:
    lacking = [m.name for m in shift.members if not (is_trained(pack, m, shift.date) and is_certified(pack, m))]
    return _("{team} ({people})").format(team=shift.team.name, people=listed(lacking))
