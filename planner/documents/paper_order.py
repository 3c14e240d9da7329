"""What papers are made of: one value that goes to the child process, and how it is gathered. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from planner import regions
from planner.audit import anchor_words
from planner.bootstrap import Office
from planner.cases.copy_model import Copy
from planner.day.lines import Directions, Lines, route_directions, route_lines
from planner.day.wanted_files import Extra, WantedFiles
from planner.documents.changes import TeamChanges
from planner.documents.file_names import file_names
from planner.documents.folder_order import FolderOrder
from planner.documents.stamp import Stamp
from planner.documents.terms import PaperTerms, SheetCopy, copies_of, paper_terms
from planner.model import Day, Plan, Route
from planner.regions import network_spec
from planner.text import language
from planner.users import NAMELESS, User
from routing.worker import Worker


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What to write about: a judged plan of a day, the lines of its routes, and how it is stamped.

    Parameters
    ----------
    directions
        Turn by turn, where they were asked for.
    copies
        The copies of each team's route sheet, by shift; for a team without any, one for each of its people.
    still_out
        Copies of earlier days that nobody has brought back, a line each.
    extras
        Files for other programs.
    folders, changes, numbered, prints, only, replaces
        What `planner.documents.itineraries` adds: a folder and word of what changed for each team that is printed, all
        numbered copies, by shift a digest of what is on paper, the shifts that are printed (None for all), and the
        version whose papers theirs take the place of.
    carried
        All numbered copies that hold now, those of teams that are not printed anew among them.
    hands
        By visit the envelopes that change hands where teams meet.
    """

    day: Day
    plan: Plan
    lines: Lines
    stamp: Stamp
    region_folder: str | None = None
    with_names: bool = False
    terms: PaperTerms = field(default_factory=PaperTerms)
    directions: Directions | None = None
    copies: Mapping[UUID, tuple[SheetCopy, ...]] = field(default_factory=dict)
    still_out: tuple[str, ...] = ()
    extras: frozenset[Extra] = frozenset()
    folders: tuple[FolderOrder, ...] = ()
    changes: tuple[TeamChanges, ...] = ()
    numbered: tuple[Copy, ...] = ()
    carried: tuple[Copy, ...] = ()
    hands: Mapping[UUID, tuple[int, ...]] = field(default_factory=dict)
    prints: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[UUID] | None = None
    replaces: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def sheet_files(self) -> dict[UUID, str]:
        """By shift with stops the file of its route sheet; a team keeps its name where only some are printed."""
        shifts = [route.shift_id for route in self.plan.routes if route.stops]
        names = file_names(self.day.shift(each).team.name for each in shifts)
        return dict(zip(shifts, names, strict=True))

    def stamp_of(self, route: Route) -> Stamp:
        """The stamp of a team's papers."""
        return self.stamp if self.only is None else replace(self.stamp, replaces=self.replaces.get(route.shift_id, 0))

    def copies_of(self, route: Route) -> tuple[SheetCopy, ...]:
        """Of the route sheet of a route."""
        return self.copies.get(route.shift_id) or copies_of(self.day.shift(route.shift_id), self.day.absent)


def order_papers(
    office: Office, day: Day, plan: Plan, version: int, wanted: WantedFiles, *, by: User, worker: Worker
) -> PaperOrder:
    """Gather what the papers of a judged plan are made of, in the language in use."""
    region = regions.active(office)
    turns = wanted.directions and network_spec(office).kind != "straight_line"
    return PaperOrder(
        day,
        plan,
        route_lines(office, day, plan, worker),
        stamp_of(office, version, by),
        str(region.folder) if region else None,
        wanted.with_names,
        paper_terms(office.settings, office.pack, day),
        route_directions(office, day, plan, worker) if turns else None,
        extras=wanted.extras,
    )


def stamp_of(office: Office, version: int, by: User) -> Stamp:
    """What every page says about itself."""
    return Stamp(
        version=version,
        issued_at=office.clock(),
        language=language(),
        pack=f"{office.pack.id} {office.pack.version}",
        attribution=regions.credit(office),
        is_demo=office.is_demo,
        anchor=anchor_words(office),
        issued_by="" if by.id in NAMELESS else by.name,
    )
