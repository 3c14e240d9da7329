"""A sentence for every code: what happened, where, and what to do. English is the key of the catalogs."""

from __future__ import annotations

from planner.text import N_

SENTENCES: dict[str, str] = {
    # --- anything
    "cancelled": N_("Stopped as you asked; nothing was changed."),
    # --- storage, settings, keys, backup
    # --- region, roads, addresses
    # --- import and geocoding
    # --- policy
    # --- planning and teams
    # --- documents and issue
    # --- demo
    # --- command line
}
"""Codes of `PlannerError` and `RoutingError`, in the sections of the packages that raise them."""

REASONS: dict[str, str] = {
    "no_skill": N_("No team here today has all the skills it needs."),
    "no_vehicle": N_("The team it is kept for does not work today."),
    "unreachable": N_("No road leads there for the teams that could go."),
    "window_outside_shifts": N_("No team works at the time the customer can be met."),
    "no_room": N_("It would fit an empty day, but not beside the visits already planned."),
    "stopped_early": N_("Planning was stopped before this visit was tried."),
    "not_located": N_("Its address is only roughly known. Confirm or move its pin first."),
    "not_approved": N_("It is not approved."),
    "taken_out": N_("Taken out by hand."),
    "new": N_("Came after planning."),
}
"""Why a visit has no stop, by `Unassigned.reason`; ``rule:<id>`` is worded by `RULES`."""

RULES: dict[str, str] = {}
"""Policy rules by id, worded as what the rule asks for."""

VIOLATIONS: dict[str, str] = {}
"""Broken rules by `Violation.kind`; ``{amount}`` is already worded with its unit."""
