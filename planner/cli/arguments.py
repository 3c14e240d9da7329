"""What can be typed after ``rounds``. The commands are imported only when they run: help must be quick."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from keyword import iskeyword
from pathlib import Path
from typing import Any, NoReturn

from planner.cli import argparse_words
from planner.cli.arguments_approvals import add_approvals
from planner.cli.arguments_cases import add_cases
from planner.cli.arguments_closing import add_closing
from planner.cli.arguments_copies import add_copies
from planner.cli.arguments_files import FILE_KINDS, KindAndFile, add_reading
from planner.cli.arguments_issue import add_issue_options
from planner.cli.arguments_plans import add_plans
from planner.cli.arguments_record import add_record
from planner.cli.arguments_rehearse import add_rehearse
from planner.cli.arguments_rules import add_rules
from planner.cli.arguments_users import add_users
from planner.cli.numbers import count, seconds, whole
from planner.text import LANGUAGES
from planner.text import gettext as _

Command = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        # An option is written out: half of one must not take a password for a file.
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        # One line: the usage is one --help away.
        self.exit(2, f"{self.prog}: {message} ({self.prog} --help)\n")


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    argparse_words.translate()
    parser = _Parser(prog="rounds", description=_("Plans visits to customers: lawful, humane, confidential."))
    parser.add_argument("--version", action="version", version=f"Rounds {own_version()}")
    _common(parser, top=True)
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for add in (
        _template, _import, _geocode, _teams, _plan, _check, _why, _directions,
        _issue, _region, _solve, _demo, _bench, _doctor,
    ):  # fmt: skip
        add(commands)
    for add_more in (
        add_rules, add_rehearse, add_record, add_users, add_cases, add_plans, add_closing, add_copies, add_approvals,
    ):  # fmt: skip
        add_more(commands, _add)
    return parser


def own_version() -> str:
    """The version of this program."""
    try:
        return version("rounds")
    except PackageNotFoundError:
        return "0.1.0"


def _common(parser: argparse.ArgumentParser, *, top: bool = False) -> None:
    # They may stand before or after the command; after it they must not overwrite what stood before with a default.
    absent = None if top else argparse.SUPPRESS
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=absent, help=_("the folder of the office's data")
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=absent, help=_("the language of words and papers"))
    parser.add_argument(
        "--demo",
        action="store_true",
        default=False if top else absent,
        help=_("work on the demo, never on the office's own data"),
    )
    parser.add_argument("--user", metavar="NAME", default=absent, help=_("who you are, in an office that has users"))
    help_ = _("holds the password of the user; without it you are asked")
    parser.add_argument("--password-file", type=Path, metavar="FILE", default=absent, help=help_)


type _Commands = argparse._SubParsersAction[_Parser]


def _add(commands: _Commands, name: str, module: str, help_: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_, description=help_)
    _common(parser)

    def run(options: argparse.Namespace) -> int:
        function: Command = getattr(import_module(f"planner.cli.{module}"), name + "_" if iskeyword(name) else name)
        return function(options)

    parser.set_defaults(run=run)
    return parser


def _date(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument(
        "date",
        nargs=None if required else "?",
        metavar="DATE",
        help=_("such as 2026-11-24, today or tomorrow; default: the next day with visits"),
    )


def _template(commands: _Commands) -> None:
    parser = _add(commands, "template", "files", _("write the workbook to fill in"))
    parser.add_argument("file", type=Path, metavar="FILE.xlsx")


def _import(commands: _Commands) -> None:
    parser = _add(
        commands, "import", "files", _("read approved visits, staff, places, payments or holds from a spreadsheet")
    )
    help_ = _("what the file holds may stand before it: import payments FILE")
    parser.add_argument("file", nargs="+", action=KindAndFile, metavar="FILE", help=help_)
    parser.add_argument("--kind", choices=FILE_KINDS, default="visits", help=_("what the file holds"))
    parser.add_argument(
        "--as-of", metavar="MOMENT", help=_("as of when payments or holds are; default: as the file says")
    )
    parser.add_argument("--date", metavar="DATE", help=_("the day of rows that name none"))
    add_reading(parser)
    parser.add_argument(
        "--vanished", choices=("keep", "remove"), help=_("what to do with visits that a newer file no longer holds")
    )


def _geocode(commands: _Commands) -> None:
    parser = _add(commands, "geocode", "day", _("locate the addresses of a day"))
    _date(parser)
    parser.add_argument(
        "--place", action="append", default=[], metavar="REF=LAT,LON", help=_("put a visit's pin here; repeatable")
    )
    parser.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar="REF",
        help=_("the place found for this visit is right; repeatable"),
    )


def _teams(commands: _Commands) -> None:
    help_ = _("form the teams of a day from who is here")
    inner = commands.add_parser("teams", help=help_, description=help_).add_subparsers(
        dest="teams_command", required=True, metavar=_("COMMAND")
    )
    parser = _add(inner, "form", "teams", _("propose who goes with whom"))
    _date(parser)
    parser.add_argument("--teams", type=whole, metavar="N", help=_("how many teams; default: as many as there are"))
    parser.add_argument("--size", type=whole, metavar="N", help=_("people in a team; default: as many as it had"))
    parser.add_argument("--seed", type=whole, default=0, metavar="N", help=_("another number may make other teams"))
    parser.add_argument("--apply", action="store_true", help=_("keep the proposed teams"))


def _plan(commands: _Commands) -> None:
    parser = _add(commands, "plan", "day", _("assign the visits of a day to its teams"))
    _date(parser)
    parser.add_argument("--seconds", type=seconds, metavar="N", help=_("search at most this long"))
    _seed_option(parser)
    parser.add_argument("--afresh", action="store_true", help=_("do not start from the plan there is"))
    parser.add_argument(
        "--quick",
        action="store_true",
        help=_("do not wait for travel times: a quick estimate, on which nothing is issued"),
    )
    parser.add_argument("--engine", metavar="E", default="", help=_("which solver searches"))
    parser.add_argument(
        "--fair",
        type=int,
        choices=range(4),
        help=_("how much it matters that all teams work alike: 0 not, 3 above all"),
    )
    parser.add_argument(
        "--keep",
        type=int,
        choices=range(4),
        help=_("how much it matters that the plan there is stays: 0 not, 3 above all"),
    )
    parser.add_argument(
        "--max-moved",
        type=whole,
        metavar="N",
        help=_("at most so many planned visits go to another team or are left out"),
    )


def _check(commands: _Commands) -> None:
    parser = _add(commands, "check", "day", _("judge a plan by every rule, and list what it breaks"))
    parser.add_argument(
        "date",
        nargs="?",
        metavar="PLAN",
        help=_("a date, as for plan; or a problem in VROOM's format whose vehicles have steps, - for standard input"),
    )
    _region_option(parser)


def _seed_option(parser: argparse.ArgumentParser) -> None:
    help_ = _("another number makes another search; the same one repeats it")
    parser.add_argument("--seed", type=whole, default=0, metavar="N", help=help_)


def _region_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--region", metavar="NAME", help=_("where the file has no matrices: the built region whose roads are taken")
    )


def _solve(commands: _Commands) -> None:
    parser = _add(commands, "solve", "solve", _("answer a problem in VROOM's format"))
    parser.add_argument("file", metavar="IN.json", help=_("the problem; - for standard input"))
    parser.add_argument("-o", "--out", metavar="OUT.json", help=_("where the answer goes; default: standard output"))
    parser.add_argument("--seconds", type=seconds, metavar="S", help=_("search at most this long; default: 10"))
    _seed_option(parser)
    parser.add_argument("--engine", metavar="E", help=_("which solver searches"))
    parser.add_argument("--threads", type=count, metavar="T", help=_("how many cores it uses; default: all"))
    parser.add_argument("--prove", action="store_true", help=_("say how far from the best it can be, for small days"))
    help_ = _("prove at most this long; default: 60")
    parser.add_argument("--prove-seconds", type=seconds, metavar="S", help=help_)
    _region_option(parser)


def _why(commands: _Commands) -> None:
    parser = _add(commands, "why", "why", _("say why visits are unassigned, and what would fit them"))
    _date(parser)
    parser.add_argument("visit", nargs="?", metavar="VISIT", help=_("one visit's reference; default: all of them"))


def _directions(commands: _Commands) -> None:
    parser = _add(commands, "directions", "directions", _("say the way from stop to stop, turn by turn"))
    _date(parser)
    parser.add_argument("--team", metavar="TEAM", help=_("of this team alone; default: of all of them"))


def _issue(commands: _Commands) -> None:
    parser = _add(commands, "issue", "day", _("freeze the plan and write itineraries, control sheet, map and tables"))
    _date(parser, required=True)
    add_issue_options(parser)


def _region(commands: _Commands) -> None:
    help_ = _("make roads, addresses and map from an OpenStreetMap extract")
    inner = commands.add_parser("region", help=help_, description=help_).add_subparsers(
        dest="region_command", required=True, metavar=_("COMMAND")
    )
    for name, told in (
        ("build", _("build a region and use it from now on")),
        ("update", _("build a region anew from a newer extract, and tell what changed")),
    ):
        parser = _add(inner, name, "region", told)
        parser.add_argument("file", type=Path, metavar="FILE.osm.pbf")
        parser.add_argument("--name", help=_("what it is called; update: default is the region in use"))
    _add(inner, "list", "region", _("list the regions"))
    show = _add(inner, "show", "region", _("tell all about a region"))
    show.add_argument("name", nargs="?", metavar="NAME", help=_("default: the region in use"))
    _add(inner, "use", "region", _("use another region")).add_argument("name", metavar="NAME")
    rename = _add(inner, "rename", "region", _("call a region something else"))
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new_name", metavar="NEW-NAME")
    _add(inner, "remove", "region", _("remove a region")).add_argument("name", metavar="NAME")


def _demo(commands: _Commands) -> None:
    parser = _add(commands, "demo", "demo", _("plan and issue the demo day, from a clean demo"))
    parser.add_argument("--out", type=Path, metavar="DIR", default=Path("rounds-output"), help=_("where the papers go"))


def _bench(commands: _Commands) -> None:
    parser = _add(commands, "bench", "bench", _("measure on this machine"))
    parser.add_argument("name", nargs="?", help=_("which measurement; without it all are listed"))
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help=_("options of the measurement itself"))


def _doctor(commands: _Commands) -> None:
    _add(commands, "doctor", "doctor", _("say what is here and what is missing"))
