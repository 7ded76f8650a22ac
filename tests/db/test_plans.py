"""How SQLite finds what lists ask for: by an index, never by reading all claims or events."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from factcheck.domain.review import Finding, State
from factcheck.workbench import ClaimFilter, Workbench
from tests.builders import TEXT, build

_WHOLE = re.compile(r"^SCAN (?:claim|event)\w*(?! USING)\b(?!.* USING)")
ASKED: dict[str, Callable[[Workbench], object]] = {
    "desk": lambda desk: desk.documents(),
    "document": lambda desk: desk.document("story-1"),
    "state": lambda desk: list(desk.claims(ClaimFilter(states=(State.CHECKED,)))),
    "finding": lambda desk: list(desk.claims(ClaimFilter(findings=(Finding.WRONG,)))),
    "history": lambda desk: desk.history(1),
}


@pytest.mark.parametrize("name", ASKED)
def test_no_list_reads_all_claims_or_events(name: str, tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    asked: list[tuple[str, Any]] = []
    with Workbench.open(str(database), "ann") as desk:
        for number in range(3):
            desk.add(build(f"{TEXT} {number}", f"story-{number}"))
        event.listen(desk._engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        ASKED[name](desk)
    queries = [(statement, values) for statement, values in asked if statement.startswith("SELECT")]
    assert queries
    with closing(sqlite3.connect(database)) as connection:
        for statement, values in queries:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert [line for line in plan if _WHOLE.search(line)] == [], statement


def test_whose_work_is_where_is_asked_of_an_index_of_what_is_assigned(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    asked: list[tuple[str, Any]] = []
    with Workbench.open(str(database), "ann") as desk:
        desk.add(build())
        event.listen(desk._engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        desk.documents()
    statement, values = next(one for one in asked if "GROUP BY claim.document_id, claim.assigned_to" in one[0])
    with closing(sqlite3.connect(database)) as connection:
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values))
    assert "ix_claim_assigned_to" in plan
