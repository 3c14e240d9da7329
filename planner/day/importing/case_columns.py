"""The columns of the lender's file of overdue cases, as `docs/import.md` fixes them."""

from __future__ import annotations

from planner.day.importing.columns import Column

CASE_COLUMNS = (
    Column(
        "case",
        "Case reference",
        "案件编号",
        ("case", "case id", "case no", "account", "account no", "contract no", "案件号", "合同号", "借据号"),
        "K-5521",
        True,
    ),
    Column(
        "customer",
        "Customer reference",
        "客户编号",
        ("customer id", "customer no", "customer number", "客户号"),
        "C-20310",
        True,
    ),
    Column("name", "Name", "姓名", ("customer name", "full name", "客户姓名"), "Egon Ilves", True),
    Column("phone", "Phone", "电话", ("telephone", "mobile", "tel", "手机", "手机号", "联系电话"), "0555 010 231"),
    Column("email", "E-mail", "电子邮箱", ("email", "mail", "e-mail address", "邮箱", "电子邮件"), "egon@example.org"),
    Column("language", "Language", "语言", ("lang",), "en"),
    Column("time_zone", "Time zone", "时区", ("timezone", "tz"), "Europe/Berlin"),
    Column("address", "Address", "地址", ("street address", "home address", "住址"), "Maple Close 15, Emberford", True),
    Column(
        "inner",
        "Inner address",
        "楼栋房号",
        ("unit", "flat", "building", "房号", "门牌", "内部地址"),
        "Building 2, 4th floor, 402",
    ),
    Column(
        "overdue_since",
        "Overdue since",
        "逾期日期",
        ("due date", "first due date", "overdue date", "past due since", "逾期起始日", "逾期开始日期", "到期日"),
        "2026-10-24",
        True,
    ),
    Column(
        "balance", "Balance", "欠款金额", ("amount", "amount due", "overdue amount", "余额", "逾期金额"), "812.40", True
    ),
    Column("currency", "Currency", "币种", ("ccy", "货币"), "EUR", True),
    Column(
        "balance_at",
        "Balance as of",
        "余额日期",
        ("as of", "balance date", "as of date", "截至", "截止日期", "余额截至"),
        "2026-11-23 06:00",
    ),
    Column("product", "Product", "产品", ("loan type", "product name", "产品名称"), "Installment loan"),
    Column(
        "id_number",
        "ID number",
        "证件号码",
        ("id card", "identity number", "national id", "passport", "身份证", "身份证号", "身份证号码", "证件号"),
        "",
    ),
    Column("source", "Branch", "分支机构", ("source", "lender", "office", "来源", "机构", "网点"), ""),
)
