"""Measurements of the project, each run by ``python3 start.py bench NAME``."""
