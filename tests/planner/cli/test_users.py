"""Users on the command line: added, signed in by a file, held to their roles; without users nothing is otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner import signing_in
from planner.bootstrap import Office, open_office
from planner.users import Role
from tests.planner.cli.conftest import Rounds, row, visits
from tests.users import CHEAP, PASSWORD, a_user


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "HASHER", CHEAP)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """The password of everybody here, in a file."""
    file = tmp_path / "password.txt"
    file.write_text(PASSWORD + "\n", encoding="utf-8")
    return file


def with_users(folder: Path) -> Office:
    office = open_office(folder / "data")
    for role in Role:
        a_user(office, role, role.value)
    return office


def test_the_first_user_is_added_and_then_everybody_says_who_they_are(
    rounds: Rounds, tmp_path: Path, secret: Path
) -> None:
    assert "There are no users" in rounds("users", "list").said
    refused = rounds("users", "add", "Tom", "--role", "coordinator", "--new-password-file", secret)
    assert refused.code == 2
    assert "must be an administrator or a supervisor" in refused.complained
    ada = ("--user", "ada quill", "--password-file", secret)
    assert rounds("users", "add", "Ada Quill", "--role", "supervisor", "--new-password-file", secret).code == 0
    assert rounds("users", "add", "Tom", "--role", "coordinator", "--new-password-file", secret).code == 2
    assert rounds("users", "add", "Tom", "--role", "coordinator", "--new-password-file", secret, *ada).code == 0
    assert rounds("users", "deputy", "Tom", "--for", "Ada Quill", *ada).code == 0
    assert "Nobody among the staff" in rounds("users", "staff", "Tom", "--as", "S-9", *ada).complained
    assert "goes to doors as nobody" in rounds("users", "staff", "Tom", "--nobody", *ada).said
    listed = rounds("users", "list", *ada).said
    assert "Supervisor" in listed
    assert listed.count("instead of") == 1
    assert "instead of Ada Quill" in listed
    assert rounds("users", "retire", "Tom", *ada).code == 0
    shown = rounds("audit", "show", *ada).said
    assert "Ada Quill" in shown
    assert "User retired: Tom" in shown
    office = open_office(tmp_path / "data")
    with office.store.reading() as session:
        chain = json.dumps(session.records())
    office.close()
    assert not any(word in chain for word in ("Ada", "Tom", PASSWORD))


COMMANDS = (
    ("auditor", ("plan",)),
    ("auditor", ("geocode",)),
    ("administrator", ("teams", "form")),
    ("auditor", ("import", "visits.csv")),
    ("auditor", ("issue", "2026-11-24", "--out", "out")),
    ("administrator", ("check",)),
    ("administrator", ("why",)),
    ("administrator", ("directions",)),
    ("coordinator", ("audit", "show")),
    ("coordinator", ("audit", "resume", "--reason", "x")),
    ("supervisor", ("rules", "--confirm", "2027", "--source", "x")),
    ("supervisor", ("users", "add", "Eve", "--role", "supervisor")),
    ("auditor", ("users", "retire", "supervisor")),
)
"""A role that may not give a command, though others may."""


def test_each_command_is_refused_to_who_lacks_the_right_and_to_nobody_named(
    rounds: Rounds, tmp_path: Path, secret: Path
) -> None:
    with_users(tmp_path).close()
    for role, command in COMMANDS:
        unnamed = rounds(*command)
        refused = rounds(*command, "--user", role, "--password-file", secret)
        assert (unnamed.code, refused.code) == (2, 2)
        assert "Sign in first" in unnamed.complained
        assert "not for your role" in refused.complained, (role, command)
        assert (unnamed.complained + refused.complained).count("\n") == 2


def test_a_password_comes_from_a_file_or_a_person_and_is_told_by_one_line_where_it_does_not(
    rounds: Rounds, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_users(tmp_path).close()
    two = tmp_path / "two.txt"
    two.write_text("one line\nand another", encoding="utf-8")
    me = ("audit", "show", "--user", "auditor")
    for words, told in (
        (me, "No password was given"),
        ((*me, "--password-file", two), "more than one line"),
        ((*me, "--password-file", tmp_path / "none.txt"), "none.txt"),
        (("audit", "show", "--user", "Mallory", "--password-file", secret), "Name or password is wrong"),
        ((*me, "--password", "x"), "unrecognized"),
    ):
        answer = rounds(*words)
        assert answer.code == 2
        assert told in answer.complained
        assert answer.complained.count("\n") == 1
        assert PASSWORD not in answer.complained
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _question: PASSWORD)
    assert rounds(*me).code == 0


def test_who_imports_is_in_the_record_by_their_id(rounds: Rounds, tmp_path: Path, secret: Path) -> None:
    assert rounds("import", visits(tmp_path, row(1))).code == 0
    office = with_users(tmp_path)
    with office.store.reading() as session:
        me = session.user_named("coordinator")
    assert me
    mine = ("--user", "coordinator", "--password-file", secret)
    assert rounds("import", visits(tmp_path, row(1), row(2)), *mine).code == 0
    with office.store.reading() as session:
        rows = session.records_of("visits_imported")
    office.close()
    assert [each["actor"] for each in rows] == ["command line", me.actor]
