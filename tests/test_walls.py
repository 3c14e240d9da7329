"""The walls of the house: who may import whom. A wall that guards nothing fails as well as a breach."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("ui", "planner", "routing", "resources")

FORBIDDEN = {
    "routing": {"planner", "ui", "resources"},
    "planner": {"ui"},
    "resources": {"planner", "routing", "ui"},
}
"""Arrows go ui -> planner -> routing, and everybody may read resources."""

BELOW = {
    "planner/storage": ("planner.day", "planner.running"),
    "planner/day": ("planner.running",),
}
"""Within `planner` the day is below the running day, and both are above what is kept of them."""

OWNERS = {
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "ortools": ("routing/solvers",),
    "valhalla": ("routing/roads/valhalla.py",),
    "osmium": ("routing/region", "resources/demo/extract.py"),
    "rapidfuzz": ("routing/region/address_compare.py",),
    "numpy": ("routing", "planner/day/travel.py", "planner/documents", "ui/workbench"),
    "geopy": ("planner/day/geocoding",),
    "folium": ("planner/documents/map_page.py",),
    "xstatic": ("planner/documents",),
    "typst": ("planner/documents/pdf.py",),
    "segno": ("planner/documents/qr.py",),
    "sqlalchemy": ("planner/storage",),
    "alembic": ("planner/storage",),
    "sqlcipher3": ("planner/storage/engine.py",),
    "keyring": ("planner/storage/keys.py",),
    "argon2": ("planner/signing_in.py", "planner/people.py"),
    "apprise": ("planner/cases/outbox.py",),
    "holidays": ("planner/calendar.py",),
    "openpyxl": ("planner/day/importing", "planner/documents"),
    "babel": ("planner/system.py", "planner/bootstrap.py", "planner/documents/wording.py", "planner/calendar.py"),
    "numba": ("routing/solvers/ruin_recreate",),
    "platformdirs": ("planner/bootstrap.py", "planner/storage/keys.py", "routing/solvers/ruin_recreate/compiled.py"),
    "tqdm": ("planner/cli/console.py",),
}
"""One library, one place: every foreign library we import, and the files and folders that may."""

DOORS = {
    "planner/day/issue.py": "the papers of a day",
    "planner/cases/paper.py": "the agreement of a repayment plan, for its customer",
    "planner/cases/letters.py": "sealed letters to customers",
    "planner/running/control.py": "the control sheet of a running day, for the office",
    "planner/running/day_report.py": "the counts of a day, for the office",
}
"""What alone may ask for papers; each judges and records what it lets out."""

WRITERS = {
    "planner/day/importing/workbooks.py": "the workbook to fill in, and the rows to correct",
    "planner/documents": "papers, as `planner/day/issue.py` asks for them",
    "planner/cases/gateway.py": "messages for the lender's gateway, and letters, where they are wanted",
    "planner/storage": "the database, its backups and its key",
    "planner/system.py": "catalogs",
    "planner/logo.py": "the office's logo, into its own data folder",
    "planner/demo_files.py": "the lender's files of a demo morning",
    "planner/cli/solve.py": "the answer to a problem that is a file itself: nothing of the office",
}
"""What in `planner` may write files of its own."""

STANDING_ALONE = (
    *("planner/model.py", "planner/kinds.py", "planner/location.py", "planner/plan.py"),
    "planner/shift.py",
    *("planner/errors.py", "planner/told.py", "planner/policy"),
)
"""Standard library alone, and each other."""


def files(place: str) -> list[Path]:
    path = ROOT / place
    assert path.exists(), f"{place}: a wall that guards nothing"
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


@cache
def imports(file: Path) -> frozenset[str]:
    """Every module a file imports, also inside functions, and every name it takes from one, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written out"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return frozenset(found)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def libraries(file: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(file)}


def short(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def inside(file: Path, places: tuple[str, ...]) -> bool:
    return any(short(file) == place or short(file).startswith(place + "/") for place in places)


def everything() -> Iterator[Path]:
    for folder in OURS:
        yield from files(folder)


@pytest.mark.parametrize("place", FORBIDDEN)
def test_arrows_go_one_way(place: str) -> None:
    breaches = {f"{short(file)} imports {name}" for file in files(place) for name in libraries(file) & FORBIDDEN[place]}
    assert not breaches


@pytest.mark.parametrize("place", BELOW)
def test_the_day_does_not_know_the_running_day(place: str) -> None:
    breaches = {
        f"{short(file)} imports {name}"
        for file in files(place)
        for name in imports(file)
        if any(name == above or name.startswith(above + ".") for above in BELOW[place])
    }
    assert not breaches


def test_every_library_is_imported_in_its_own_place_alone() -> None:
    strangers = {
        f"{short(file)} imports {name}"
        for file in everything()
        for name in libraries(file) - set(sys.stdlib_module_names) - set(OURS)
        if not inside(file, OWNERS.get(name, ()))
    }
    assert not strangers


@pytest.mark.parametrize("library", OWNERS)
def test_no_place_owns_a_library_it_does_not_use(library: str) -> None:
    if library == "shiboken6":
        return  # comes with PySide6
    for place in OWNERS[library]:
        assert any(library in libraries(file) for file in files(place)), place


@pytest.mark.parametrize("place", STANDING_ALONE)
def test_values_and_rules_stand_on_the_standard_library(place: str) -> None:
    allowed = tuple(each.removesuffix(".py").replace("/", ".") for each in STANDING_ALONE)
    others = {
        f"{short(file)} imports {name}"
        for file in files(place)
        for name in imports(file)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not any(name == module or name.startswith(module + ".") for module in allowed)
    }
    if place == "planner/policy":  # the house floor lies in resources, as a file
        others.discard("planner/policy/pack.py imports resources")
    assert not others


def reached(module: str) -> set[str]:
    """Every module of `routing` that importing one brings along."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = ROOT / (name.replace(".", "/") + ".py")
        path = path if path.exists() else path.with_suffix("") / "__init__.py"
        if name not in found and name.startswith("routing.") and path.exists():
            found.add(name)
            waiting += imports(path)
    return found


def test_the_checker_shares_no_code_with_what_it_checks() -> None:
    judged = {f"routing.{name}" for name in ("schedule", "labels", "together", "placing", "insertion", "explain")}
    assert not {name for name in reached("routing.check") if name in judged or name.startswith("routing.solvers")}
    assert judged <= reached("routing.solvers.settle"), "a wall that guards nothing"


def test_nothing_is_printed_but_through_a_door() -> None:
    users = {
        short(file): {name for name in imports(file) if name.startswith("planner.documents.")}
        for file in everything()
        if not inside(file, ("planner/documents",))
    }
    assert all(users.get(door) for door in DOORS), "a wall that guards nothing"
    on_screen = {file: names for file, names in users.items() if file.startswith("ui/workbench/")}
    printing = {file: names for file, names in users.items() if names and file not in on_screen and file not in DOORS}
    assert not printing
    assert all(name.startswith("planner.documents.map_") for names in on_screen.values() for name in names)


def test_files_are_written_by_few() -> None:
    writing = {short(file) for file in files("planner") if _writes(file)}
    assert not {file for file in writing if not inside(ROOT / file, tuple(WRITERS))}
    for place in WRITERS:
        assert any(inside(ROOT / file, (place,)) for file in writing), f"{place}: a wall that guards nothing"


def _writes(file: Path) -> bool:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            modes = {arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
            if _called(node) in ("write_text", "write_bytes", "copyfile", "fdopen"):
                return True
            if _called(node) == "open" and modes & {"w", "wb", "x"}:
                return True
    return False


def test_one_place_alone_looks_at_the_clock() -> None:
    looking = {
        f"{short(file)}:{node.lineno}"
        for file in everything()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("now", "today", "utcnow", "currentDate", "currentDateTime")
    }
    assert [place.partition(":")[0] for place in looking] == ["planner/bootstrap.py"]
