"""Words that no message, letter or script may hold: threat and pressure, and any hint at a visit. Fills nothing.

The lists are wider than what anybody would write on purpose: a sentence that is caught wrongly is worded otherwise, one
that slips through reaches a person. Both languages are looked for in every text, whichever it is in.
"""

from __future__ import annotations

import re
import unicodedata


def _words(english: str, chinese: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{english})\b|{chinese}", re.IGNORECASE)


_SOON = "hours?|days?|weeks?|business days?|working days?"
_SOMEBODY = r"some(?:one|body)|(?:a|our|my|the) (?:colleagues?|teams?|staff|people|officers?|agents?|representatives?)"

PRESSURE = _words(
    r"courts?|lawsuits?|su(?:e[sd]?|ing)|legal(?:ly)?|lawyers?|attorneys?|solicitors?|bailiffs?|sheriffs?|enforc\w*"
    r"|seiz\w*|repossess\w*|garnish\w*|confiscat\w*|police|arrest(?:s|ed|ing)?|jail|prison|crim\w+|fraud\w*"
    r"|black-?list\w*|credit (?:scor\w+|records?|ratings?|bureaus?|files?|histor\w+|reports?)|consequences?|penalt\w+"
    r"|fine[ds]?|punish\w*|warn\w*"
    r"|(?:final|last) (?:notices?|demands?|reminders?|requests?|chances?|opportunit\w+|calls?)"
    r"|urgen\w+|immediate\w*|without delay|at your earliest|as soon as possible|asap|demand\w*|deadlines?"
    r"|must|have to (?:pay|settle|act|reply|respond|call)|pay (?:now|today|at once|up)|ignor\w+"
    r"|fail(?:s|ed|ing|ure)? to|otherwise|or else|unless you|if you (?:do not|don[’']t|cannot|can[’']t|fail|refuse)"
    rf"|no later than|within (?:\w+ ){{0,3}}(?:{_SOON})|by (?:today|tomorrow|tonight|noon|midnight)"
    r"|employers?|your (?:family|relatives|neighbou?rs?|friends|colleagues|boss|references?)"
    r"|(?:further|other|additional|stronger|necessary|all) (?:steps?|actions?|measures?|means)|escalat\w*"
    r"|serious\w*|sham(?:e|ing|eful\w*)|embarrass\w*|debt collect\w*|collections?|collectors?|third part(?:y|ies)",
    r"起诉|诉讼|法院|法庭|法律|律师|司法|强制|执行|查封|扣押|冻结|拘留|逮捕|坐牢|刑事|犯罪|诈骗|报警|公安|警察|征信"
    r"|信用(?:记录|评分|报告|污点|等级)|黑名单|失信|老赖|后果|处罚|罚款|罚息|违约|警告|最后|最终|严重|严肃|立即|立刻"
    r"|马上|尽快|尽早|即刻|速|务必|必须|限期|期限|截止|截至|逾期不|否则|如不|若不|如未|若未|如果您?(?:不|没有|未)|不然"
    r"|拒不|拖欠|赖账|恶意|[\d一二三四五六七两]\s*(?:个)?(?:小时|天|日|周|工作日)(?:之)?内|(?:今|明)(?:天|日)之?前"
    r"|单位|雇主|家人|家属|亲友|亲属|邻居|同事|朋友|通讯录|联系人|进一步|升级|(?:采取|其他|一切)\w*(?:措施|行动|手段)"
    r"|催收|催缴|催款|讨债|追讨|追缴|第三方",
)
"""Threats, pressure, invented deadlines, and other people who are brought into it."""

VISITING = _words(
    r"visit\w*|call(?:s|ed|ing)? (?:on|at|by|round|in at|in on)|(?:come|comes|coming|came) (?:to|by|round|over|and|out)"
    r"|(?:stop|drop|swing|pass|pop)(?:s|ped|ping)? (?:by|in|over|round)|doorsteps?|doors?|knock\w*|door-?bells?"
    r"|on[- ]site|in the field|field \w+|see you|look in on|attend\w*|at your premises|turn up|show up|appear at"
    rf"|send(?:s|ing)? (?:{_SOMEBODY})"
    rf"|(?:{_SOMEBODY}) (?:will|may|might|can|could|would|shall) (?:come|be|call|see|go|attend)"
    r"|in your (?:area|street|neighbou?rhood|town)|near you|nearby",
    r"上门|登门|进门|到访|来访|走访|家访|拜访|造访|外访|探访|访问|到家|府上|门口|门前|敲门|派人|派员|专人|实地|现场|线下"
    r"|(?:到|去|来|往|至|赴)(?:您|你)|前往|前来|过来|(?:人员|同事|团队|专员)(?:会|将|可能|要|来|去|到)"
    r"|附近|周边",
)
"""What announces a visit or hints at one. In nothing but the notice of a visit that is approved."""

MEETING = _words(
    r"meet\w*|in person|face[- ]to[- ]face|(?:at|to) (?:your|the) (?:home|house|address|place|flat|apartment|work\w*)"
    r"|your (?:home|house|address|flat|apartment|workplace)|appointments?",
    r"见面|会面|面谈|当面|面对面|面洽|碰面|约见|(?:您|你)(?:的)?(?:家|住)|家中|家里|地址|住址|住处|住所",
)
"""What speaks of a place and of being together there. Only where it is offered, with a way to say no."""


def pressure_in(text: str) -> str:
    """The first word of threat or pressure, or an empty text."""
    return _first(PRESSURE, text)


def visiting_in(text: str) -> str:
    """The first word that announces or hints at a visit, or an empty text."""
    return _first(VISITING, text)


def meeting_in(text: str) -> str:
    """The first word that speaks of being together at a place, or an empty text."""
    return _first(MEETING, text)


def _first(words: re.Pattern[str], text: str) -> str:
    found = words.search(" ".join(unicodedata.normalize("NFKC", text).split()))
    return found[0] if found else ""
