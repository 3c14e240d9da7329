"""What building a region takes: time, processor, memory of all programs together, and disk.

    python3 start.py bench region [FILE.osm.pbf ...] [--copies 1,16,80] [--write]

Larger extracts are made by copying. Without a file the demo's town is built. With ``--write`` the figures go into
docs/region.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.region.tiles import write_copies
from resources.demo.town import write_town

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "region.md"
TITLE = "## Building: measured"
BUILD = "import sys; from routing.region.build import build_region; build_region(*sys.argv[1:], report=lambda _: None)"
POLL_S = 0.1
MB = 1_000_000
EXPLAINED = (
    "Larger extracts are copies of one side by side, not connected. Memory is that of all programs at work together,\n"
    "with what they share counted in each; disk is what lies there while building."
)
HEAD = (
    "| extract | MB | wall s | processor s | peak memory MB | peak disk MB | region MB | s per MB |\n"
    "|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One build. Memory is the sum over all programs at once, shared pages counted in each; 0 where it is not told."""

    name: str
    extract_bytes: int
    wall_s: float
    processor_s: float
    memory_bytes: int
    disk_bytes: int
    size_bytes: int

    def row(self) -> str:
        """As a row of the table."""
        size = self.extract_bytes / MB
        memory = f"{self.memory_bytes / MB:.0f}" if self.memory_bytes else "?"
        return (
            f"| {self.name} | {size:.1f} | {self.wall_s:.1f} | {self.processor_s:.1f} | {memory} |"
            f" {self.disk_bytes / MB:.0f} | {self.size_bytes / MB:.1f} | {self.wall_s / size:.2f} |"
        )


def main() -> None:
    """Build each in turn, and print or write what it took."""
    options = read_options()
    rows = [HEAD]
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="rounds-bench-") as name:
        folder = Path(name)
        for source in options.files or [write_demo(folder)]:
            for copies in options.copies:
                rows.append(one(source, copies, folder).row())
                print(rows[-1], flush=True)
    if options.write:
        write(rows)


def read_options() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--copies", type=lambda text: [int(part) for part in text.split(",")], default=[1, 16])
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def write_demo(folder: Path) -> Path:
    """The demo's town as an extract."""
    file = folder / "emberford.osm.pbf"
    write_town(file)
    return file


def one(source: Path, copies: int, folder: Path) -> Measured:
    """Make the extract, build it in a program of its own, and watch that."""
    extract = source if copies == 1 else write_copies(source, folder / "copies.osm.pbf", copies)
    target = folder / "region"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    began, before = time.perf_counter(), processor_s()
    program = subprocess.Popen([sys.executable, "-P", "-c", BUILD, str(extract), str(target)], env=environment)
    memory = disk = 0
    while program.poll() is None:
        memory, disk = max(memory, memory_of(program.pid)), max(disk, size_of(folder) - extract_size(extract, folder))
        time.sleep(POLL_S)
    wall = time.perf_counter() - began
    if program.returncode:
        raise SystemExit(f"{extract.name} could not be built.")
    name = source.name.removesuffix(".osm.pbf") + (f" × {copies}" if copies > 1 else "")
    size = extract.stat().st_size
    found = Measured(name, size, wall, processor_s() - before, memory, disk, size_of(target))
    remove(target)
    return found


def processor_s() -> float:
    """What the processor has worked for programs of ours that have ended, and for theirs."""
    told = os.times()
    return told.children_user + told.children_system


def memory_of(root: int) -> int:
    """Memory of a program and all it has started, in bytes, where the system tells (Linux)."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(map(_resident, family))


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder, of those that do not vanish meanwhile."""
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total


def extract_size(extract: Path, folder: Path) -> int:
    """What of a folder is no work of the build: the extracts in it, and the second name of the one being built."""
    lying = sum(file.stat().st_size for file in folder.glob("*.osm.pbf"))
    return lying + (extract.stat().st_size if (folder / "region.part" / "extract.osm.pbf").exists() else 0)


def remove(folder: Path) -> None:
    """Make room for the next."""
    shutil.rmtree(folder, ignore_errors=True)


def write(rows: list[str]) -> None:
    """Put the table into the document in place of the one before."""
    text = DOCUMENT.read_text(encoding="utf-8")
    head, found, rest = text.partition(TITLE + "\n")
    after = rest.partition("\n## ")
    told = (
        f"{TITLE}\n\n`python3 start.py bench region FILE --copies 1,16,80 --write`, on {os.cpu_count()} cores"
        f" ({time.strftime('%Y-%m')}).\n{EXPLAINED}\n\n" + "\n".join(rows) + "\n"
    )
    kept = after[1].removeprefix("\n") + after[2] if found else ""
    DOCUMENT.write_text(head.rstrip("\n") + "\n\n" + told + ("\n" + kept if kept else ""), encoding="utf-8")


if __name__ == "__main__":
    main()
