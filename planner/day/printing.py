"""The papers of a day that hold now, wherever they lie, and that they were printed, in the record.

How they are printed is the window's business. A team that had nothing new kept its papers: they lie with an
older version.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.bootstrap import Office
from planner.cases.copies import copies_of, count_prints
from planner.cases.copy_model import Copy, Paper
from planner.day.issue import Issued
from planner.errors import Conflict, NotFound
from planner.signing_in import acting, allow
from planner.users import Right

PRINTED = "papers_printed"
FOLDER = re.compile(r"\d{4}-\d\d-\d\d-v(\d+)(?:-(\d+))?")
"""What the folder of a version is called; a second of its name is numbered."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """An issued file that can be printed.

    Parameters
    ----------
    version
        The issue that it is of.
    team
        Whose it is; empty where it stays in the office.
    copies
        The numbers on its papers.
    printed
        How often it went to a printer already.
    """

    path: Path
    version: int
    team: str = ""
    copies: tuple[int, ...] = ()
    printed: int = 0


@dataclass(frozen=True, slots=True)
class DayPapers:
    """Papers of a day that hold, team by team, the route sheet first; then what stays in the office.

    `version` is the newest issue and `folder` where its files lie; `elsewhere` are those that hold and are not there.
    """

    version: int
    folder: Path
    files: tuple[PaperFile, ...]
    elsewhere: tuple[PaperFile, ...] = ()


def papers_in_force(office: Office, when: date, out: Path) -> DayPapers:
    """Of each team its newest papers, of all versions of a day that lie in the folder where they go.

    Raises
    ------
    NotFound
        ``no_papers``.
    """
    with office.store.reading() as session:
        day, copies = session.day(when), copies_of(session, when)
        issued = session.issued(day.id) if day else None
    version, folders = issued.version if issued else 0, _folders(out, when)
    newest, files = folders.get(version, out / "none"), []
    if any(each.file for each in copies):
        held = _by_file(_in_force(copies, version))
        files = [_paper(folders.get(of, out / "none") / f"{name}.pdf", of, each) for (of, name), each in held.items()]
    elif newest.exists():  # issued before copies knew their files
        files = [PaperFile(each, version) for each in newest.glob("*.pdf")]
    here = tuple(sorted((each for each in files if each.path.exists()), key=_as_handed_out))
    if not version or not here:
        raise NotFound("no_papers", date=when.isoformat(), folder=str(out))
    folder = newest if newest.exists() else out
    return DayPapers(version, folder, here, tuple(each for each in files if each not in here))


def papers_of_issue(office: Office, when: date, issued: Issued) -> DayPapers:
    """What one issue made, to be printed."""
    with office.store.reading() as session:
        copies = _by_file(copies_of(session, when))
    paths = [path for path in issued.files if path.suffix == ".pdf"]
    files = (_paper(path, issued.version, copies.get((issued.version, path.stem), ())) for path in paths)
    return DayPapers(issued.version, issued.folder, tuple(sorted(files, key=_as_handed_out)))


def require_newest(office: Office, when: date, version: int) -> None:
    """Refuse to print papers that others took the place of, or for who may not issue.

    Raises
    ------
    Conflict
        ``old_papers``: a newer version went out, perhaps into another folder.
    NotAllowed
        ``no_right``, ``sign_in_first``.
    """
    allow(office, Right.ISSUE)
    with office.store.reading() as session:
        day = session.day(when)
        issued = session.issued(day.id) if day else None
    if issued and issued.version > version:
        raise Conflict("old_papers", version=version, newest=issued.version)


def note_printed(office: Office, day: date, version: int, files: Sequence[PaperFile]) -> None:
    """Keep that these files of an issued day went to a printer, and so how often each number is on paper.

    Raises
    ------
    NotAllowed
        ``no_right``, ``sign_in_first``.
    """
    actor = acting(office, Right.ISSUE)
    again = sum(bool(each.printed) for each in files)
    with office.store.writing() as session:
        count_prints(session, (number for each in files for number in each.copies))
        told = {"date": day.isoformat(), "version": version, "files": len(files), "again": again}
        session.record(PRINTED, actor, office.clock(), **told)


def _folders(out: Path, when: date) -> dict[int, Path]:
    # By version; of two folders of a version the later one is ours.
    named = ((FOLDER.fullmatch(each.name), each) for each in out.glob(f"{when.isoformat()}-v*"))
    found = sorted((int(match[1]), int(match[2] or 1), each) for match, each in named if match)
    return {version: path for version, _again, path in found}


def _in_force(copies: Iterable[Copy], newest: int) -> Iterable[Copy]:
    # What was rung up about earlier is done.
    return (
        each
        for each in copies
        if each.file and not each.replaced_by and (each.paper != Paper.CHANGES or each.issue == newest)
    )


def _by_file(copies: Iterable[Copy]) -> dict[tuple[int, str], list[Copy]]:
    found: dict[tuple[int, str], list[Copy]] = defaultdict(list)
    for copy in copies:
        found[copy.issue, copy.file].append(copy)
    return found


def _paper(path: Path, version: int, held: Sequence[Copy]) -> PaperFile:
    team = next((each.team for each in held if each.paper != Paper.CHANGES), "")
    printed = max((each.printed for each in held), default=0)
    return PaperFile(path, version, team, tuple(each.number for each in held), printed)


def _as_handed_out(file: PaperFile) -> tuple[bool, str, bool, str]:
    return not file.team, file.team, not file.path.stem.startswith("route"), file.path.name
