"""Where addresses are: the chain of sources, suggestions, and what a person confirmed."""

from planner.day.geocoding.decisions import confirm, decide, place, put_back, withdraw
from planner.day.geocoding.keys import address_key
from planner.day.geocoding.locate import locate_visits, suggestions

__all__ = ["address_key", "confirm", "decide", "locate_visits", "place", "put_back", "suggestions", "withdraw"]
