"""What an office chooses for itself. Kept in its database; sensible before anyone has chosen anything."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.location import USUAL_LEAST, MatchClass
from planner.policy.schema import GATES
from routing.weights import Weights

if TYPE_CHECKING:
    from planner.model import Branch
    from planner.storage.session import Session

KEY = "settings"
COVERABLE = frozenset(GATES) - {"visit_not_refused", "holds_clear"}
"""Gates that whoever approved a visit outside may have seen to; holds and refusals are always judged here."""
CONFIRMED = "calendar_confirmed"
LEVELS = (0.0, 0.3, 1.0, 3.0)
"""What not at all, a little, much and above all weigh."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of the office.

    Parameters
    ----------
    language, theme
        ``en``, ``zh`` or empty for the system's; ``system``, ``light`` or ``dark``.
    time_limit_s
        The longest search for a plan; it ends earlier when nothing better is found.
    setup_minutes
        Parking and walking to the door, where a visit names no time of its own.
    detour_factor
        Roads over straight line, where there is no region.
    online_geocoder, online_service, online_domain
        Whether addresses may be asked for outside, of which of `planner.day.geocoding.services.SERVICES`, and where
        that is if not at its usual host; off, and no address leaves the machine. Its key lies in the keyring.
    online_tiles, tiles_url, tiles_credit
        Whether the map may be fetched from outside, from where (``{z}``, ``{x}`` and ``{y}`` in it), and whose it is.
    least_certain
        The worst `planner.location.MatchClass` a visit may be planned on: one that `planner.location.FORGIVEN` knows.
    fair_days
        How much it matters that all teams work alike, 0 to 3 (`LEVELS`). At 2, with two teams of eight hours, one of
        which works an hour more than their mean and one an hour less, evening it out is worth a quarter of an hour.
    keep_plan
        How much it matters that a plan that was issued stays, 0 to 3. At 2 a visit goes to another team where that
        saves more than a quarter of an hour on the road, and an hour later for more than six minutes.
    overtime_price
        Hours on the road that an hour of overtime is worth, where a team may work any.
    engine
        The solver, by its name in `routing.solvers.ENGINES`; empty for the first.
    jurisdiction
        A pack of `planner.policy.packs.PACKS` that is kept beside that of the office's place; empty for none.
    own_rules
        The office's own file of rules, as text; it can only ask for more.
    lock_minutes
        So long may nobody touch a window before it is locked, in an office that has users.
    outsourced, lender_name
        Whether the office visits for another firm, so that customers were told who comes; and which firm that is.
    not_covered
        Gates, by comma, that an approval from outside does not cover where no evidence of them came along.
    gates_settled
        Whether somebody has settled that: until then such an approval covers nothing of a case that lies here.
    office_phone, signed_by, return_address
        Where customers reach the office, how messages are signed (empty for the branch's name), and the address a
        letter comes back to: without a name that tells what it is about.
    sms_host, email_host
        The hosts that messages are sent to by Apprise; empty is off. The addresses with their secrets lie in the
        keyring (`planner.cases.outbox`).
    own_messages
        The office's own templates, as text; they pass the checks of the house's.
    payment_channels, complaints_to, advice_at
        What stands on an agreement: how the lender is paid and by no other way, who hears complaints, and where
        advice is free and independent. Empty leaves a line to write it on.
    paper_size, paper_both_sides
        ``a4`` or ``letter``; whether each copy begins on a sheet of its own, as where both sides are printed.
    paper_no_company, paper_no_names, paper_no_phones
        What route sheets do not carry even in part, beyond what the rules forbid.
    emergency_contacts, check_in_minutes
        Who is rung up, a line each, when a team has not called so many minutes after it was to be heard.
    check_in_every_minutes, code_word
        So often a team is heard at least while it is out; and what it says in danger, which stands on no paper.
    """

    language: str = ""
    theme: str = "system"
    time_limit_s: float = 10.0
    setup_minutes: int = 4
    detour_factor: float = 1.35
    online_geocoder: bool = False
    online_service: str = "nominatim"
    online_domain: str = ""
    online_tiles: bool = False
    tiles_url: str = ""
    tiles_credit: str = ""
    least_certain: str = USUAL_LEAST.value
    fair_days: int = 1
    keep_plan: int = 2
    overtime_price: float = 2.0
    engine: str = ""
    jurisdiction: str = ""
    own_rules: str = ""
    lock_minutes: int = 10
    outsourced: bool = False
    lender_name: str = ""
    not_covered: str = ""
    gates_settled: bool = False
    office_phone: str = ""
    signed_by: str = ""
    return_address: str = ""
    sms_host: str = ""
    email_host: str = ""
    own_messages: str = ""
    payment_channels: str = ""
    complaints_to: str = ""
    advice_at: str = ""
    paper_size: str = "a4"
    paper_both_sides: bool = True
    paper_no_company: bool = False
    paper_no_names: bool = False
    paper_no_phones: bool = False
    emergency_contacts: str = ""
    check_in_minutes: int = 15
    check_in_every_minutes: int = 60
    code_word: str = ""

    @property
    def outside_covers(self) -> frozenset[str]:
        """Gates that an approval from outside covers, where nobody here can tell."""
        return COVERABLE - frozenset(self.not_covered.split(","))

    @property
    def weights(self) -> Weights:
        """What counts how much against a second on the road."""
        return Weights(overtime=self.overtime_price, fair_days=LEVELS[self.fair_days], keep_plan=LEVELS[self.keep_plan])

    @property
    def least_match(self) -> MatchClass:
        """`least_certain` as a value."""
        return MatchClass(self.least_certain)

    @property
    def setup_time(self) -> timedelta:
        """`setup_minutes` as a duration."""
        return timedelta(minutes=self.setup_minutes)


def read_settings(session: Session) -> Settings:
    """The office's choices; fields it never chose have their defaults, unknown ones are passed over."""
    stored = session.setting(KEY, {})
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in stored.items() if name in known})


def save_settings(session: Session, settings: Settings) -> None:
    """Keep what the office has chosen; what is as it would be anyway may be otherwise in a newer version."""
    chosen = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    usual = Settings()
    session.set_setting(KEY, {name: value for name, value in chosen.items() if value != getattr(usual, name)})


def confirmed_years(session: Session, branch: Branch) -> frozenset[int]:
    """Years whose public holidays somebody has compared with their source, for the place of the branch."""
    return frozenset(year for year, _source in confirmed_sources(session, branch))


def confirmed_sources(session: Session, branch: Branch) -> tuple[tuple[int, str], ...]:
    """The same with the source of each, in order."""
    found = session.setting(CONFIRMED, [])
    return tuple(sorted((each["year"], each["source"]) for each in found if each["place"] == _place(branch)))


def confirm_year(session: Session, branch: Branch, year: int, source: str) -> None:
    """Keep that the public holidays of a year were compared with a source; the caller records who did it."""
    others = [
        each for each in session.setting(CONFIRMED, []) if (each["year"], each["place"]) != (year, _place(branch))
    ]
    session.set_setting(CONFIRMED, [*others, {"year": year, "place": _place(branch), "source": source}])


def _place(branch: Branch) -> str:
    return f"{branch.country}-{branch.subdivision}"
