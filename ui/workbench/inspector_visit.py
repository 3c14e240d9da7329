"""The page of one visit: when, where, what it asks for, what it costs where it stands, and which gates it passes.

Most of it is edited in place; every edit is one step. What the lender decides (address, cases, approval) is only shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton

from planner.bootstrap import Office
from planner.cases.masking import masked_note
from planner.day.gates import gates, lawful_hours
from planner.day.importing import cells
from planner.day.lock_words import lock_sentence
from planner.day.states import PlacedStop, VisitRow
from planner.discreet import forbidden_in
from planner.model import Visit
from planner.text import duration, listed, span_words
from planner.text import gettext as _
from ui import theme
from ui.menu_entries import LOCKS, OUTCOMES, Submenu
from ui.workbench.inspector_asks import ask_lines
from ui.workbench.inspector_case import CaseSection, case_lines
from ui.workbench.inspector_fields import Key, line, lines
from ui.workbench.inspector_gates import GateTable, gate_lines
from ui.workbench.inspector_page import BrokenSection, Page, Shown, Title
from ui.workbench.inspector_parts import Rows, Section, link, mark_button, sentence_label, show_mark
from ui.workbench.inspector_place import PlaceRows
from ui.workbench.inspector_times import actual_words, planned_words, told_words
from ui.workbench.inspector_why import WhySection
from ui.workbench.unassigned_words import is_legal, left_out_sign, tone_of, why_out


class VisitPage(Page):
    """One visit."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._shown: Shown | None = None
        self.visit_id: UUID | None = None
        self.title = Title()
        self.locks = self._lock_button()
        self.title.add(self.locks)
        self.broken = BrokenSection()
        self.rows = Rows()
        self._build_rows()
        self.why = WhySection(office)
        self.why.plan_edited.connect(self.plan_edited)
        self.case = CaseSection(office)
        self.case.file_wanted.connect(self.case_wanted)
        self.gates = Section(_("Gates"))
        self.table = GateTable()
        self.gates.column.addWidget(self.table)
        about = Section()
        about.column.addLayout(self.rows)
        self.next_slot = link(_("Next lawful slot…"), lambda: self.wanted.emit("next_slot"))
        about.column.addWidget(self.next_slot)
        about.column.addWidget(link(_("Edit everything…"), lambda: self.wanted.emit("edit_visit")))
        for part in (self.title, self.broken, about, self.case, self.why, self.gates):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _build_rows(self) -> None:
        add = self.rows.add
        self.planned = add(_("Planned"), sentence_label())
        self.planned.setTextFormat(Qt.TextFormat.RichText)
        self.told = add(_("Issued for"), sentence_label())
        self.actual = add(_("It went"), sentence_label())
        self.reason = add(_("Unassigned"), sentence_label())
        self.windows = add(_("Window"), line(_("Window"), self._take_windows, _("any time, or 09:00-12:00")))
        self.legal = add(_("Legal"), sentence_label())
        self.stay = add(_("Stay"), line(_("Stay"), self._take_stay))
        self.priority = add(_("Priority"), line(_("Priority"), self._take_priority))
        self.place = PlaceRows(self.rows)
        self.place.wanted.connect(lambda: self.places_wanted.emit(self.visit_id))
        self.skills = add(_("Skills"), line(_("Skills"), self._take_skills, _("none needed")))
        self.asks = add(_("Asks for"), sentence_label())
        self.locked = add(_("Locked"), sentence_label())
        self.cases = add(_("Cases"), sentence_label(tone="text2"))
        self.note = add(_("Note"), lines(_("Note"), self._take_note, _("for the team at the door")))

    @property
    def fields(self) -> tuple[object, ...]:
        """What can be edited in place."""
        return self.windows, self.stay, self.priority, self.skills, self.note

    # --- showing

    def show_visit(self, shown: Shown, row: VisitRow) -> None:
        """Show a visit as it stands."""
        self._shown, self.visit_id = shown, row.visit.id
        self._show_title(row)
        self.broken.show_broken(row.violations)
        self._show_times(row)
        visit, key = row.visit, row.visit.id
        self.windows.show_text(key, windows_words(visit))
        self.stay.show_text(key, duration(visit.service_time.total_seconds()))
        self.priority.show_text(key, str(visit.priority))
        self.skills.show_text(key, ", ".join(sorted(visit.skills)))
        self.note.show_text(key, masked_note(self._office.user, visit.note))
        self._warn(visit)
        self.place.show_place(shown.day, visit)
        self.rows.say(self.asks, "\n".join(ask_lines(visit, shown.day)))
        self.rows.say(self.locked, "\n".join(dict.fromkeys(_lock_lines(row))), "text2")
        self.rows.say(self.cases, listed(case.reference for case in visit.cases), "text2")
        self.why.show_visit(shown.day, shown.plan, row, shown.problem)
        self._show_gates(row)
        self.case.show_visit(visit)

    def _show_title(self, row: VisitRow) -> None:
        visit, shown = row.visit, self._shown
        assert shown
        where = [_stop_words(place, shown) for place in row.places]
        self.title.say(visit.customer.name, " · ".join((visit.reference, *where)))
        left = next((n for n, each in enumerate(shown.left_over, 1) if each.visit.id == visit.id), 0)
        self.title.sign.show_sign(row.shift.team if row.shift else None, left_out_sign(left) if left else "")
        self.locks.setVisible(bool(row.places))
        locked = any(place.stop.locked for place in row.places)
        self.locks.setProperty("mark", "lock" if locked else "unlock")
        self.locks.setToolTip(_("Locked: change or unlock") if locked else _("Lock this visit"))
        self.locks.setAccessibleName(self.locks.toolTip())
        show_mark(self.locks)

    def _show_times(self, row: VisitRow) -> None:
        self.rows.say(self.planned, planned_words(row))
        self.rows.say(self.told, *told_words(row))
        self.rows.say(self.actual, actual_words(row))
        self.next_slot.setVisible(any(place.stop.outcome == "failed" for place in row.places))
        out = not row.places and self._shown is not None and self._shown.plan is not None
        assert self._shown
        day = self._shown.day
        hours = lawful_hours(self._office.pack, self._office.closed(day), day, row.visit)
        why = why_out(row, day, None, hours) if out else ""
        self.rows.say(self.reason, f"§ {why}" if why and is_legal(row) else why, tone_of(row))
        spans = listed(f"{begin}–{end}" for begin, end in hours)
        words = _("{hours}, the whole stay").format(hours=spans) if spans else _("§ not on this day")
        self.rows.say(self.legal, words, "text" if spans else "legal")

    def _show_gates(self, row: VisitRow) -> None:
        assert self._shown
        day, pack, closed = self._shown.day, self._office.pack, self._office.closed(self._shown.day)
        found = gates(pack, closed, day, row)
        beside = case_lines(self._office, day, row, self._shown.plan)
        self.table.show_lines(gate_lines(found, pack, closed, day, row) + beside)
        judged = [each for each in found if each.open is not None]
        shut = [each for each in judged if not each.open]
        count = len(judged) + len(beside)
        words = _("{open} of {count} open").format(open=len(judged) - len(shut), count=count)
        c = theme.colors()
        lawful = not any(each.legal for each in shut) and all(each.tone != "legal" for each in beside)
        tone = c.legal if not lawful else c.wrong if shut or beside else c.better
        self.gates.aside.setText(words)
        self.gates.aside.setStyleSheet(f"color: {tone}")

    def _warn(self, visit: Visit) -> None:
        if not self.note.dirty and (word := forbidden_in(visit)):
            said = _("“{word}” must not be read at the door; with it the day cannot be issued.")
            self.note.warn(said.format(word=word))

    # --- locking

    def _lock_button(self) -> QToolButton:
        button = mark_button("unlock", _("Lock this visit"))
        button.setProperty("menuMark", True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        fill_menu(menu, LOCKS, self.wanted.emit)
        menu.addSeparator()
        fill_menu(menu, OUTCOMES, self.wanted.emit)
        button.setMenu(menu)
        return button

    # --- editing

    def _edit(self, key: Key, **changes: object) -> None:
        assert self._shown
        day = self._shown.day
        visits = tuple(replace(each, **changes) if each.id == key else each for each in day.visits)  # type: ignore[arg-type]
        if visits != day.visits:
            reference = next((each.reference for each in visits if each.id == key), "")
            self.day_edited.emit(_("Edit {reference}").format(reference=reference), replace(day, visits=visits))

    def _take_windows(self, key: Key, text: str) -> None:
        self._edit(key, windows=cells.read_windows(text))

    def _take_stay(self, key: Key, text: str) -> None:
        self._edit(key, service_time=cells.read_minutes(text))

    def _take_priority(self, key: Key, text: str) -> None:
        self._edit(key, priority=cells.read_priority(text))

    def _take_skills(self, key: Key, text: str) -> None:
        self._edit(key, skills=frozenset(cells.words(text)))

    def _take_note(self, key: Key, text: str) -> None:
        self._edit(key, note=text.strip())


def fill_menu(menu: QMenu, submenu: Submenu, want: Callable[[str], object]) -> None:
    """Every entry of one of the window's menus, by its name and with its key."""
    for entry in submenu[2]:
        if entry is None:
            menu.addSeparator()
        else:
            name, text, key = entry
            action = menu.addAction(f"{_(text)}\t{key}" if key else _(text))
            action.triggered.connect(lambda _on=False, name=name: want(name))


def windows_words(visit: Visit) -> str:
    """When the customer can be met, as it can be typed again."""
    return "; ".join(span_words(window) for window in visit.windows)


def _stop_words(place: PlacedStop, shown: Shown) -> str:
    return _("stop {number} of {team}").format(number=place.number, team=place.shift.team.name)


def _lock_lines(row: VisitRow) -> list[str]:
    return [lock_sentence(place.stop, row.zone) for place in row.places if place.stop.lock]
