"""A desk on which everything was done that a desk can do, and all that its database holds."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Connection, Date, Enum, Table, insert, select

from db import engine as engines
from db.models import Base, UtcDateTime
from factcheck.domain.evidence import Bearing, Citation, Rank, Request
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, State
from factcheck.workbench import Workbench
from tests.builders import TEXT, build

ODD = "“ümläut” 漢字 🙂 \\N \\ 'quoted' %s :name\ttab\nline =1+1"


def worked(database: str) -> None:
    """Fill the database: documents, decisions, evidence, replies, corrections, merges, undo, settings."""
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        for number in range(3):
            ann.add(build(TEXT + f" {ODD} {number}", f"story-{number}"))
        first, second, third = (claim.id for claim in ann.document("story-0").claims)
        ann.decide(first, 1, Decision(finding=Finding.WRONG, attribution_check=AttributionCheck.CORRECT, note=ODD))
        passage = Citation(
            title=ODD, url="https://example.org/?a=b&c=d", locator="p. 12", accessed=date(2024, 2, 29),
            rank=Rank.PRIMARY, bearing=Bearing.CONTRADICTS, quotation=ODD,
        )  # fmt: skip
        ann.add_evidence(first, passage)
        ann.add_evidence(first, Citation(title="Ledger", independent_of=(1,)))
        ann.change_evidence(first, 2, Citation(title="Ledger, 2nd ed.", independent_of=(1,)))
        ann.add_reply(first, Request(person="The ministry", asked=datetime(2024, 5, 1, 12, 30, 1, 5, tzinfo=UTC)))
        checked = ann.decide(first, ann.claim(first).review.version, Decision(state=State.CHECKED))
        bob.decide(first, checked.review.version, Decision(state=State.SIGNED_OFF))
        bob.decide(second, 1, Decision(state=State.RETURNED, note="which men?"))
        bob.undo("story-0")
        bob.redo("story-0")
        ann.reject(third, 1)
        ann.set_checkable(second, ann.claim(second).review.version, False)
        text = ann.document("story-1").text
        ann.split(ann.document("story-1").claims[1].id, 1, text.index(" left"))
        ann.add_claim("story-2", ann.document("story-2").sentences[:1])
        numbers = [source.id for source in ann.sources("story-1")[:1] + ann.sources("story-2")[:1]]
        ann.merge_sources(str(numbers[1]), str(numbers[0]))
        ann.set_desk(Desk(one_person=True))
        ann.save_search("missiles state:checked")
        assert ann.verify() == []
    _filled(database)


def _filled(database: str) -> None:
    """Give every table that the work left empty a row, so that a table is missed that somebody adds."""
    engine = engines.connect(engines.address(database))
    try:
        with engines.writing(engine).begin() as connection:
            for table in Base.metadata.sorted_tables:
                if connection.execute(select(table).limit(1)).first() is None:
                    connection.execute(insert(table), [_invented(table, connection)])
    finally:
        engine.dispose()


def _invented(table: Table, connection: Connection) -> dict[str, object]:
    values: dict[str, object] = {}
    for column in table.columns:
        kind = column.type
        (key,) = column.foreign_keys or (None,)
        if key is not None:
            values[column.name] = connection.scalar(select(key.column).limit(1))
        elif isinstance(kind, Enum):
            assert kind.enum_class is not None and issubclass(kind.enum_class, StrEnum)
            values[column.name] = next(iter(kind.enum_class))
        elif isinstance(kind, JSON):
            values[column.name] = [[1, 2], {"ü": None}]
        elif isinstance(kind, UtcDateTime):
            values[column.name] = datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
        elif isinstance(kind, Date):
            values[column.name] = date(2024, 2, 29)
        else:
            values[column.name] = {str: ODD, int: 1, float: 0.1, bool: True, bytes: b"\0\xff"}[kind.python_type]
    return values


def rows(database: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    engine = engines.connect(engines.address(database))
    try:
        with engine.connect() as connection:
            return {
                table.name: [
                    tuple(row) for row in connection.execute(select(*table.columns).order_by(*table.primary_key))
                ]
                for table in Base.metadata.sorted_tables
            }
    finally:
        engine.dispose()
