"""The words of messages, letters and scripts: read from files, checked by what they are for, and filled. Sends nothing.

A template is of one purpose and channel, and says the same in each language. `resources/messages` holds the house's; an
office may have its own, which pass the same checks and go before them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from planner.cases.model import Channel, Purpose
from planner.cases.template_words import meeting_in, pressure_in, visiting_in
from planner.discreet import forbidden_word
from planner.errors import BadInput, NotAllowed
from planner.model import Visit

LANGUAGES = ("en", "zh")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ALWAYS = frozenset({"name", "office", "office_phone"})
_MEETING = frozenset({"day", "from", "to", "place", "decline", "people"})
PLACEHOLDERS: Mapping[Purpose, frozenset[str]] = {
    Purpose.REMINDER: _ALWAYS | {"amount", "due"},
    Purpose.PRE_CONTACT: _ALWAYS | _MEETING | {"amount", "due", "caller"},
    Purpose.VISIT_NOTICE: _ALWAYS | _MEETING,
    Purpose.AGENT_NOTICE: _ALWAYS | {"agent"},
    Purpose.PROMISE: _ALWAYS | _MEETING | {"amount", "due"},
    Purpose.FOLLOW_UP: _ALWAYS | {"amount", "due"},
}
"""By what a template is for: the values it may ask for. Nothing is written to a customer for any other purpose."""
ANNOUNCING = frozenset({Purpose.VISIT_NOTICE, Purpose.PROMISE})
"""What is only ever filled for a visit that is approved; a word of visiting stands nowhere else."""
SMS_LETTERS = 320
"""An SMS is no longer as it stands here; gateways cut or charge beyond some parts."""


@dataclass(frozen=True, slots=True)
class Template:
    """One text in its languages.

    `tone` counts from the friendliest (1) on; `part` names a piece of a script. What is spoken before a person is known
    to be the customer (`unknown`) says nothing of money and names nobody but them.
    """

    id: str
    purpose: Purpose
    channel: Channel
    text: Mapping[str, str]
    subject: Mapping[str, str]
    tone: int = 1
    part: str = ""
    unknown: bool = False
    offers: bool = False
    """It offers a conversation at a place, and says how to decline it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text for one customer, in their language."""

    template: str
    language: str
    subject: str
    text: str


# --- reading


@cache
def house_templates() -> tuple[Template, ...]:
    """Those that come with Rounds, checked."""
    import resources

    folder = Path(resources.__file__).parent / "messages"
    return tuple(each for file in sorted(folder.glob("*.toml")) for each in _of_file(file))


def own_templates(text: str, file: str = "") -> tuple[Template, ...]:
    """An office's own file, by its text.

    Raises
    ------
    BadInput
        ``bad_template``: with the file, the template and what is wrong in it.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("bad_template", file=file, template="", reason=str(error)) from None
    return tuple(_template(each, file) for each in _list(raw, file))


def in_force(own: str) -> tuple[Template, ...]:
    """An office's own templates before the house's; of the same id, its own instead."""
    mine = own_templates(own) if own else ()
    taken = {each.id for each in mine}
    return (*mine, *(each for each in house_templates() if each.id not in taken))


def choose(
    templates: Iterable[Template], purpose: Purpose, channel: Channel, tone: int = 1, part: str = ""
) -> Template | None:
    """The first of this purpose and channel whose tone is the asked one, or the nearest friendlier; None for none."""
    of_purpose = [t for t in templates if t.purpose == purpose]
    fit = [t for t in of_purpose if (t.channel, t.part) == (channel, part) and t.tone <= tone]
    return max(fit, key=lambda each: each.tone, default=None)


def _of_file(file: Path) -> tuple[Template, ...]:
    return own_templates(file.read_text(encoding="utf-8"), file.name)


def _list(raw: Mapping[str, Any], file: str) -> list[Mapping[str, Any]]:
    found = raw.get("template", [])
    if set(raw) - {"template"} or not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadInput("bad_template", file=file, template="", reason="[[template]]")
    return found


def _template(raw: Mapping[str, Any], file: str) -> Template:
    name = str(raw.get("id", ""))
    try:
        text, subject = raw["text"], raw.get("subject", {})
        for texts in (text, subject):
            if not all(isinstance(each, str) and each.strip() for each in texts.values()):
                raise ValueError("text")
        unknown = set(raw) - {"id", "purpose", "channel", "text", "subject", "tone", "part", "unknown", "offers"}
        if unknown or not name:
            raise ValueError(min(unknown, default="id"))
        made = Template(
            id=name, purpose=Purpose(raw["purpose"]), channel=Channel(raw["channel"]),
            text={key: value.strip() for key, value in text.items()}, subject=dict(subject),
            tone=int(raw.get("tone", 1)), part=str(raw.get("part", "")),
            unknown=raw.get("unknown") is True, offers=raw.get("offers") is True,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput("bad_template", file=file, template=name, reason=str(error).strip("'")) from None
    if wrong := wrong_with(made):
        raise BadInput("bad_template", file=file, template=name, reason=wrong)
    return made


# --- checking


def wrong_with(template: Template) -> str:
    """What must not be in a template as it is: a word, a placeholder or a language; empty where all is well."""
    if template.purpose not in PLACEHOLDERS:
        return template.purpose.value
    if missing := [each for each in LANGUAGES if each not in template.text]:
        return missing[0]
    for language in template.text:
        whole = f"{template.subject.get(language, '')}\n{template.text[language]}"
        if wrong := _wrong_names(template, whole) or _wrong_words(template, whole):
            return wrong
    if template.channel == Channel.SMS and any(len(text) > SMS_LETTERS for text in template.text.values()):
        return f"> {SMS_LETTERS}"
    return _wrong_subject(template)


def _wrong_names(template: Template, text: str) -> str:
    names = PLACEHOLDER.findall(text)
    allowed = frozenset({"name", "caller"}) if template.unknown else PLACEHOLDERS[template.purpose]
    rest = PLACEHOLDER.sub("", text)
    if wrong := [f"{{{name}}}" for name in names if name not in allowed]:
        return wrong[0]
    # Who is offered to be met somewhere is told how to say no.
    needed = {"decline"} if template.offers or template.purpose in ANNOUNCING - {Purpose.PROMISE} else set()
    if lacking := needed - set(names):
        return f"{{{lacking.pop()}}}" if not template.part else ""
    return "{" if "{" in rest or "}" in rest else ""


def _wrong_words(template: Template, text: str) -> str:
    plain = PLACEHOLDER.sub(" ", text)
    if wrong := pressure_in(plain):
        return wrong
    if template.purpose not in ANNOUNCING:
        may_offer = template.offers and template.purpose == Purpose.PRE_CONTACT and template.channel in OFFERED_BY
        if wrong := visiting_in(plain) or ("" if may_offer else meeting_in(plain)):
            return wrong
        if not may_offer and (named := set(PLACEHOLDER.findall(text)) & (_MEETING - {"decline"})):
            return f"{{{min(named)}}}"
    return forbidden_word(plain) if template.unknown else ""


def _wrong_subject(template: Template) -> str:
    # Of an e-mail the subject shows on a screen that others see: it is neutral.
    if template.channel != Channel.EMAIL:
        return ""
    if set(template.subject) != set(template.text):
        return "subject"
    return next((word for each in template.subject.values() if (word := forbidden_word(each))), "")


OFFERED_BY = frozenset({Channel.LETTER, Channel.PHONE})
"""A conversation at a place is offered on the telephone, or in a sealed letter; never where others may read it."""


# --- filling


def fill(template: Template, language: str, values: Mapping[str, str], *, visit: Visit | None = None) -> Filled:
    """The text for one customer; what speaks of a visit only for one that is approved.

    Raises
    ------
    NotAllowed
        ``visit_not_approved``.
    BadInput
        ``template_value``: a value is missing.
    """
    if template.purpose in ANNOUNCING and not (visit and visit.approved_by.strip()):
        raise NotAllowed("visit_not_approved")
    spoken = language if language in template.text else LANGUAGES[0]
    return Filled(
        template.id,
        spoken,
        _put(template.subject.get(spoken, ""), values),
        _put(template.text[spoken], values),
    )


def _put(text: str, values: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if not values.get(found[1], "").strip():
            raise BadInput("template_value", name=found[1])
        return values[found[1]].strip()

    return PLACEHOLDER.sub(value, text)


def language_for(wanted: str, usual: str = "en") -> str:
    """The language of ours nearest to what a customer speaks; the usual one where that is not known."""
    spoken = wanted.casefold().strip()
    if not spoken:
        return usual if usual in LANGUAGES else LANGUAGES[0]
    return "zh" if spoken.startswith(("zh", "chi", "cn", "中", "汉", "漢", "普")) else "en"
