"""A sentence for every code of what concerns a running day; all others are in `sentences` and `case_sentences`."""

from __future__ import annotations

from planner.text import N_

RUNNING_SENTENCES: dict[str, str] = {
    # --- check-ins
    "no_such_team": N_("This team does not work on this day. Look at its teams."),
    "stop_not_of_team": N_("Stop {number} is not on the way of this team. Compare the number with its paper."),
    "nothing_next": N_("The team has no stop before it. Name the stop by its number on the paper."),
    "stop_called_off": N_("Stop {number} was called off: tell the team. If it was there already, note how it ended."),
    "team_paused": N_("The day of this team stands still. Let it go on in its incident first."),
    "no_such_code": N_("{letter} is no outcome. These are: {letters}"),
    "check_in_not_read": N_("“{value}” is nothing a team says. A to M is how a visit ended, x is left, w is all well."),
    "bad_clock": N_("“{value}” is no time. Write 9:05, 905, or -10 for ten minutes ago."),
    "told_in_future": N_("{time} has not come yet. Compare the time with the clock."),
    "told_on_another_day": N_("This is the plan of {date}, and that moment lies on another day. Open its own day."),
    "told_before": N_("By what was told, the team was not there before {time}. Correct that first."),
    "told_after": N_("By what was told, the team had gone on by {time}. Correct that first."),
    "no_such_check_in": N_("This check-in does not count any more: it was taken back, or the plan was undone."),
    "incident_is_closed": N_("The incident is closed: its log stays as it is. Open a new one for what came after."),
    "empty_line": N_("The line is empty. Write what happened."),
    # --- changes on the road
    "papers_reach_nobody": N_(
        "The papers reach no other team in time. Put the team's own stops in another order, drop the visit, or take"
        " another day."
    ),
    "handover_two_teams": N_(
        "Two teams go to {visits} together: this is not handed over on the road. Put the teams' own stops in another"
        " order, drop it, or take another day."
    ),
    "handover_after": N_(
        "{visits} waits for another visit, so it cannot wait for its papers as well. Leave it with its team, drop it,"
        " or take another day."
    ),
    "nothing_issued": N_("No plan of {date} went out yet: the teams have no papers. Issue it first."),
    "name_the_team": N_("Say which team has confirmed it: --team NAME."),
    "nothing_to_confirm": N_("{team} has all that it has to know. There is nothing to confirm."),
    "span_gone_by": N_("{span} has gone by. Agree on a time that is still to come."),
    "span_partly_lawful": N_("Nobody may come at all times of {span}, only at {lawful}. Agree on a time within that."),
    "span_not_lawful": N_("Nobody may be visited at {span} today. Agree on another time, or on another day."),
    # --- something happens
    "ring_too_few_corners": N_("This is no area yet. Click at least three corners around the closed road."),
    "ring_too_many_corners": N_("The area has too many corners. Draw it with at most {most}."),
    "ring_too_large": N_("The area is too large. Draw it no more than {most} km across."),
    "team_has_nothing_left": N_("{team} has no open visit left. There is nothing to spread or drop."),
    "no_answer_found": N_("No lawful way was found. Take visits out by hand, or call the supervisor."),
    # --- the evening
    "people_still_out": N_(
        "The day of {date} stays open while somebody is out, not heard or in an incident. See to what stands on top."
    ),
    "day_closed_already": N_("The day of {date} is closed already. Open it again to change what was told."),
    "nothing_chosen": N_("Nothing is chosen. Tick at least one row."),
}
