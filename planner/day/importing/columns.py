"""The columns of the day's file, as `docs/import.md` fixes them, and how headers people write are recognized."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, its header in both languages, other headers it goes by, an example cell, and a note."""

    field: str
    en: str
    zh: str
    also: tuple[str, ...] = ()
    example: str = ""
    required: bool = False
    note: str = ""

    def header(self, language: str) -> str:
        """The header in a language."""
        return self.zh if language == "zh" else self.en


VISIT_COLUMNS = (
    Column(
        "reference",
        "Visit reference",
        "上门编号",
        ("visit id", "visit", "visit no", "reference", "ref", "编号"),
        "V-1001",
        True,
    ),
    Column("customer", "Customer reference", "客户编号", ("customer id", "customer no", "客户号"), "C-20310"),
    Column(
        "cases",
        "Case references",
        "案件编号",
        ("case reference", "case", "cases", "case id", "案件号", "合同号"),
        "K-5521; K-5522",
        True,
    ),
    Column("name", "Name", "姓名", ("customer name", "full name", "客户姓名"), "Egon Ilves", True),
    Column("phone", "Phone", "电话", ("telephone", "mobile", "tel", "手机", "手机号", "联系电话"), "0555 010 231"),
    Column(
        "address",
        "Address",
        "地址",
        ("street address", "visit address", "上门地址", "住址"),
        "Maple Close 15, Emberford",
        True,
    ),
    Column(
        "inner",
        "Inner address",
        "楼栋房号",
        ("unit", "flat", "building", "房号", "门牌", "内部地址"),
        "Building 2, 4th floor, 402",
    ),
    Column("place_kind", "Place kind", "地点类型", ("place", "kind of place", "地点"), "home"),
    Column(
        "purpose",
        "Purpose",
        "上门目的",
        ("purpose of visit", "visit purpose", "reason for visit", "目的"),
        "understand",
    ),
    Column("date", "Date", "日期", ("visit date", "day", "上门日期"), "2026-11-24"),
    Column(
        "windows",
        "Windows",
        "时段",
        ("time window", "time windows", "window", "availability", "可上门时间"),
        "09:00-12:00; 17:30-19:00",
    ),
    Column("window_from", "From", "时段起", ("window from", "earliest", "start", "最早"), ""),
    Column("window_to", "To", "时段止", ("window to", "latest", "end", "最晚"), ""),
    Column("minutes", "Minutes", "分钟", ("duration", "service minutes", "stay", "时长", "停留分钟"), "30"),
    Column("priority", "Priority", "优先级", ("prio",), "50"),
    Column("skills", "Skills", "技能", ("skill", "needs", "要求"), ""),
    Column("status", "Status", "状态", ("approval", "approval status", "审批状态", "批准状态"), "approved", True),
    Column("approved_by", "Approver", "批准人", ("approved by", "审批人"), "R. Sorel", True),
    Column("approved_at", "Approved at", "批准时间", ("approval date", "approved on", "审批时间"), "2026-11-23 16:40"),
    Column("language", "Language", "语言", ("lang",), "en"),
    Column("note", "Note", "备注", ("notes", "remark", "remarks", "comment", "说明"), ""),
    Column("lat", "Latitude", "纬度", ("lat", "y"), ""),
    Column("lon", "Longitude", "经度", ("lon", "lng", "long", "x"), ""),
    Column("coordinates", "Coordinate system", "坐标系", ("coordinate reference", "crs", "datum"), ""),
    Column("must_do", "Must do", "必须完成", ("must", "mandatory", "必做", "必访"), ""),
    Column("wish_from", "Wish from", "希望最早", ("preferred from", "wish earliest", "希望时间起"), ""),
    Column("wish_to", "Wish to", "希望最晚", ("preferred to", "wish latest", "希望时间止"), ""),
    Column("promised_from", "Promised from", "已约最早", ("told from", "promised earliest", "已约时间起"), ""),
    Column("promised_to", "Promised to", "已约最晚", ("told to", "promised latest", "已约时间止"), ""),
    Column("preferred_teams", "Preferred team", "优先小组", ("preferred teams", "better team"), ""),
    Column("excluded_teams", "Excluded team", "回避小组", ("excluded teams", "not team", "not teams"), ""),
    Column("only_teams", "Only team", "指定小组", ("only teams", "only by team", "限定小组"), ""),
    Column("after", "After visit", "先后顺序", ("not before visit", "comes after", "在此之后", "前一上门"), ""),
    Column("same_team_as", "Same team as", "同组上门", ("same team", "同一小组"), ""),
    Column("teams_needed", "Teams needed", "所需小组数", ("number of teams", "team count", "小组数"), "1"),
    Column(
        "reminder_sent", "Reminder sent on", "提醒日期", ("reminder sent", "reminded on", "催收提醒日期"), "2026-11-04"
    ),
    Column(
        "pre_contact", "Customer spoken to on", "联系客户日期", ("customer spoken to", "spoken to on"), "2026-11-20"
    ),
    Column("visit_notice", "Told of the visit on", "上门告知日期", ("told of the visit", "notice of visit on"), ""),
    Column(
        "address_verified",
        "Address checked on",
        "地址核实日期",
        ("address checked", "address verified on"),
        "2026-11-12",
    ),
    Column("documents_ready", "Documents ready on", "材料齐备日期", ("documents ready",), "2026-11-20"),
    Column("balance_fresh", "Balance known on", "欠款核对日期", ("balance known",), ""),
    Column("authorization_valid", "Authorization valid until", "授权有效期", ("authorization until",), ""),
    Column("ids_valid", "Staff IDs valid until", "工作证有效期", ("ids valid until",), ""),
)
STAFF_COLUMNS = (
    Column("reference", "Staff reference", "工号", ("staff id", "staff", "employee"), "S-01", True),
    Column("name", "Name", "姓名", ("staff name",), "Mira Sol", True),
    Column("phone", "Phone", "电话", ("mobile", "手机"), "0555 010 900"),
    Column("skills", "Skills", "技能", ("skill",), "interpreter"),
    Column("in_training", "In training", "培训中", ("training", "trainee", "实习", "培训"), ""),
    Column(
        "trained_on", "Trained on", "培训日期", ("training date", "last training", "trained", "最近培训"), "2026-03-14"
    ),
    Column("certificates", "Certificates", "证书", ("certificate", "资格证书", "上岗证"), ""),
    Column("home", "Home", "住址", ("home address", "家庭地址"), ""),
    Column("team", "Team", "小组", ("crew", "group", "组"), "Heron"),
    Column("start", "From", "上班", ("shift start", "start", "开始"), "08:30"),
    Column("end", "To", "下班", ("shift end", "end", "结束"), "17:30"),
    Column("break", "Break", "休息", ("lunch", "午休"), "11:30-13:30"),
    Column("break_minutes", "Break minutes", "休息分钟", ("lunch minutes",), "30"),
    Column("depot", "Depot", "网点", ("office", "base", "出发点"), "Office"),
    Column("depot_address", "Depot address", "网点地址", ("office address",), "Harbor Street 1, Emberford"),
    Column("ends_home", "Starts and ends at home", "从家出发", ("from home",), ""),
    Column("travel_mode", "Travels by", "出行方式", ("travel mode", "mode"), "car"),
    Column("slow_factor", "Slow-day factor", "慢行系数", ("slow day", "slow factor", "慢行"), ""),
    Column("vehicle", "Vehicle", "车辆", ("car", "plate", "车牌"), "gray van"),
)
PLACE_COLUMNS = (
    Column("address", "Address", "地址", ("place",), "Willow Court, Emberford", True),
    Column("lat", "Latitude", "纬度", ("lat",), "45.2", True),
    Column("lon", "Longitude", "经度", ("lon", "lng"), "-30.4", True),
    Column("coordinates", "Coordinate system", "坐标系", ("crs",), "WGS-84"),
)


def plain(header: str) -> str:
    """A header without case, spacing, marks and what stands in brackets."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return re.sub(r"[\W_]+", " ", re.sub(r"\(.*?\)|\*", " ", text)).strip()


def guess_mapping(headers: Sequence[str], columns: Sequence[Column] = VISIT_COLUMNS) -> dict[int, str]:
    """Which column holds which field, guessed from the headers; each field once, but windows may repeat."""
    known = {plain(name): column.field for column in columns for name in (column.en, column.zh, *column.also)}
    found: dict[int, str] = {}
    for number, header in enumerate(headers):
        name = plain(header)
        field = known.get(name) or known.get(re.sub(r"\s*\d+$|^时段\s*\d+\s*", "", name).strip()) or _numbered(name)
        if field and (field not in found.values() or field.startswith("window")):
            found[number] = field
    return found


def _numbered(name: str) -> str | None:
    # "Window 2 from", "时段2止"
    if found := re.fullmatch(r"(?:window|时段)\s*\d+\s*(from|to|起|止)", name):
        return "window_from" if found[1] in ("from", "起") else "window_to"
    return None


def required_missing(mapping: Mapping[int, str], columns: Iterable[Column] = VISIT_COLUMNS) -> tuple[Column, ...]:
    """Required columns that no header stands for."""
    return tuple(column for column in columns if column.required and column.field not in mapping.values())
