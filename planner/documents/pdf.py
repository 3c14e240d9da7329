"""Turns page data into PDF files by Typst; run in the child process. The only place that knows Typst and its fonts."""

from __future__ import annotations

import json
import os
import threading
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

import resources
from planner.documents.masking import HAN
from planner.documents.wording import Page
from planner.errors import BadInput
from routing.worker import Progress

TEMPLATES = Path(resources.__file__).parent / "templates"
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "STHeiti",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
    "DengXian",
    "SimSun",
    "AR PL UMing CN",
    "Noto Serif CJK SC",
    "Songti SC",
)
"""Families that hold Chinese and Latin letters, best first: Linux, Windows and macOS each bring at least one."""
LATIN = (
    "Nimbus Sans",
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Helvetica",
    "Arial",
    "Liberation Sans",
    "DejaVu Sans",
)
"""For the dashes and quotes of Latin text, which Chinese fonts draw as wide as a character."""


THREADS = max(1, min(4, os.cpu_count() or 1))
"""Typst works without Python's lock: while one sheet is set another one's maps are drawn."""


@dataclass(frozen=True, slots=True)
class PdfJob:
    """One file to make: the name of a template, its data and where it goes.

    Where the data has ``pictures``, as SVG, the template lays them into it by their numbers, from 1: however often one
    is on it, the file holds it once. ``logo`` is one more in base64, of any kind; a broken one is left out. `tagged`
    files tell a reading aloud what is what; of a sheet full of boxes that is two thirds of its size, and it is for a
    hand and a pen.
    """

    template: str
    page: Page
    target: str
    tagged: bool = True


@dataclass(frozen=True, slots=True)
class Fonts:
    """Families of this machine, best first."""

    chinese: tuple[str, ...]
    latin: tuple[str, ...]


@cache
def fonts() -> Fonts:
    """What this machine has of the families that the papers can be set in."""
    here = set(typst.Fonts().families())
    return Fonts(tuple(name for name in CHINESE if name in here), tuple(name for name in LATIN if name in here))


def compile_pdfs(
    jobs: Iterable[PdfJob], made_at: datetime, *, report: Callable[[object], None], count: int = 0
) -> tuple[str, ...]:
    """Write the files of all jobs, dated with the moment they were made at; their paths.

    Jobs are taken as they come, a few ahead, so that making one and setting another go on at once; `count` says how
    many there will be, where nobody can count them yet.

    Raises
    ------
    BadInput
        ``no_chinese_font``: a page holds Chinese and this machine has no font for it.
    """
    made: list[str] = []
    under_way: deque[Future[None]] = deque()
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="typst")
    try:
        whole = count or len(jobs := tuple(jobs))
        for job in jobs:
            made.append(job.target)
            under_way.append(pool.submit(_write, job, made_at))
            while len(under_way) > 2 * THREADS or under_way[0].done():
                under_way.popleft().result()
                report(Progress((len(made) - len(under_way)) / whole, "papers"))
                if not under_way:
                    break
        for number, last in enumerate(under_way, start=1 + len(made) - len(under_way)):
            last.result()
            report(Progress(number / whole, "papers"))
    finally:
        pool.shutdown(cancel_futures=True)
    return tuple(made)


def _write(job: PdfJob, made_at: datetime) -> None:
    page = job.page
    if drawn := page.get("pictures"):
        pictures = PdfJob("pictures", {"drawn": drawn}, "", tagged=False)
        page = {**page, "pictures": list(_compiled(pictures, made_at))}
    if "logo" in page:
        page = {**page, "logo": _logo(str(page["logo"]), made_at)}
    Path(job.target).write_bytes(_compiled(replace(job, page=page), made_at))


def _logo(text: str, made_at: datetime) -> list[int]:
    # Set alone first: a broken one must not stop the letters.
    if not text:
        return []
    try:
        return list(_compiled(PdfJob("logo", {"logo": list(b64decode(text))}, "", tagged=False), made_at))
    except (typst.TypstError, ValueError):
        return []


_own = threading.local()


def _compiler() -> typst.Compiler:
    # One for each thread: a compiler does one thing at a time.
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(root=str(TEMPLATES))
    found: typst.Compiler = _own.compiler
    return found


def _compiled(job: PdfJob, made_at: datetime) -> bytes:
    families = fonts()
    text = json.dumps({**job.page, "fonts": _families(families)}, ensure_ascii=False)
    if not families.chinese and HAN.search(text):
        raise BadInput("no_chinese_font")
    template = TEMPLATES / f"{job.template}.typ"
    stamp = int(made_at.timestamp())
    found = _compiler().compile(
        str(template), format="pdf", sys_inputs={"data": text}, timestamp=stamp, pdf_tags=job.tagged
    )
    assert isinstance(found, bytes)
    return found


def _families(families: Fonts) -> dict[str, list[str]]:
    latin = list(families.latin)
    return {"text": [*families.chinese, *latin] or ["DejaVu Sans Mono"], "latin": latin[:1]}
