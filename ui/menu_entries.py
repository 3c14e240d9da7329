"""What stands in the menus: each entry with its words and its key. How menus are made of it is `ui.menus`' business."""

from __future__ import annotations

from planner.text import N_

type Row = tuple[str, str, str]
"""The name of an action, its words, and its key."""
type Submenu = tuple[str, str, tuple[Row | None, ...]]
type Entry = Row | Submenu | None

LOCKS: Submenu = (
    "locks",
    N_("&Lock"),
    (
        ("lock", N_("To its &team"), "Ctrl+K"),
        ("lock_place", N_("To where it &stands in its route"), "Ctrl+J"),
        ("lock_first", N_("&First in its route"), "Alt+Home"),
        ("lock_last", N_("&Last in its route"), "Alt+End"),
        ("lock_start", N_("To its sta&rt, as it is now"), "Ctrl+T"),
        ("lock_time", N_("To &another start…"), "Ctrl+Shift+T"),
        None,
        ("unlock", N_("&Unlock"), "Ctrl+Shift+K"),
    ),
)

OUTCOMES: Submenu = (
    "outcomes",
    N_("O&utcome"),
    (
        ("mark_begun", N_("It has &begun…"), "Ctrl+B"),
        ("mark_done", N_("&Done…"), "Ctrl+D"),
        ("mark_failed", N_("&Failed…"), "Ctrl+Shift+D"),
        None,
        ("unmark", N_("&Take back what was told"), "Ctrl+Shift+B"),
        None,
        ("next_slot", N_("&Next lawful slot…"), "Ctrl+G"),
    ),
)

PANELS: Submenu = (
    "panels",
    N_("Pan&els"),
    (
        ("panel_visits", N_("To the &visits"), "Ctrl+1"),
        ("panel_map", N_("To the &map"), "Ctrl+2"),
        ("panel_timeline", N_("To the &timeline"), "Ctrl+3"),
        ("panel_inspector", N_("To the &inspector"), "Ctrl+4"),
        ("panel_unassigned", N_("To the &unassigned"), "Ctrl+5"),
        ("panel_running", N_("To the &running day"), "Ctrl+6"),
        ("next_panel", N_("To the &next panel"), "F6"),
        ("former_panel", N_("To the &former panel"), "Shift+F6"),
    ),
)

COLORS: Submenu = (
    "colors",
    N_("&Colors of the timeline"),
    (
        ("color_team", N_("By &team"), ""),
        ("color_priority", N_("By &priority"), ""),
        ("color_state", N_("By &state"), ""),
    ),
)

LAYERS: Submenu = (
    "layers",
    N_("On the ma&p"),
    (
        ("layer_all", N_("&All teams"), ""),
        ("layer_team", N_("&One team"), ""),
        ("layer_unassigned", N_("&Unassigned"), ""),
    ),
)

LANGUAGES: Submenu = (
    "languages",
    N_("L&anguage"),
    (("language_en", "&English", ""), ("language_zh", "简体中文(&C)", "")),
)
"""Each in its own words: whoever cannot read the others finds it."""

FILE: tuple[Entry, ...] = (
    ("import_visits", N_("&Import visits…"), "Ctrl+O"),
    ("import_staff", N_("Import &staff…"), ""),
    ("import_places", N_("Import &places…"), ""),
    ("template", N_("Save the &template…"), ""),
    None,
    ("region", N_("&Region…"), ""),
    ("settings", N_("Settin&gs…"), "Ctrl+,"),
    None,
    ("own_office", N_("Work in my &own office"), ""),
    ("the_demo", N_("Open the &demo"), ""),
    None,
    ("quit", N_("&Quit"), "Ctrl+Q"),
)

DAY: tuple[Entry, ...] = (
    ("day_before", N_("Day &before"), "Alt+Left"),
    ("day_after", N_("Day &after"), "Alt+Right"),
    None,
    ("roster", N_("&Roster…"), "Ctrl+R"),
    ("review", N_("Review a&ddresses…"), "Ctrl+L"),
    None,
    ("issue", N_("&Issue and print…"), "Ctrl+P"),
    ("papers", N_("&Papers of this day…"), "Ctrl+Shift+P"),
)

PLAN: tuple[Entry, ...] = (
    ("plan", N_("&Plan all"), "F5"),
    ("plan_rest", N_("Plan the &rest, keep what is there"), "Ctrl+F5"),
    ("improve", N_("I&mprove, same teams"), "F7"),
    ("plan_afresh", N_("Plan a&fresh"), "Shift+F5"),
    ("stop", N_("&Stop"), "Escape"),
    None,
    ("replan", N_("Re-plan from &now…"), "F8"),
    ("insert_urgent", N_("Insert ur&gent visits…"), "Ctrl+U"),
    ("spread_team", N_("A team is &ill: spread its visits…"), ""),
    ("rehearse", N_("Re&hearse…"), "Ctrl+H"),
    None,
    ("lock_before_now", N_("&Lock all before now"), "Ctrl+Shift+L"),
    None,
    ("difference", N_("&Difference to the plan before…"), "F9"),
    ("snapshots", N_("Snapsh&ots…"), "Ctrl+Shift+S"),
)

TEAM: tuple[Entry, ...] = (
    ("lock_route", N_("&Lock its whole route"), "Ctrl+Alt+K"),
    ("unlock_route", N_("&Unlock its whole route"), "Ctrl+Alt+Shift+K"),
    ("select_route", N_("&Select its visits"), ""),
    ("empty_route", N_("Take all its visits &out"), ""),
    None,
    ("team_rings", N_("I&t rings up…"), ""),
    ("team_happened", N_("Something &happened to it…"), ""),
    ("spread_team", N_("A team is &ill: spread its visits…"), ""),
    ("replan", N_("Re-plan from &now…"), "F8"),
    ("roster", N_("&Roster…"), "Ctrl+R"),
    None,
    ("directions", N_("&Directions of its route…"), "F4"),
    ("team_on_map", N_("Only it on the &map"), ""),
)

VISIT: tuple[Entry, ...] = (
    ("edit_visit", N_("&Edit…"), "F2"),
    ("locate_visit", N_("Place on the &map…"), ""),
    ("ways_out", N_("&Why it is unassigned…"), "F3"),
    None,
    LOCKS,
    OUTCOMES,
    ("grab", N_("Find the c&heapest team for it"), "Ctrl+Shift+M"),
    ("take_out", N_("&Take out of its route"), "Delete"),
    ("earlier", N_("Earl&ier in its route"), "Alt+Up"),
    ("later", N_("Late&r in its route"), "Alt+Down"),
)

SHOW: tuple[Entry, ...] = (
    ("fit", N_("&Whole day on the map"), "Ctrl+0"),
    ("focus_selection", N_("&Selection on the map"), "Ctrl+M"),
    LAYERS,
    None,
    COLORS,
    ("zoom_in", N_("Timeline &nearer"), "Ctrl+="),
    ("zoom_out", N_("Timeline &farther"), "Ctrl+-"),
    ("whole_day", N_("The whole &day on the timeline"), "Ctrl+9"),
    None,
    PANELS,
    ("reset_layout", N_("&Reset the layout"), ""),
    LANGUAGES,
    None,
    ("rules", N_("R&ules of this day…"), ""),
    ("record", N_("Rec&ord of who did what…"), ""),
    ("requests", N_("What &left this computer…"), ""),
)

HELP: tuple[Entry, ...] = (("shortcuts", N_("&Keys"), "F1"), ("about", N_("&About Rounds"), ""))

RUNNING: tuple[Entry, ...] = (
    ("check_in", N_("A team &rings up…"), "F10"),
    ("danger", N_("A team is in &danger…"), "Ctrl+Shift+F10"),
    ("happened", N_("&Something happened…"), "Ctrl+Shift+H"),
    ("road_closed", N_("A road is cl&osed…"), ""),
    ("slow_day", N_("Slow da&y: rain or snow…"), ""),
    None,
    ("running", N_("&What needs a person now"), ""),
    ("confirm_pending", N_("R&ead out a change…"), "Ctrl+E"),
    ("hand_over", N_("&Hand over to another team…"), "Ctrl+Shift+O"),
    ("calls_due", N_("&Customers to call…"), ""),
    ("not_heard", N_("A team is &not heard…"), ""),
    ("incident", N_("&Incidents…"), ""),
    None,
    ("control_now", N_("Contro&l sheet of now…"), ""),
    ("evening", N_("E&vening…"), "Ctrl+Shift+E"),
)

CASES: tuple[Entry, ...] = (
    ("switch_user", N_("&Switch user…"), "Ctrl+Shift+U"),
    ("lock_screen", N_("&Lock the screen"), "Ctrl+Alt+L"),
    ("own_password", N_("My &password…"), ""),
    None,
    ("customer_called", N_("A customer &called…"), "F12"),
    ("morning", N_("&Morning"), "Shift+F11"),
    ("promises", N_("Promised &times"), ""),
    None,
    ("cases", N_("Case &board"), "F11"),
    ("import_cases", N_("&Import cases…"), ""),
)

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (N_("&File"), FILE),
    (N_("&Day"), DAY),
    (N_("&Plan"), PLAN),
    (N_("&Team"), TEAM),
    (N_("&Visit"), VISIT),
    (N_("&Running"), RUNNING),
    (N_("&Cases"), CASES),
    (N_("Sho&w"), SHOW),
    (N_("&Help"), HELP),
)

SUBMENUS = (LOCKS, OUTCOMES, PANELS, COLORS, LAYERS, LANGUAGES)
CHOICES = (COLORS, LAYERS, LANGUAGES)
"""Menus of which one entry is always on."""
