"""Two tabs of the roster, the staff list and the depots: a table of all, and beside it the page of the chosen one."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.day.bases import location_of
from planner.day.staff import add_depot, add_person, depots_in_use, remove_depot, remove_person, working
from planner.errors import BadInput
from planner.model import Day, Depot, Staff
from planner.text import gettext as _
from planner.text import listed, sentence
from ui import theme
from ui.dialogs.fields import Note, WholeRows, grown
from ui.dialogs.frame import GAP, SIDE, said
from ui.dialogs.roster_draft import RosterDraft
from ui.dialogs.staff import DepotForm, PersonForm, address_of

KEY = Qt.ItemDataRole.UserRole
FORM_WIDTH = 380


class ListTab(QWidget):
    """A table of people or depots. `pages` holds the forms of those that were looked at, with what is typed there."""

    headers: tuple[str, ...] = ()
    empty = ""

    def __init__(self, draft: RosterDraft, add: str, remove: str) -> None:
        super().__init__()
        self.draft = draft
        self.pages: dict[UUID, PersonForm | DepotForm] = {}
        self._filling = False
        self.table = QTableWidget()
        self.add = QPushButton(add)
        self.remove = QPushButton(remove)
        self.note = Note()
        self.stack = QStackedWidget()
        self.hint = self._hint()
        self.stack.addWidget(self.hint)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._selected)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        draft.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        _as_list(self.table, self.headers)
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.table, 1)
        left.addWidget(self.note)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        left.addLayout(buttons)
        self.stack.setFixedWidth(grown(self, FORM_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GAP, 0, 0)
        row.setSpacing(SIDE)
        row.addLayout(left, 1)
        row.addWidget(self.stack)

    def _hint(self) -> QWidget:
        hint = QWidget()
        column = QVBoxLayout(hint)
        column.setContentsMargins(0, 8, 0, 0)
        self.hint_text = said("", quiet=True)
        column.addWidget(self.hint_text)
        self.offer_import = QPushButton(_("I&mport a spreadsheet of staff…"))
        self.offer_import.setAutoDefault(False)
        self.offer_import.hide()
        column.addWidget(self.offer_import, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return hint

    # --- what is shown

    @property
    def chosen(self) -> UUID | None:
        """The id of the chosen row."""
        found = self.table.selectedItems()
        key = found[0].data(KEY) if found else None
        return key if isinstance(key, UUID) else None

    def choose(self, key: UUID | None) -> None:
        """Choose a row, and show its page."""
        for row in range(self.table.rowCount()):
            if self.table.item(row, 0).data(KEY) == key:
                self.table.selectRow(row)

    def refresh(self) -> None:
        """Show the draft as it is now."""
        current = self.stack.currentWidget()
        chosen = current.key if isinstance(current, (PersonForm, DepotForm)) else self.chosen
        self.pages = {page.key: page for page in self.pages.values()}
        bases = self.bases(self.draft.day)
        self._filling = True
        self.table.setRowCount(len(bases))
        for row, base in enumerate(bases):
            for column, text in enumerate(self.cells(base)):
                self.table.setItem(row, column, self._cell(base, text, column))
        self.choose(chosen)
        self._filling = False
        self._show_page()
        self.hint_text.setText(_("Choose a line to see and change it.") if bases else self.empty)

    def _cell(self, base: Staff | Depot, text: str, column: int) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setData(KEY, base.id)
        item.setToolTip(text)
        bad = self.draft.invalid.get(base.id)
        location = location_of(base)
        if bad:
            item.setForeground(QColor(theme.colors().wrong))
            item.setToolTip(sentence(bad))
        elif column == len(self.headers) - 1 and address_of(base) and not (location and location.sure):
            item.setForeground(QColor(theme.colors().worse))
            item.setToolTip(_("Its address is only roughly known. Confirm or correct it."))
        return item

    def _selected(self) -> None:
        if not self._filling:
            self.note.say("")
            self._show_page()

    def _show_page(self) -> None:
        key = self.chosen
        self.remove.setEnabled(key is not None)
        if key is None:
            self.stack.setCurrentWidget(self.hint)
            return
        if key not in self.pages:
            self.pages[key] = self.form(key)
            self.stack.addWidget(self.pages[key])
        self.stack.setCurrentWidget(self.pages[key])

    # --- what is done

    def commit(self) -> None:
        """Take what is typed on every page."""
        for page in tuple(self.pages.values()):
            page.commit()

    def _add(self) -> None:
        key = self.make()
        self.choose(key)
        page = self.pages[key]
        page.focus("name")
        page.name.selectAll()

    def _remove(self) -> None:
        key = self.chosen
        if key is None:
            return
        try:
            day = self.without(key)
        except BadInput as bad:
            self.note.say(sentence(bad))
            return
        if page := self.pages.pop(key, None):
            self.stack.removeWidget(page)
            page.deleteLater()
        self.stack.setCurrentWidget(self.hint)
        self.table.clearSelection()
        self.draft.take(day, None)

    # --- what people and depots do differently

    def bases(self, day: Day) -> tuple[Staff | Depot, ...]:
        """All of them, in order."""
        raise NotImplementedError

    def cells(self, base: Staff | Depot) -> tuple[str, ...]:
        """Texts of a row."""
        raise NotImplementedError

    def form(self, key: UUID) -> PersonForm | DepotForm:
        """A page for one of them."""
        raise NotImplementedError

    def make(self) -> UUID:
        """Add one; its id."""
        raise NotImplementedError

    def without(self, key: UUID) -> Day:
        """The day without it."""
        raise NotImplementedError


class StaffTab(ListTab):
    """Everyone who works at the branch."""

    def __init__(self, draft: RosterDraft) -> None:
        self.headers = (_("Name"), _("Reference"), _("Phone"), _("Skills"), _("Home"))
        self.empty = _("Nobody works here yet. Add a person, or import a spreadsheet of your staff.")
        super().__init__(draft, _("Add &a person"), _("Remo&ve"))

    def bases(self, day: Day) -> tuple[Staff | Depot, ...]:
        return working(day)

    def cells(self, base: Staff | Depot) -> tuple[str, ...]:
        assert isinstance(base, Staff)
        return base.name, base.reference, base.phone, listed(sorted(base.skills)), address_of(base)

    def form(self, key: UUID) -> PersonForm | DepotForm:
        return PersonForm(self.draft, key)

    def make(self) -> UUID:
        self.draft.change(lambda day: add_person(day, _("New person")))
        return self.draft.day.staff[-1].id

    def without(self, key: UUID) -> Day:
        return remove_person(self.draft.day, key)


class DepotsTab(ListTab):
    """Where routes start and end."""

    def __init__(self, draft: RosterDraft) -> None:
        self.headers = (_("Depot"), _("Address"))
        self.empty = _("There is no depot yet. Add one, or let routes start and end at homes.")
        super().__init__(draft, _("Add a de&pot"), _("Remo&ve"))

    def bases(self, day: Day) -> tuple[Staff | Depot, ...]:
        return depots_in_use(day)

    def cells(self, base: Staff | Depot) -> tuple[str, ...]:
        return base.name, address_of(base)

    def form(self, key: UUID) -> PersonForm | DepotForm:
        return DepotForm(self.draft, key)

    def make(self) -> UUID:
        taken = {depot.name for depot in depots_in_use(self.draft.day)}
        names = (_("New depot") if n == 1 else _("New depot {number}").format(number=n) for n in range(1, 999))
        name = next(each for each in names if each not in taken)
        self.draft.change(lambda day: add_depot(day, name))
        return self.draft.day.depots[-1].id

    def without(self, key: UUID) -> Day:
        return remove_depot(self.draft.day, key)


def _as_list(table: QTableWidget, headers: tuple[str, ...]) -> None:
    table.setColumnCount(len(headers))
    table.setHorizontalHeaderLabels(headers)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setHighlightSections(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(max(24, table.fontMetrics().height() + 8))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setItemDelegate(WholeRows(table))
    table.setShowGrid(False)
    table.setStyleSheet("QTableView::item { padding: 0 3px; }")
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
