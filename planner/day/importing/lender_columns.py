"""The columns of the lender's files of payments and of holds, as `docs/import.md` fixes them."""

from __future__ import annotations

from planner.day.importing.columns import Column
from planner.text import N_

_AS_OF = N_("When the lender made this list; once is enough. Without it the time of the file counts.")

PAYMENT_COLUMNS = (
    Column(
        "reference",
        "Payment reference",
        "付款编号",
        ("payment id", "payment", "transaction", "transaction id", "booking", "reference", "流水号", "交易编号"),
        "P-90001",
        True,
        N_("The lender's own, never used twice: the same list read again changes nothing."),
    ),
    Column(
        "case",
        "Case reference",
        "案件编号",
        ("case", "case id", "case no", "account", "contract", "案件号", "合同号"),
        "K-5521",
        True,
    ),
    Column("booked", "Booked", "入账日期", ("date", "booking date", "paid on", "日期", "付款日期"), "2026-11-24", True),
    Column(
        "amount",
        "Amount",
        "金额",
        ("paid", "sum", "付款金额", "还款金额"),
        "120.00",
        True,
        N_("What came in; with a minus what was taken back."),
    ),
    Column("currency", "Currency", "币种", ("货币",), "EUR", note=N_("Empty is that of the case.")),
    Column(
        "balance",
        "Balance",
        "余额",
        ("balance after", "remaining balance", "剩余金额"),
        "692.40",
        note=N_("What is owed afterwards. 0 closes the case, and nobody goes there any more."),
    ),
    Column("source", "Branch", "分支机构", ("source", "lender", "office", "来源", "机构", "网点"), ""),
    Column("as_of", "As of", "截至", ("as at", "file time", "截至时间"), "2026-11-24 06:50", note=_AS_OF),
)
HOLD_COLUMNS = (
    Column("customer", "Customer reference", "客户编号", ("customer", "customer id", "客户号"), "C-20310", True),
    Column(
        "hold",
        "Hold",
        "暂停原因",
        ("hold kind", "kind", "reason", "block", "原因", "标记"),
        "disputes",
        True,
        N_("Such as: paid, says paid, plan, dispute, lawyer, moratorium, hospital, deceased, no visits, no contact."),
    ),
    Column("since", "From", "起始日期", ("since", "start", "from date", "开始"), "2026-11-24"),
    Column(
        "until",
        "Until",
        "截止日期",
        ("to", "end", "last day", "until date", "到期"),
        "2026-12-24",
        note=N_("The last day that it holds. Empty holds until somebody ends it."),
    ),
    Column(
        "ended",
        "Ended",
        "解除日期",
        ("lifted", "released", "ended on", "解除"),
        "",
        note=N_("The day on which it was lifted. A hold that is left out of the list goes on."),
    ),
    Column("as_of", "As of", "截至", ("as at", "file time", "截至时间"), "2026-11-24 06:50", note=_AS_OF),
)
