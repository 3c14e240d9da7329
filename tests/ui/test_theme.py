"""Light and dark: followed live, readable in both, and as large as the person's letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from ui import motion
from ui.marks import state_ground, state_ink
from ui.style_sheet import style_sheet
from ui.theme import DARK, LIGHT, Colors, colors, following, is_dark, refresh, scaled, small, use_theme
from ui.workbench.visits_cells import SIEVES


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    palette = QPalette(qapp.palette())
    yield
    use_theme("system")
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


def luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_system_is_followed_while_the_window_runs(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    use_theme("light")
    assert colors() == LIGHT
    told: list[bool] = []
    following().changed.connect(lambda: told.append(is_dark()))
    use_theme("dark")
    assert told[-1]
    assert QApplication.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    count = len(told)
    QApplication.styleHints().colorSchemeChanged.emit(QApplication.styleHints().colorScheme())
    assert len(told) == count, "who has chosen one does not follow"
    use_theme("system")
    QApplication.styleHints().colorSchemeChanged.emit(QApplication.styleHints().colorScheme())
    assert len(told) >= count + 2


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_chips_are_read_easily(scheme: Colors) -> None:
    for sieve in SIEVES:
        ground = state_ground(sieve, scheme)
        assert contrast(state_ink(sieve, scheme), ground or scheme.panel) >= 4.5, sieve


@pytest.mark.parametrize("name", ["light", "dark"])
def test_an_empty_check_box_is_seen(qtbot: QtBot, name: str) -> None:
    use_theme(name)
    box = QCheckBox("Overtime")
    qtbot.addWidget(box)
    box.show()
    picture = box.grab().toImage()
    middle = picture.height() // 2
    inks = {picture.pixelColor(x, middle).name() for x in range(12)}
    assert max(contrast(ink, colors().panel) for ink in inks) >= 3


def test_no_size_of_letters_is_in_pixels_and_titles_grow_with_them(qapp: QApplication) -> None:
    font = QFont(qapp.font())
    font.setPointSizeF(20)
    sheet = style_sheet(LIGHT, dark=False, font=font)
    sizes = [line.split("font-size:")[1].split(";")[0].strip() for line in sheet.splitlines() if "font-size" in line]
    assert sizes == ["23.08pt", "30.77pt"]


def test_a_font_in_pixels_is_scaled_as_well() -> None:
    font = QFont()
    font.setPixelSize(26)
    assert small(font).pixelSize() == 24
    font.setPointSizeF(13)
    assert small(font).pointSizeF() == 12
    assert QFontMetricsF(scaled(font, 2)).height() > QFontMetricsF(font).height() * 1.8


def test_who_wants_less_motion_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(motion.VARIABLE, raising=False)
    motion.reduce(True)
    assert motion.motion(150) == 0
    motion.reduce(False)
    assert motion.motion(150) == 150
    motion.reduce(None)
    assert QSettings().value(motion.KEY) is None
    monkeypatch.setenv(motion.VARIABLE, "1")
    assert motion.is_reduced()


def test_coloring_anew_keeps_what_was_chosen(qapp: QApplication) -> None:
    use_theme("dark")
    refresh()
    assert is_dark()
