"""Which articles of the desk go back to one root, so that what they say counts once."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import DocumentRow, DraftRow
from factcheck.domain.independence import RootedArticles, Shared
from factcheck.workbench.connection import Connection
from factcheck.workbench.references import document_number

if TYPE_CHECKING:
    from factcheck.matching.roots import Article

_PAGE = 200


class OriginCases(Connection):
    """Are these several sources, or one?"""

    def article_roots(self, document: str | None = None) -> RootedArticles:
        """The articles of the desk that go back to one root; only the group of `document` where one is named.

        Of every article the present draft is read. Raises NotFound.
        """
        with self._reading() as session:
            wanted = None if document is None else document_number(session, document)
            groups = roots(session, None)
            names = {row.id: row.name for row in session.execute(select(DocumentRow.id, DocumentRow.name))}
        if wanted is not None:
            groups = [group for group in groups if wanted in group.numbers]
            names = {n: names[n] for group in groups for n in group.numbers} or {wanted: names[wanted]}
        effective = len(names) - sum(len(group.numbers) - 1 for group in groups)
        held = tuple((tuple(names[number] for number in group.numbers), group.reason) for group in groups)
        return RootedArticles(len(names), effective, held)


def roots(session: Session, documents: Collection[int] | None) -> list[Shared]:
    """Which of `documents` (of all, if None) go back to one root, by their numbers."""
    # deferred: it imports numpy, and most of what a desk is asked needs none
    from factcheck.matching.roots import shared_articles

    return shared_articles(_articles(session, documents))


def _articles(session: Session, documents: Collection[int] | None) -> "Iterator[Article]":
    from factcheck.matching.roots import Article

    query = select(DocumentRow.id, DocumentRow.outlet, DraftRow.text).join(
        DraftRow, (DraftRow.document_id == DocumentRow.id) & (DraftRow.number == DocumentRow.draft)
    )
    if documents is not None:
        query = query.where(DocumentRow.id.in_(documents))
    for row in session.execute(query.order_by(DocumentRow.id).execution_options(yield_per=_PAGE)):
        yield Article(row.id, row.text, (row.outlet,) if row.outlet else ())
