"""``rounds cases``: the lender's file in, a list, one file, and a decision about a likely double."""

from __future__ import annotations

from pathlib import Path

from tests.planner.cli.conftest import Rounds

HEAD = "Case reference,Customer reference,Name,Phone,Address,Overdue since,Balance,Currency,Balance as of,Branch"
EGON = "K-1,C-1,Egon Ilves,0555 010 231,Maple Close 15,2026-01-24,812.40,EUR,2026-02-03 06:00,"


def cases(folder: Path, *rows: str) -> Path:
    """A file of cases."""
    file = folder / "cases.csv"
    file.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return file


def test_the_lenders_file_comes_in_and_a_case_is_found_and_shown(rounds: Rounds, tmp_path: Path) -> None:
    rows = (EGON, EGON.replace("K-1,C-1", "K-2,C-2").replace("Egon Ilves", "Nora Field"), EGON.replace("812.40", "?"))
    dry = rounds("cases", "import", cases(tmp_path, *rows), "--dry-run")
    assert "2 new" in dry.said
    assert "Nothing was changed." in dry.said
    done = rounds("cases", "import", cases(tmp_path, *rows))
    assert done.code == 1, "a row has to be corrected"
    assert "[bad_amount]" in done.said
    assert "[duplicate_reference]" in done.said
    listed = rounds("cases", "list", "--search", "egon 0231")
    assert "1 of 2 cases" in listed.said
    assert "812.40 EUR" in listed.said
    assert "Remind" in listed.said
    shown = rounds("cases", "show", "K-1")
    assert "Came in as overdue" in shown.said
    assert "- Contract" in shown.said
    gone = rounds("cases", "import", cases(tmp_path, EGON), "--gone", "close")
    assert "no longer in the file: K-2" in gone.said
    assert "Closed" in rounds("cases", "list", "--search", "nora").said


def test_a_likely_double_is_told_and_merged(rounds: Rounds, tmp_path: Path) -> None:
    other = EGON.replace("K-1,C-1", "K-7,N-7") + "North"
    done = rounds("cases", "import", cases(tmp_path, EGON, other))
    assert "1 pair of customers may be one person" in done.said
    assert rounds("cases", "doubles").code == 1
    merged = rounds("cases", "doubles", "--merge", "C-1", "N-7")
    assert merged.code == 0
    assert "Nobody waits" in merged.said
