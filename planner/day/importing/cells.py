"""Cells as people write them: dates, times, spans, minutes, priorities. Each reader raises `BadCell` with a code."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.model import Coordinates, PlaceKind, TravelMode, VisitPurpose, Window, Wish

APPROVED = {"approved", "已批准", "批准", "通过", "已通过", "已审批", "同意"}
PLACE_KINDS = {
    **dict.fromkeys(("home", "住所", "家", "家庭", "住宅"), PlaceKind.HOME),
    **dict.fromkeys(("workplace", "work", "单位", "公司"), PlaceKind.WORKPLACE),
    **dict.fromkeys(("agreed", "agreed place", "约定", "约定地点"), PlaceKind.AGREED),
}
PURPOSES = {
    **dict.fromkeys(("understand", "to understand", "了解", "了解情况"), VisitPurpose.UNDERSTAND),
    **dict.fromkeys(("negotiate", "to negotiate", "协商", "协商方案"), VisitPurpose.NEGOTIATE),
    **dict.fromkeys(
        ("agreed document", "document", "agreed_document", "约定文件", "送达约定文件"), VisitPurpose.AGREED_DOCUMENT
    ),
}
TRAVEL_MODES = {
    **dict.fromkeys(("car", "汽车", "开车"), TravelMode.CAR),
    **dict.fromkeys(("scooter", "电动车", "摩托车"), TravelMode.SCOOTER),
    **dict.fromkeys(("bicycle", "bike", "自行车"), TravelMode.BICYCLE),
    **dict.fromkeys(("foot", "on foot", "步行"), TravelMode.FOOT),
}
LANGUAGES = {
    **dict.fromkeys(("en", "english", "英文", "英语"), "en"),
    **dict.fromkeys(("zh", "chinese", "mandarin", "中文", "汉语", "普通话"), "zh"),
}
PRIORITIES = {
    "a": 90,
    "b": 50,
    "c": 10,
    "high": 90,
    "normal": 50,
    "medium": 50,
    "low": 10,
    "高": 90,
    "中": 50,
    "低": 10,
}
YES = {"yes", "y", "1", "true", "x", "是", "对", "√"}
SYSTEMS = {
    "wgs84": "wgs84",
    "gcj02": "gcj02",
    "bd09": "bd09",
    "高德": "gcj02",
    "腾讯": "gcj02",
    "百度": "bd09",
    "gps": "wgs84",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_MONTHS, start=1)}
YEARS = range(2000, 2100)
AFTERNOON = ("pm", "下午", "晚上", "傍晚", "中午")
HALF = re.compile(r"上午|早上|中午|下午|傍晚|晚上|am|pm")
TIME = re.compile(
    r"(上午|早上|中午|下午|傍晚|晚上|am|pm)?\s*(\d{1,2})(?:\s*[:.点时h]\s*(\d{1,2}|半)?)?\s*分?(?::\d{2})?\s*(am|pm)?"
)
SPAN = re.compile(r"\s*(.+?)\s*(?:-|~|至|到|\bto\b|\buntil\b)\s*(.+?)\s*")


class BadCell(ValueError):
    """A cell that cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text(cell: Any) -> str:
    """A cell as text; whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFKC", str(cell)).strip() if not isinstance(cell, str) else cell.strip()


def words(cell: Any) -> tuple[str, ...]:
    """Several things in one cell."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[;,、，；\n|]", text(cell)) if part.strip()))


def read_date(cell: Any) -> date:
    """A day: a date cell, ISO, with dots, with slashes where only one order is possible, 年月日, or 24 Nov 2026."""
    if isinstance(cell, date):
        return _date((cell.year, cell.month, cell.day), "ymd")
    written = _numbered(_folded(cell))
    for pattern, order in (
        (r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ t].*)?", "ymd"),
        (r"(\d{4})(\d{2})(\d{2})", "ymd"),
        (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", "dmy"),
        (r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", "?"),
    ):
        if found := re.fullmatch(pattern, written):
            return _date(tuple(int(part) for part in found.groups()), order)
    raise BadCell("bad_date")


def _date(parts: tuple[int, ...], order: str) -> date:
    if order == "?":
        first, second, _ = parts
        if first <= 12 and second <= 12 and first != second:
            raise BadCell("ambiguous_date")
        order = "mdy" if second > 12 else "dmy"
    named = dict(zip(order, parts, strict=True))
    if named["y"] not in YEARS:
        raise BadCell("bad_date")
    try:
        return date(named["y"], named["m"], named["d"])
    except ValueError:
        raise BadCell("bad_date") from None


def _numbered(written: str) -> str:
    # "24 nov 2026", "24-nov-2026" and "november 24, 2026" with the number of the month.
    for pattern, day, month in (
        (r"(\d{1,2})[ .-]+([a-z]{3})[a-z]*[ .,-]+(\d{4})", 1, 2),
        (r"([a-z]{3})[a-z]*[ .]+(\d{1,2}),? +(\d{4})", 2, 1),
    ):
        if (found := re.fullmatch(pattern, written)) and found[month] in MONTHS:
            return f"{found[day]}.{MONTHS[found[month]]}.{found[3]}"
    return written


def read_moment(cell: Any, zone: ZoneInfo) -> datetime:
    """A date with a time, local to the branch; a date alone is its midnight."""
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=zone)
    written = _folded(cell)
    with suppress(ValueError):
        if (moment := datetime.fromisoformat(text(cell))).tzinfo and moment.year in YEARS:
            return moment
    found = re.fullmatch(r"(\S+?)[ t]+(.+?)(?:\.\d+)?", written)
    day = read_date(found[1] if found else cell)
    return datetime.combine(day, read_time(found[2]) if found else time(0), zone)


def read_time(cell: Any) -> time:
    """A time of day: a time cell, 9:00, 9.30, 0930, 9点半, 2:30 pm, 下午2点."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(microsecond=0)
    if isinstance(cell, float) and 0 < cell < 1:
        minutes = round(cell * 1440)
        return time(minutes // 60, minutes % 60)
    written = _folded(cell)
    if re.fullmatch(r"\d{4}", written):
        written = f"{written[:2]}:{written[2:]}"
    found = TIME.fullmatch(written)
    if not found:
        raise BadCell("bad_time")
    half, hour = found[1] or found[4], int(found[2])
    minute = 30 if found[3] == "半" else int(found[3] or 0)
    if half in AFTERNOON and hour < 11 + (half != "中午"):
        hour += 12
    if half == "晚上" and hour == 12:
        raise BadCell("bad_time")  # midnight, but of which day
    if half == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        raise BadCell("bad_time")
    return time(hour, minute)


def read_windows(cell: Any) -> tuple[Window, ...]:
    """Spans in one cell: ``09:00-12:00; 17:30-19:00``; any, 不限 and nothing mean any time."""
    written = _folded(cell)
    if written in ("", "any", "any time", "all day", "不限", "全天", "任意"):
        return ()
    found = []
    for part in re.split(r"[;,、\n]|\band\b|和", written):
        span = SPAN.fullmatch(part)
        if not span:
            raise BadCell("bad_window")
        found.append(read_window(span[1], span[2]))
    return tuple(sorted(found))


def read_window(earliest: Any, latest: Any) -> Window:
    """One span from two cells. In ``2-4 pm`` and 下午2点-4点 both ends are meant, where that makes a span."""
    window = Window(read_time(earliest), read_time(latest))
    first, last = HALF.search(_folded(earliest)), HALF.search(_folded(latest))
    if last and not first:
        window = _likelier(window, window._replace(earliest=_in_half(window.earliest, last[0])))
    elif first and not last:
        window = _likelier(window, window._replace(latest=_in_half(window.latest, first[0])))
    if window.earliest > window.latest:
        raise BadCell("window_reversed")
    return window


def wish_of(earliest: time | None, latest: time | None) -> Wish | None:
    """A wish for one of two times, or both; none where neither is told."""
    if earliest and latest and earliest > latest:
        raise BadCell("window_reversed")
    return Wish(earliest, latest) if earliest or latest else None


def _in_half(bare: time, half: str) -> time:
    return bare.replace(hour=bare.hour + 12) if half in AFTERNOON and bare.hour < 12 else bare


def _likelier(window: Window, both: Window) -> Window:
    return both if both.earliest <= both.latest else window


def read_minutes(cell: Any) -> timedelta:
    """A stay: 30, 30 min, 0:45, 1h30, 半小时, 1小时30分."""
    if isinstance(cell, time):
        return timedelta(hours=cell.hour, minutes=cell.minute)
    written = _folded(cell).replace("半小时", "30分")
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:m|min|mins|minutes?|分钟?|')?", written):
        minutes = float(found[1])
    elif found := re.fullmatch(r"(\d+):(\d{2})(?::\d{2})?", written):
        minutes = int(found[1]) * 60 + int(found[2])
    elif found := re.fullmatch(
        r"(\d+(?:\.\d+)?)\s*(?:h|hours?|个?小时)\s*(?:(\d+)\s*(?:m|min|minutes?|分钟?)?)?", written
    ):
        minutes = float(found[1]) * 60 + int(found[2] or 0)
    else:
        raise BadCell("bad_minutes")
    if not 1 <= minutes <= 480:
        raise BadCell("bad_minutes")
    return timedelta(minutes=round(minutes))


def read_priority(cell: Any) -> int:
    """0 to 100, or A to C, high to low, 高中低."""
    written = _folded(cell)
    if written in PRIORITIES:
        return PRIORITIES[written]
    if not re.fullmatch(r"\d{1,3}", written) or int(written) > 100:
        raise BadCell("bad_priority")
    return int(written)


def read_slow_factor(cell: Any) -> float:
    """How many times as long ways take on a slow day: 1.2, 1,2, 120 %, × 1.2."""
    found = re.fullmatch(r"[x×*]?\s*(\d+(?:[.,]\d+)?)\s*(%?)", _folded(cell))
    factor = float(found[1].replace(",", ".")) / (100 if found[2] else 1) if found else 0.0
    if not 1 <= factor <= 2:
        raise BadCell("bad_slow_factor")
    return round(factor, 2)


def read_choice[T](cell: Any, choices: dict[str, T], code: str) -> T:
    """One of the known words."""
    try:
        return choices[_folded(cell)]
    except KeyError:
        raise BadCell(code) from None


def read_coordinates(lat: Any, lon: Any, system: Any) -> Coordinates:
    """A place in WGS-84 from two cells in the system that the third names; nothing there means WGS-84."""
    from planner.day.geocoding.china import to_wgs84

    try:
        place = Coordinates(float(text(lat).replace(",", ".")), float(text(lon).replace(",", ".")))
    except ValueError:
        raise BadCell("bad_coordinates") from None
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180) or place == (0, 0):
        raise BadCell("bad_coordinates")
    name = re.sub(r"[^a-z0-9\u4e00-\u9fff]", "", _folded(system))
    if name and name not in SYSTEMS:
        raise BadCell("unknown_coordinate_system")
    return to_wgs84(place, SYSTEMS.get(name, "wgs84"))


def _folded(cell: Any) -> str:
    written = unicodedata.normalize("NFKC", text(cell)).casefold().strip()
    return re.sub(r"[–—－〜~]", "-", written).replace("a.m.", "am").replace("p.m.", "pm")
