"""A region is built whole, or leaves nothing behind and says why."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import osmium
import pytest

from benchmarks.region.tiles import write_copies
from resources.demo.extract import Extract
from routing.errors import BadExtract, EngineUnavailable, NoRoom, RoutingError
from routing.region import address_schema, basemap
from routing.region.address_schema import open_index
from routing.region.basemap import Basemap
from routing.region.build import Before, build_region, check_built, update_region
from routing.region.changes import AddressChanges, compare_addresses
from routing.region.estimate import check_machine, estimate_build
from routing.region.extract import check_extract
from routing.region.facts import FACTS, read_facts, write_facts
from routing.worker import Progress, Worker


def town(file: Path, *, without: int = -1, shifted: int = -1, more: int = 0) -> Path:
    """A street of ten houses; one can be left out, or be put 200 m farther north, and more can be built."""
    extract = Extract()
    line = [(100.0 * n, 0.0) for n in range(12)]
    extract.line(line, {"highway": "residential", "name": "Maple Road"})
    extract.node((500.0, 400.0), place="town", name="Emberford")
    for number in range(1, 11 + more):
        if number != without:
            place = (100.0 * number, 220.0 if number == shifted else 20.0)
            extract.tag(extract.node(place), {"addr:street": "Maple Road", "addr:housenumber": str(number)})
    extract.write(file)
    return file


def test_a_region_is_built_at_a_path_in_any_script_with_progress_that_never_goes_back(tmp_path: Path) -> None:
    file = tmp_path / "路径 测试" / "城镇.osm.pbf"
    file.parent.mkdir()
    town(file)
    heard: list[object] = []
    facts = build_region(str(file), str(tmp_path / "区域" / "x"), report=heard.append)
    shares = [message.share for message in heard if isinstance(message, Progress)]
    steps = {message.step for message in heard if isinstance(message, Progress)}
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert {"roads", "addresses", "done"} <= steps
    assert (facts.file, facts.addresses, facts.data_date) == ("城镇.osm.pbf", 10, "2026-01-01")
    assert "ODbL" in facts.attribution
    assert read_facts(tmp_path / "区域" / "x") == facts
    assert {child.name for child in (tmp_path / "区域" / "x").iterdir()} == {
        FACTS,
        "valhalla",
        basemap.FILE,
        address_schema.FILE,
    }


def test_a_newer_extract_tells_what_it_has_more_no_longer_and_elsewhere(tmp_path: Path) -> None:
    town(tmp_path / "old.osm.pbf")
    town(tmp_path / "new.osm.pbf", without=3, shifted=5, more=2)
    old = build_region(str(tmp_path / "old.osm.pbf"), str(tmp_path / "a"), report=lambda _: None)
    before = Before(str(tmp_path / "a"), old.sha256, old.bounds)
    asked = ("Maple Road 5, Emberford", "Maple Road 3, Emberford")
    newer = update_region(str(tmp_path / "new.osm.pbf"), str(tmp_path / "b"), before, asked, report=lambda _: None)
    assert newer.changes == AddressChanges(added=2, gone=1, moved=1)
    moved, gone = (newer.found[text] for text in asked)
    assert moved
    assert moved.match == "house"
    assert gone is None or gone.match != "house"
    (tmp_path / "a" / address_schema.FILE).unlink()
    assert compare_addresses(tmp_path / "a", tmp_path / "b") is None


def test_a_newer_extract_of_another_area_or_the_same_file_is_refused(tmp_path: Path) -> None:
    file = town(tmp_path / "town.osm.pbf")
    facts = build_region(str(file), str(tmp_path / "a"), report=lambda _: None)
    for before, code in (
        (Before(str(tmp_path / "a"), facts.sha256, facts.bounds), "same_extract"),
        (Before(str(tmp_path / "a"), "", (10.0, 10.0, 10.1, 10.1)), "another_area"),
    ):
        with pytest.raises(BadExtract) as refused:
            build_region(str(file), str(tmp_path / "regions" / "b"), before=before, report=lambda _: None)
        assert refused.value.code == code
        assert not list((tmp_path / "regions").iterdir())


# --- what cannot be built


def cut(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 2 // 3])


def scratched(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 64] = bytes(64)
    file.write_bytes(whole)


def as_xml(file: Path) -> None:
    file.write_text("<?xml version='1.0'?><osm version='0.6'></osm>", encoding="utf-8")


def as_zip(file: Path) -> None:
    with zipfile.ZipFile(file.with_suffix(".zip"), "w") as packed:
        packed.write(file, "town.osm.pbf")
    file.with_suffix(".zip").replace(file)


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def as_nodes(file: Path) -> None:
    file.unlink()
    with osmium.SimpleWriter(str(file)) as writer:
        writer.add_node(osmium.osm.mutable.Node(id=1, location=(1.0, 1.0)))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (cut, "not_osm"),
        (scratched, "not_osm"),
        (lambda file: file.write_text("Dear Madam", encoding="utf-8"), "not_osm"),
        (as_nodes, "no_roads"),
        (lambda file: file.write_bytes(b""), "empty_file"),
        (as_xml, "other_form"),
        (as_zip, "packed"),
        (as_folder, "is_folder"),
        (Path.unlink, "no_such_file"),
    ],
)
def test_what_is_no_whole_extract_is_refused_and_leaves_nothing(
    tmp_path: Path, spoil: Callable[[Path], object], code: str
) -> None:
    file = town(tmp_path / "town.osm.pbf")
    spoil(file)
    with pytest.raises(BadExtract) as refused:
        build_region(str(file), str(tmp_path / "regions" / "x"), report=lambda _: None)
    assert (refused.value.code, refused.value.details["file"]) == (code, "town.osm.pbf")
    assert not list((tmp_path / "regions").iterdir())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything may be read here")
def test_what_one_may_not_read_is_told(tmp_path: Path) -> None:
    file = town(tmp_path / "town.osm.pbf")
    file.chmod(0)
    with pytest.raises(BadExtract) as refused:
        check_extract(file)
    assert refused.value.code == "not_readable"


def build_with_small_files(extract: str, folder: str, most: int, *, report: Callable[[object], None]) -> None:
    """In a child: no file may become larger, as where the disk is full."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    build_region(extract, folder, report=report)


@pytest.mark.skipif(sys.platform == "win32", reason="knows no such limit")
@pytest.mark.parametrize("most", [3_000, 30_000])
def test_a_disk_that_is_full_is_told_and_nothing_half_made_stays(tmp_path: Path, most: int) -> None:
    file = town(tmp_path / "town.osm.pbf")
    with Worker() as worker:
        run = worker.submit(build_with_small_files, str(file), str(tmp_path / "regions" / "x"), most)
        with pytest.raises(NoRoom) as refused:
            run.wait()
    assert refused.value.code == "disk_full"
    assert not list((tmp_path / "regions").iterdir())


def test_a_machine_that_is_too_small_is_told_before_anything_is_built(tmp_path: Path) -> None:
    small = estimate_build(1_000_000)
    check_machine(small, "town.osm.pbf", tmp_path / "not" / "there" / "yet")
    for expected, code in (
        (replace(small, disk_bytes=10**18), "no_disk_room"),
        (replace(small, memory_bytes=10**15), "no_memory"),
    ):
        with pytest.raises(NoRoom) as refused:
            check_machine(expected, "planet.osm.pbf", tmp_path)
        assert refused.value.code == code


def test_what_another_version_has_built_is_told_apart(tmp_path: Path) -> None:
    region = tmp_path / "x"
    facts = build_region(str(town(tmp_path / "town.osm.pbf")), str(region), report=lambda _: None)
    check_built(region)
    for change, code in (
        (lambda: write_facts(region, replace(facts, version=facts.version + 1)), "region_is_newer"),
        (lambda: write_facts(region, replace(facts, version=1)), "region_is_older"),
        (lambda: (region / FACTS).write_text(json.dumps({"sha256": "x"}), encoding="utf-8"), "region_is_older"),
        (lambda: (region / FACTS).write_text("{", encoding="utf-8"), "region_missing"),
        (lambda: (write_facts(region, facts), (region / basemap.FILE).unlink()), "region_missing"),
    ):
        change()
        with pytest.raises(EngineUnavailable) as refused:
            check_built(region)
        assert refused.value.code == code


@pytest.mark.parametrize(("version", "code"), [(1, "region_is_older"), (99, "region_is_newer")])
def test_files_of_another_version_say_it_in_the_same_words(tmp_path: Path, version: int, code: str) -> None:
    for file, opened in ((address_schema.FILE, open_index), (basemap.FILE, Basemap)):
        with closing(sqlite3.connect(tmp_path / file)) as connection:
            connection.execute(f"PRAGMA user_version = {version}")
        with pytest.raises(RoutingError) as refused:
            opened(tmp_path)
        assert refused.value.code == code


# --- larger extracts, to measure with


def test_copies_lie_side_by_side_with_ids_of_their_own(tmp_path: Path) -> None:
    file = write_copies(town(tmp_path / "town.osm.pbf"), tmp_path / "four.osm.pbf", 4)
    ids = [(thing.type_str(), thing.id) for thing in osmium.FileProcessor(str(file))]
    assert len(set(ids)) == len(ids)
    facts = build_region(str(file), str(tmp_path / "x"), report=lambda _: None)
    assert facts.addresses == 40
