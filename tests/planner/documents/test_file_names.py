"""A team may be called anything; its file opens on every system."""

from __future__ import annotations

import unicodedata

import pytest

from planner.documents.file_names import file_name, file_names


@pytest.mark.parametrize(
    ("team", "name"),
    [
        ("Heron", "route-Heron.pdf"),
        ("CON", "route-CON.pdf"),
        ("a/b", "route-a-b.pdf"),
        ("..\\..\\x", "route-x.pdf"),
        ("三组", "route-三组.pdf"),
        ("Team 1.", "route-Team-1.pdf"),
        ("  tab\tand\nline  ", "route-tab-and-line.pdf"),
        ('<>:"|?*', "route-team.pdf"),
        ("\u202egnp.exe", "route-gnp.exe.pdf"),
        ("", "route-team.pdf"),
    ],
)
def test_a_file_is_called_after_its_team(team: str, name: str) -> None:
    assert file_name(team) == name


def test_letters_are_composed_and_long_names_cut() -> None:
    assert file_name(unicodedata.normalize("NFD", "Zürich")) == "route-Zürich.pdf"
    for long in ("x" * 400, "长" * 400, "e\u0301" * 400):
        name = file_name(long)
        assert len(name.encode()) <= 140
        assert name.endswith(".pdf")


def test_no_two_teams_share_a_file() -> None:
    names = file_names(["a/b", "a\\b", "A:B", "a-b-2", "a b"])
    assert len({name.casefold() for name in names}) == 5
