"""How long ways, stays and doors really took: each estimate with its error bar, and what is planned with instead.

Nothing is taken over by itself: what is ticked is planned with from then on, for visits and teams that come in later.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from planner.bootstrap import Office
from planner.day.factors import accept, forget, measured
from planner.day.measured import FEWEST, Estimate
from planner.day.measured_words import about_words, mean_words, now_words
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right, User
from ui.cases.desk import Desk
from ui.cases.looks import action, button_row, nothing_here
from ui.cases.page import Page
from ui.rights import guard
from ui.running.measured_bars import ESTIMATE, BarDelegate

ABOUT, BAR, MEAN, CASES, NOW = range(5)


class MeasuredPage(Page):
    """A row for each estimate; Space ticks it. What is proposed is ticked at first."""

    NAME = "measured"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Measured times"),
            _(
                "From the times that teams told in the last three months. The line is where the true value lies 95"
                " times of 100; the dotted one is what is planned with now. What you tick holds for visits and teams"
                " that come in from now on."
            ),
        )
        self.rows = QTreeWidget()
        self.rows.setAccessibleName(_("Measured times"))
        self.rows.setHeaderLabels([_("What"), "", _("Measured"), _("Cases"), _("Planned with")])
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.bars = BarDelegate(self.rows)
        self.rows.setItemDelegateForColumn(BAR, self.bars)
        self.rows.header().setStretchLastSection(False)
        self.rows.header().setSectionResizeMode(BAR, QHeaderView.ResizeMode.Stretch)
        self.rows.itemChanged.connect(lambda *_changed: self._show_count())
        self.take = action(
            _("&Plan with what is ticked"), _("Nothing that is planned already changes"), self.take_ticked
        )
        self.drop = action(_("&Forget all"), _("Plan with nothing measured any longer"), self.forget_all)
        self.empty = nothing_here(
            _("Nothing is measured yet"),
            ngettext(
                "As soon as {count} times of a kind were told by telephone or from the sheets, they are shown here.",
                "As soon as {count} times of a kind were told by telephone or from the sheets, they are shown here.",
                FEWEST,
            ).format(count=FEWEST),
        )
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(button_row(self.take, right=(self.drop,)))

    @staticmethod
    def read(office: Office, user: User) -> tuple[Estimate, ...]:
        """What the days that are over say."""
        return measured(office, by=user)

    def show_read(self, value: tuple[Estimate, ...]) -> None:
        """Show them."""
        self.bars.fit(value)
        self.rows.blockSignals(True)
        self.rows.clear()
        self.rows.addTopLevelItems([_item(each) for each in value])
        self.rows.blockSignals(False)
        for column in (ABOUT, MEAN, CASES, NOW):
            self.rows.resizeColumnToContents(column)
        for widget in (self.rows, self.take, self.drop):
            widget.setVisible(bool(value))
        self.empty.setVisible(not value)
        guard(self.drop, self.desk.user, Right.PLAN)
        self._show_count()

    @property
    def ticked(self) -> list[Estimate]:
        """What is ticked."""
        items = (self.rows.topLevelItem(number) for number in range(self.rows.topLevelItemCount()))
        return [item.data(BAR, ESTIMATE) for item in items if item and item.checkState(ABOUT) == Qt.CheckState.Checked]

    def _show_count(self) -> None:
        guard(self.take, self.desk.user, Right.PLAN)
        self.take.setEnabled(self.take.isEnabled() and bool(self.ticked))

    def take_ticked(self) -> None:
        """Plan with what is ticked from now on."""
        count = len(self.ticked)
        words = ngettext("{count} measured time is planned with from now on.",
                         "{count} measured times are planned with from now on.", count)  # fmt: skip
        self.desk.act(
            accept, self.desk.office, self.ticked, by=self.desk.user,
            on_done=lambda _factors: self.note.say(words.format(count=count), "better"), on_error=self.fail, days=True,
        )  # fmt: skip

    def forget_all(self) -> None:
        """Plan with nothing measured any longer."""
        self.desk.act(
            forget, self.desk.office, by=self.desk.user,
            on_done=lambda _none: self.note.say(_("Nothing measured is planned with any longer."), "better"),
            on_error=self.fail, days=True,
        )  # fmt: skip


def _item(each: Estimate) -> QTreeWidgetItem:
    item = QTreeWidgetItem([about_words(each), "", mean_words(each), str(each.cases), now_words(each)])
    item.setData(BAR, ESTIMATE, each)
    item.setCheckState(ABOUT, Qt.CheckState.Checked if each.proposed else Qt.CheckState.Unchecked)
    item.setToolTip(BAR, mean_words(each))
    return item
