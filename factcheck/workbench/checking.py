"""Has somebody checked this before? Imported checks and the desk's own, for each claim."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db import queries
from db.models import ClaimRow, EarlierCheckRow, EventRow
from factcheck.domain.desk import ClaimView
from factcheck.domain.earlier import Alike, CheckedBefore, Imported, StoredCheck, Twin
from factcheck.domain.errors import NotFound
from factcheck.domain.matching import EarlierCheck
from factcheck.workbench import alike, deciding, earlier
from factcheck.workbench.connection import Connection
from factcheck.workbench.references import document_number

if TYPE_CHECKING:
    from factcheck.workbench.lookup import Lookup

_BATCH = 2000
# of the desk's claims most are not reviewed
_OWN_FOR_ONE = 4


class CheckingCases(Connection):
    """Earlier checks: importing, listing, matching, accepting and refusing."""

    @cached_property
    def _imported(self) -> "Lookup":
        # deferred, as below: what looks up imports numpy, and the app starts without asking
        from factcheck.workbench.lookup import Lookup

        return Lookup(EarlierCheckRow.id, EarlierCheckRow.claim)

    @cached_property
    def _own(self) -> "Lookup":
        from factcheck.workbench.lookup import Lookup

        return Lookup(ClaimRow.id, ClaimRow.text, _touched)

    def import_checks(self, checks: Iterable[EarlierCheck], name: str) -> Imported:
        """Keep `checks` as they come, a batch at a time; what is there already is not kept twice. An event at the end.

        Work that is cut off has kept whole batches, and goes on where it is begun again.
        """
        done = Imported()
        coming = iter(checks)
        while batch := [_storable(check) for check in islice(coming, _BATCH)]:
            with self._writing() as session:
                got = earlier.stored(session, batch, self._reviewer)
            done = Imported(done.new + got.new, done.known + got.known, done.changed + got.changed)
        with self._writing() as session:
            earlier.imported(session, name, done, self._reviewer)
        return done

    def imported_checks(self, text: str | None = None, limit: int | None = None) -> Iterator[StoredCheck]:
        """The imported checks, the latest first, those with all words of `text` in claim, reviewer or claimant."""
        query = select(EarlierCheckRow)
        for word in (text or "").split():
            said = (EarlierCheckRow.claim, EarlierCheckRow.reviewer, EarlierCheckRow.claimant)
            claim, reviewer, claimant = (func.lower(c).contains(word.lower(), autoescape=True) for c in said)
            query = query.where(claim | reviewer | claimant)
        before: int | None = None
        left = limit
        while left is None or left > 0:
            page = query if before is None else query.where(EarlierCheckRow.id < before)
            with self._reading() as session:
                rows = session.scalars(
                    page.order_by(EarlierCheckRow.id.desc()).limit(min(left or _BATCH, _BATCH))
                ).all()
                found = [StoredCheck(r.id, queries.imported_check(r), r.added_by, r.added_at) for r in rows]
            if not found:
                return
            yield from found
            before = found[-1].id
            left = None if left is None else left - len(found)

    def count_checks(self) -> int:
        """How many checks were imported."""
        with self._reading() as session:
            return session.scalars(select(func.count(EarlierCheckRow.id))).one()

    def checked_before(self, claim: int, most: int = 5) -> list[CheckedBefore]:
        """What may have been checked before of a claim: those accepted, then the likeliest; none that was refused.

        The first question indexes all texts. Raises NotFound.
        """
        with self._reading() as session:
            row = session.scalars(queries.claim_rows().where(ClaimRow.id == claim)).unique().first()
            if row is None:
                raise NotFound(f"there is no claim {claim}; factcheck claims lists them")
            standing = {
                Twin(check=link.check_id or 0, claim=link.other_id or 0): link.same
                for link in row.check_links
                if not link.withdrawn
            }
            found = self._matched(session, row.text, standing, row.id)
        return found[: max(most, sum(one.accepted for one in found))]

    def known_checks(self, text: str, most: int = 5) -> list[CheckedBefore]:
        """As `checked_before`, of a claim that is not on the desk."""
        with self._reading() as session:
            return self._matched(session, text, {}, 0)[:most]

    def _matched(self, session: Session, text: str, standing: Mapping[Twin, bool], itself: int) -> list[CheckedBefore]:
        """What is like `text`: what `standing` accepts first, without what it refuses and the claim `itself`."""
        from factcheck.matching.matches import CANDIDATES, scored

        near = self._imported.likeliest(session, text, CANDIDATES)
        imported = earlier.checks(session, {*near, *(twin.check for twin in standing)})
        mine = {*self._own.likeliest(session, text, _OWN_FOR_ONE * CANDIDATES), *(twin.claim for twin in standing)}
        own = earlier.reviewed(session, mine - {itself})
        twins = [*(Twin(check=number) for number in imported), *(Twin(claim=number) for number in own)]
        accepted = {at for at, twin in enumerate(twins) if standing.get(twin) is True}
        found = [
            CheckedBefore(twins[at], match, at in accepted)
            for at, match in scored(text, [*imported.values(), *own.values()], always=accepted)
            if standing.get(twins[at]) is not False
        ]
        found.sort(key=lambda one: not one.accepted)
        return found

    def alike(self, claim: int) -> tuple[Alike, ...]:
        """The claim and those of the desk that say nearly the same, the likest first; empty where none does.

        The first question indexes all texts. Raises NotFound.
        """
        with self._reading() as session:
            row = session.get(ClaimRow, claim)
            if row is None:
                raise NotFound(f"there is no claim {claim}; factcheck claims lists them")
            return alike.of_roots(session, alike.of_claims(session, self._own, [row]))[0]

    def alike_groups(self, document: str) -> list[tuple[Alike, ...]]:
        """The claims of a document with those of the desk that say nearly the same, each claim in one group.

        Raises NotFound.
        """
        with self._reading() as session:
            number = document_number(session, document)
            rows = session.scalars(
                select(ClaimRow).where(ClaimRow.document_id == number, ClaimRow.stands()).order_by(ClaimRow.number)
            ).all()
            groups = alike.grouped(alike.of_claims(session, self._own, rows))
            return alike.of_roots(session, groups)

    def accept_check(self, claim: int, twin: Twin, score: float) -> ClaimView:
        """Say that a claim is one that was checked before; an event. Its review inherits nothing.

        Raises NotFound, and RuleBroken where that was said already.
        """
        return self._said(claim, twin, True, score)

    def refuse_check(self, claim: int, twin: Twin, score: float) -> ClaimView:
        """Say that a claim is another than the one checked before, which is not shown again; as `accept_check`."""
        return self._said(claim, twin, False, score)

    def leave_check(self, claim: int, twin: Twin) -> ClaimView:
        """Leave open again whether a claim is one that was checked before; an event."""
        with self._writing() as session:
            row = deciding.found(session, claim)
            earlier.withdrawn(session, row, twin, self._reviewer)
            return queries.claim_view(row)

    def _said(self, claim: int, twin: Twin, same: bool, score: float) -> ClaimView:
        with self._writing() as session:
            row = deciding.found(session, claim)
            earlier.said(session, row, twin, same, score, self._reviewer)
            return queries.claim_view(row)


def _touched(session: Session, read_to: int) -> tuple[int, Select[int | None]]:
    """Where the log ends, and the claims with events after `read_to`."""
    last = session.scalar(select(func.max(EventRow.id))) or 0
    return last, select(EventRow.claim_id).where(EventRow.id > read_to, EventRow.claim_id.is_not(None))


def _storable(check: EarlierCheck) -> EarlierCheck:
    """`check` without what some database does not keep."""
    values = {name: getattr(check, name) for name in EarlierCheck.__dataclass_fields__}
    changed = {name: value.replace("\x00", "") for name, value in values.items() if "\x00" in value}
    return replace(check, **changed) if changed else check
