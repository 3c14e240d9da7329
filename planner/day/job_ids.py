"""How the jobs of a day's problem are named: a visit, the other side of one for two teams, a part in a meeting."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

SECOND_SIDE = "#2"
"""A visit for two teams is two jobs: its id, and its id with this behind. Which team has which makes no difference."""
MEETS = "@"
"""A meeting is a job for each team: its id, this, and the team's shift."""
_LENGTH = 36


@lru_cache(4096)
def visit_of(job_id: str) -> UUID:
    """The visit that a job is, or is one side of; the meeting's id, which is no visit's, where it is one."""
    return UUID(job_id[:_LENGTH])


@lru_cache(4096)
def sides(visit_id: UUID) -> tuple[str, str]:
    """The names that the jobs of a visit may have."""
    return str(visit_id), f"{visit_id}{SECOND_SIDE}"


def meeting_job(meeting_id: UUID, shift_id: UUID) -> str:
    """A team's part in a meeting."""
    return f"{meeting_id}{MEETS}{shift_id}"


def is_meeting(job_id: str) -> bool:
    """Whether a job is a team's part in a meeting."""
    return MEETS in job_id
