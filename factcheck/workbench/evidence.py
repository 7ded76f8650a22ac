"""What findings rest on: evidence, and rights of reply."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from sqlalchemy.orm import Session

from db import queries
from db.models import ClaimRow, EventRow
from factcheck.domain.desk import ClaimView
from factcheck.domain.evidence import Citation, Request
from factcheck.workbench import deciding, grounds, storing
from factcheck.workbench.connection import Connection


def _citation(citation: Citation) -> Citation:
    stated = grounds.stated(citation)
    storing.refuse_unstorable(*(value for f in fields(stated) if isinstance(value := getattr(stated, f.name), str)))
    return stated


def _request(request: Request) -> Request:
    asked = grounds.asked(request)
    storing.refuse_unstorable(asked.person, asked.answer)
    return asked


class EvidenceCases(Connection):
    """Attaching, changing and withdrawing what findings rest on."""

    def add_evidence(self, claim: int, citation: Citation, version: int | None = None) -> ClaimView:
        """Attach a piece of evidence; an event. A file is kept by its whole path with its SHA-256.

        Raises RuleBroken where it names nothing, InputError for a file that cannot be read, DraftChanged where the
        text is another one since `version`.
        """
        stated = _citation(citation)
        return self._revised(claim, lambda session, row: grounds.add(session, row, stated, self._reviewer), version)

    def change_evidence(self, claim: int, number: int, citation: Citation) -> ClaimView:
        """State a claim's evidence `number` anew; an event. A claim that was checked on it opens again.

        Raises NotFound, RuleBroken or InputError.
        """
        return self._revised(
            claim, lambda session, row: grounds.change(session, row, number, _citation(citation), self._reviewer)
        )

    def withdraw_evidence(self, claim: int, number: int) -> ClaimView:
        """Take a claim's evidence `number` away; an event. A claim that was checked on it opens again."""
        return self._revised(claim, lambda _, row: grounds.withdraw(row, grounds.EVIDENCE, number, self._reviewer))

    @staticmethod
    def sha256_of(path: Path) -> str:
        """The hex SHA-256 of a file as it is now. Raises InputError."""
        return grounds.sha256_of(path)

    def add_reply(self, claim: int, request: Request) -> ClaimView:
        """Note that somebody was asked for their side; an event. Raises RuleBroken."""
        stated = _request(request)
        return self._revised(claim, lambda session, row: grounds.add(session, row, stated, self._reviewer))

    def change_reply(self, claim: int, number: int, request: Request) -> ClaimView:
        """State a claim's right of reply `number` anew, with the answer, say; an event."""
        return self._revised(
            claim, lambda session, row: grounds.change(session, row, number, _request(request), self._reviewer)
        )

    def withdraw_reply(self, claim: int, number: int) -> ClaimView:
        """Take a claim's right of reply `number` away; an event."""
        return self._revised(claim, lambda _, row: grounds.withdraw(row, grounds.REPLY, number, self._reviewer))

    def _revised(
        self, claim: int, revise: Callable[[Session, ClaimRow], list[EventRow]], version: int | None = None
    ) -> ClaimView:
        with self._writing() as session:
            row = deciding.found(session, claim)
            deciding.refuse_other_text(session, row, row.version if version is None else version)
            deciding.revised(session, row, revise(session, row), self._reviewer)
            return queries.claim_view(row)
