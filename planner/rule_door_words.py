"""The rules of the talk at a door in plain words, as the case card has them. Judges nothing."""

from __future__ import annotations

from planner import door_words as door
from planner.policy.door import door_rules
from planner.policy.pack import Pack
from planner.text import gettext as _


def door_lines(pack: Pack) -> dict[tuple[str, ...], str]:
    """By the keys that it comes from, what is said of a door; nothing where no file says anything of it."""
    rules = door_rules(pack)
    steps = " · ".join(_(door.STEPS[step].title) for step in rules.talk)
    lines = {
        ("onsite.order", "onsite.show"): _("At the door: {steps}").format(steps=steps),
        ("onsite.entry",): _(door.ENTRY[rules.entry]),
        ("onsite.no_cash", "onsite.no_fees"): _("Never taken: {things}").format(things=door.never_taken_words(rules)),
        ("leave.allow",): _("May stay: {things}").format(things=door.stays_words(rules)),
        ("leave.never",): _("Never stays: {things}").format(things=door.never_stays_words(rules)),
        ("vulnerable.abort_on",): _("Leave at once: {reasons}").format(reasons=door.ends_words(rules)),
    }
    return {keys: words for keys, words in lines.items() if any(key in pack.values for key in keys)}
