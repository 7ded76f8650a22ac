"""Finding claims, sources and events on the whole desk, and the searches that reviewers keep."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db import bodies, queries
from db.models import ClaimRow, CreditRow, EventRow, SettingRow, SourceRow
from factcheck.domain.desk import ClaimView, Found, LogLine
from factcheck.workbench import storing
from factcheck.workbench.connection import Connection
from factcheck.workbench.filtering import ClaimFilter, conditions
from factcheck.workbench.references import document_number

_PAGE = 200
_SEARCHES = "searches of "


class FindingCases(Connection):
    """Looking through all that the desk holds, a page at a time."""

    def search(self, chosen: ClaimFilter, limit: int = _PAGE) -> Found:
        """The claims that `chosen` lets through, those of the latest documents first, and how many there are."""
        with self._reading() as session:
            # counted in the same pass: to find the first ones the database looks at all of them anyway
            numbered = select(ClaimRow.id, func.count().over().label("total")).where(*conditions(session, chosen))
            ordered = numbered.order_by(ClaimRow.document_id.desc(), ClaimRow.number).limit(limit)
            found = session.execute(ordered).all()
            views = queries.claim_views(session, [row.id for row in found])
            return Found(tuple(views), found[0].total if found else 0)

    def claims_of(self, source: int, limit: int = _PAGE, document: str | None = None) -> list[ClaimView]:
        """The claims (of a document) that the body of a source stands behind or relays, in order of the text."""
        member = aliased(SourceRow)
        with self._reading() as session:
            one = select(bodies.body_of()).where(SourceRow.id == source).scalar_subquery()
            members = select(member.id).where(bodies.body_of(member) == one)
            credited = select(CreditRow.claim_id).where(CreditRow.source_id.in_(members))
            query = (
                queries.claim_rows()
                .where(ClaimRow.id.in_(credited), ClaimRow.stands())
                .order_by(ClaimRow.document_id, ClaimRow.number)
            )
            if document is not None:
                query = query.where(ClaimRow.document_id == document_number(session, document))
            return [queries.claim_view(row) for row in session.scalars(query.limit(limit)).unique()]

    def last_event(self) -> int:
        """The number of the latest event, 0 where there is none: another one means that something changed."""
        with self._reading() as session:
            return session.scalar(select(func.max(EventRow.id))) or 0

    def log_head(self) -> str:
        """The hash of the latest event, which stands for all before it; empty where there is none."""
        with self._reading() as session:
            return session.scalar(select(EventRow.digest).order_by(EventRow.id.desc()).limit(1)) or ""

    def saved_searches(self) -> list[str]:
        """The searches that this reviewer keeps, the latest last."""
        with self._reading() as session:
            return self._searches(session)

    def save_search(self, asked: str, kept: bool = True) -> list[str]:
        """Keep a search, or let it go; gives those that are kept."""
        storing.refuse_unstorable(asked)
        with self._writing() as session:
            searches = [search for search in self._searches(session) if search != asked]
            searches += [" ".join(asked.split())] if kept else []
            session.merge(SettingRow(name=_SEARCHES + self._reviewer, value="\n".join(searches)))
            return searches

    def _searches(self, session: Session) -> list[str]:
        row = session.get(SettingRow, _SEARCHES + self._reviewer)
        return row.value.splitlines() if row is not None else []

    def log_page(
        self, document: str | None = None, words: str = "", before: int | None = None, limit: int = _PAGE
    ) -> list[LogLine]:
        """Events (of a document) before the one numbered `before`, the latest first, those with all of `words`."""
        with self._reading() as session:
            number = None if document is None else document_number(session, document)
            return queries.log_lines(session, number, words, before, limit)
