"""A sentence for every code of what concerns customers, cases and users; those of the day are in `sentences`."""

from __future__ import annotations

from planner.text import N_

CASE_SENTENCES: dict[str, str] = {
    # --- the way of a case, the telephone, the evening
    "wrong_stage": N_(
        "A case at the stage “{stage}” cannot take the step “{step}”. Look at its file for what comes next."
    ),
    "no_such_customer": N_("This customer is not kept here any more. Look the name up again."),
    "nobody_answered": N_("Say who of team {team} answered. Until somebody has, it stays on the list."),
    "left_before_arrived": N_("The team cannot have left before it arrived. Correct one of the two times."),
    "sheet_not_right": N_("Nothing was entered: {count} cells are to be corrected. Correct them and read it again."),
    "nothing_returned": N_("No row of the sheet holds a code that is new. Fill some in, then read it again."),
    "bad_span_length": N_("A span lasts {least} to {most} minutes. Choose such a length."),
    "bad_days": N_("The last day lies before the first. Exchange them."),
    "bad_report_file": N_("“{file}” is neither .xlsx nor .csv. Name it so."),
    "bad_span": N_("The span ends before it begins. Correct one of the two times."),
    "files_not_fresh": N_(
        "The lender's files are too old to issue on: {files}. Import the newest on the morning page, or with rounds"
        " import payments FILE and rounds import holds FILE."
    ),
    "to_take_off": N_(
        "Not issued: visits of the plan may not be made any more ({count}, {reference} first). Take them off with"
        " rounds morning {date} --take-off, or plan the day again."
    ),
    "erase_case": N_("Not erased: the case {reference} is still open. Close it first."),
    "erase_visit": N_("Not erased: there is a visit to this customer on {date}. Take it off its day first."),
    "erase_plan": N_("Not erased: a repayment plan is in force. Erase the customer once it has ended."),
    "erase_records": N_("Not erased: the rules ask to keep the records of this customer until {date}."),
    "erase_paper": N_("Not erased: copy {number} with this customer on it is out. Note first what has become of it."),
    "no_right": N_("This is not for your role ({role}). Somebody else must do it, or an administrator gives the role."),
    # --- users
    "sign_in_first": N_(
        "Sign in first: this office has users. In the window Ctrl+Shift+U; on the command line --user."
    ),
    "wrong_sign_in": N_("Name or password is wrong. Check both and try again."),
    "sign_in_wait": N_("There were too many wrong passwords. Wait {seconds} s, then try again."),
    "user_retired": N_("This user no longer works here. Somebody else must sign in."),
    "user_exists": N_("Somebody goes by this name already, perhaps earlier. Take another name."),
    "no_such_user": N_("There is no such user, or they no longer work here. Load the list again."),
    "no_such_staff": N_("Nobody among the staff goes by this reference. Look at the roster."),
    "no_user_name": N_("Give the user a name."),
    "short_password": N_("The password is too short: it needs {least} letters or more. A few words are a good one."),
    "first_user_role": N_(
        "The first user must be an administrator or a supervisor, or nobody could add a second one. Choose one of them."
    ),
    "last_settler": N_("Nobody else here could add users then. Add another administrator or supervisor first."),
    "own_deputy": N_("Nobody stands in for themselves. Choose somebody else."),
    "bad_deputy_days": N_("The last day is before the first, or over. Correct the days."),
    "no_password": N_("No password was given. Type it when asked, or put it into a file: --password-file FILE."),
    "no_new_password": N_("No new password was given. Put it into a file: --new-password-file FILE."),
    "passwords_differ": N_("The two passwords are not the same. Type the new one again, twice."),
    "many_passwords": N_("{file} holds more than one line. Put only the password into it."),
    # --- approvals
    "nobody_to_approve": N_(
        "Nobody can approve here yet: it takes a second person with a password. Add a supervisor under Cases, Users, or"
        " with rounds users add NAME --role supervisor."
    ),
    "own_proposal": N_("Nobody approves what they proposed themselves ({reference}). Somebody else must look at it."),
    "proposer_unknown": N_(
        "Nobody knows who proposed {reference}: it was before anybody signed in. Return it, and let somebody who signs"
        " in propose it again."
    ),
    "approver_goes": N_("Nobody approves a visit that they make themselves ({reference}). Somebody else must."),
    "gate_shut": N_(
        "Not approved: at {reference} this is not fulfilled, or nobody knows: {first} (rule {rule}) What is red cannot"
        " be approved away. The list of approvals says what would help."
    ),
    "not_to_tell": N_(
        "Not noted: nobody may come to {reference} then. {first} (rule {rule}) Agree on another time, or on none."
    ),
    "not_waiting": N_("No visit {reference} waits for approval. See which do with: rounds approvals"),
    "no_such_hold": N_("There is no hold “{value}”. Name it as rounds approvals does."),
    "already_approved": N_("{reference} is approved already. To call it off, open the case or say that they called."),
    "not_to_decide": N_("Nobody may decide on this at {reference}: it stops the visit, or is over."),
    # --- cases: intake, preparation, documents
    "same_customer": N_("Both references are of one customer here already. There is nothing to decide."),
    "no_such_case": N_("There is no such case here. Look its reference up on the case board."),
    "not_ticked": N_("The balance is fresh by its own date. Import the lender's newest file of cases."),
    "no_valid_until": N_("Say until when it is valid: {item}."),
    "already_expired": N_("It is not valid any more: {item}. Get a new one, or correct the day."),
    "not_prepared": N_("Not everything is there yet: {missing}. Tick it, attach it or have it brought up to date."),
    "not_attachable": N_("No document belongs here. Tick what was looked at instead."),
    "attachment_empty": N_("The file is empty. Choose another one."),
    "attachment_too_large": N_(
        "The file has {size} MB, and {most} MB are the most that is kept with a case. Scan it smaller, or in gray."
    ),
    "no_program": N_("No program on this computer opens documents of this kind. Install one, or attach it as a PDF."),
    "no_such_attachment": N_("This document is not kept any more. Load the file again."),
    # --- numbered copies
    "no_such_copy": N_("No copy has the number {number}."),
    "not_for_customer": N_("Copy {number} is not for the customer: it has to come back."),
    "decided_already": N_("Somebody has decided on it already."),
    # --- repayment plans, the lender's files
    "nothing_owed": N_("Nothing is owed. There is nothing to agree."),
    "two_customers": N_("A repayment plan is of one customer. Choose cases of one alone."),
    "two_currencies": N_("A repayment plan is in one currency. Draw up one for each."),
    "bad_rhythm": N_("Between two installments lie {days} days or more. Choose another rhythm."),
    "first_in_past": N_("The first installment is before today. Choose a later day."),
    "too_many_installments": N_("The amount is too small for {count} installments. Take fewer."),
    "plan_too_long": N_("This takes longer than {months} months. Larger installments, or fewer, make it shorter."),
    "nothing_affordable": N_("Nothing can be spared as it is. A pause or independent advice is the better way."),
    "above_means": N_("This is more than the customer can spare. Take smaller installments."),
    "bad_means": N_("Amounts are not below nothing, and all in one currency. Correct them."),
    "sum_differs": N_("The installments are not what is owed. Draw the plan up again."),
    "no_repayment_plan": N_("The case {case} has no repayment plan. Draw one up: rounds plans propose {case}"),
    "no_draft": N_("The case {case} has no draft to agree to. Keep one first: rounds plans propose {case} --keep …"),
    "nothing_to_do": N_("Nothing is to be done about a plan of the case {case}."),
    "bad_means_amount": N_("{name}: {value} is no amount. Write it like 150.00."),
    "way_closed": N_("{value} cannot be agreed: the list says why. Choose another way."),
    "no_such_way": N_("{value} is none of these ways. Name one of the list, or how many installments."),
    "not_understood": N_("There is no plan before the customer has understood every term. Explain it first."),
    "no_consent": N_("Say how the customer agreed: signed, recorded or by telephone."),
    "recording_missing": N_("What is not signed needs a recording. Give its reference."),
    "means_unknown": N_("Ask whether the customer can pay this without going short, and note the answer."),
    "before_cool_off": N_("The first day lies within the {hours} hours to think it over. Choose a later one."),
    "balance_changed": N_("Something else is owed by now. Draw the plan up again."),
    "plan_not_open": N_("This plan is not open any more. Load it again."),
    "talk_first": N_("Speak with the customer first, or try on two days: no plan is ended without a talk."),
    "plan_still_holds": N_("{missed} missed so far; the rules ask for {needed} before a plan is ended. Call first."),
    "bad_moment": N_("“{value}” is no moment. Write it as 2026-11-24 06:50."),
    "cool_off_over": N_(
        "The time to think it over has passed. Agree on other terms: the old plan ends with the new one."
    ),
    "no_calls": N_("This customer is not to be called now. A supervisor decides what else may be done."),
    # --- reminders, messages, calls, letters
    "bad_template": N_("{file}: the template “{template}” cannot be used because of “{reason}”. Word it otherwise."),
    "no_template": N_("There are no words for this way ({channel}). Choose another way."),
    "template_value": N_(
        "The text needs something that is not there yet ({name}). How the office is reached is set under Reminders,"
        " Sending; which firm it visits for, under Settings, Papers."
    ),
    "visit_not_approved": N_("Nobody is told of a visit that is not approved. Have it approved first."),
    "nothing_to_send": N_("None of them may be written to now. Load the list again: it says why."),
    "no_contact_result": N_("This way knows no such result ({result}). Choose another one."),
    "cannot_export": N_("The file could not be written ({reason}). Nothing counts as sent; choose another folder."),
    "bad_delivery_file": N_(
        "{file} does not say what became of messages: it needs a column “message” and one “status”, as text (CSV)."
    ),
    "bad_outbox": N_("This address cannot be used ({reason}). It is one of Apprise, with {{to}} for the customer's."),
    "telling_address": N_("The return address says “{word}”, which tells what a letter is about. Leave it out."),
    "outbox_off": N_("Nothing is sent from here: it is not switched on. Export a file, or tick by hand."),
    "no_outbox_key": N_("The address to send by is not on this computer. Set it up again under Reminders, Sending."),
    "held_call": N_("Something is set that stops calls about this. Their file says what; it has to be cleared first."),
    "not_now": N_("This customer may not be called now. The list says why, and from when on."),
    "call_unfinished": N_("The call is not at its end yet. Answer what is open, or leave it without keeping it."),
    "not_reached": N_(
        "Nobody has spoken with this customer yet, and no letter has had its time ({why}). Call first, or write."
    ),
    "day_closed": N_("{date} is closed for a visit, or too far away. Choose another day."),
    "day_not_offered": N_("The letter has offered {date}. Choose this day, or call and agree on another one."),
    "held": N_("Something is set that stops visits to this customer. Their file says what."),
    "visit_there": N_("A visit to this customer is on its way already. One customer has one visit."),
    "offer_too_soon": N_("The letter must have its time: the first day it can offer is {date}."),
    "letters_outdated": N_("Something changed while it was printed, so nothing was let out. Load the list again."),
}
