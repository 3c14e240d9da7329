"""What was read is read again once anything was written, by whoever."""

from __future__ import annotations

from pathlib import Path

from planner.storage.recall import Recall


def test_it_reads_once_until_something_is_written(tmp_path: Path) -> None:
    file, asked = tmp_path / "rounds.db", list[int]()
    file.write_bytes(b"one")
    recall = Recall(file)

    def read() -> int:
        asked.append(len(asked))
        return asked[-1]

    assert (recall.of("what", read), recall.of("what", read)) == (0, 0)
    recall.forget()
    assert recall.of("what", read) == 1
    file.with_name("rounds.db-wal").write_bytes(b"another program")
    assert recall.of("what", read) == 2
    assert recall.of("other", read) == 3
