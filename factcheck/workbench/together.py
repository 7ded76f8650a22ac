"""One decision on several claims: one step of the log, which one undo takes back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from db import queries
from db.models import ClaimRow, EventRow
from factcheck.domain.desk import ClaimView, Together
from factcheck.domain.errors import Conflict, NotFound, ReviewError
from factcheck.domain.evidence import Citation
from factcheck.domain.review import Decision, Desk, State, decided
from factcheck.domain.signing import Signing, signing
from factcheck.workbench import deciding, grounds, recording, storing
from factcheck.workbench.connection import Connection
from factcheck.workbench.references import document_number

Seen = Mapping[int, int]
"""Claims with the versions that the person saw."""


class TogetherCases(Connection):
    """Where a claim was changed meanwhile, or the rules forbid the change, it stays as it is and is named."""

    def decide_all(self, seen: Seen, decision: Decision) -> Together:
        """Apply `decision` to each of the claims."""
        storing.refuse_unstorable(decision.note, decision.add_note, decision.reason, decision.assigned_to)

        def changes(session: Session, row: ClaimRow, desk: Desk) -> list[EventRow]:
            after = deciding.allowed(session, row, seen[row.id], decision, self._reviewer, desk)
            return deciding.changed(row, after, self._reviewer)

        return self._together(seen, changes)

    def ground_all(self, seen: Seen, citation: Citation, decision: Decision) -> Together:
        """Attach one piece of evidence to each of the claims, and decide what it is the ground for."""
        stated = grounds.stated(citation)
        storing.refuse_unstorable(stated.title, stated.url, stated.quotation, stated.file)

        def changes(session: Session, row: ClaimRow, desk: Desk) -> list[EventRow]:
            # with the evidence counted in: without it the rules would refuse
            version = seen[row.id]
            deciding.refuse_conflict(session, row, version, {}, deciding.JUDGED)
            review = replace(queries.review(row), evidence=1)
            after = decided(review, decision, self._reviewer, desk)
            attached = grounds.add(session, row, stated, self._reviewer)
            return [*attached, *deciding.changed(row, after, self._reviewer)]

        return self._together(seen, changes)

    def signing(self, document: str) -> Signing:
        """What of the document this reviewer could sign off now, and what not, with why."""
        with self._reading() as session:
            return self._signing(session, document)

    def sign_document(self, document: str, seen: Seen, partly: bool = False) -> Together:
        """Sign off every claim of the document that this reviewer may sign.

        Raises RuleBroken where some are open or not theirs to sign, unless `partly`.
        """
        with self._reading() as session:
            found = self._signing(session, document)
        if not partly:
            found.refuse_open()
        ready = {claim.id: seen.get(claim.id, claim.review.version) for claim in found.ready}
        return self.decide_all(ready, Decision(state=State.SIGNED_OFF))

    def reviewers(self) -> list[str]:
        """Who has worked on this desk or was given work on it, by name."""
        with self._reading() as session:
            given = select(ClaimRow.assigned_to).where(ClaimRow.assigned_to.is_not(None))
            names = union(select(EventRow.by), given).subquery()
            return sorted(session.scalars(select(names.c[0])), key=str.casefold)

    def _signing(self, session: Session, document: str) -> Signing:
        view = queries.document(session, document_number(session, document))
        return signing(view.claims, self._reviewer, deciding.rules(session))

    def _together(self, seen: Seen, change: Callable[[Session, ClaimRow, Desk], list[EventRow]]) -> Together:
        refused: list[tuple[ClaimView, str]] = []
        changes: list[tuple[ClaimRow, list[EventRow]]] = []
        with self._writing() as session:
            desk = deciding.rules(session)
            # always in one order, so that two who decide do not wait for each other crosswise
            for claim in sorted(seen):
                try:
                    row = deciding.found(session, claim)
                except NotFound:
                    continue
                try:
                    changes.append((row, change(session, row, desk)))
                except Conflict as conflict:
                    told = f"changed meanwhile by {conflict.by}: {conflict.field} is now “{conflict.theirs}”"
                    refused.append((queries.claim_view(row), told.replace("_", " ")))
                except ReviewError as error:
                    refused.append((queries.claim_view(row), str(error)))
            recording.logged_together(session, changes)
            return Together(_views(row for row, _ in changes), tuple(refused))


def _views(rows: Iterable[ClaimRow]) -> tuple[ClaimView, ...]:
    views = [queries.claim_view(row) for row in rows]
    return tuple(sorted(views, key=lambda claim: (claim.document, claim.number)))
