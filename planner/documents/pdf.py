"""Turns page data into PDF files by Typst; run in the child process. The only place that knows Typst and its fonts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class PdfJob:
    """One file to make: the name of a template, its data and where it goes.

    `tagged` files tell a reading aloud what is what; of a sheet full of boxes that is two thirds of its size, and it is
    for a hand and a pen.
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


def compile_pdfs(jobs: Sequence[PdfJob], made_at: datetime, *, report: Callable[[object], None]) -> tuple[str, ...]:
    """Write the files of all jobs, dated with the moment they were made at; their paths.

    Raises
    ------
    BadInput
        ``no_chinese_font``: a page holds Chinese and this machine has no font for it.
    """
    compiler = typst.Compiler(root=str(TEMPLATES))
    for number, job in enumerate(jobs, start=1):
        Path(job.target).write_bytes(_compiled(compiler, job, made_at))
        report(Progress(number / len(jobs), "papers"))
    return tuple(job.target for job in jobs)


def _compiled(compiler: typst.Compiler, job: PdfJob, made_at: datetime) -> bytes:
    families = fonts()
    text = json.dumps({**job.page, "fonts": _families(families)}, ensure_ascii=False)
    if not families.chinese and HAN.search(text):
        raise BadInput("no_chinese_font")
    template = TEMPLATES / f"{job.template}.typ"
    stamp = int(made_at.timestamp())
    found = compiler.compile(
        str(template), format="pdf", sys_inputs={"data": text}, timestamp=stamp, pdf_tags=job.tagged
    )
    assert isinstance(found, bytes)
    return found


def _families(families: Fonts) -> dict[str, list[str]]:
    latin = list(families.latin)
    return {"text": [*families.chinese, *latin] or ["DejaVu Sans Mono"], "latin": latin[:1]}
