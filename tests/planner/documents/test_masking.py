"""What paper shows of a person: surname and initial, the end of a phone, and no word that says why a team comes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.discreet import forbidden_in, forbidden_word
from planner.documents.masking import mask_name, mask_numbers, mask_phone
from tests.builders import visit


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada Quill", "Quill A."),
        ("Dr. Ada Mary Quill", "Quill A."),
        ("Quill, Ada", "Quill A."),
        ("LI Wen", "LI W."),
        ("Jonas van der Meer", "van der Meer J."),
        ("Karla Vasquez-Lindenberger", "Vasquez-Lindenberger K."),
        ("Tamm", "Tamm"),
        ("Hu Pingping", "Hu P."),
        ("Pingping Hu", "Hu P."),
        ("Lin Smith", "Smith L."),
        ("Nguyen Thi Loan", "Nguyen T."),
        ("陈小明", "陈＊"),
        ("欧阳春晓", "欧阳＊"),
        ("陈 小明", "陈＊"),
        ("Chen Xiaoming 陈小明", "陈＊"),
        ("김철수", "김＊"),
        ("", ""),
    ],
)
def test_a_name_is_surname_and_initial(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("0555 010 4417", "4417"),
        ("+86 138-0013-8000", "8000"),
        ("０５５５０１０４４１７", "4417"),
        ("0555 010 441 ext. 12", "0441"),
        ("0555 010 441 / 0555 010 999", "0441"),
        ("1234", ""),
        ("", ""),
    ],
)
def test_a_phone_is_its_last_four_digits(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


def test_a_number_in_a_note_is_cut_as_well() -> None:
    assert mask_numbers("Ring 12, door code 4417#. Wife: 0555 010 000") == "Ring 12, door code 4417#. Wife: …0000"


@pytest.mark.parametrize(
    "text",
    [
        "It is OVERDUE",
        "repayments",
        "two installments",
        "he owes 300",
        "欠款人",
        "催收",
        "债务",
        "de\u200bbt",
        "催 收",
        "over-due",
    ],
)
def test_words_of_debt_are_found(text: str) -> None:
    assert forbidden_word(text)


@pytest.mark.parametrize("text", ["Northbank, Loanhead Lane", "the planet shop", "Payne Street", "三楼左手，有狗"])
def test_only_whole_words_count(text: str) -> None:
    assert not forbidden_word(text)


def test_a_case_reference_in_a_note_is_found() -> None:
    named = replace(visit(1), cases=(replace(visit(1).cases[0], reference="K-2026-17"),))
    assert forbidden_in(replace(named, note="see k-2026-17")) == "K-2026-17"
    assert forbidden_in(replace(named, note="see K-2026-171")) == ""
