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

_Member = tuple[int, str, SourceKind, int, str]
"""A source's number, name and kind, how often its document names it, and the document's name."""


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
    members = select(
        body_of().label("body"),
        SourceRow.id,
        SourceRow.name,
        SourceRow.kind,
        func.json_array_length(SourceRow.mentions).label("mentions"),
        DocumentRow.name.label("document"),
    ).join(DocumentRow, DocumentRow.id == SourceRow.document_id)
    if document is not None:
        members = members.where(SourceRow.document_id == document)
        counts = counts.where(SourceRow.document_id == document)
    if words:
        members = members.where(named(like(words)))
    # a desk has tens of thousands of sources: the session's own rows would take twice as long
    connection = session.connection()
    counted = {body: (claims, still_open) for body, claims, still_open in connection.execute(counts).all()}
    together: dict[int, list[_Member]] = {}
    for body, *member in connection.execute(members.order_by(SourceRow.id)).all():
        together.setdefault(body, []).append(tuple(member))
    found = []
    for body, rows in together.items():
        claims, still_open = counted.get(body, (0, 0))
        # what only earlier drafts name is no longer in the text
        if (not kinds or rows[0][2] in kinds) and (claims or any(mentions for _, _, _, mentions, _ in rows)):
            found.append(_summary(rows, claims, still_open))
    found.sort(key=lambda source: (-source.claims, source.id))
    return found


def _summary(rows: Sequence[_Member], claims: int, still_open: int) -> SourceSummary:
    """A body of the sources `rows`; most are one source of one document."""
    number, name, kind, mentions, document = rows[0]
    if len(rows) == 1:
        return SourceSummary(number, name, kind, (document,), mentions, claims, still_open, (), (number,))
    names = Counter(name for _, name, *_ in rows)
    name = fullest(names)
    return SourceSummary(
        id=number,
        name=name,
        kind=kind,
        documents=tuple(dict.fromkeys(row[4] for row in rows)),
        mentions=sum(row[3] for row in rows),
        claims=claims,
        open=still_open,
        aliases=tuple(sorted(names.keys() - {name})),
        sources=tuple(row[0] for row in rows),
    )


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
