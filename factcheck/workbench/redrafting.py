"""Giving a document another draft of its text: each claim is kept, altered or cut, as events, all or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import log, queries
from db.models import AttributionRow, ClaimRow, DocumentRow, DraftRow, EventRow, SourceRow
from factcheck.domain.drafts import Redrafted
from factcheck.domain.extraction import Claim, Extraction
from factcheck.domain.review import Review, State
from factcheck.domain.spans import Span
from factcheck.matching.carrying import Altered, Kept, Seen, carried, readings, recalled
from factcheck.matching.drafts import Draft, Pairing
from factcheck.workbench import corrections, deciding, earlier, grounds, recording, sealing, storing, tracing
from factcheck.workbench.corrections import CHECKABLE, SOURCES, VIA, WORDS
from factcheck.workbench.storing import DRAFT

Change = tuple[ClaimRow, list[EventRow]]


def redraft(session: Session, document: int, extraction: Extraction, known_as: int | None, by: str) -> Redrafted:
    """Make the text of an extraction the present draft; `known_as` is the number of the draft that it is already."""
    row = session.get_one(DocumentRow, document)
    texts = tracing.Texts(session, document)
    before = texts.rows[row.draft]
    if known_as is None:
        after = storing.draft_row(session, document, max(texts.rows) + 1, extraction)
    else:
        after = texts.rows[known_as]
    change = _Redrafting(session, texts, row, after, extraction, by)
    told = change.carry()
    row.draft = after.number
    events = [event for _, own in change.changes for event in own]
    for claim, own in change.changes:
        claim.version += 1
        for event in own:
            event.version = claim.version
    events += _titled(row, extraction, by)
    shown = f"{before.number}: {before.sha256}", f"{after.number}: {after.sha256}"
    session.flush()
    moved = recording.entry(by, DRAFT, *shown, document=document)
    moved.note = sealing.seal_of(session, document)
    log.append(session, [*events, moved])
    return told


def _titled(row: DocumentRow, extraction: Extraction, by: str) -> list[EventRow]:
    article = extraction.document
    events = []
    if article.title and article.title != row.title:
        events.append(recording.entry(by, "title", row.title, article.title, document=row.id))
        row.title = article.title
    if article.published and article.published != row.published:
        events.append(
            recording.entry(by, "published", recording.shown(row.published), str(article.published), document=row.id)
        )
        row.published = article.published
    return events


class _Redrafting:
    """One change of draft; `changes` are the claims with their events, not yet logged."""

    def __init__(
        self,
        session: Session,
        texts: tracing.Texts,
        document: DocumentRow,
        after: DraftRow,
        extraction: Extraction,
        by: str,
    ) -> None:
        self._session = session
        self._texts = texts
        self._document = document
        self._after = after
        self._extraction = extraction
        self._by = by
        self._new = Draft(after.text, queries.spans(after.sentences))
        self._events = tracing.events_of(session, document.id)
        claims = queries.claim_rows().where(ClaimRow.document_id == document.id).order_by(ClaimRow.id)
        self._rows = {row.id: row for row in session.scalars(claims.with_for_update(of=ClaimRow)).unique()}
        self._seen = {number: texts.seen(row, self._log(number)) for number, row in self._rows.items()}
        self._sources = self._matched_sources()
        self._said: dict[int, int] = {}
        self._mapped: dict[int, int] = {}
        self.changes: list[Change] = []

    def carry(self) -> Redrafted:
        """Bring every claim to the new draft."""
        readings_now = readings(self._extraction)
        present = [row for row in self._rows.values() if row.cut is None]
        pairing = Pairing(self._texts.draft(self._document.draft), self._new)
        result = carried(pairing, [self._seen[row.id] for row in present], readings_now)
        back = self._back(result.fates, set(result.fresh), readings_now)
        stale = 0
        for row in present:
            fate = result.fates[row.id]
            if row.id in back:
                continue
            if isinstance(fate, Kept):
                self._keep(row, fate.spans, fate.reading, pairing, tracing.KEPT)
            elif fate is None:
                self._cut(row)
            else:
                stale += self._alter(row, fate, pairing)
        for row, (spans, reading, old) in ((self._rows[number], found) for number, found in back.items()):
            self._bring_back(row, spans, reading, old)
        taken = {reading for _, reading, _ in back.values()}
        fresh = [number for number in result.fresh if number not in taken]
        self._add(fresh)
        fates = [fate for number, fate in result.fates.items() if number not in back]
        return Redrafted(
            number=self._after.number,
            kept=sum(isinstance(fate, Kept) for fate in fates),
            altered=sum(isinstance(fate, Altered) for fate in fates),
            stale=stale,
            cut=sum(fate is None for fate in fates),
            new=len(fresh),
            back=len(back),
        )

    def _log(self, claim: int) -> list[EventRow]:
        return self._events.get(claim, [])

    def _keep(self, row: ClaimRow, spans: Sequence[Span], reading: int | None, pairing: Pairing, note: str) -> None:
        before = self._place(row)
        row.attribution_id = self._same_attribution(row.attribution_id, spans, reading, pairing)
        self._move(row, spans)
        self._changed(row, [], before, note)

    def _alter(self, row: ClaimRow, fate: Altered, pairing: Pairing) -> bool:
        """Give a claim its new words; gives whether it went stale, as one does that somebody had worked on."""
        before, events = self._place(row), []
        touched = _is_touched(row)
        if fate.reading is None:
            row.attribution_id = self._same_attribution(row.attribution_id, fate.spans, None, pairing)
            self._move(row, fate.spans)
        else:
            events = self._read_as(row, self._extraction.claims[fate.reading])
        if touched:
            stale = replace(Review(), state=State.STALE, note=row.note, assigned_to=row.assigned_to)
            events += deciding.changed(row, stale, self._by)
            events += self._unlinked(row)
        note = tracing.AS_MARKED if fate.reading is None else tracing.ALTERED
        self._changed(row, events, before, note)
        return touched

    def _unlinked(self, row: ClaimRow) -> list[EventRow]:
        """Leave open again which earlier checks a claim is the same as: that was said of its old words."""
        events = []
        for link in row.check_links:
            if not link.withdrawn:
                link.withdrawn = True
                events.append(recording.event(row, self._by, earlier.FIELD, earlier.shown(link), ""))
        return events

    def _relinked(self, row: ClaimRow, decision: int) -> list[EventRow]:
        """Let the links that a draft withdrew stand again."""
        lost = {e.before for e in self._log(row.id) if e.decision == decision and e.field == earlier.FIELD}
        events = []
        for link in row.check_links:
            if link.withdrawn and earlier.shown(link) in lost:
                link.withdrawn = False
                events.append(recording.event(row, self._by, earlier.FIELD, "", earlier.shown(link)))
        return events

    def _cut(self, row: ClaimRow) -> None:
        before = self._place(row)
        row.cut = self._after.number
        self._logged(row, [recording.event(row, self._by, DRAFT, before, corrections.gone(row.cut))], tracing.CUT)

    def _add(self, fresh: Iterable[int]) -> None:
        last = self._session.scalar(select(func.max(ClaimRow.number)).where(ClaimRow.document_id == self._document.id))
        made = []
        for number, key in enumerate(fresh, (last or 0) + 1):
            claim = self._extraction.claims[key]
            row = storing.claim_row(claim, number, self._after, None)
            row.attribution_id = self._attribution(claim)
            made.append((row, claim))
        self._session.add_all(row for row, _ in made)
        self._session.flush()
        for row, claim in made:
            self._session.add_all(storing.credit_rows(row, claim, self._sources))
            place = tracing.place(self._after.number, row)
            self._logged(row, [recording.event(row, self._by, DRAFT, "", place)], tracing.NEW)

    # what comes back

    def _back(
        self, fates: dict[int, Kept | Altered | None], fresh: set[int], after: Sequence[Seen]
    ) -> dict[int, tuple[tuple[Span, ...], int, Pairing]]:
        """Claims that stand again as their reviewers saw them in an earlier draft, with the reading that they are."""
        old: dict[int, list[Seen]] = {}
        for row in self._rows.values():
            if row.struck:
                continue
            if row.cut is not None:
                old.setdefault(self._texts.numbers[row.draft_id], []).append(self._seen[row.id])
            elif isinstance(fates[row.id], Altered) and (stay := self._outdated(row)) is not None:
                old.setdefault(stay.draft or 0, []).append(self._texts.seen_then(row, self._log(row.id), stay))
        found: dict[int, tuple[tuple[Span, ...], int, Pairing]] = {}
        free = set(fresh)
        for number, claims in sorted(old.items(), reverse=True):
            pairing = Pairing(self._texts.draft(number), self._new)
            for claim, kept in recalled(pairing, claims, after).items():
                fate = fates.get(claim)
                own = fate.reading if isinstance(fate, Altered) else None
                if kept.reading is not None and kept.reading in (free if own is None else {own}):
                    found[claim] = kept.spans, kept.reading, pairing
                    free.discard(kept.reading)
        return found

    def _outdated(self, row: ClaimRow) -> tracing.Stay | None:
        """Where a stale claim stood when it was decided on."""
        decision = tracing.outdated(row, self._log(row.id))
        if decision is None:
            return None
        number = self._texts.numbers[row.draft_id]
        return next((stay for stay in tracing.stays(row, self._log(row.id), number) if stay.left == decision), None)

    def _bring_back(self, row: ClaimRow, spans: Sequence[Span], reading: int, pairing: Pairing) -> None:
        """Give a claim its old words with what was decided on them."""
        events: list[EventRow] = []
        before = self._place(row)
        decision = tracing.outdated(row, self._log(row.id)) if row.cut is None else None
        attribution = row.attribution_id
        if decision is not None:
            stay = self._outdated(row)
            attribution = None if stay is None else stay.attribution
            was = {field: tracing.value(row, self._log(row.id), field, decision) for field in (WORDS, SOURCES, VIA)}
            events += self._put(row, was)
            review = tracing.review(row, self._log(row.id), decision)
            if not review.wants_evidence:
                now = replace(review, note=row.note, assigned_to=row.assigned_to)
                if now.state is State.SIGNED_OFF:
                    now = replace(now, state=State.CHECKED, signed_by=None)
                events += deciding.changed(row, now, self._by)
            events += self._relinked(row, decision)
        row.cut = None
        row.attribution_id = self._same_attribution(attribution, spans, reading, pairing)
        self._move(row, spans)
        self._changed(row, events, before, tracing.BACK)

    # rows

    def _place(self, row: ClaimRow) -> str:
        if row.cut is not None:
            return corrections.gone(row.cut)
        return tracing.place(self._texts.numbers[row.draft_id], row)

    def _move(self, row: ClaimRow, spans: Sequence[Span]) -> None:
        row.draft_id = self._after.id
        row.spans = [list(span) for span in spans]
        row.quoted = [span.of(self._after.text) for span in spans]

    def _read_as(self, row: ClaimRow, claim: Claim) -> list[EventRow]:
        """Take over how the machine reads the new words; gives the events of that."""
        row.attribution_id = self._attribution(claim)
        self._move(row, claim.spans)
        row.flags, row.checkworthiness = [flag.value for flag in claim.flags], claim.checkworthiness
        behind, via = ([self._sources[n] for n in numbers] for numbers in (claim.sources, claim.via))
        return self._put(
            row,
            {
                WORDS: claim.text,
                CHECKABLE: "true" if claim.checkable else "false",
                SOURCES: _ids(behind),
                VIA: _ids(via),
            },
        )

    def _put(self, row: ClaimRow, values: dict[str, str]) -> list[EventRow]:
        events = []
        for field, value in values.items():
            before = corrections.shown(row, field)
            if field in (SOURCES, VIA) and corrections.numbers(before) == corrections.numbers(value):
                continue
            corrections.put(self._session, row, field, value)
            after = corrections.shown(row, field)
            if after != before:
                events.append(recording.event(row, self._by, field, before, after))
        return events

    def _changed(self, row: ClaimRow, events: list[EventRow], before: str, note: str) -> None:
        place = tracing.place(self._after.number, row)
        self._logged(row, [*events, recording.event(row, self._by, DRAFT, before, place)], note)

    def _logged(self, row: ClaimRow, events: list[EventRow], note: str) -> None:
        events[-1].note = note
        self.changes.append((row, events))

    def _attribution(self, claim: Claim) -> int | None:
        """The row of the attribution that the machine read, made where there is none yet."""
        if claim.attribution is None:
            return None
        if claim.attribution not in self._said:
            row = storing.attribution_row(self._after, self._extraction.attributions[claim.attribution])
            self._session.add(row)
            self._session.flush()
            self._said[claim.attribution] = row.id
        return self._said[claim.attribution]

    def _same_attribution(
        self, old: int | None, spans: Sequence[Span], reading: int | None, pairing: Pairing
    ) -> int | None:
        """The attribution `old` at its place in the new draft; None where its words are not there."""
        if old is None:
            return None
        if old in self._mapped:
            return self._mapped[old]
        was = self._session.get_one(AttributionRow, old)
        source, cue = (pairing.moved_spans(queries.spans(part)) for part in (was.source, was.cue))
        if source is None or cue is None:
            return None
        claim = None if reading is None else self._extraction.claims[reading]
        if claim is not None and claim.attribution is not None:
            now = self._extraction.attributions[claim.attribution]
            if (now.source, now.cue) == (source, cue):
                self._mapped[old] = self._attribution(claim) or 0
                return self._mapped[old]
        row = AttributionRow(
            draft_id=self._after.id,
            source=[list(span) for span in source],
            cue=[list(span) for span in cue],
            content=[list(span) for span in pairing.moved_parts(queries.spans(was.content)) or spans],
            quotation=was.quotation,
            confidence=was.confidence,
        )
        self._session.add(row)
        self._session.flush()
        self._mapped[old] = row.id
        return row.id

    def _matched_sources(self) -> list[int]:
        """The document's row of each source of the extraction; what the new text does not name is mentioned nowhere."""
        rows = self._session.scalars(
            select(SourceRow).where(SourceRow.document_id == self._document.id).order_by(SourceRow.id)
        ).all()
        known: dict[tuple[str, str], SourceRow] = {}
        for row in rows:
            known.setdefault((row.name.casefold(), row.kind), row)
            row.mentions = []
        found = []
        for source in self._extraction.sources:
            key = source.name.casefold(), source.kind
            row = known.pop(key) if key in known else storing.source_row(self._document.id, source)
            row.mentions, row.description = [list(m) for m in source.mentions], source.description
            self._session.add(row)
            found.append(row)
        self._session.flush()
        self._texts.sources |= {row.id: (row.name, row.kind) for row in found}
        return [row.id for row in found]


def _ids(sources: Sequence[int]) -> str:
    return f"{','.join(map(str, sources))}:" if sources else ""


def _is_touched(row: ClaimRow) -> bool:
    """Whether somebody has worked on a claim, so that its new words want a look."""
    untouched = replace(Review(), version=row.version, assigned_to=row.assigned_to)
    linked = any(not link.withdrawn for link in row.check_links)
    return linked or queries.review(row) != untouched or any(grounds.standing(row, field) for field in grounds.FIELDS)
