"""How much room a plan needs before each last moment, so that it is in time on most days. Searches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from planner.day.rehearse import Rehearsal

SHARES = (1.0, 0.5, 0.2, 0.05)
"""Where there is no room for the whole buffer, less of what is missing is tried. On a full day little is much: the demo
day lost visits with a fifth, and with a twentieth had 5 weak places where it had 13."""


def rooms(found: Rehearsal, share: float = 1.0) -> Mapping[UUID, int]:
    """Seconds by which visits should be planned to start, and teams to be back, before their last moment; by id.

    It is as much as each is later than planned on the worst but one of five rehearsed days, or of what is missing the
    share. A strong place has that room already, so it costs something only where the plan is weak; but no strong place
    is made weak for it.
    """
    wanted: dict[UUID, int] = {}
    places = (
        *((stop.visit_id, stop.room, stop.slack) for stop in found.stops),
        *((team.shift_id, team.room, team.slack) for team in found.teams),
    )
    for key, room, slack in places:
        asked = room if slack >= room else slack + share * (room - slack)
        wanted[key] = max(round(asked.total_seconds()), wanted.get(key, 0))  # of a visit for two teams the more
    return wanted
