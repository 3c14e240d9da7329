"""The office's logo: on letters and leaflets, on nothing that others see; a broken one stops no paper."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.logo import MOST, logo_in
from tests.planner.documents.test_folder import an_order, written

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><text x="1" y="8" font-size="6">MARK</text></svg>'


@pytest.mark.parametrize("logo", [SVG, b"\x89PNG\r\n\x1a\nbroken", b"<svg", b"no picture at all"])
def test_a_logo_is_inside_alone_and_a_broken_one_is_left_out(tmp_path: Path, logo: bytes) -> None:
    order = an_order()
    order = replace(order, office=replace(order.office, logo=b64encode(logo).decode()), talks=order.talks[:1])
    copies = written(tmp_path / "folder.pdf", order)
    assert len(copies) == 3
    cover, packing, letter = copies["103"][0], copies["101"][0], copies["102"][0]
    assert ("MARK" in letter) == (logo == SVG)
    assert "MARK" not in cover + packing
    assert len(PdfReader(tmp_path / "folder.pdf").pages) == sum(map(len, copies.values()))


def test_it_is_read_from_the_data_folder(tmp_path: Path) -> None:
    assert logo_in(tmp_path) == ""
    (tmp_path / "logo.png").write_bytes(b"x" * (MOST + 1))
    assert logo_in(tmp_path) == "", "that is no logo but a photograph"
    (tmp_path / "logo.svg").write_bytes(SVG)
    assert logo_in(tmp_path) == b64encode(SVG).decode()
