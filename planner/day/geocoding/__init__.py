"""Where addresses are: the chain of sources, suggestions, and what a person confirmed."""

from planner.day.geocoding.locate import address_key, confirm, locate_visits, place, suggestions

__all__ = ["address_key", "confirm", "locate_visits", "place", "suggestions"]
