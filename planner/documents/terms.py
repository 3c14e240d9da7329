"""What the office and its rules say of papers: their size, what may be on them, who is rung up. Lays nothing out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.discreet import forbidden_word, holds_any
from planner.documents.masking import mask_door, mask_name, mask_note, mask_phone
from planner.model import Customer, Day, Shift
from planner.policy.pack import Pack, forbidden_on_paper
from planner.settings import Settings
from planner.short_address import short_address
from planner.text import gettext as _

SIZES = {"a4": "a4", "letter": "us-letter"}
"""By `Settings.paper_size`, as the templates call it."""
EMERGENCY = {
    "AU": "000", "CA": "911", "CN": "110", "GB": "999", "HK": "999", "IE": "112", "IN": "112", "NZ": "111",
    "SG": "999", "US": "911",
}  # fmt: skip
"""Police by country (ITU-T E.161.1 and national numbering plans, 2026-11); elsewhere 112, which any mobile knows."""


@dataclass(frozen=True, slots=True)
class PaperTerms:
    """How papers are made.

    Parameters
    ----------
    size
        A key of `SIZES`.
    both_sides
        Each copy then begins on a sheet of its own.
    no_company, no_names, no_phones
        What is not printed even in part: whose visit it is, surnames, the last digits of phones.
    company
        Names by which the office or a lender is known.
    contacts
        Who is rung up when a team does not check in, a line each.
    check_in_minutes
        How long after a visit's end a call may be late before somebody acts.
    emergency
        The number of the police.
    """

    size: str = "a4"
    both_sides: bool = True
    no_company: bool = True
    no_names: bool = False
    no_phones: bool = False
    company: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    check_in_minutes: int = 15
    emergency: str = "112"

    @property
    def is_letter(self) -> bool:
        """Whether it is US Letter."""
        return self.size == "letter"

    @property
    def page(self) -> str:
        """The size as Typst calls it."""
        return SIZES.get(self.size, "a4")

    def name(self, customer: Customer) -> str:
        """Of a customer's name what may be carried."""
        return "" if self.no_names else mask_name(customer.name)

    def phone(self, customer: Customer) -> str:
        """Of a customer's phone what may be carried."""
        return "" if self.no_phones else mask_phone(customer.phone)

    def door(self, text: str, customer: Customer) -> str:
        """Of an address, or a door, what may be carried."""
        return mask_door(text, customer, hides_name=self.no_names)

    def note(self, text: str, customer: Customer) -> str:
        """Of a note what may be carried."""
        return mask_note(text, customer, hides_name=self.no_names)

    def place_name(self, name: str, language: str) -> str:
        """A base's name, unless it tells whose visit it is."""
        return _("base", language) if self._tells(name) else name

    def place_address(self, text: str) -> str:
        """A base's address, unless its street does; a town may be called like the office."""
        return "" if self._tells(short_address(text)) else text

    def rules(self, pack: str) -> str:
        """The rules in force by their names, without one that tells whose they are: an office names its own."""
        named, _space, version = pack.rpartition(" ")
        names = "+".join(name for name in named.split("+") if not self._tells(name.replace("-", " ").replace("_", " ")))
        return " ".join(filter(None, (names, version)))

    def _tells(self, text: str) -> bool:
        return bool(forbidden_word(text) or (self.no_company and holds_any(text, self.company)))


def paper_terms(settings: Settings, pack: Pack, day: Day) -> PaperTerms:
    """What holds on a day: the office's choices, and what its rules forbid beyond them."""
    return PaperTerms(
        size=settings.paper_size if settings.paper_size in SIZES else "a4",
        both_sides=settings.paper_both_sides,
        no_company=_no_company(settings, pack),
        no_names=settings.paper_no_names or _forbids(pack, "no_names"),
        no_phones=settings.paper_no_phones or _forbids(pack, "no_phones"),
        company=company_names(settings, pack, day),
        contacts=_lines(settings.emergency_contacts),
        check_in_minutes=settings.check_in_minutes,
        emergency=EMERGENCY.get(day.branch.country, "112"),
    )


def company_names(settings: Settings, pack: Pack, day: Day) -> tuple[str, ...]:
    """Names of the office and the lenders that must not be on a route sheet; none where they may."""
    lenders = {case.source for visit in day.visits for case in visit.cases}
    own = (day.branch.name.strip(), settings.signed_by.strip(), settings.lender_name.strip())
    known = filter(None, {*own, *lenders})
    return tuple(sorted(known)) if _no_company(settings, pack) else ()


def _no_company(settings: Settings, pack: Pack) -> bool:
    return settings.paper_no_company or _forbids(pack, "no_company")


def _forbids(pack: Pack, name: str) -> bool:
    return name in forbidden_on_paper(pack)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class SheetCopy:
    """One copy of a team's route sheet: which of how many, who carries it, and its number among all of the office.

    `number` is 0 where the office counts none.
    """

    place: int
    of: int
    holder: str = ""
    number: int = 0

    @property
    def short(self) -> str:
        """As it stands where room is scarce."""
        return f"{self.number}" if self.number else f"{self.place}/{self.of}"


def copies_of(shift: Shift, absent: Iterable[object], first: int = 0) -> tuple[SheetCopy, ...]:
    """A copy for everybody in a team who is here, one at least; numbered from `first` on, or not at all."""
    gone = set(absent)
    here = [member.name for member in shift.members if member.id not in gone] or [""]
    return tuple(
        SheetCopy(place, len(here), name, first + place - 1 if first else 0) for place, name in enumerate(here, start=1)
    )
