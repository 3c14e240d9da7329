"""The papers as a team and the desk read them: what must be on them, and what must never be."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from planner.documents.control_sheet import control_sheet
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.documents.stamp import Stamp
from planner.documents.terms import PaperTerms
from planner.model import Address, Coordinates, Customer, Day, Visit, Window
from routing.roads.directions import Maneuver, ManeuverType
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.documents.situations import ANCHOR, pages, plan_of, sheets, write


@pytest.fixture
def chinese_day() -> Day:
    """Three visits in Chinese, the second with a long note."""
    first = visit(1, ("09:00", "10:30"))
    customer = Customer("lender", "C-8", "欧阳春晓", "138 0013 8000")
    home = replace(first, customer=customer, address=Address("余烬津市西岗区天鹅巷61号", "2幢3单元301室 · 三楼左手"))
    told = replace(visit(2, north=900), note="修鞋铺旁的灰色大门，门铃在右侧墙上。" * 8, reference="上门-2")
    return day(home, told, visit(3, east=700), teams=1)


def placed(number: int, lat: float, lon: float) -> Visit:
    located = visit(number).location
    assert located
    return replace(visit(number), location=replace(located, coordinates=Coordinates(lat, lon)))


def test_a_route_sheet_says_what_a_team_needs(tmp_path: Path) -> None:
    the_day = day(visit(1, ("09:00", "10:30"), ("14:00", "15:00")), visit(2, north=900), visit(3, east=700), teams=1)
    shift = replace(the_day.shifts[0], vehicle="Gray van, EMB 7214")
    the_day = replace(the_day, shifts=(shift,))
    folder = write(tmp_path / "out", the_day, plan_of(the_day))
    text = " ".join(pages(folder / "route-Team-1.pdf"))
    for said in (
        "Tuesday 24 November 2026", "Team 1", "Li Wen10", "Gray van, EMB 7214", "Maple Road 1, Emberford", "Flat 2",
        "09:04", "09:24", "09:00–10:30", "14:00–15:00", "any time", "20 min", "4 min", "1.5 km", "Quill1 A.",
        "phone ends 0000", "V-1", "Break 30 min, until 10:18", "Leave Office", "Harbor Street 1", "3 visits",
        "1 h 00 min", "6.0 km", "Page 1 of 2", "17:30", "Straight lines", "copy 1 of 2", "carried by Li Wen11",
    ):  # fmt: skip
        assert said in text, said
    for hidden in ("Ada", "0555", "K-1", "C-1"):
        assert hidden not in text, hidden


def test_chinese_is_embedded_and_can_be_searched_for(tmp_path: Path, chinese_day: Day) -> None:
    folder = write(tmp_path / "out", chinese_day, plan_of(chinese_day), language="zh")
    file = next(iter(sheets(folder)))
    text = "".join(pages(file)).replace(" ", "")
    assert "三楼左手" in text
    assert "天鹅巷61号" in text
    assert "欧阳＊" in text
    assert "春晓" not in text
    assert "2026年11月24日星期二" in text
    for font in PdfReader(file).pages[0]["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"].get_object())


def test_no_stop_is_lost_on_a_long_day(tmp_path: Path) -> None:
    visits = [
        replace(visit(n, north=90 * n, minutes=10), note="Behind the bakery. " * (n % 5) * 6) for n in range(1, 27)
    ]
    visits[3] = replace(visits[3], address=Address("The House with the Very Long Name, " * 6, "Upper flat, " * 12))
    the_day = day(*visits, teams=1)
    text = pages(write(tmp_path / "out", the_day, plan_of(the_day)) / "route-Team-1.pdf")
    assert all(f"Visit V-{n}" in " ".join(text) for n in range(1, 27))
    assert all("Return or destroy by 17:30" in page and "Team 1" in page for page in text)
    assert text[-1].count("26 visits") == 1


def test_every_page_of_the_demo_says_so(tmp_path: Path) -> None:
    the_day = day(*(visit(n, north=300 * n) for n in range(1, 8)), teams=1)
    folder = write(tmp_path / "out", the_day, plan_of(the_day), demo=True)
    assert all("DEMO" in page for file in folder.glob("*.pdf") for page in pages(file))
    assert "DEMO" in (folder / "map.html").read_text(encoding="utf-8")
    assert Stamp(1, NOW).demo_mark == ""


@pytest.mark.parametrize(("language", "words"), [("en", f"record {ANCHOR}"), ("zh", ANCHOR)])
def test_every_page_carries_the_end_of_the_record_at_its_foot(tmp_path: Path, language: str, words: str) -> None:
    the_day = day(*(visit(n, north=300 * n) for n in range(1, 8)), teams=1)
    folder = write(tmp_path / "out", the_day, plan_of(the_day), language=language)
    assert all(words in page for file in folder.glob("*.pdf") for page in pages(file))
    assert Stamp(1, NOW).anchor_words == ""


def test_the_control_sheet_knows_visits_by_reference_alone(tmp_path: Path) -> None:
    the_day = day(visit(1), visit(2, north=900), visit(3, east=700), visit(4), teams=1)
    text = " ".join(pages(write(tmp_path / "out", the_day, plan_of(the_day, left=1)) / "control.pdf"))
    for said in (
        "1 team · 3 visits · 2 copies", "Li Wen10", "Police, 112", "09:00", "10:46", "V-1", "V-3",
        "Not visited today", "V-4", "beside",
    ):  # fmt: skip
        assert said in text, said
    assert "Quill" not in text
    assert "Maple" not in text


def test_the_papers_carry_the_town_where_there_is_one(tmp_path: Path, demo_region: Path) -> None:
    with closing(sqlite3.connect(demo_region / "addresses.sqlite")) as index:
        places = index.execute("SELECT lat, lon FROM address ORDER BY id LIMIT 400").fetchall()[::100]
    the_day = day(*(placed(n, *place) for n, place in enumerate(places, start=1)), teams=1)
    folder = write(tmp_path / "out", the_day, plan_of(the_day), region=demo_region)
    text = " ".join(pages(folder / "route-Team-1.pdf"))
    assert "Map: nowhere" in text
    assert "100 m" in text
    assert "Park in" in text
    size = (folder / "route-Team-1.pdf").stat().st_size
    assert size < 300_000
    person = the_day.shifts[0].members[0]
    more = replace(the_day.shifts[0], members=(*the_day.shifts[0].members, person, person))
    crowd = replace(the_day, shifts=(more,))
    four = write(tmp_path / "four", crowd, plan_of(crowd), region=demo_region) / "route-Team-1.pdf"
    assert four.stat().st_size < 1.4 * size, "maps and codes are in a file once, however many copies there are"


def test_directions_are_there_when_asked_for_without_names_that_say_too_much(tmp_path: Path) -> None:
    the_day = day(visit(1), visit(2, north=900), teams=1)
    leg = (Maneuver(ManeuverType.LEFT, streets=("Maple Road",)), Maneuver(ManeuverType.RIGHT, streets=("Loan Lane",)))
    told = {the_day.shifts[0].id: (leg, leg, ())}
    sheet = "route-Team-1.pdf"
    text = " ".join(pages(write(tmp_path / "told", the_day, plan_of(the_day), directions=told) / sheet))
    assert "Way to 2 1 Turn left onto Maple Road. 2 Turn right." in text
    assert "Turn left" not in " ".join(pages(write(tmp_path / "out", the_day, plan_of(the_day)) / sheet))


def test_each_copy_is_found_by_a_bookmark_and_begins_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    the_day = day(visit(1), teams=1)
    for both_sides, count in ((True, 4), (False, 2)):
        folder = write(tmp_path / str(count), the_day, plan_of(the_day), terms=PaperTerms(both_sides=both_sides))
        reader = PdfReader(folder / "route-Team-1.pdf")
        first, stops, second, _more = reader.outline
        assert [first.title, stops[0].title] == ["copy 1 of 2 · Li Wen10", "1 · 09:04 · Maple Road 1, Emberford"]
        assert reader.get_destination_page_number(second) == count // 2
        texts = pages(folder / "route-Team-1.pdf")
        assert len(texts) == count - both_sides
        assert all("Team 1" in text and "Return or destroy by 17:30" in text for text in texts)


def test_two_teams_that_go_in_together_are_told_of_each_other(tmp_path: Path) -> None:
    promised = Window(time(9), time(9, 30))
    both = replace(visit(1, ("09:00", "12:00")), two_teams=True, note="Side door.", promised=promised)
    the_day = day(both, visit(2, north=900))
    plan = plan_of(the_day)
    other = replace(plan.routes[0], shift_id=the_day.shifts[1].id, stops=plan.routes[0].stops[:1])
    folder = write(tmp_path / "out", the_day, replace(plan, routes=(*plan.routes, other)))
    for mine, met in (("Team-1", "Team 2"), ("Team-2", "Team 1")):
        text = " ".join(pages(folder / f"route-{mine}.pdf"))
        assert f"Meet {met} at the door and go in together. Side door." in text
        assert "09:00–09:30" in text, "what was promised, not when else it might have been"
    told = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert [route["stops"][0]["together_with"] for route in told["routes"]] == [["Team 2"], ["Team 1"]]
    assert "together_with" not in told["routes"][0]["stops"][1]
    assert "2 teams · 2 visits" in " ".join(pages(folder / "control.pdf"))


def test_files_are_made_two_at_once_and_told_one_after_the_other(tmp_path: Path) -> None:
    the_day = day(visit(1), teams=1)
    page = control_sheet(the_day, plan_of(the_day), Stamp(1, NOW))
    jobs = [PdfJob("control_sheet", page, str(tmp_path / f"{n}.pdf"), tagged=False) for n in range(6)]
    told: list[float] = []
    made = compile_pdfs(iter(jobs), NOW, report=lambda each: told.append(each.share), count=6)  # type: ignore[attr-defined]
    assert [Path(file).name for file in made] == [f"{n}.pdf" for n in range(6)]
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len({Path(file).read_bytes() for file in made}) == 1, "whoever set it"
    broken = PdfJob("control_sheet", {**page, "rows": None}, str(tmp_path / "broken.pdf"))
    with pytest.raises(typst.TypstError):
        compile_pdfs([broken, *jobs], NOW, report=lambda _: None)
