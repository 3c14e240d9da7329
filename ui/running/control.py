"""The control sheet of this moment, written where somebody wants it, and opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.running.control import control_sheet_of_now
from planner.text import gettext as _

if TYPE_CHECKING:
    from ui.document import Document


def control_sheet(window: QWidget, document: Document) -> None:
    """Ask for a file and write it beside the window; then show it."""
    work = document.work
    if work is None or work.plan is None:
        return
    now = document.office.clock().astimezone(work.day.zone)
    name = f"control-{work.day.date.isoformat()}-{now:%H%M}.pdf"
    chosen, _kind = QFileDialog.getSaveFileName(window, _("Save the control sheet of now"), name, "PDF (*.pdf)")
    if not chosen:
        return
    Path(chosen).unlink(missing_ok=True)  # they were asked whether it may be replaced
    document.note(control_sheet_of_now, work.day, work.plan, Path(chosen), worker=document.worker, on_done=_open)


def _open(file: object) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
