"""The pages of the settings on where the office is and how it plans. Keep nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import available_timezones

from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.calendar import known_countries
from planner.model import Branch, MatchClass
from planner.settings import Settings
from planner.text import N_, language, ngettext
from planner.text import gettext as _
from ui import motion
from ui.background import Background
from ui.dialogs.fields import FieldForm, searchable
from ui.dialogs.problem import problem_words

LANGUAGES = (("en", "English"), ("zh", "中文"))
"""Each in its own language: who cannot read the one in use finds the other."""
LEVEL_WORDS = (N_("Not at all"), N_("A little"), N_("Much"), N_("Above all"))
"""For `planner.settings.LEVELS`."""
LEAST_WORDS = {
    MatchClass.HOUSE: N_("The house itself"),
    MatchClass.INTERPOLATED: N_("The house, or between two houses"),
    MatchClass.NEAR_NUMBER: N_("Near its number"),
    MatchClass.STREET: N_("Its street"),
}
"""For `planner.location.FORGIVEN`."""
OVERTIME_PRICES = (1, 2, 4)
ENGINE_WORDS = {"": N_("Rounds' own"), "ortools_routing": N_("OR-Tools: slower, to compare")}


class BranchPage(QWidget):
    """Name, time zone, country with its closed days, language and theme."""

    def __init__(self, settings: Settings, branch: Branch) -> None:
        super().__init__()
        form = _form(self)
        self._countries: Mapping[str, tuple[str, tuple[str, ...]]] = {}
        self._branch = branch
        self.name = form.add("name", _("Na&me of the office"), QLineEdit(branch.name))
        self.zone = form.add("zone", _("Time &zone"), searchable([branch.time_zone]))
        self.country = form.add("country", _("&Country"), QComboBox())
        self.country.addItem(branch.country or _("None"), branch.country)
        self.subdivision = form.add("subdivision", _("&State or province"), QComboBox())
        self.subdivision.addItem(branch.subdivision or _("The whole country"), branch.subdivision)
        form.say("country", _("Its public holidays are closed days: no home is visited then."), "text2")
        self.language = form.add("language", _("Lan&guage"), QComboBox())
        for code, name in (("", _("Like the system")), *LANGUAGES):
            self.language.addItem(name, code)
        self.theme = form.add("theme", _("&Theme"), QComboBox())
        for code, name in (("system", _("Like the system")), ("light", _("Light")), ("dark", _("Dark"))):
            self.theme.addItem(name, code)
        self.movement = form.add("movement", _("Show mo&vement"), QComboBox())
        for words, reduced in ((_("Like the system"), None), (_("Yes"), False), (_("No"), True)):
            self.movement.addItem(words, reduced)
        _choose(self.movement, motion.wished())
        form.say("movement", _("Things glide to their place. Of this computer, for whoever sits here."), "text2")
        self.lock = form.add("lock", _("Loc&k the screen after"), QSpinBox())
        self.lock.setRange(1, 120)
        self.lock.setSuffix(_(" min"))
        self.lock.setValue(settings.lock_minutes)
        form.say("lock", _("While nobody touches it, in an office that has users."), "text2")
        _choose(self.language, settings.language)
        _choose(self.theme, settings.theme)
        self._form = form
        self.country.currentIndexChanged.connect(self._show_subdivisions)

    def look_up(self, background: Background) -> None:
        """Fill in zones and countries, which take a moment to find."""
        background.run(_zones, on_done=self._show_zones, on_error=self._not_found)
        background.run(known_countries, language(), on_done=self._show_countries, on_error=self._not_found)

    def taken_settings(self, settings: Settings) -> Settings:
        """The settings with what is chosen here."""
        looks = {"language": self.language.currentData(), "theme": self.theme.currentData()}
        return replace(settings, **looks, lock_minutes=self.lock.value())

    def keep_movement(self) -> None:
        """Remember for this computer whether things move; it holds from the next movement on."""
        motion.reduce(self.movement.currentData())

    def taken_branch(self, branch: Branch) -> Branch:
        """The office with what is chosen here; an unknown time zone is not taken."""
        zone = self.zone.currentText()
        return replace(
            branch,
            name=self.name.text().strip(),
            time_zone=zone if self.zone.findText(zone) >= 0 else branch.time_zone,
            country=self.country.currentData() or "",
            subdivision=self.subdivision.currentData() or "",
        )

    def _not_found(self, error: Exception) -> None:
        self._form.say("zone", problem_words(error))

    def _show_zones(self, zones: list[str]) -> None:
        chosen = self.zone.currentText()
        self.zone.clear()
        self.zone.addItems(zones)
        self.zone.setCurrentText(chosen)

    def _show_countries(self, countries: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
        self._countries = countries
        self.country.blockSignals(True)
        self.country.clear()
        self.country.addItem(_("None"), "")
        for code, (name, _parts) in countries.items():
            self.country.addItem(f"{name} ({code})", code)
        _choose(self.country, self._branch.country)
        self.country.blockSignals(False)
        self._show_subdivisions()

    def _show_subdivisions(self) -> None:
        _name, parts = self._countries.get(self.country.currentData() or "", ("", ()))
        self.subdivision.clear()
        self.subdivision.addItem(_("The whole country"), "")
        for part in parts:
            self.subdivision.addItem(part, part)
        _choose(self.subdivision, self._branch.subdivision)
        self.subdivision.setEnabled(bool(parts))


class PlanningPage(QWidget):
    """How long to search, what a plan should be like, and what a visit takes beside itself."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        form = _form(self)
        self._build_search(form, settings)
        self._build_wishes(form, settings)
        self._build_visits(form, settings)

    def _build_search(self, form: FieldForm, settings: Settings) -> None:
        self.seconds = form.add("seconds", _("&Search for at most"), QSpinBox())
        self.seconds.setRange(2, 3600)
        self.seconds.setSuffix(_(" s"))
        self.seconds.setValue(round(settings.time_limit_s))
        form.say("seconds", _("It ends earlier when nothing better is found; you can stop it at any moment."), "text2")
        self.engine = form.add("engine", _("Solve&r"), QComboBox())
        for name, words in ENGINE_WORDS.items():
            self.engine.addItem(_(words), name)
        _choose(self.engine, settings.engine)

    def _build_wishes(self, form: FieldForm, settings: Settings) -> None:
        self.fair_days = form.add("fair_days", _("&Fair days matter"), _levels(settings.fair_days))
        form.say("fair_days", _("That no team works much longer than another, even if more is driven for it."), "text2")
        self.keep_plan = form.add("keep_plan", _("An &issued plan is kept"), _levels(settings.keep_plan))
        form.say(
            "keep_plan",
            _("Teams and times that were given out stay, unless a change saves enough on the road."),
            "text2",
        )
        self.overtime = form.add("overtime", _("An hour of o&vertime is as bad as"), QComboBox())
        for hours in OVERTIME_PRICES:
            words = ngettext("{count} hour on the road", "{count} hours on the road", hours)
            self.overtime.addItem(words.format(count=hours), float(hours))
        nearest = min(OVERTIME_PRICES, key=lambda hours: abs(hours - settings.overtime_price))
        self.overtime.setCurrentIndex(OVERTIME_PRICES.index(nearest))
        form.say("overtime", _("Only teams that may work overtime do; how long, the roster says."), "text2")

    def _build_visits(self, form: FieldForm, settings: Settings) -> None:
        self.least = form.add("least", _("L&east certain place to plan on"), QComboBox())
        for match, words in LEAST_WORDS.items():
            self.least.addItem(_(words), match.value)
        _choose(self.least, settings.least_certain)
        form.say("least", _("Less certain addresses wait in the review until somebody confirms them."), "text2")
        self.minutes = form.add("minutes", _("&Parking and walking to the door"), QSpinBox())
        self.minutes.setRange(0, 60)
        self.minutes.setSuffix(_(" min"))
        self.minutes.setValue(settings.setup_minutes)
        form.say("minutes", _("For every visit that names no time of its own."), "text2")
        self.detour = form.add("detour", _("&Detour factor"), QDoubleSpinBox())
        self.detour.setRange(1.0, 3.0)
        self.detour.setSingleStep(0.05)
        self.detour.setValue(settings.detour_factor)
        form.say("detour", _("Roads over straight line, where there is no region."), "text2")

    def taken(self, settings: Settings) -> Settings:
        """The settings with what is chosen here."""
        same = self.seconds.value() == round(settings.time_limit_s)
        return replace(
            settings,
            time_limit_s=settings.time_limit_s if same else float(self.seconds.value()),
            engine=self.engine.currentData(),
            fair_days=self.fair_days.currentData(),
            keep_plan=self.keep_plan.currentData(),
            overtime_price=self.overtime.currentData(),
            setup_minutes=self.minutes.value(),
            least_certain=self.least.currentData(),
            detour_factor=round(self.detour.value(), 2),
        )


def _form(page: QWidget) -> FieldForm:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 16, 0, 0)
    form = FieldForm()
    column.addWidget(form)
    return form


def _levels(level: int) -> QComboBox:
    box = QComboBox()
    for number, words in enumerate(LEVEL_WORDS):
        box.addItem(_(words), number)
    _choose(box, level)
    return box


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
