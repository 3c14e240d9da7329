"""Sentences for people, in the language of the window, the command line or the paper.

The core returns codes and values; only this module and `planner.sentences` turn them into words. Catalogs are gettext
files in `resources/locale`, compiled at set-up. Qt's own texts are not here.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterable
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from planner.model import Day, Violation, Window

LANGUAGES = ("en", "zh")
_LOCALE = Path(resources.__file__).parent / "locale"
_current = "en"


def use_language(language: str) -> None:
    """Choose the language of everything said from now on; anything but Chinese falls back to English."""
    global _current
    _current = "zh" if language.lower().startswith("zh") else "en"


def language() -> str:
    """The language in use, ``"en"`` or ``"zh"``."""
    return _current


@cache
def catalog(language: str) -> _gettext.NullTranslations:
    """The catalog of a language; English needs none, its messages are the keys."""
    return _gettext.translation("rounds", _LOCALE, [language], fallback=True)


def is_compiled() -> bool:
    """Whether the catalogs were made for gettext, as the start script does."""
    sources = tuple(_LOCALE.glob("*/LC_MESSAGES/*.po"))
    return bool(sources) and all(source.with_suffix(".mo").exists() for source in sources)


def gettext(message: str, language: str | None = None) -> str:
    """The message in a language (default: the one in use). Imported as ``_`` where sentences are made."""
    return catalog(language or _current).gettext(message)


def ngettext(one: str, many: str, count: int, language: str | None = None) -> str:
    """The message for a number of things; both forms may use ``{count}``, filled in by the caller."""
    return catalog(language or _current).ngettext(one, many, count)


def N_(message: str) -> str:  # the marker's usual name in gettext
    """Mark a message for translation where it stands; it is translated where it is said."""
    return message


def sentence(error: Exception) -> str:
    """One translated sentence for an error with a code and details, of `planner` or `routing`, or of the system."""
    from planner.sentences import SENTENCES

    if isinstance(error, OSError):
        return _system_sentence(error)
    code = str(getattr(error, "code", ""))
    template = SENTENCES.get(code)
    if template is None:
        return str(getattr(error, "message", error))
    details = {"code": code, **getattr(error, "details", {})}
    if "first" in details:
        details["first"] = _broken_rule(str(details["first"]), details.get("amount"))
    return gettext(template).format_map(_Details(details))


def _system_sentence(error: OSError) -> str:
    template = gettext("{file} could not be read or written: {reason}. Check the folder, and whether it has room.")
    file = Path(str(error.filename)).name if error.filename else gettext("The file")
    return template.format(file=file, reason=error.strerror or type(error).__name__)


def _broken_rule(code: str, amount: object) -> str:
    # The first of what a plan breaks: a rule, or a limit and by how much.
    from planner.plan import Violation
    from planner.plan_words import REASONS, RULES
    from planner.rule_case_words import GATE_WORDS

    if isinstance(amount, int):
        return violation_sentence(Violation(code, amount=amount), None)
    return gettext(RULES.get(code) or REASONS.get(code) or GATE_WORDS.get(code, code))


def reason_sentence(reason: str, language: str | None = None) -> str:
    """Why a visit has no stop, from the code of `Unassigned.reason`; ``rule:<id>`` names the rule that forbids it."""
    from planner.plan_words import REASONS, RULES

    kind, _, rule = reason.partition(":")
    if kind == "rule":
        return gettext("A rule forbids it: {rule}", language).format(rule=gettext(RULES.get(rule, rule), language))
    return gettext(REASONS[reason], language) if reason in REASONS else reason


def violation_sentence(violation: Violation, day: Day | None, language: str | None = None) -> str:
    """Which rule is broken and by how much; with a day also by which team at which visit, named by its reference."""
    from planner.plan_words import COUNTED, VIOLATIONS

    worded = str(violation.amount) if violation.kind in COUNTED else duration(violation.amount, language)
    template = VIOLATIONS.get(violation.kind)
    what = gettext(template, language).format(amount=worded) if template else violation.kind
    where = _where(violation, day, language) if day else ""
    if not where:
        return what
    return gettext("{where}: {what}", language).format(where=where, what=what)


def _where(violation: Violation, day: Day, language: str | None) -> str:
    teams = (shift.team.name for shift in day.shifts if shift.id == violation.shift_id)
    visits = (visit.reference for visit in day.visits if visit.id == violation.visit_id)
    return listed((*teams, *visits), language)


def listed(words: Iterable[str], language: str | None = None) -> str:
    """Words one after the other, with the comma of the language between them."""
    return gettext(", ", language).join(words)


def step_name(step: str, language: str | None = None) -> str:
    """What long work is at, from the code of `routing.worker.Progress.step`."""
    from planner.sentences import STEPS

    return gettext(STEPS.get(step, step), language)


def duration(seconds: float, language: str | None = None) -> str:
    """A length of time in hours and minutes; below one minute in seconds."""
    if abs(seconds) < 60:
        return gettext("{seconds} s", language).format(seconds=round(seconds))
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return gettext("{hours} h {minutes:02} min", language).format(hours=hours, minutes=minutes)
    return gettext("{minutes} min", language).format(minutes=minutes)


def clock(when: datetime, zone: tzinfo) -> str:
    """A moment as the clocks of a zone show it; seconds are cut, so no minute is told before its time has come."""
    return f"{when.astimezone(zone):%H:%M}"


def span_words(span: Window) -> str:
    """From when to when by the clocks of the office, such as ``09:00–11:30``."""
    return f"{span.earliest:%H:%M}–{span.latest:%H:%M}"


def distance(metres: float, language: str | None = None) -> str:
    """A length of way: metres up to a kilometre, else kilometres with one decimal."""
    if metres < 1000:
        return gettext("{metres} m", language).format(metres=round(metres))
    return gettext("{km:.1f} km", language).format(km=metres / 1000)


def file_size(count: int, language: str | None = None) -> str:
    """A size on the disk or in memory, from bytes: in MB, from a thousand of them on in GB; two digits are enough."""
    if count >= 1_000_000_000:
        return gettext("{gigabytes:.1f} GB", language).format(gigabytes=count / 1_000_000_000)
    if count >= 10_000_000:
        return gettext("{megabytes} MB", language).format(megabytes=round(count / 1_000_000))
    return gettext("{megabytes:.1f} MB", language).format(megabytes=count / 1_000_000)


class _Details(dict[str, object]):
    # A detail that is missing must not turn a clear error into a traceback.
    def __missing__(self, key: str) -> str:
        return f"({key})"
