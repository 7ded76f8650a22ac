"""One desk at work: everything that the command line and the terminal app do with the database."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from sqlalchemy import or_, select

from db import bodies, log, queries, tally
from db.engine import gather_statistics
from db.models import ClaimRow, EventRow, SettingRow
from factcheck.domain.desk import (
    Added,
    ClaimView,
    DocumentSummary,
    DocumentView,
    Event,
    SourceSummary,
)
from factcheck.domain.errors import NotFound
from factcheck.domain.extraction import Extraction, SourceKind
from factcheck.domain.review import Decision, Desk
from factcheck.workbench import bodies as source_bodies
from factcheck.workbench import (
    copying,
    deciding,
    earlier,
    moving,
    opening,
    papers,
    recording,
    rooting,
    sealing,
    storing,
)
from factcheck.workbench.checking import CheckingCases
from factcheck.workbench.correcting import CorrectingCases
from factcheck.workbench.drafting import DraftCases
from factcheck.workbench.evidence import EvidenceCases
from factcheck.workbench.filtering import ClaimFilter, chosen_rows
from factcheck.workbench.finding import FindingCases
from factcheck.workbench.merging import MergingCases
from factcheck.workbench.origins import OriginCases
from factcheck.workbench.papering import PaperCases
from factcheck.workbench.quoting import QuotingCases
from factcheck.workbench.references import document_number
from factcheck.workbench.together import TogetherCases
from factcheck.workbench.undoing import UndoCases
from factcheck.workbench.unfinished import UnfinishedCases
from factcheck.workbench.viewing import ViewingCases

__all__ = ["ClaimFilter", "Workbench"]

_PAGE = 200


class Workbench(
    CheckingCases,
    CorrectingCases,
    DraftCases,
    EvidenceCases,
    FindingCases,
    MergingCases,
    OriginCases,
    PaperCases,
    QuotingCases,
    TogetherCases,
    UndoCases,
    UnfinishedCases,
    ViewingCases,
):
    """All that is done with one database on behalf of one reviewer. Close it, or use it as a context."""

    @classmethod
    def upgrade(cls, url: str | None) -> str:
        """Bring the schema of the database to this program's; gives a sentence that says what was done."""
        return opening.upgraded(url)

    @classmethod
    def backup(cls, url: str | None, target: Path) -> str:
        """Copy an SQLite database to `target`, which must not be there yet; gives a sentence."""
        return copying.backed_up(url, target)

    @classmethod
    def restore(cls, url: str | None, backup: Path) -> str:
        """Put `backup` in the place of the SQLite database, which is kept aside; gives a sentence."""
        return copying.restored(url, backup)

    @classmethod
    def copy(cls, source: str, target: str, progress: moving.Progress = lambda done, total: None) -> str:
        """Copy the whole desk at `source` to `target`, which holds nothing yet; gives a sentence."""
        return moving.copied(source, target, progress)

    @staticmethod
    def roles() -> str:
        """The SQL that gives a PostgreSQL desk its roles."""
        return (files("db") / "roles.sql").read_text(encoding="utf-8")

    def gather_statistics(self) -> None:
        """Let a server look at what was brought in, so that lists and searches are fast at once."""
        with self._lock:
            gather_statistics(self._engine)

    # documents
    def add(
        self, extraction: Extraction, name: str | None = None, *, draft_of: str | None = None, apart: bool = False
    ) -> Added:
        """Store a document with its claims, or another draft of a known one, all or nothing.

        It is a draft of the document that `draft_of` means, or of the one with this `name` (default: the extraction's
        document id) if the texts have much in common. A document that is to stand `apart` gets a number behind a name
        that is taken. The same text twice adds nothing; that of an earlier draft is the present one again only where
        `draft_of` asks for it. Raises NotFound, and InputError where the name is another article's.
        """
        with self._writing() as session:
            wanted = None if draft_of is None else document_number(session, draft_of)
            place = storing.place(session, extraction, name or extraction.document.id, wanted, apart)
            if place.document is None:
                return Added(storing.store(session, extraction, place.name, self._reviewer), new=True)
            redrafted = None
            if place.known_as is None or (wanted is not None and not place.present):
                # most sessions redraft nothing, and it takes long to import
                from factcheck.workbench import redrafting

                redrafted = redrafting.redraft(session, place.document, extraction, place.known_as, self._reviewer)
            known_as = None if place.present or redrafted else place.known_as
            return Added(queries.documents(session, place.document)[0], False, redrafted, known_as)

    def documents(self) -> list[DocumentSummary]:
        """Every document with its progress, the latest first."""
        with self._reading() as session:
            return queries.documents(session)

    def document(self, reference: str) -> DocumentView:
        """The document whose name or number is `reference`, or whose name or title alone begins with it.

        Raises NotFound, which lists near names.
        """
        with self._reading() as session:
            view = queries.document(session, document_number(session, reference))
            return rooting.rooted(session, view, deciding.rules(session))

    # claims
    def claims(self, chosen: ClaimFilter, limit: int | None = None, offset: int = 0) -> list[ClaimView]:
        """The claims that `chosen` lets through, by document and place in the text."""
        with self._reading() as session:
            query = chosen_rows(session, chosen).order_by(ClaimRow.document_id, ClaimRow.number)
            if limit is not None:
                query = query.limit(limit)
            return [queries.claim_view(row) for row in session.scalars(query.offset(offset)).unique()]

    def each_claim(self, chosen: ClaimFilter) -> Iterator[ClaimView]:
        """As `claims`, page by page, for lists of any length."""
        document, number = 0, 0
        while True:
            with self._reading() as session:
                after = or_(
                    ClaimRow.document_id > document,
                    (ClaimRow.document_id == document) & (ClaimRow.number > number),
                )
                query = chosen_rows(session, chosen).where(after)
                query = query.order_by(ClaimRow.document_id, ClaimRow.number).limit(_PAGE)
                page = [queries.claim_view(row) for row in session.scalars(query).unique()]
            yield from page
            if len(page) < _PAGE:
                return
            document, number = page[-1].document, page[-1].number

    def claim(self, claim: int) -> ClaimView:
        """One claim. Raises NotFound."""
        with self._reading() as session:
            row = session.scalars(queries.claim_rows().where(ClaimRow.id == claim)).unique().first()
            if row is None:
                raise NotFound(f"there is no claim {claim}; factcheck claims lists them")
            return queries.claim_view(row)

    def history(self, claim: int) -> list[Event]:
        """All events of a claim, the oldest first."""
        with self._reading() as session:
            rows = session.scalars(select(EventRow).where(EventRow.claim_id == claim).order_by(EventRow.id))
            return [queries.event(row) for row in rows]

    def log(self, document: str | None = None) -> list[Event]:
        """All events (of a document), the oldest first."""
        with self._reading() as session:
            query = select(EventRow).order_by(EventRow.id)
            if document is not None:
                query = query.where(EventRow.document_id == document_number(session, document))
            return [queries.event(row) for row in session.scalars(query)]

    # deciding
    def decide(self, claim: int, version: int, decision: Decision) -> ClaimView:
        """Apply `decision` to the claim as it was at `version`.

        Every field that changes is one event. Raises RuleBroken, or Conflict when a field asked for was
        changed since `version` (changes to other fields do not conflict).
        """
        storing.refuse_unstorable(
            decision.note, decision.reason, decision.correction, decision.rating, decision.public_note
        )
        with self._writing() as session:
            row = deciding.decide(session, claim, version, decision, self._reviewer, deciding.rules(session))
            return queries.claim_view(row)

    # sources and settings
    def sources(
        self, document: str | None = None, kinds: Sequence[SourceKind] = (), text: str | None = None
    ) -> list[SourceSummary]:
        """Real bodies with the number of their claims, those with most claims first; of one document as it has them."""
        with self._reading() as session:
            number = None if document is None else document_number(session, document)
            return bodies.summaries(session, number, kinds, text)

    @property
    def desk(self) -> Desk:
        """The desk's own rules, kept in the database so that all share them."""
        with self._reading() as session:
            return deciding.rules(session)

    def set_desk(self, desk: Desk) -> None:
        """Change the desk's rules; an event."""
        with self._writing() as session:
            before = deciding.rules(session)
            if before == desk:
                return
            events = []
            for name in deciding.RULES:
                old, new = (str(getattr(rules, name)).lower() for rules in (before, desk))
                if old == new:
                    continue
                session.merge(SettingRow(name=name, value=new))
                events.append(recording.entry(self._reviewer, f"desk.{name}", old, new))
            log.append(session, events)

    def verify(self) -> list[str]:
        """Check the log, what it says of each claim, and every draft and quoted text.

        Gives a line for each fault, none when all is well.
        """
        with self._reading() as session:
            found = [
                *log.faults(session),
                *deciding.faults(session),
                *storing.faults(session),
                *sealing.faults(session),
            ]
            found += [*source_bodies.faults(session), *papers.faults(session), *earlier.faults(session)]
            return [*found, *deciding.rule_faults(session), *tally.faults(session)]
