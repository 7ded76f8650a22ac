"""Correcting what the machine read: who said it, where the claim lies, whether it is one. Each is an event."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import queries
from db.models import AttributionRow, ClaimRow, CreditRow, DraftRow, EventRow, SourceRow
from factcheck.domain.desk import AttributionView, ClaimView, DocumentView, SourceView
from factcheck.domain.errors import RuleBroken
from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span, hull
from factcheck.workbench import corrections, deciding, recording, storing, tracing
from factcheck.workbench.connection import Connection
from factcheck.workbench.corrections import ATTRIBUTION, CHECKABLE, SOURCES, SPANS, STRUCK, VIA, WORDS
from factcheck.workbench.references import document_number

_HALF = 0.5
Change = tuple[ClaimRow, list[EventRow]]


class CorrectingCases(Connection):
    """Each takes the version of the claim that the person saw and raises Conflict where the same was changed since.

    A claim that was checked opens again: what was checked is no longer what it says.
    """

    def credit(self, claim: int, version: int, sources: Sequence[int | str], relay: bool = False) -> ClaimView:
        """Credit a claim to other sources (or relays): ids of the document's sources, or names of new ones."""
        with self._writing() as session:
            row = deciding.found(session, claim)
            listed = [str(one if isinstance(one, int) else _source(session, row.document_id, one)) for one in sources]
            field = VIA if relay else SOURCES
            value = ",".join(dict.fromkeys(listed)) + ":" if listed else ""
            return self._corrected(session, row, version, {field: value})

    def set_checkable(self, claim: int, version: int, checkable: bool) -> ClaimView:
        """Say whether evidence could settle a claim."""
        with self._writing() as session:
            row = deciding.found(session, claim)
            return self._corrected(session, row, version, {CHECKABLE: "true" if checkable else "false"})

    def move(self, claim: int, version: int, spans: Sequence[Span]) -> ClaimView:
        """Say which stretches of the text carry a claim. Raises RuleBroken where they are none."""
        with self._writing() as session:
            row = deciding.found(session, claim)
            return self._corrected(session, row, version, _carried(session, row, spans))

    def attribute(
        self, claim: int, version: int, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span] = ()
    ) -> ClaimView:
        """Say which words of the text name the source, and which say that it was said.

        All claims of one attribution get the new one. `content` is the claim itself unless given.
        """
        from factcheck.attribution.quoting import quotation_types
        from factcheck.text.quotations import quotations

        with self._writing() as session:
            row = deciding.found(session, claim)
            old, text = row.attribution, session.get_one(DraftRow, row.draft_id).text
            said = list(content) or queries.spans(row.spans if old is None else old.content)
            fresh = AttributionRow(
                draft_id=row.draft_id,
                source=_kept(text, source),
                cue=_kept(text, cue),
                content=_kept(text, said),
                quotation=quotation_types(text, [tuple(said)], quotations(text))[0],
                confidence=1.0,
            )
            session.add(fresh)
            session.flush()
            value = corrections.attributed(fresh)
            others: list[ClaimRow] = []
            if old is not None:
                query = queries.claim_rows().where(ClaimRow.attribution_id == old.id, ClaimRow.id != row.id)
                others = list(session.scalars(query.order_by(ClaimRow.id)).unique())
            deciding.refuse_conflict(session, row, version, {ATTRIBUTION: value})
            changes = [_change(session, one, {ATTRIBUTION: value}, self._reviewer) for one in (row, *others)]
            recording.logged_together(session, changes)
            return queries.claim_view(row)

    def split(self, claim: int, version: int, at: int) -> tuple[ClaimView, ClaimView]:
        """Make two claims of one: what lies before the offset `at`, and what lies behind it."""
        with self._writing() as session:
            row = deciding.found(session, claim)
            spans = queries.spans(row.spans)
            before = [Span(s.start, min(s.end, at)) for s in spans if s.start < at]
            behind = [Span(max(s.start, at), s.end) for s in spans if s.end > at]
            first, second = _carried(session, row, before), _carried(session, row, behind)
            deciding.refuse_conflict(session, row, version, first)
            fresh = _copy(session, row)
            for field, value in second.items():
                corrections.put(session, fresh, field, value)
            changes = [_change(session, row, first, self._reviewer), _brought(fresh, self._reviewer, row.number)]
            recording.logged_together(session, changes)
            return queries.claim_view(row), queries.claim_view(fresh)

    def merge(self, claims: Sequence[tuple[int, int]]) -> ClaimView:
        """Make one claim of several (ids with versions): the first of the text takes in the others.

        Raises RuleBroken where something was decided on one that would go.
        """
        with self._writing() as session:
            versions = dict(claims)
            rows = [deciding.found(session, claim) for claim in sorted(versions)]
            rows.sort(key=lambda row: hull(queries.spans(row.spans)))
            if len(rows) < 2 or len({row.draft_id for row in rows}) > 1:
                raise RuleBroken("merging wants two claims of one text; select them, or stand on the first")
            whole, parts = rows[0], rows[1:]
            for part in parts:
                review = queries.review(part)
                if review.is_judged or review.note.strip() or review.evidence:
                    raise RuleBroken(f"what was decided on claim {part.number} would be lost; take it back first")
                deciding.refuse_conflict(session, part, versions[part.id], {STRUCK: "true", SPANS: ""})
            value = _carried(session, whole, [span for row in rows for span in queries.spans(row.spans)])
            deciding.refuse_conflict(session, whole, versions[whole.id], value)
            changes = [_change(session, whole, value, self._reviewer)]
            for part in parts:
                change = _change(session, part, {STRUCK: "true"}, self._reviewer)
                changes.append(_noted(change, f"merged into claim {whole.number}"))
            recording.logged_together(session, changes)
            return queries.claim_view(whole)

    def add_claim(self, document: str, spans: Sequence[Span], draft_seen: int | None = None) -> ClaimView:
        """Make a claim of stretches of the text that the machine overlooked, in the outlet's own voice.

        `draft_seen` is the number of the draft that the stretches were marked in. Raises RuleBroken where it is
        another one by now.
        """
        with self._writing() as session:
            number = document_number(session, document)
            draft = queries.present_draft(session, number)
            if draft_seen not in (None, draft.number):
                raise RuleBroken(
                    f"the text is draft {draft.number} by now, and you marked draft {draft_seen}; mark again"
                )
            fresh = _new(session, draft)
            for field, value in _carried(session, fresh, spans).items():
                corrections.put(session, fresh, field, value)
            outlet = session.scalars(
                select(SourceRow).where(SourceRow.document_id == number, SourceRow.kind == SourceKind.OUTLET).limit(1)
            ).first()
            if outlet is not None:
                corrections.put(session, fresh, SOURCES, f"{outlet.id}:")
            recording.logged_together(session, [_brought(fresh, self._reviewer, None)])
            return queries.claim_view(fresh)

    def reject(self, claim: int, version: int) -> ClaimView:
        """Say that this is no claim: it leaves the lists, and undo brings it back."""
        with self._writing() as session:
            row = deciding.found(session, claim)
            return self._corrected(session, row, version, {STRUCK: "true"})

    def attributions(self, document: str) -> tuple[DocumentView, list[AttributionView]]:
        """The document, and who said what in it as reviewers left it, in order of the text.

        One whose claims were all rejected or given another attribution is left out.
        """
        with self._reading() as session:
            view = queries.document(session, document_number(session, document))
            draft = queries.present_draft(session, view.summary.id)
            claimed: dict[int, bool] = {}
            for row in session.scalars(select(ClaimRow).where(ClaimRow.draft_id == draft.id, ClaimRow.cut.is_(None))):
                if row.attribution_id is not None:
                    claimed[row.attribution_id] = claimed.get(row.attribution_id, False) or not row.struck
            replaced = select(EventRow.before, EventRow.after).where(
                EventRow.document_id == view.summary.id, EventRow.field == ATTRIBUTION
            )
            for event in session.execute(replaced):
                for number in (*corrections.numbers(event.before), *corrections.numbers(event.after)):
                    claimed.setdefault(number, False)
            rows = session.scalars(select(AttributionRow).where(AttributionRow.draft_id == draft.id))
            # a draft that came back has some that nothing rests on any more
            unclaimed = tracing.last_move(session, view.summary.id) == 0
            read = [queries.attribution_view(row) for row in rows if claimed.get(row.id, unclaimed)]
            return view, sorted(read, key=lambda said: hull((*said.source, *said.cue, *said.content)))

    def sources_of(self, document: str) -> list[SourceView]:
        """The document's sources, by name."""
        with self._reading() as session:
            number = document_number(session, document)
            rows = session.scalars(select(SourceRow).where(SourceRow.document_id == number).order_by(SourceRow.name))
            return [SourceView(row.id, row.name, row.kind) for row in rows]

    def _corrected(self, session: Session, row: ClaimRow, version: int, values: dict[str, str]) -> ClaimView:
        deciding.refuse_conflict(session, row, version, values)
        recording.logged_together(session, [_change(session, row, values, self._reviewer)])
        return queries.claim_view(row)


def _change(session: Session, row: ClaimRow, values: dict[str, str], by: str) -> Change:
    """Bring `row` to `values`; gives the events of that, not yet logged."""
    events = []
    for field, value in values.items():
        before = corrections.shown(row, field)
        corrections.put(session, row, field, value)
        after = corrections.shown(row, field)
        if after != before:
            events.append(recording.event(row, by, field, before, after))
    if events:
        events += deciding.opened(row, by)
    return row, events


def _noted(change: Change, note: str) -> Change:
    for event in change[1]:
        event.note = note
    return change


def _carried(session: Session, row: ClaimRow, spans: Iterable[Span]) -> dict[str, str]:
    """The fields that say where a claim lies. Raises RuleBroken for stretches that hold no words."""
    text = session.get_one(DraftRow, row.draft_id).text
    kept = _kept(text, spans)
    if not kept:
        raise RuleBroken("there are no words in what is marked; mark some")
    words = " … ".join(" ".join(Span(start, end).of(text).split()) for start, end in kept)
    return {SPANS: corrections.ranges(kept), WORDS: words}


def _kept(text: str, spans: Iterable[Span]) -> list[list[int]]:
    """`spans` in order, without white space around them, those that touch made one. Raises RuleBroken."""
    found: list[list[int]] = []
    for start, end in sorted(spans):
        if not 0 <= start <= end <= len(text):
            raise RuleBroken("what is marked lies outside of the text; mark it again")
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if start >= end:
            continue
        if found and not text[found[-1][1] : start].strip():
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found


def _brought(row: ClaimRow, by: str, origin: int | None) -> Change:
    row.struck = False
    event = recording.event(row, by, STRUCK, "true", "false")
    return _noted((row, [event]), "added by hand" if origin is None else f"split from claim {origin}")


def _new(session: Session, draft: DraftRow) -> ClaimRow:
    """A claim that is not yet one: in the log it comes as one that is struck no longer."""
    last = session.scalar(select(func.max(ClaimRow.number)).where(ClaimRow.document_id == draft.document_id))
    row = ClaimRow(
        document_id=draft.document_id,
        draft_id=draft.id,
        attribution_id=None,
        number=(last or 0) + 1,
        spans=[],
        quoted=[],
        text="",
        checkable=True,
        checkworthiness=_HALF,
        flags=[],
        struck=True,
        **storing.UNTOUCHED,
    )
    session.add(row)
    session.flush()
    return row


def _copy(session: Session, row: ClaimRow) -> ClaimRow:
    fresh = _new(session, session.get_one(DraftRow, row.draft_id))
    fresh.attribution_id, fresh.checkable, fresh.checkworthiness = (
        row.attribution_id,
        row.checkable,
        row.checkworthiness,
    )
    fresh.flags = list(row.flags)
    session.add_all(
        CreditRow(claim_id=fresh.id, position=credit.position, source_id=credit.source_id, relay=credit.relay)
        for credit in row.credits
    )
    session.flush()
    session.refresh(fresh)
    return fresh


def _source(session: Session, document: int, name: str) -> int:
    """The document's source of that name, made where there is none."""
    name = " ".join(name.split())
    if not name:
        raise RuleBroken("a source wants a name; type one")
    storing.refuse_unstorable(name)
    known = select(SourceRow).where(SourceRow.document_id == document, func.lower(SourceRow.name) == name.lower())
    row = session.scalars(known.limit(1)).first()
    if row is None:
        row = SourceRow(document_id=document, name=name, kind=SourceKind.UNKNOWN, description="", mentions=[])
        session.add(row)
        session.flush()
    return row.id
