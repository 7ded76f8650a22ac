"""How either engine finds what lists ask for: by an index, never by reading all claims or events."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event

from factcheck.domain.review import Finding, State
from factcheck.workbench import ClaimFilter, Workbench
from tests.builders import TEXT, build

_WHOLE = re.compile(r"^SCAN (?:claim|event)\w*(?! USING)\b(?!.* USING)|Seq Scan on (?:claim|event)\b")
ASKED: dict[str, Callable[[Workbench], object]] = {
    "desk": lambda desk: desk.documents(),
    "document": lambda desk: desk.document("story-1"),
    "state": lambda desk: list(desk.claims(ClaimFilter(states=(State.CHECKED,)))),
    "finding": lambda desk: list(desk.claims(ClaimFilter(findings=(Finding.WRONG,)))),
    "history": lambda desk: desk.history(1),
}


def plans(desk: Workbench, ask: Callable[[Workbench], object]) -> dict[str, list[str]]:
    """The lines of the plan of each query that `ask` makes; PostgreSQL reads a table whole only where it must."""
    asked: dict[str, Any] = {}

    def note(connection: Connection, cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.startswith("SELECT") and "advisory" not in statement:
            asked[statement] = values

    event.listen(desk._engine, "before_cursor_execute", note)
    ask(desk)
    event.remove(desk._engine, "before_cursor_execute", note)
    assert asked
    with desk._engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")
            # a desk of three stories is read whole whatever indexes there are
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            return {
                statement: [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", values)]
                for statement, values in asked.items()
            }
        return {
            statement: [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in asked.items()
        }


@pytest.mark.parametrize("name", ASKED)
def test_no_list_reads_all_claims_or_events(name: str, database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        for number in range(3):
            desk.add(build(f"{TEXT} {number}", f"story-{number}"))
        for statement, plan in plans(desk, ASKED[name]).items():
            assert [line for line in plan if _WHOLE.search(line)] == [], statement


def test_whose_work_is_where_is_asked_of_an_index_of_what_is_assigned(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        made = plans(desk, lambda desk: desk.documents())
    (plan,) = [plan for statement, plan in made.items() if "GROUP BY claim.document_id, claim.assigned_to" in statement]
    assert "ix_claim_assigned_to" in " ".join(plan)


def test_claims_are_counted_in_the_order_of_their_index(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        made = plans(desk, lambda desk: desk.documents())
    (plan,) = [" ".join(plan) for statement, plan in made.items() if "claim.struck, claim.cut" in statement]
    assert "ix_claim_progress" in plan
    assert "TEMP B-TREE" not in plan
