"""The drafts of a document: what changed between two, and what was decided on words that are now others."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import queries
from db.models import ClaimRow, DocumentRow, EventRow
from factcheck.domain.desk import ClaimView
from factcheck.domain.drafts import ClaimChange, DraftDiff, DraftView, Earlier, Fate
from factcheck.domain.errors import InputError, NotFound, RuleBroken
from factcheck.domain.review import DONE, Decision, State
from factcheck.workbench import deciding, storing, tracing
from factcheck.workbench.connection import Connection
from factcheck.workbench.references import document_number


class DraftCases(Connection):
    """Looking back at earlier drafts."""

    def drafts(self, document: str) -> list[DraftView]:
        """The drafts of a document, the oldest first."""
        with self._reading() as session:
            return list(_drafts(session, document_number(session, document)).values())

    def diff(self, document: str, before: int | None = None, after: int | None = None) -> DraftDiff:
        """What changed from draft `before` (default: the one before the present) to `after` (default: the present).

        Raises NotFound for a draft that there is not, InputError where both are one.
        """
        with self._reading() as session:
            number = document_number(session, document)
            row = session.get_one(DocumentRow, number)
            known = _drafts(session, number)
            one, other = before or _previous(session, row), after or row.draft
            for asked in (one, other):
                if asked not in known:
                    raise NotFound(f"{row.name} has no draft {asked}; it has {', '.join(map(str, known))}")
            if one == other:
                raise InputError(f"{row.name}: both are draft {one}; name two drafts with --from and --to")
            texts = tracing.Texts(session, number)
            events = tracing.events_of(session, number)
            claims = queries.claim_rows().where(ClaimRow.document_id == number).order_by(ClaimRow.number)
            rows = session.scalars(claims).unique()
            changes = [_change(texts, claim, events.get(claim.id, []), one, other) for claim in rows]
            from factcheck.matching.drafts import Pairing

            moved = Pairing(texts.draft(one), texts.draft(other)).moved()
            return DraftDiff(
                document=row.name,
                title=row.title,
                before=known[one],
                after=known[other],
                claims=tuple(change for change in changes if change is not None),
                moved=tuple(moved),
            )

    def earlier(self, claim: int) -> Earlier | None:
        """What was decided on a stale claim before its words changed; None for a claim that is not stale."""
        with self._reading() as session:
            row = session.scalars(queries.claim_rows().where(ClaimRow.id == claim)).unique().first()
            if row is None:
                raise NotFound(f"there is no claim {claim}; factcheck claims lists them")
            return _earlier(session, row, tracing.Texts(session, row.document_id))

    def earlier_of(self, document: str) -> dict[int, Earlier]:
        """For each stale claim of a document, by its id, what was decided on it before its words changed."""
        with self._reading() as session:
            number = document_number(session, document)
            texts = tracing.Texts(session, number)
            stale = queries.claim_rows().where(
                ClaimRow.document_id == number, ClaimRow.stands(), ClaimRow.state == State.STALE
            )
            found = {row.id: _earlier(session, row, texts) for row in session.scalars(stale).unique()}
            return {claim: earlier for claim, earlier in found.items() if earlier is not None}

    def reaffirm(self, claim: int, version: int) -> ClaimView:
        """Say that what was decided on the earlier words of a stale claim holds for the present ones, too.

        The reviewer who says so is who checked it; a sign-off is given anew. Raises RuleBroken and Conflict.
        """
        with self._writing() as session:
            row = deciding.found(session, claim)
            deciding.refuse_other_text(session, row, version)
            earlier = _earlier(session, row, tracing.Texts(session, row.document_id))
            if earlier is None:
                raise RuleBroken(f"claim {row.number} is not stale; only what an earlier draft had can still be right")
            was = earlier.review
            decision = Decision(
                finding=was.finding,
                attribution_check=was.attribution_check,
                reason=was.reason,
                correction=was.correction,
                rating=was.rating,
                public_note=was.public_note,
                state=State.CHECKED if was.state in DONE else State.IN_PROGRESS,
            )
            desk = deciding.rules(session)
            return queries.claim_view(deciding.decide(session, claim, version, decision, self._reviewer, desk))


def _drafts(session: Session, document: int) -> dict[int, DraftView]:
    row = session.get_one(DocumentRow, document)
    logged = select(EventRow.after, EventRow.by).where(
        EventRow.document_id == document, EventRow.claim_id.is_(None), EventRow.field == storing.DRAFT
    )
    by = {1: row.added_by}
    for event in session.execute(logged.order_by(EventRow.id)):
        by.setdefault(int(event.after.partition(":")[0]), event.by)
    return {
        draft.number: DraftView(draft.number, draft.sha256, draft.added_at, by[draft.number]) for draft in row.drafts
    }


def _previous(session: Session, row: DocumentRow) -> int:
    """The draft that the present one took the place of. Raises NotFound."""
    logged = select(EventRow.before).where(
        EventRow.document_id == row.id, EventRow.claim_id.is_(None), EventRow.field == storing.DRAFT
    )
    before = session.scalar(logged.order_by(EventRow.id.desc()).limit(1))
    if before is None:
        raise NotFound(f"{row.name} has one draft only; add its changed text with factcheck add")
    return int(before.partition(":")[0])


def _change(
    texts: tracing.Texts, row: ClaimRow, events: Sequence[EventRow], one: int, other: int
) -> ClaimChange | None:
    """What became of a claim; None where neither draft has it."""
    stays = tracing.stays(row, events, texts.numbers[row.draft_id])
    was = next((at for at in reversed(range(len(stays))) if stays[at].draft == one), None)
    now = next((at for at in reversed(range(len(stays))) if stays[at].draft == other), None)
    if row.struck or (was is None and now is None):
        return None
    before = None if was is None else texts.reading(row, events, stays[was])
    after = None if now is None else texts.reading(row, events, stays[now])
    left = None if was is None else stays[was].left
    decided = tracing.review(row, events, left)
    since = None if now is None else stays[now].left
    if was is None:
        return ClaimChange(row.id, row.number, Fate.NEW, before, after, tracing.review(row, events, since))
    if now is None:
        return ClaimChange(row.id, row.number, Fate.CUT, before, after, decided)
    between = stays[min(was, now) + 1 : max(was, now) + 1]
    altered = any(stay.note in (tracing.ALTERED, tracing.AS_MARKED) for stay in between)
    assert before is not None and after is not None
    stale = row.state is State.STALE
    reads_the_same = (before.context, before.text, before.sources) == (after.context, after.text, after.sources)
    if not altered or (reads_the_same and not stale):
        return ClaimChange(row.id, row.number, Fate.KEPT, before, after, tracing.review(row, events, since))
    asked = " ".join(decided.correction.split())
    corrected = bool(asked) and asked in (" ".join(after.text.split()), " ".join(after.quoted.split()))
    return ClaimChange(row.id, row.number, Fate.ALTERED, before, after, decided, stale, corrected)


def _earlier(session: Session, row: ClaimRow, texts: tracing.Texts) -> Earlier | None:
    logged = select(EventRow).where(EventRow.claim_id == row.id).order_by(EventRow.id)
    events = session.scalars(logged).all()
    decision = tracing.outdated(row, events)
    if decision is None:
        return None
    stays = tracing.stays(row, events, texts.numbers[row.draft_id])
    stay = next(stay for stay in stays if stay.left == decision)
    last = tracing.decided_by(events, decision)
    return Earlier(
        before=texts.reading(row, events, stay),
        now=texts.reading(row, events, stays[-1]),
        review=tracing.review(row, events, decision),
        by="" if last is None else last.by,
        at=None if last is None else last.at,
    )
