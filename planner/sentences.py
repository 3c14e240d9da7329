"""A sentence for every code: what happened, where, and what to do. English is the key of the catalogs."""

from __future__ import annotations

from planner.case_sentences import CASE_SENTENCES
from planner.running_sentences import RUNNING_SENTENCES
from planner.text import N_

_FAULT = N_("A fault in Rounds itself: the problem it made contradicts itself ({code}). Please report it.")

SENTENCES: dict[str, str] = {
    # --- anything
    "cancelled": N_("Stopped as you asked; nothing was changed."),
    # --- storage, settings, keys, backup
    "wrong_key": N_("The database does not open with this key. Restore a backup with its recovery key."),
    "database_trouble": N_("The database cannot be read or written now: {reason}. Nothing was changed; try again."),
    "anchor_trouble": N_(
        "What this computer knows of the record cannot be written: {reason}. Nothing was changed; see to the folder of"
        " the key (rounds doctor names it)."
    ),
    "bad_anchor": N_("{value} is not what a paper carries. Type it as it stands there: AAAA AKIB ENCW PCNL ZXXQ CI6R."),
    "no_such_visit": N_("No visit {reference} is kept here. Look the reference up in the table of its day."),
    "no_such_number": N_("No visit, case or customer goes by {reference} here. Type the number as it is written."),
    "bad_kind": N_("The record has no entries of the kind {value}. These it has: {known}."),
    "no_reason": N_("Say why the record goes on from here: --reason TEXT. It is kept in the record."),
    "record_is_broken": N_(
        "The record itself is broken at entry {number}, so it cannot go on as whole. Keep a copy of the database as it"
        " is, and restore the newest backup that is whole."
    ),
    "nothing_to_resume": N_("The record is whole. There is nothing to go on from."),
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
    "roads_failed": N_("No roads could be built from {file}. Take an extract of another source."),
    "is_folder": N_("{file} is a folder. Choose the .osm.pbf file in it."),
    "not_readable": N_("You may not read {file}. Change its permissions, or copy it."),
    "empty_file": N_("{file} is empty. Download it again."),
    "packed": N_("{file} is packed. Unpack it, and choose the .osm.pbf file in it."),
    "other_form": N_("{file} holds OpenStreetMap data in another form. Get the same area as .osm.pbf."),
    "another_area": N_("{file} is of another area than this region. Build it as a region with a name of its own."),
    "same_extract": N_("The region was built from this very file ({file}). There is nothing to change."),
    "no_disk_room": N_("Building from {file} takes about {needed} MB on the disk, and {free} MB are free. Make room."),
    "disk_full": N_("The disk is full. Nothing of the new region is left; make room and try again."),
    "no_memory": N_(
        "Building from {file} takes about {needed} MB of memory, and this computer has {there} MB."
        " Take the extract of a smaller area."
    ),
    "memory_full": N_("The memory of this computer did not suffice for {file}. Take the extract of a smaller area."),
    "part_died": N_(
        "A program that builds the region was ended, perhaps for want of memory. Close other programs and try again,"
        " or take the extract of a smaller area."
    ),
    "region_not_written": N_("The region could not be written ({reason}). Check the folder of the office's data."),
    "region_is_older": N_("The region was built by an older version of Rounds. Build it again from its extract."),
    "region_is_newer": N_("The region was built by a newer version of Rounds. Update Rounds to use it."),
    "no_region_yet": N_("There is no region in use. Build one first: rounds region build FILE.osm.pbf"),
    "region_gone": N_("The region is there no longer. Choose another."),
    "region_no_name": N_("A region needs a name. Enter one."),
    "region_name_taken": N_("There is a region {name} already. Choose another name."),
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
    "bad_online_domain": N_("“{domain}” is no address of a service. Write it as maps.example.org."),
    "not_encrypted": N_("{host} would be asked without encryption. Use an address that begins with https://."),
    "no_online_key": N_("The online address service needs a key, and there is none. Enter it in the settings."),
    "bad_tiles": N_("“{url}” is no address of map tiles. Write it as https://maps.example.org/{{z}}/{{x}}/{{y}}.png."),
    "no_tiles_credit": N_("The online map names nobody whose map it is. Enter what its license asks to be shown."),
    # --- visits that failed
    "follow_up_there": N_(
        "There is a follow-up of this visit already: {reference} on {date}. Change that one, or take it out of its day."
    ),
    "slot_unlawful": N_("The rules no longer allow a visit then ({date}). Look for the next slot again."),
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
    "proves_no_check": N_(
        "Only a plan that is searched can be proven. Leave out --prove, or the option c of the file."
    ),
    "too_large_to_prove": N_(
        "{jobs} jobs and {vehicles} vehicles are too many to be proven: about 60 jobs and 6 vehicles can be, and about"
        " 15 and 3 within a minute. Leave out --prove, or take a part of the day."
    ),
    "no_engine": N_("There is no solver {name}. There are: {names}"),
    "no_region": N_("There is no region {name}. There are: {names}"),
    # --- policy
    "bad_pack": N_("The rules in {file} cannot be used: {key}. Correct the file."),
    "rule_loosened": N_(
        "{file} may only ask for more than the rules do, not for less: {key} = {value}. What holds is {holds};"
        " remove the key, or make it stricter."
    ),
    "gates_closed": N_(
        "For {count} of the visits not everything is in order, first of all: {first}. See to it in their cases, or take"
        " them out of the plan."
    ),
    "no_such_gate": N_("{value} is no gate that an outside approval can cover. Choose from those that are listed."),
    "no_calendar_source": N_("Say what the holidays of {year} were compared with, such as the official announcement."),
    "year_far_off": N_("The holidays of {year} cannot be confirmed. Choose a year from {least} to {most}."),
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
    "bad_slow_factor": N_("On a slow day {team} may be 1 to 2 times as long on the road. Enter such a number."),
    "bad_max_visits": N_("{team} must be able to take at least one visit. Leave the field empty for no limit."),
    "person_absent": N_("{person} is not here today. Mark the person as here first."),
    "person_in_two_teams": N_("{person} is in {other} at the same time. Take the person out of one of the two teams."),
    "person_no_name": N_("A person needs a name. Enter one."),
    "bad_training_day": N_("This is no day. Write the day of the last training as 2026-03-14, or nothing."),
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
    "no_directions": N_("Directions need the roads of a region. Build one first: rounds region build FILE.osm.pbf"),
    "no_route": N_("{team} has no route on {date}. Name a team that has stops, or leave --team out."),
    "quick_estimate": N_(
        "Not issued: the times of {date} are a quick estimate, which may be minutes off. "
        "Wait until the travel times on the roads are there, look through the plan, and issue it then."
    ),
    "nothing_planned": N_("Not issued: no visit of {date} has a stop. Plan the day first."),
    "day_is_past": N_("Not issued: {date} is over. Choose today or a later day."),
    "not_for_paper": N_(
        "Not issued: the note, door, address or reference of visit {reference} says “{word}”, which must not be read"
        " at the door. Change it there, or where the visit comes from."
    ),
    "team_not_for_paper": N_(
        "Not issued: the team {team} bears “{word}” in its name, its vehicle or a name of its staff, which must not be"
        " read at the door. Give it another one."
    ),
    "staff_left": N_("Not issued: somebody in the team {team} no longer works here. Take them out of it."),
    "bad_copy_number": N_("“{value}” is no number of copies. Type them as 1004, or as 1004-1012."),
    "no_papers": N_("No papers of {date} lie in {folder}. Issue the plan first; its dialog also asks for the folder."),
    "bad_logo": N_("{file} cannot stand on papers. Choose a picture in SVG, PNG or JPEG, up to 1 MB."),
    "old_papers": N_(
        "Not printed: these are papers of version {version}, and version {newest} went out since. Choose the folder of"
        " its papers, or issue the day again."
    ),
    "cannot_print": N_("{file} could not be printed. Look at the printer, or open the folder and print it from there."),
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
    # --- the way of a case: they have a file of their own
    **CASE_SENTENCES,
    **RUNNING_SENTENCES,
}
"""Codes of `PlannerError` and `RoutingError`, in the sections of the packages that raise them."""

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
    "comparing": N_("Comparing addresses"),
    "surroundings": N_("Around the addresses"),
    "travel_times": N_("Travel times"),
    "paths": N_("Ways on the map"),
    "ways_out": N_("Ways out"),
    "compiling": N_("Preparing the solver, once"),
    "forming_teams": N_("Forming teams"),
    "proving": N_("Proving"),
    "checking": N_("Checking"),
    "lines": N_("Ways on the map"),
    "tables": N_("Tables"),
    "printing": N_("Printing"),
    "papers": N_("Papers"),
    "messages": N_("Messages"),
    "done": N_("Done"),
}
"""What long work is at, by `Progress.step`."""
