"""Sources of all documents as real bodies. No function here commits."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.util import AliasedClass

from db.models import ClaimRow, CreditRow, DocumentRow, SourceLinkRow, SourceRow
from db.queries import like
from factcheck.domain.bodies import NamedSource
from factcheck.domain.desk import SourceSummary
from factcheck.domain.extraction import SourceKind
from factcheck.domain.review import DONE


def body_of(source: type[SourceRow] | AliasedClass[SourceRow] = SourceRow) -> ColumnElement[int]:
    """The number of the body that a source belongs to: its own where it is merged into none."""
    return func.coalesce(source.body_id, source.id)


def named(pattern: str) -> ColumnElement[bool]:
    """Whether a source is one with a source whose name is like `pattern`, escaped with a backslash."""
    other = aliased(SourceRow)
    return body_of().in_(select(body_of(other)).where(other.name.ilike(pattern, escape="\\")))


def summaries(
    session: Session, document: int | None, kinds: Sequence[SourceKind], words: str | None
) -> list[SourceSummary]:
    """Bodies with the number of their claims, those with most claims first; of one document only as it has them."""
    done = [s.value for s in DONE]
    # a source may stand behind a claim and relay it too, and two that are one may share a claim
    counts = (
        select(
            body_of().label("body"),
            func.count(distinct(ClaimRow.id)).label("claims"),
            func.count(distinct(case((ClaimRow.state.not_in(done), ClaimRow.id)))).label("open"),
        )
        .join(CreditRow, CreditRow.source_id == SourceRow.id)
        .join(ClaimRow, (ClaimRow.id == CreditRow.claim_id) & ClaimRow.stands())
        .group_by(body_of())
    )
    # mentions are JSON, of which only Python knows the length on both engines
    members = select(
        body_of().label("body"),
        SourceRow.id,
        SourceRow.name,
        SourceRow.kind,
        SourceRow.mentions,
        DocumentRow.name.label("document"),
    ).join(DocumentRow, DocumentRow.id == SourceRow.document_id)
    if document is not None:
        members = members.where(SourceRow.document_id == document)
        counts = counts.where(SourceRow.document_id == document)
    if words:
        members = members.where(named(like(words)))
    counted = {row.body: (row.claims, row.open) for row in session.execute(counts)}
    together: dict[int, list[tuple[int, str, SourceKind, int, str]]] = {}
    for row in session.execute(members.order_by(SourceRow.id)):
        member = (row.id, row.name, row.kind, len(row.mentions), row.document)
        together.setdefault(row.body, []).append(member)
    found = []
    for body, rows in together.items():
        names = Counter(name for _, name, *_ in rows)
        name = fullest(names)
        kind = rows[0][2]
        if kinds and kind not in kinds:
            continue
        claims, still_open = counted.get(body, (0, 0))
        if not claims and not any(row[3] for row in rows):
            # what only earlier drafts name is no longer in the text
            continue
        found.append(
            SourceSummary(
                id=rows[0][0],
                name=name,
                kind=kind,
                documents=tuple(dict.fromkeys(row[4] for row in rows)),
                mentions=sum(row[3] for row in rows),
                claims=claims,
                open=still_open,
                aliases=tuple(sorted(names.keys() - {name})),
                sources=tuple(row[0] for row in rows),
            )
        )
    found.sort(key=lambda source: (-source.claims, source.id))
    return found


def fullest(names: Counter[str]) -> str:
    """The name with most words, of several the one that most documents have."""
    return max(names, key=lambda name: (len(name.split()), names[name], len(name)))


def all_named(session: Session, numbers: Iterable[int] | None = None) -> list[NamedSource]:
    """All sources of the desk, or those with `numbers`, with their bodies."""
    query = select(SourceRow.id, SourceRow.name, SourceRow.kind, body_of().label("body")).order_by(SourceRow.id)
    if numbers is not None:
        query = query.where(SourceRow.id.in_(list(numbers)))
    return [NamedSource(row.id, row.name, row.kind, row.body) for row in session.execute(query)]


def links(session: Session, same: bool) -> list[tuple[int, int]]:
    """The pairs of sources that stand as one, or as two."""
    query = select(SourceLinkRow.one_id, SourceLinkRow.other_id).where(
        SourceLinkRow.same.is_(same), SourceLinkRow.withdrawn.is_(False)
    )
    return [(row.one_id, row.other_id) for row in session.execute(query.order_by(SourceLinkRow.id))]
