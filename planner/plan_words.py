"""A plan in words: why a visit has no stop, what a rule asks for, and by how much it is broken."""

from __future__ import annotations

from planner.text import N_

REASONS: dict[str, str] = {
    "no_skill": N_("No team here today has all the skills it needs."),
    "no_vehicle": N_("No team works today that it could be given to."),
    "papers_elsewhere": N_("The teams are out without its papers. Hand it over, or insert it as urgent."),
    "unreachable": N_("No road leads there for the teams that could go."),
    "window_outside_shifts": N_("No team works at the time the customer can be met."),
    "no_room": N_("It would fit an empty day, but not beside the visits already planned."),
    "stopped_early": N_("Planning was stopped before this visit was tried."),
    "not_located": N_("Its address is only roughly known. Confirm or correct it."),
    "not_approved": N_("It is not approved."),
    "taken_out": N_("Taken out by hand."),
    "new": N_("Came after planning."),
    "promise_outside": N_("Nobody may come at the time that was promised. Agree on another one."),
    "after_missing": N_("The visit it comes after is not planned on this day."),
    "after_circle": N_("It would have to come after itself. Correct which visit it comes after."),
}
"""Why a visit has no stop, by `Unassigned.reason`; ``rule:<id>`` is worded by `RULES`."""

RULES: dict[str, str] = {
    "visiting_hours": N_("The whole visit lies within the lawful visiting hours."),
    "closed_day": N_("Nobody is visited on Sundays where the rules say so, on holidays and on the eves of feasts."),
    "approved_only": N_("Only approved visits are made."),
    "located_only": N_("No team is sent to an address that is only roughly known."),
    "least_staff": N_("Nobody visits alone."),
    "visited_twice": N_("A customer is visited once."),
    "most_staff": N_("No more people come to a door than the rules allow."),
    "door_crowded": N_("Where two teams meet, no more people come to the door than the rules allow."),
    "training_due": N_("Whoever goes to a door was trained lately, and the day is entered in the roster."),
    "certificate_missing": N_("Whoever goes to a door holds the certificates that the rules ask for."),
    "longest_stay": N_("No visit lasts longer than the rules allow."),
    "place_closed": N_("Such a place is visited only where the customer agreed to be met there."),
    "left_in_peace": N_("After a visit the customer is left in peace for some time."),
    "year_unconfirmed": N_("Nobody is visited in a year whose public holidays nobody has confirmed."),
    "customer_held": N_("Nobody is visited while something in the customer's file stops it."),
    "cap_reached": N_("A customer is visited only so often, and so is a case."),
    "hardly_late": N_("Nobody is visited for a case that is hardly late."),
    "reminder_buffer": N_("After a reminder nothing else presses for some days."),
    "family_peace": N_("After a death, a birth, a disaster or a stay in hospital a family is left in peace."),
    "visit_notice": N_("The customer is told of a visit some days before."),
    "one_household": N_("Different customers of one household never share a day."),
}
"""Policy rules by id, worded as what the rule asks for."""

VIOLATIONS: dict[str, str] = {
    # --- the law and the house
    "visiting_hours": N_("Outside the lawful visiting hours by {amount}."),
    "closed_day": N_("Nobody may be visited on this day."),
    "approved_only": N_("It is not approved."),
    "located_only": N_("Its address is only roughly known."),
    "least_staff": N_("The team is too small to be sent out; missing: {amount}."),
    "visited_twice": N_("The same visit is planned twice."),
    "most_staff": N_("The team is too large for a door; too many: {amount}."),
    "door_crowded": N_("Two teams meet there, and too many people come to one door: {amount} too many."),
    "training_due": N_(
        "Somebody of the team was not trained lately enough, or no day is known. Enter “Trained on” in the roster."
    ),
    "certificate_missing": N_(
        "Somebody of the team holds no certificate that the rules ask for, or it is not known. Enter it in the roster."
    ),
    "longest_stay": N_("The stay is {amount} longer than the rules allow."),
    "place_closed": N_("Such a place may be visited only where the customer agreed to be met there."),
    "left_in_peace": N_("Too soon after the last visit to this customer."),
    "year_unconfirmed": N_("Nobody has confirmed the public holidays of that year yet."),
    "customer_held": N_("Something in the customer's file stops a visit."),
    "cap_reached": N_("There were as many visits lately as there may be."),
    "hardly_late": N_("The case is not overdue for long enough."),
    "reminder_buffer": N_("Too soon after the last reminder."),
    "family_peace": N_("The family is left in peace these days."),
    "visit_notice": N_("The customer was not told of the visit early enough."),
    "one_household": N_("Somebody else of the same household is visited on this day."),
    # --- times
    "early": N_("Before the agreed time, by {amount}."),
    "late": N_("After the agreed time, by {amount}."),
    "travel_too_short": N_("The road takes {amount} longer."),
    "setup_too_short": N_("Parking and walking to the door take {amount} longer."),
    "service_too_short": N_("The stay is {amount} too short."),
    "shift_start": N_("Begins {amount} before the shift."),
    "shift_end": N_("Ends {amount} after the shift."),
    "break_missing": N_("A break of {amount} is missing."),
    "break_early": N_("A break begins {amount} too early."),
    "break_late": N_("A break begins {amount} too late."),
    "break_short": N_("A break is {amount} too short."),
    "break_overlap": N_("A break and a visit overlap by {amount}."),
    "unknown_break": N_("A break in the route is not one of this team's breaks."),
    "max_travel_time": N_("Too long on the road, by {amount}."),
    # --- what a team can do
    "skill": N_("Skills the team does not have: {amount}."),
    "vehicle_not_allowed": N_("It is kept for another team."),
    "max_jobs": N_("More visits than the team takes in a day: {amount} too many."),
    "capacity": N_("More than the team can carry: {amount} too much."),
    "unreachable": N_("No road leads there."),
    # --- visits that hang on each other
    "group_split": N_(
        "Another team makes the visit it belongs to, or one in the same house. Lock it if this is meant."
    ),
    "joint_alone": N_("It needs two teams, and only one goes there."),
    "joint_together": N_("It needs two teams, and the same one goes there twice."),
    "joint_apart": N_("The two teams do not go in together; between them lie {amount}."),
    "joint_wait": N_("A team would wait {amount} too long for the other."),
    "too_soon": N_("Begins {amount} before the visit it comes after is over."),
    "nothing_before": N_("The visit it comes after has no stop."),
    # --- locks
    "position": N_("Not where it must stand in its route; places away: {amount}."),
    "locked_start": N_("It is locked to a start that is {amount} away. Plan again, or unlock it."),
    "before_begun": N_("It stands before a visit that has begun. Move it behind that one."),
    # --- what only one search asks for
    "max_moved": N_("More visits have moved than may: {amount} too many."),
    # --- a plan that does not fit its day; an edit or a search never makes one
    "missing_job": N_("The visit is neither planned nor unassigned."),
    "unknown_job": N_("The visit is not of this day."),
    "duplicate_job": N_("The visit stands in the plan more than once."),
    "missing_vehicle": N_("The team has no route."),
    "unknown_vehicle": N_("The team does not work on this day."),
    "duplicate_vehicle": N_("The team has more than one route."),
    "wrong_total": N_("The totals of the route are wrong."),
}
"""Broken rules by `Violation.kind`; ``{amount}`` is already worded with its unit."""

COUNTED = frozenset(
    {
        "least_staff",
        "most_staff",
        "door_crowded",
        "training_due",
        "certificate_missing",
        "skill",
        "max_jobs",
        "capacity",
        "position",
        "max_moved",
        "duplicate_job",
        "duplicate_vehicle",
    }
)
"""Kinds whose amount is a number of things; all others are seconds."""

OUTCOMES: dict[str, str] = {
    "not_met": N_("Nobody was there"),
    "refused": N_("The visit was refused"),
    "stopped": N_("The team ended it"),
}
"""Why a visit failed, by `Actual.reason`."""

PARTS: dict[str, str] = {
    "morning": N_("Morning"),
    "afternoon": N_("Afternoon"),
    "evening": N_("Evening"),
}
"""Parts of the day, by `planner.day.next_slot.Part`."""

SLOT_REASONS: dict[str, str] = {
    "other_part": N_("another time of day than the last try"),
    "same_part": N_("the same time of day: at no other can the customer lawfully be met"),
    "gap": N_("with the days between that the rules ask for"),
    "customer": N_("within the times of the customer"),
}
"""Why a slot is proposed, by the codes of `planner.day.next_slot.Slot.why`."""
