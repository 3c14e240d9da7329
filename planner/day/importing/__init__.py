"""Files of visits, staff and places: read with every problem told, compared with what is there, and accepted whole."""

from planner.day.importing.accept import Difference, apply, days_of, difference, stored_day
from planner.day.importing.columns import PLACE_COLUMNS, STAFF_COLUMNS, VISIT_COLUMNS, guess_mapping, required_missing
from planner.day.importing.places import PlacesImport, apply_places, read_places
from planner.day.importing.problems import Problem, problem_sentence
from planner.day.importing.staff import StaffImport, apply_staff, read_staff
from planner.day.importing.table import Table, read_table
from planner.day.importing.visits import ImportResult, named_mapping, read_visits
from planner.day.importing.workbooks import write_bad_rows, write_template, write_workbook

__all__ = [
    "PLACE_COLUMNS",
    "STAFF_COLUMNS",
    "VISIT_COLUMNS",
    "Difference",
    "ImportResult",
    "PlacesImport",
    "Problem",
    "StaffImport",
    "Table",
    "apply",
    "apply_places",
    "apply_staff",
    "days_of",
    "difference",
    "guess_mapping",
    "named_mapping",
    "problem_sentence",
    "read_places",
    "read_staff",
    "read_table",
    "read_visits",
    "required_missing",
    "stored_day",
    "write_bad_rows",
    "write_template",
    "write_workbook",
]
