"""What an office chooses for itself. Kept in its database; sensible before anyone has chosen anything."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.storage.session import Session

KEY = "settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of the office.

    Parameters
    ----------
    language, theme
        ``en``, ``zh`` or empty for the system's; ``system``, ``light`` or ``dark``.
    time_limit_s
        The longest search for a plan; it ends earlier when nothing better is found.
    setup_minutes
        Parking and walking to the door, where a visit names no time of its own.
    detour_factor
        Roads over straight line, where there is no region.
    online_geocoder, online_domain
        Whether addresses may be asked for outside, and where; off, and nothing leaves the machine.
    """

    language: str = ""
    theme: str = "system"
    time_limit_s: float = 20.0
    setup_minutes: int = 4
    detour_factor: float = 1.35
    online_geocoder: bool = False
    online_domain: str = ""

    @property
    def setup_time(self) -> timedelta:
        """`setup_minutes` as a duration."""
        return timedelta(minutes=self.setup_minutes)


def read_settings(session: Session) -> Settings:
    """The office's choices; fields it never chose have their defaults, unknown ones are passed over."""
    stored = session.setting(KEY, {})
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in stored.items() if name in known})


def save_settings(session: Session, settings: Settings) -> None:
    """Keep the office's choices."""
    session.set_setting(KEY, asdict(settings))
