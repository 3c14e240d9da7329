"""A sentence for every code: what happened, where, and what to do. English is the key of the catalogs."""

from __future__ import annotations

from planner.text import N_

_FAULT = N_("A fault in Rounds itself: the problem it made contradicts itself ({code}). Please report it.")

SENTENCES: dict[str, str] = {
    # --- anything
    "cancelled": N_("Stopped as you asked; nothing was changed."),
    # --- storage, settings, keys, backup
    "wrong_key": N_("The database does not open with this key. Restore a backup with its recovery key."),
    "database_trouble": N_("The database cannot be read or written now: {reason}. Nothing was changed; try again."),
    "no_key": N_(
        "The key of {file} is not on this computer. Restore a backup with its recovery key, or bring the key back."
    ),
    "database_is_newer": N_("{file} was written by a newer version of Rounds. Update Rounds to open it."),
    "changed_meanwhile": N_("Somebody else has changed it meanwhile ({what}). Nothing was saved; load it again first."),
    "file_exists": N_("{file} is there already and is never overwritten. Choose another name."),
    "database_exists": N_("There is a database already ({file}). Restore into an empty data folder: --data-dir DIR."),
    "bad_recovery_key": N_("This is not a recovery key: a letter is wrong or missing. Compare it with what you kept."),
    # --- region, roads, addresses
    "region_missing": N_("Files of the region are missing. Build the region again: rounds region build FILE.osm.pbf"),
    "not_osm": N_("{file} is not a whole OpenStreetMap extract. Download it again."),
    "no_roads": N_("{file} has no roads. Use an extract of a whole area."),
    "engine_missing": N_("The road engine is not installed. Start Rounds by its start script."),
    "worker_died": N_("The background program ended by itself (exit code {exit_code}). Nothing is lost; try again."),
    "internal": N_("Something unexpected went wrong ({kind}). Nothing is lost; try again."),
    # --- import and geocoding
    "no_such_file": N_("There is no file {file}. Check its name and folder."),
    "not_a_spreadsheet": N_("{file} is not a spreadsheet that can be read. Save it as .xlsx or .csv."),
    "no_such_folder": N_("There is no folder {folder}. Make it first, or choose another."),
    "not_xlsx": N_("{file} would be a workbook. Give it a name that ends in .xlsx."),
    "not_a_backup": N_(
        "{file} is no whole backup of this recovery key. Take another backup, or the key it was made with."
    ),
    "no_rows": N_("{file} has no rows below its headers. Fill it in, or choose another file."),
    "too_many_rows": N_("{file} has more than {most} rows. Split it by day."),
    "file_is_open": N_("{file} is open in another program. Close it there and try again."),
    "unknown_encoding": N_("{file} is not text in UTF-8, UTF-16 or GB18030. Save it as CSV UTF-8, or as .xlsx."),
    "bad_mapping": N_("“{pair}” names no column of the file, or no field. Write it as HEADER=FIELD."),
    "no_online_domain": N_("The online address service is switched on, but has no address. Enter it in the settings."),
    # --- problems in VROOM's format
    "not_json": N_("The file is no whole JSON ({reason}). Save it again."),
    "key_twice": N_("The key {key} stands twice in one object of the file. Remove one."),
    "key_missing": N_("{where} is missing. Add it."),
    "key_unknown": N_("{where} is no key that Rounds knows. Correct its name, or remove it."),
    "key_unsupported": N_("{where} asks for something that Rounds cannot do. Remove it, or solve without Rounds."),
    "not_an_object": N_("{where} must be an object, in braces."),
    "not_a_list": N_("{where} must be a list, in brackets."),
    "not_text": N_("{where} must be a text, in quotes."),
    "not_a_flag": N_("{where} must be true or false."),
    "not_whole": N_("{where} must be a whole number from {least} to {most}."),
    "not_a_number": N_("{where} must be a number above {above}, and at most {most}."),
    "bad_point": N_("{where} is no place. Write it as [longitude, latitude], in degrees."),
    "bad_window": N_("{where} is no time window. Write it as two whole numbers, the earlier first."),
    "windows_cross": N_("{where} overlap or touch. Make one window of them."),
    "breaks_do_not_fit": N_("{where} cannot all be taken within the vehicle's hours. Move or shorten them."),
    "id_twice": N_("{where} is {id}, which another has already. Give it an id of its own."),
    "index_outside": N_("{where} is {index}, but the matrices have {size} places, counted from 0. Correct it."),
    "not_square": N_("{where} must have {size} items: a matrix is square, and all of a profile have one size."),
    "costs_twice": N_("{where} cannot be used with a matrix of costs. Remove one of the two."),
    "amounts_differ": N_("{where} must have {size} numbers, as the first vehicle's capacity has."),
    "mixed_loads": N_(
        "{where}: some jobs deliver more than they pick up, others less. A vehicle is then fullest somewhere on its"
        " way, which Rounds cannot judge. Ask for deliveries and pickups in two problems."
    ),
    "step_unexpected": N_("{where} is not expected here: start comes first, end last, and job or break between."),
    "step_unknown": N_("{where} names {id}, which is no job, or no break of this vehicle. Correct it."),
    "step_twice": N_("{where} names {id}, which stands in a route already. Remove one."),
    "steps_broken": N_(
        "{where} cannot be driven as they are, and so cannot be begun from. The first they break: {first}"
        " See all with rounds check."
    ),
    "profile_unknown": N_("{where} is no profile that Rounds knows roads for: {names}. Correct it, or give matrices."),
    "no_coordinates": N_("{where} asks for lines on the map, but a place has no coordinates. Add them, or remove g."),
    "no_steps": N_("{file} lays no route down: none of its vehicles has steps. Add them."),
    "no_engine": N_("There is no solver {name}. There are: {names}"),
    "no_region": N_("There is no region {name}. There are: {names}"),
    # --- policy
    "bad_pack": N_("The rules in {file} cannot be used: {key}. Correct the file."),
    # --- planning and teams
    "no_day": N_("Nothing is known of {date}. Import its visits first."),
    "no_visits_yet": N_("There are no visits yet. Import some first: rounds import FILE"),
    "no_plan": N_("{date} has no plan yet. Make one first: rounds plan {date}"),
    "shift_reversed": N_("The shift must end after it begins. Correct its hours."),
    "break_reversed": N_("A break ends before it begins. Correct its hours."),
    "window_reversed": N_("The window ends before it begins. Correct it."),
    "no_window": _FAULT,
    "windows_overlap": _FAULT,
    "negative_time": _FAULT,
    "priority_range": _FAULT,
    "naive_horizon": _FAULT,
    "duplicate_id": _FAULT,
    "no_travel_times": _FAULT,
    "unknown_place": _FAULT,
    "matrix_shape": _FAULT,
    "negative_travel": _FAULT,
    "negative_amount": _FAULT,
    "negative_limit": _FAULT,
    "negative_price": _FAULT,
    "negative_cost": _FAULT,
    "negative_weight": _FAULT,
    "amount_dimensions": _FAULT,
    "wish_reversed": _FAULT,
    "joint_not_two": _FAULT,
    "after_unknown": _FAULT,
    "after_circle": _FAULT,
    "unknown_engine": _FAULT,
    "team_no_name": N_("A team needs a name. Enter one."),
    "team_name_taken": N_("There is a team {team} today already. Choose another name."),
    "shift_ends_first": N_("The shift must end after it begins. Correct the hours of {team}."),
    "break_ends_first": N_("A break of {team} must begin between two times, the earlier one first. Correct them."),
    "break_no_length": N_("A break of {team} lasts no time. Enter its minutes, or remove it."),
    "break_outside_shift": N_("A break of {team} does not fit into its hours. Move the break or remove it."),
    "bad_max_visits": N_("{team} must be able to take at least one visit. Leave the field empty for no limit."),
    "person_absent": N_("{person} is not here today. Mark the person as here first."),
    "person_in_two_teams": N_("{person} is in {other} at the same time. Take the person out of one of the two teams."),
    "person_no_name": N_("A person needs a name. Enter one."),
    "not_provable": N_("Nothing can be proven while these have a price: {names}. Give them the weight 0."),
    "nobody_here": N_("Nobody is here on {date}. Import staff first, or mark who is back."),
    "depot_no_name": N_("A depot needs a name. Enter one."),
    "depot_name_taken": N_("There is a depot {depot} already. Choose another name."),
    "depot_in_use": N_("{team} starts or ends at {depot} today. Choose another place for the team first."),
    # --- documents and issue
    "breaks_rules": N_(
        "Not issued: the plan breaks rules that nothing may pass, {count} times. The first: {first}"
        " See them all with check, mend the plan and issue it again."
    ),
    "breaks_limits": N_(
        "Not issued: the plan does not hold together at {count} places. The first: {first}"
        " See them all with check, mend the plan and issue it again."
    ),
    "plan_outdated": N_(
        "Not issued: the plan of {date} was made for other visits, teams or roads than there are now."
        " Open the day, look at the plan again and issue it then."
    ),
    "nothing_planned": N_("Not issued: no visit of {date} has a stop. Plan the day first."),
    "day_is_past": N_("Not issued: {date} is over. Choose today or a later day."),
    "not_for_paper": N_(
        "Not issued: the note of visit {reference} says “{word}”, which must not be read at the door."
        " Change the note and import the visit again."
    ),
    "cannot_write": N_(
        "Not issued: {folder} cannot be written ({reason})."
        " Choose another folder, make room, or close what is open there."
    ),
    "no_chinese_font": N_(
        "Not issued: this computer has no font for Chinese. Install one, such as Noto Sans CJK (fonts-noto-cjk)."
    ),
    # --- demo
    "demo_in_use": N_("The demo is open in another program. Close it there and try again."),
    "not_a_demo": N_("The demo's folder holds a database that is no demo. Nothing was changed; move it away."),
    "is_a_demo": N_("This database is a demo. Open it with --demo, or choose another folder with --data-dir."),
    # --- command line
    "bad_date": N_("“{value}” is no date. Write it as 2026-11-24, today or tomorrow."),
    "bad_place": N_("“{value}” is no place. Write it as REFERENCE=LATITUDE,LONGITUDE."),
    "no_visit": N_("{date} has no visit {reference}. Look its reference up with: rounds geocode {date}"),
    "no_room_for_urgent": N_("No room was found for: {visits}. Let more visits move, or see why they are unassigned."),
    "visit_planned": N_("{reference} has a stop already."),
    "no_place_yet": N_("No place was found for {reference}. Put it there with --place {reference}=LAT,LON."),
    "no_benchmark": N_("There is no measurement {name}. There are: {names}"),
}
"""Codes of `PlannerError` and `RoutingError`, in the sections of the packages that raise them."""

REASONS: dict[str, str] = {
    "no_skill": N_("No team here today has all the skills it needs."),
    "no_vehicle": N_("No team works today that it could be given to."),
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
    # --- what only one search, or a file in VROOM's format, asks for
    "position": N_("Not where it must stand in its route; places away: {amount}."),
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
    {"least_staff", "skill", "max_jobs", "capacity", "position", "max_moved", "duplicate_job", "duplicate_vehicle"}
)
"""Kinds whose amount is a number of things; all others are seconds."""

MATCHES: dict[str, str] = {
    "house": N_("Found to the house"),
    "interpolated": N_("Between two known house numbers"),
    "near_number": N_("A neighboring house number"),
    "street": N_("Only the street"),
    "place": N_("Only the quarter or village"),
}
"""How closely an address was found, by `MatchClass`."""

STEPS: dict[str, str] = {
    "town": N_("The demo town"),
    "reading": N_("Reading"),
    "roads": N_("Roads"),
    "addresses": N_("Addresses"),
    "map": N_("Map"),
    "travel_times": N_("Travel times"),
    "paths": N_("Ways on the map"),
    "ways_out": N_("Ways out"),
    "compiling": N_("Preparing the solver, once"),
    "forming_teams": N_("Forming teams"),
    "proving": N_("Proving"),
    "checking": N_("Checking"),
    "lines": N_("Ways on the map"),
    "tables": N_("Tables"),
    "papers": N_("Papers"),
    "done": N_("Done"),
}
"""What long work is at, by `Progress.step`."""
