"""Shows what accepting a file would do: numbers, and per day what is added, changed, withdrawn and no longer there.

Compares nothing: that is `planner.day.importing.difference`. Asks about the vanished.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.day.importing import VISIT_COLUMNS, Difference
from planner.model import Visit
from planner.text import gettext as _
from planner.text import language, listed, ngettext
from ui import theme
from ui.dialogs.frame import said, say_date
from ui.dialogs.import_kinds import Reading
from ui.dialogs.place_words import PLACE_KINDS
from ui.words import when_open

MOST_SHOWN = 200
CHANGES: tuple[tuple[str, Callable[[Visit], str]], ...] = (
    ("customer", lambda v: v.customer.reference),
    ("cases", lambda v: listed(case.reference for case in v.cases)),
    ("name", lambda v: v.customer.name),
    ("phone", lambda v: v.customer.phone),
    ("language", lambda v: v.customer.language),
    ("address", lambda v: v.address.text),
    ("inner", lambda v: v.address.inner),
    ("place_kind", lambda v: _(PLACE_KINDS[v.place_kind])),
    ("windows", when_open),
    ("minutes", lambda v: f"{v.service_time.total_seconds() / 60:.0f}"),
    ("priority", lambda v: str(v.priority)),
    ("skills", lambda v: listed(sorted(v.skills))),
    ("approved_by", lambda v: v.approved_by),
    ("approved_at", lambda v: f"{v.approved_at:%Y-%m-%d %H:%M}" if v.approved_at else ""),
    ("note", lambda v: v.note),
    (
        "coordinates",
        lambda v: f"{v.location.coordinates.lat:.5f}, {v.location.coordinates.lon:.5f}" if v.location else "",
    ),
    ("must_do", lambda v: _("yes") if v.must_do else ""),
    ("wish_from", lambda v: _hour(v.wish and v.wish.earliest)),
    ("wish_to", lambda v: _hour(v.wish and v.wish.latest)),
    ("promised_from", lambda v: _hour(v.promised and v.promised.earliest)),
    ("promised_to", lambda v: _hour(v.promised and v.promised.latest)),
    ("preferred_teams", lambda v: listed(sorted(v.preferred_teams))),
    ("excluded_teams", lambda v: listed(sorted(v.excluded_teams))),
    ("only_teams", lambda v: listed(sorted(v.only_teams))),
    ("after", lambda v: v.after),
    ("same_team_as", lambda v: v.same_team_as),
    ("teams_needed", lambda v: "2" if v.two_teams else "1"),
)
"""Fields of a visit that a file can change, each with its words."""


def change_words(before: Visit, after: Visit) -> str:
    """What a file changes in a visit: each field, from what to what."""
    headers = {column.field: column.header(language()) for column in VISIT_COLUMNS}
    found = [
        _("{field}: {before} → {after}").format(
            field=headers[field], before=words(before) or "–", after=words(after) or "–"
        )
        for field, words in CHANGES
        if words(before) != words(after)
    ]
    return ";  ".join(found)


class ChangesView(QWidget):
    """The summary of a file."""

    vanished_decided = Signal()
    """Keep or remove was chosen for the vanished."""

    def __init__(self) -> None:
        super().__init__()
        self._facts = QHBoxLayout()
        self._facts.setSpacing(32)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setStyleSheet("QTreeView::item { padding: 2px 0; }")
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.tree.setAccessibleName(_("What the file changes"))
        self.note = said(quiet=True)
        self._question = self._vanished_question()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._facts)
        column.addWidget(self.note)
        column.addWidget(self.tree, 1)
        column.addWidget(self._question)
        column.addStretch()  # without a tree the rest stays at the top

    def _vanished_question(self) -> QWidget:
        asked = QWidget()
        self.question = said()
        self.keep = QRadioButton(_("&Keep them"))
        self.remove = QRadioButton(_("&Remove them from the day"))
        self.keep.setChecked(True)
        self.keep.toggled.connect(self.vanished_decided)
        row = QHBoxLayout(asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.question, 1)
        row.addWidget(self.keep)
        row.addWidget(self.remove)
        return asked

    @property
    def keep_vanished(self) -> bool:
        """Whether visits that are no longer in the file stay."""
        return self.keep.isChecked()

    def show_reading(self, reading: Reading, today: date) -> None:
        """Show what a file says; of a day before today, that it is over: a wrong year is soon typed."""
        self._show_facts(reading.facts)
        self.tree.clear()
        for line in reading.lines:
            self.tree.addTopLevelItem(QTreeWidgetItem(list(line)))
        for each in reading.differences:
            self._add_day(each, is_over=each.date < today and bool(each.added or each.changed))
        self.tree.resizeColumnToContents(0)
        self.tree.setVisible(self.tree.topLevelItemCount() > 0)
        self.note.setVisible(not reading.deed)
        self.note.setText(reading.nothing)
        count = reading.vanished
        self._question.setVisible(count > 0)
        self.question.setText(
            ngettext(
                "{count} visit is no longer in the file, and nobody withdrew it.",
                "{count} visits are no longer in the file, and nobody withdrew them.",
                count,
            ).format(count=count)
        )

    def _show_facts(self, facts: Sequence[tuple[int, str, bool]]) -> None:
        while item := self._facts.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for count, caption, bad in facts:
            self._facts.addWidget(_Fact(count, caption, bad=bad and count > 0))
        self._facts.addStretch(1)

    def _add_day(self, each: Difference, *, is_over: bool) -> None:
        known = sum(len(part) for part in (each.unchanged, each.changed, each.withdrawn, each.vanished, each.moved))
        detail = ngettext("{count} visit known already", "{count} visits known already", known).format(count=known)
        told = detail if known else _("no visits yet")
        day = QTreeWidgetItem([say_date(each.date), f"{_('This day is over.')}  ·  {told}" if is_over else told])
        font = day.font(0)
        font.setBold(True)
        day.setFont(0, font)
        self.tree.addTopLevelItem(day)
        colors = theme.colors()
        if is_over:
            day.setForeground(1, QColor(colors.worse))
        self._add_group(
            day, _("+ Added"), [(v.reference, _who(v)) for v in each.added[:MOST_SHOWN]], len(each.added), colors.better
        )
        changed = [(old.reference, change_words(old, new)) for old, new in each.changed[:MOST_SHOWN]]
        self._add_group(day, _("≠ Changed"), changed, len(each.changed), colors.accent)
        gone = (
            (_("− Withdrawn"), each.withdrawn),
            (_("→ To another day"), each.moved),
            (_("? No longer in the file"), each.vanished),
        )
        for title, visits in gone:
            self._add_group(
                day, title, [(v.reference, _who(v)) for v in visits[:MOST_SHOWN]], len(visits), colors.worse
            )
        self._add_group(day, _("= Unchanged"), (), len(each.unchanged), colors.text2)
        day.setExpanded(True)

    def _add_group(
        self, day: QTreeWidgetItem, title: str, lines: Sequence[tuple[str, str]], count: int, ink: str
    ) -> None:
        if not count:
            return
        group = QTreeWidgetItem([title, str(count)])
        group.setForeground(0, QColor(ink))
        day.addChild(group)
        for line in lines:
            item = QTreeWidgetItem(list(line))
            item.setToolTip(1, line[1])
            group.addChild(item)
        if 0 < len(lines) < count:
            group.addChild(QTreeWidgetItem(["…", _("and {count} more").format(count=count - len(lines))]))
        group.setExpanded(True)


class _Fact(QWidget):
    def __init__(self, count: int, caption: str, *, bad: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        number = QLabel(f"{count:,}")
        font = number.font()
        font.setPixelSize(round(font.pixelSize() * 1.6) if font.pixelSize() > 0 else 21)
        font.setBold(True)
        number.setFont(font)
        if bad:
            number.setStyleSheet(f"color: {theme.colors().worse}")
        text = QLabel(caption)
        text.setProperty("quiet", True)
        column.addWidget(number)
        column.addWidget(text)
        self.setAccessibleName(f"{count} {caption}")


def _hour(local: time | None) -> str:
    return f"{local:%H:%M}" if local else ""


def _who(visit: Visit) -> str:
    return f"{visit.customer.name}  ·  {visit.address.text}"
