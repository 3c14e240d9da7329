"""Places, roads, problems and solvers, in integers.

Knows neither people, screens nor databases; could be published alone.
"""
