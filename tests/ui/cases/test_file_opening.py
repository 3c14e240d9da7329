"""A document of a case is opened from a private folder, and nothing of it is left."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from planner.errors import NotFound
from ui.cases.file_opening import _private, empty, open_document


class _System(QObject):
    # Stands where the programs of the system would open a file.

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def system(qtbot: QtBot) -> Iterator[_System]:
    """Who opens files."""
    made = _System()
    QDesktopServices.setUrlHandler("file", made, "open")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")
    empty()


def test_what_no_program_opens_is_said_and_not_left_behind(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    with pytest.raises(NotFound) as refused:
        open_document("contract.xyz", b"secret")
    assert refused.value.code == "no_program"
    assert not [each for each in _private().rglob("*") if each.is_file()]
    empty()


def test_a_document_lies_where_only_this_user_reads_it_until_the_end(system: _System) -> None:
    first = open_document("../contract: Egon.pdf", b"%PDF")
    second = open_document("../contract: Egon.pdf", b"other")
    assert system.opened == [str(first), str(second)]
    assert first.read_bytes() == b"%PDF"
    assert (first.name, second.name) == ("contract_ Egon.pdf", "contract_ Egon.pdf")
    private = first.parent.parent
    if sys.platform != "win32":
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert stat.S_IMODE(first.stat().st_mode) == 0o600
    empty()
    assert not private.exists()
