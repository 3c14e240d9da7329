"""Words to customers: friendly, checked in both languages, and silent about visits that nobody has approved."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from planner.cases.message_values import people_words
from planner.cases.model import Channel, Purpose
from planner.cases.template_words import meeting_in, pressure_in, visiting_in
from planner.cases.templates import (
    ANNOUNCING,
    LANGUAGES,
    PLACEHOLDERS,
    Template,
    choose,
    fill,
    house_templates,
    in_force,
    own_templates,
    wrong_with,
)
from planner.discreet import forbidden_word
from planner.errors import BadInput, NotAllowed
from planner.policy.pack import load_pack
from tests.builders import visit

PLACED = re.compile(r"\{\w+\}")
VISITS = """
We will visit you next week.
Our team may call on you.
Somebody will come to your house.
We'll stop by.
A colleague might drop in.
We are in your area on Friday.
Expect a knock.
Someone will be sent: we send someone.
a member of our field staff
We come round on Monday.
See you at the weekend.
It can be settled on-site.
Our staff will attend.
You will find us at the door.
We could turn up.
visiting
Our officers can come by
我们将上门与您沟通
工作人员会登门
近期安排家访
专员将到您家
我们会去您单位
已安排人员前往
将派人处理
现场核实
外访人员
我们就在您附近
改天来访
到您住处
走访
同事会过来
""".strip().split("\n")
MEETINGS = """
Let us meet.
in person
at your home
your address
face to face
见面
当面
您家
您的住址
面谈
""".strip().split("\n")
PRESSURE = """
This is your final notice.
Pay within 3 days.
Pay within the next two weeks.
You must pay.
Pay immediately.
Otherwise we take further steps.
We will go to court.
Legal action may follow.
Your credit score will suffer.
Your employer will be told.
If you do not pay, there are consequences.
We warn you.
by tomorrow
deadline
our debt collectors
This is urgent.
Unless you answer,
Do not ignore this.
your family and neighbours
如不还款，后果自负
三天内付清
24小时内
请尽快处理
将起诉
影响征信
律师函
最后一次提醒
务必今日之前
联系您的家人
采取进一步措施
列入黑名单
立即还款
否则
限期
催收部门
严重逾期
通知您的单位
""".strip().split("\n")
CALM = """
A friendly note: EUR 20 was due on 3 May. Call us when you like.
We look together for installments that fit.
Advice from somebody independent costs you nothing.
Thank you for keeping to it.
May I speak with Ada?
温馨提示：您有一笔款项已到期。
如有疑问，欢迎致电。
我们一起商量适合您的分期办法。
感谢您一直按计划进行。
""".strip().split("\n")


def test_the_list_of_words_catches_what_speaks_of_a_visit_or_presses() -> None:
    assert not [text for text in VISITS if not visiting_in(text)]
    assert not [text for text in MEETINGS if not (meeting_in(text) or visiting_in(text))]
    assert not [text for text in PRESSURE if not pressure_in(text)]
    assert not [text for text in CALM if pressure_in(text) or visiting_in(text) or meeting_in(text)]
    assert visiting_in("We will VISIT\nyou") == "VISIT"
    assert visiting_in("stop\n  by") == "stop by"
    assert visiting_in("ｖｉｓｉｔ") == "visit"


def test_every_template_of_the_house_says_the_same_in_both_languages_and_breaks_no_rule() -> None:
    made = house_templates()
    assert len(made) > 35
    assert len({each.id for each in made}) == len(made)
    assert not {each.id: wrong for each in made if (wrong := wrong_with(each))}
    for each in made:
        names = [{part.split("}")[0] for part in each.text[lang].split("{")[1:]} for lang in LANGUAGES]
        assert names[0] == names[1] or each.channel == Channel.EMAIL, each.id


def test_no_template_announces_or_hints_at_a_visit_but_the_notice_of_an_approved_one() -> None:
    speaking = {each.purpose for each in house_templates() for text in each.text.values() if visiting_in(text)}
    assert speaking <= ANNOUNCING
    together = [each for each in house_templates() if any(map(meeting_in, each.text.values()))]
    # Being together somewhere is offered on the telephone and in the sealed letter alone, with a way to say no.
    assert all(each.purpose in ANNOUNCING or each.offers for each in together)
    letter = next(each for each in house_templates() if each.channel == Channel.LETTER and each.offers)
    assert all({"{decline}", "{day}", "{from}", "{to}"} <= set(PLACED.findall(text)) for text in letter.text.values())


@pytest.mark.parametrize("purpose", sorted(ANNOUNCING))
def test_a_notice_is_filled_for_an_approved_visit_alone(purpose: Purpose) -> None:
    template = next(each for each in house_templates() if each.purpose == purpose)
    values = dict.fromkeys(PLACEHOLDERS[purpose], "something")
    for unapproved in (None, replace(visit(1), approved_by=" ")):
        with pytest.raises(NotAllowed) as refused:
            fill(template, "en", values, visit=unapproved)
        assert refused.value.code == "visit_not_approved"
    assert fill(template, "zh", values, visit=visit(1)).text


def test_the_first_tone_is_the_friendliest_and_every_way_has_one() -> None:
    for channel in (Channel.SMS, Channel.EMAIL, Channel.LETTER):
        first = choose(house_templates(), Purpose.REMINDER, channel, 1)
        assert first
        assert first.tone == 1
    assert choose(house_templates(), Purpose.REMINDER, Channel.SMS, 9).tone == 3  # type: ignore[union-attr]
    assert choose(house_templates(), Purpose.INCOMING, Channel.SMS) is None


def test_nothing_of_money_is_said_before_it_is_sure_who_listens() -> None:
    before = [each for each in house_templates() if each.unknown]
    assert {each.part for each in before} == {"open", "identity", "other"}
    assert not [each.id for each in before for text in each.text.values() if forbidden_word(text) or "{office}" in text]


OWN = """
[[template]]
id = "reminder-sms-1"
purpose = "reminder"
channel = "sms"
[template.text]
en = "Hello {name}, {amount} was due on {due}. {office}"
zh = "{name}您好，{amount} 已于{due}到期。{office}"
"""


def test_an_office_brings_its_own_words_which_pass_the_same_checks() -> None:
    (mine,) = own_templates(OWN)
    found = choose(in_force(OWN), Purpose.REMINDER, Channel.SMS, 1)
    assert found == mine
    values = {"name": "Ada Quill", "amount": "EUR 20.00", "due": "3 May", "office": "Emberford"}
    assert fill(mine, "fr", values).text == "Hello Ada Quill, EUR 20.00 was due on 3 May. Emberford"
    with pytest.raises(BadInput) as lacking:
        fill(mine, "en", values | {"due": " "})
    assert lacking.value.details == {"name": "due"}


def test_the_example_in_the_documents_passes() -> None:
    text = (Path(__file__).parents[3] / "docs" / "messages.md").read_text(encoding="utf-8")
    (made,) = own_templates(text.partition("```toml\n")[2].partition("```")[0])
    assert made.id == "reminder-sms-1"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("{office}\"\nzh", "We come by. {office}\"\nzh", "come by"),
        ("已于{due}到期", "已于{due}到期，我们将上门", "上门"),
        ("was due", "must be paid; it was due", "must"),
        ("{name},", "{name} of {address},", "{address}"),
        ("{name},", "{name}, on {day}", "{day}"),
        ("purpose = \"reminder\"", "purpose = \"incoming\"", "incoming"),
        ("zh =", "fr =", "zh"),
        ("channel = \"sms\"", "channel = \"pigeon\"", "pigeon"),
        ("id =", "color = 1\nid =", "color"),
        ("Hello", "Hello " + "so " * 120, "> 320"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_template_is_named(before: str, after: str, reason: str) -> None:
    assert before in OWN
    with pytest.raises(BadInput) as refused:
        own_templates(OWN.replace(before, after), "own.toml")
    assert refused.value.code == "bad_template"
    assert reason in str(refused.value.details["reason"])


def test_no_flag_of_a_template_opens_a_door_for_other_words() -> None:
    letter = next(each for each in house_templates() if each.offers and each.channel == Channel.LETTER)
    assert wrong_with(letter) == ""
    for changed in (
        replace(letter, channel=Channel.SMS),
        replace(letter, purpose=Purpose.REMINDER),
        replace(letter, offers=False),
        replace(letter, text={each: text.replace("{decline}", "") for each, text in letter.text.items()}),
        replace(letter, text=dict(letter.text) | {"en": letter.text["en"] + " We will visit you."}),
        replace(letter, unknown=True),
    ):
        assert wrong_with(changed)
    email: Template = next(each for each in house_templates() if each.channel == Channel.EMAIL)
    assert wrong_with(replace(email, subject={"en": "Your overdue loan", "zh": "提示"}))


def test_nobody_finds_more_people_at_the_door_than_they_were_told() -> None:
    floor = load_pack()
    assert [people_words(floor, language) for language in ("en", "zh")] == [
        "two or three of us",
        "我们两到三名工作人员",
    ]
    assert [people_words(floor, language, teams=2) for language in ("en", "zh")] == ["four of us", "我们四名工作人员"]
    assert people_words(replace(floor, most_staff=2), "en") == "two of us"
    assert people_words(replace(floor, most_staff=5), "en") == "two to five of us"
