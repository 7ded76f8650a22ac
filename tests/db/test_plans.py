"""How either engine finds what lists ask for: by an index, never by reading all claims or events.

Asked of a desk with some thousand claims and events of which the server knows how many they are: an empty one is read
whole whatever indexes there are.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from benchmarks.big_desk import extraction
from db import log
from db.engine import writing
from factcheck.domain.review import Decision, Finding, State
from factcheck.workbench import ClaimFilter, Workbench, recording
from factcheck.workbench.searching import parsed
from tests.databases import on_engine

_WHOLE = re.compile(
    r"^SCAN (?:claim|event)(?!_tally|_words)\w*(?! USING)\b(?!.* USING)|Seq Scan on (?:claim|event)(?!_tally)\b"
)
_DOCUMENTS = 80
ASKED: dict[str, Callable[[Workbench], object]] = {
    "desk": lambda desk: desk.documents(),
    "document": lambda desk: desk.document("article-7"),
    "claims of a document": lambda desk: list(desk.claims(ClaimFilter(document="article-7"))),
    "state": lambda desk: list(desk.claims(ClaimFilter(states=(State.CHECKED,)), limit=200)),
    "finding": lambda desk: list(desk.claims(ClaimFilter(findings=(Finding.WRONG,)), limit=200)),
    "history": lambda desk: desk.history(1),
    "log of a document": lambda desk: desk.log_page("article-7"),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A desk of many documents, of which some claims are decided on and all have a history."""
    with on_engine(request, tmp_path_factory) as address, Workbench.open(address, "ann") as made:
        yield _filled(made)


def _filled(desk: Workbench) -> Workbench:
    for number in range(_DOCUMENTS):
        desk.add(extraction(number))
    for number in range(0, _DOCUMENTS, 10):
        for claim in desk.document(f"article-{number}").claims[:3]:
            desk.decide(claim.id, 1, Decision(finding=Finding.WRONG, state=State.CHECKED, reason="known"))
    with Session(writing(desk._engine)) as session, session.begin():
        notes = [recording.entry("ann", "note", "", f"note {n}", n % _DOCUMENTS + 1) for n in range(4_000)]
        for entry in notes:
            entry.claim_id = 50 * ((entry.document_id or 1) - 1) + 1
        log.append(session, notes)
    desk.gather_statistics()
    return desk


def asked(desk: Workbench, ask: Callable[[Workbench], object]) -> dict[str, Any]:
    """The queries that `ask` makes, with their values."""
    made: dict[str, Any] = {}

    def note(connection: Connection, cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.startswith("SELECT") and "advisory" not in statement:
            made[statement] = values

    event.listen(desk._engine, "before_cursor_execute", note)
    ask(desk)
    event.remove(desk._engine, "before_cursor_execute", note)
    assert made
    return made


def plans(desk: Workbench, ask: Callable[[Workbench], object]) -> dict[str, list[str]]:
    """The lines of the plan of each query that `ask` makes."""
    explain, column = ("EXPLAIN QUERY PLAN", 3) if desk._engine.dialect.name == "sqlite" else ("EXPLAIN", 0)
    with desk._engine.connect() as connection:
        return {
            statement: [row[column] for row in connection.exec_driver_sql(f"{explain} {statement}", values)]
            for statement, values in asked(desk, ask).items()
        }


@pytest.mark.parametrize("name", ASKED)
def test_no_list_reads_all_claims_or_events(name: str, desk: Workbench) -> None:
    for statement, plan in plans(desk, ASKED[name]).items():
        assert [line for line in plan if _WHOLE.search(line)] == [], statement


def test_whose_work_is_where_is_asked_of_an_index_of_what_is_assigned(desk: Workbench) -> None:
    made = plans(desk, lambda desk: desk.documents())
    (plan,) = [plan for statement, plan in made.items() if "GROUP BY claim.document_id, claim.assigned_to" in statement]
    assert "ix_claim_assigned_to" in " ".join(plan)


def test_what_was_taken_back_is_asked_of_an_index_of_what_takes_back(desk: Workbench) -> None:
    (plan,) = plans(desk, lambda desk: desk.log_page()).values()
    assert "ix_event_undoes" in " ".join(plan)


def test_the_list_counts_no_claims(desk: Workbench) -> None:
    (counts,) = [statement for statement in asked(desk, lambda desk: desk.documents()) if "claim_tally" in statement]
    assert "FROM claim_tally" in counts


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_a_server_plans_each_search_for_its_own_words(desk: Workbench) -> None:
    for _ in range(12):
        desk.search(parsed("missiles"))
    with desk._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT sum(generic_plans) FROM pg_prepared_statements").scalar() == 0
        assert connection.exec_driver_sql("SELECT sum(custom_plans) FROM pg_prepared_statements").scalar()
