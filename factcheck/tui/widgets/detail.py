"""The detail of one claim: what it says, who says it, and what is decided on the two questions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby, zip_longest
from types import MappingProxyType

from textual import on, work
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.worker import get_current_worker

from factcheck.domain.desk import ClaimView, DocumentView, Event, SourceView
from factcheck.domain.drafts import Earlier
from factcheck.domain.papers import QuotationResult
from factcheck.domain.review import AttributionCheck, Finding, State
from factcheck.domain.spans import Span, hull
from factcheck.tui.changes import change
from factcheck.tui.commands import CHECK_KEYS, FINDING_KEYS
from factcheck.tui.content import one_line, shown
from factcheck.tui.keymap import key_of
from factcheck.tui.labels import (
    CHECK_GLYPHS,
    CHECK_WORDS,
    FINDING_GLYPHS,
    FINDING_WORDS,
    KINDS,
    QUOTATIONS,
    STATE_STYLES,
    state_label,
    words,
)
from factcheck.tui.messages import FiguresRead
from factcheck.tui.widgets.drawn import Drawn
from factcheck.tui.widgets.grounds import evidence_lines, reply_lines
from factcheck.tui.widgets.outdated import outdated
from factcheck.tui.widgets.proofs import link_lines, quotation_lines

Key = Callable[[str], str]
"""Spells the key of a command."""
_HEAD = "bold $text-primary"
_MUTED = "$text-muted"
_AROUND = 160
_KEPT = 2000
"""Parts whose lines are kept ready to be drawn again."""

_FINDING_STYLES = {
    Finding.NONE: "",
    Finding.CONFIRMED: "$text-success",
    Finding.CONFIRMED_WITH_CHANGE: "$text-warning",
    Finding.WRONG: "$text-error",
    Finding.DISPUTED: "$text-error",
}


# The other names say it themselves.
_TOLD = frozenset({AttributionCheck.CORRECT, AttributionCheck.CHAIN_COLLAPSED})


class Detail(Drawn, can_focus=True):
    """Everything that is known about the current claim.

    It draws its own lines: another claim paints those that differ and lays out nothing else.
    """

    _shown: tuple[ClaimView, DocumentView, Sequence[Event] | None, Earlier | None] | None = None
    _figured: DocumentView | None = None
    _figures: Mapping[int, Sequence[str]] = MappingProxyType({})
    _quotations: Sequence[QuotationResult] = ()
    _parts: Sequence[Content] = ()
    _strips: Sequence[Strip] = ()

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._wrapped: dict[tuple[object, ...], list[Strip]] = {}

    @property
    def text(self) -> str:
        """What is shown, without its styles."""
        return "\n".join(part.plain for part in self._parts)

    def show(
        self, claim: ClaimView, document: DocumentView, events: Sequence[Event] | None, earlier: Earlier | None = None
    ) -> None:
        """Show `claim`; `events` is None while its history is being read, `earlier` is for a stale one."""
        self._shown = claim, document, events, earlier
        if self._figured is not document:
            self._figured, self._figures = document, {}
            self.read_figures(document)
        width = self.scrollable_content_region.width
        figures = self._figures.get(claim.number, ())
        key = partial(key_of, self.app)
        quoted = [result for result in self._quotations if claim.id in result.claims]
        self._draw(described(claim, document, events, key, width, figures, earlier, quoted))

    def quote(self, results: Sequence[QuotationResult]) -> None:
        """Show with each claim what came of its quotations."""
        self._quotations = results
        if self._shown is not None:
            self.show(*self._shown)

    def _draw(self, parts: Sequence[Content]) -> None:
        self._parts = parts
        width = self.scrollable_content_region.width
        before = self._strips
        self._strips = [strip for part in parts for strip in self._lines(part, width)] if width else ()
        size = Size(width, len(self._strips))
        if size != self.virtual_size:
            # set without its watchers, which would lay out the whole screen
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
        rows = zip_longest(before, self._strips)
        self.refresh_rows([row for row, (old, new) in enumerate(rows) if old is not new])

    def _lines(self, part: Content, width: int) -> list[Strip]:
        """The lines of `part`, made once: most parts are those of other claims too."""
        key = (part.plain, *part.spans, width)
        if key not in self._wrapped:
            if len(self._wrapped) > _KEPT:
                self._wrapped.clear()
            self._wrapped[key] = Visual.to_strips(self, part, width, None, self.visual_style)
        return self._wrapped[key]

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        y += self.scroll_offset.y
        strip = self._strips[y] if y < len(self._strips) else Strip.blank(self.line_width, self.base)
        return strip.adjust_cell_length(self.line_width, self.base)

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._wrapped.clear()
        if self._parts:
            self._draw(self._parts)

    @work(thread=True, exclusive=True, group="figures")
    def read_figures(self, document: DocumentView) -> None:
        """Read the figures of `document`."""
        # what reads figures takes as long to import as a tenth of the whole start
        from factcheck.workbench.figures import told_by_claim

        worker = get_current_worker()
        figures = told_by_claim(document)
        if not worker.is_cancelled:
            self.post_message(FiguresRead(document, figures))

    @on(FiguresRead)
    def _took_figures(self, message: FiguresRead) -> None:
        message.stop()
        if message.document is self._figured:
            self._figures = message.figures
            if self._shown is not None:
                self.show(*self._shown)

    def on_resize(self) -> None:
        """Lay the keys out in the new width."""
        if self._shown is not None:
            self.show(*self._shown)
        else:
            self._draw(self._parts)

    def tell(self, text: str) -> None:
        """Show a line of our own, where there is no claim to show."""
        self._shown = None
        self._draw([Content.styled(text, _MUTED)])


def described(
    claim: ClaimView,
    document: DocumentView,
    events: Sequence[Event] | None,
    key: Key,
    width: int = 76,
    figures: Sequence[str] = (),
    earlier: Earlier | None = None,
    quotations: Sequence[QuotationResult] = (),
) -> Sequence[Content]:
    """The detail of `claim` part by part; what decides comes first, for panes of ten lines."""
    review = claim.review
    head = Content.assemble(
        (f"Claim {claim.number}", "bold"),
        "  ",
        (state_label(review.state), STATE_STYLES[review.state]),
        (_people(claim), _MUTED),
    )
    lines = [head, shown(claim.text, "bold"), *_who(claim)]
    if review.state is State.STALE and earlier is not None:
        lines += outdated(earlier, key("review.still_right"))
    lines += [Content.assemble(_heading("Was it said? "), _said(claim))]
    lines += [Content.assemble(_heading("Is it true?  "), _true(claim))]
    if review.wants_evidence:
        lines.append(Content.styled(f"! {wanted(key)}", "$text-warning"))
    lines += [Content(""), _heading("In the article"), _context(claim, document), *_reading(claim, document)]
    if quotations:
        lines += [Content(""), _heading("In documents"), *quotation_lines(quotations, key("review.papers"))]
    if claim.checked_before:
        lines += [Content(""), _heading("Checked before"), *link_lines(claim.checked_before)]
    if figures:
        lines += [Content(""), _heading("Figures"), *map(shown, figures)]
    lines += [Content(""), _heading("Keys"), *_keys("said ", _check_keys(key), width)]
    lines += _keys("true ", _finding_keys(key), width)
    lines += [Content(""), _heading("Evidence"), *_evidence(claim, key), *_independence(claim, document)]
    lines += [
        Content(""),
        _heading("Note"),
        shown(review.note) if review.note.strip() else _none(f"none; {key('review.note')} writes one"),
    ]
    lines += [Content(""), _heading("History"), *_history(events)]
    return lines


def wanted(key: Key) -> str:
    """What a finding lacks that stands on nothing, with the keys."""
    return f"wants evidence ({key('review.evidence')}) or a reason for none ({key('review.reason')})"


def _heading(text: str) -> Content:
    return Content.styled(text, _HEAD)


def _none(text: str) -> Content:
    return Content.styled(text, _MUTED)


def _keys(name: str, named: Iterable[tuple[str, str]], width: int) -> Iterable[Content]:
    """Keys with their words, none of them broken over two lines."""
    line = name
    for key, word in named:
        item = f" {key} {word} "
        if len(line) > len(name) and len(line) + len(item) > width:
            yield _none(line)
            line = " " * len(name)
        line += item
    yield _none(line)


def _check_keys(key: Key) -> Iterable[tuple[str, str]]:
    for check in CHECK_KEYS.values():
        yield key(f"review.check_{check}"), "none" if check is AttributionCheck.NONE else words(check)


def _finding_keys(key: Key) -> Iterable[tuple[str, str]]:
    for finding in FINDING_KEYS.values():
        word = "none" if finding is Finding.NONE else FINDING_WORDS[finding]
        yield key(f"review.finding_{finding}"), word


def _people(claim: ClaimView) -> str:
    review = claim.review
    parts = [f"checked by {one_line(review.checked_by)}"] if review.checked_by else []
    parts += [f"again by {one_line(review.second_by)}"] if review.second_by else []
    parts += [f"signed off by {one_line(review.signed_by)}"] if review.signed_by else []
    parts += [f"{one_line(review.assigned_to)}'s work"] if review.assigned_to else []
    return "  " + ", ".join(parts) if parts else ""


def _said(claim: ClaimView) -> Content:
    check = claim.review.attribution_check
    if check is AttributionCheck.NONE:
        return _none(f"{CHECK_GLYPHS[check]} {CHECK_WORDS[check]}")
    style = "$text-success" if check is AttributionCheck.CORRECT else "$text-error"
    told = f"{words(check)}: {CHECK_WORDS[check]}" if check in _TOLD else words(check)
    return Content.styled(f"{CHECK_GLYPHS[check]} {told}", style)


def _true(claim: ClaimView) -> Content:
    finding = claim.review.finding
    text = f"{FINDING_GLYPHS[finding]} {FINDING_WORDS[finding]}"
    return _none(text) if finding is Finding.NONE else Content.styled(text, _FINDING_STYLES.get(finding, "bold"))


def _who(claim: ClaimView) -> Iterable[Content]:
    if claim.sources:
        parts = [Content(" + ").join([_source(source) for source in claim.sources])]
    elif claim.attribution is None:
        parts = [Content("the outlet"), _none(" (its own voice: credited to nobody)")]
    else:
        parts = [_none("no source found")]
    for relay in reversed(claim.via):
        parts += [Content(" via "), _source(relay)]
    yield Content("— ") + Content("").join(parts)


def _reading(claim: ClaimView, document: DocumentView) -> Iterable[Content]:
    if claim.attribution is not None:
        spoken = claim.attribution
        parts = [Content(QUOTATIONS[spoken.quotation])]
        if spoken.cue:
            parts.append(Content.assemble("cue “", shown(_text(spoken.cue, document.text)), "”"))
        parts.append(Content(f"read with {spoken.confidence:.0%} confidence"))
        yield Content(" · ").join(parts)
    worth = f"worth checking {claim.checkworthiness:.0%}" if claim.checkable else "not checkable as it stands"
    flags = ", ".join(words(flag) for flag in claim.flags)
    yield Content(f"{worth} · {flags}" if flags else worth)


def _source(source: SourceView) -> Content:
    return Content.assemble(shown(source.name, "bold"), (f" ({KINDS.get(source.kind, words(source.kind))})", _MUTED))


def _text(spans: Sequence[Span], text: str) -> str:
    return one_line(" … ".join(span.of(text) for span in spans))


def _context(claim: ClaimView, document: DocumentView) -> Content:
    whole = hull(claim.spans)
    around = [sentence for sentence in document.sentences if sentence.overlaps(whole)] or [whole]
    frame = hull([*around, whole])
    # A "sentence" of a broken text may be the whole of it; some words on either side are enough.
    start, end = max(frame.start, whole.start - _AROUND), min(frame.end, whole.end + _AROUND)
    parts = [] if start == frame.start else [Content("…")]
    at = start
    for span in sorted(claim.spans):
        parts.append(shown(document.text[at : span.start], _MUTED))
        parts.append(shown(span.of(document.text)[:2000], "underline"))
        at = max(at, span.end)
    parts.append(shown(document.text[at:end], _MUTED))
    return Content("").join(parts if end == frame.end else [*parts, Content("…")])


def _evidence(claim: ClaimView, key: Key) -> Iterable[Content]:
    for piece in claim.evidence:
        yield from evidence_lines(piece)
    if claim.review.reason.strip():
        yield Content.assemble("none, because: ", shown(claim.review.reason))
    elif not claim.evidence:
        yield _none(f"none; {key('review.evidence')} adds some, {key('review.reason')} says why there is none")
    for reply in claim.replies:
        yield from reply_lines(reply)


def _independence(claim: ClaimView, document: DocumentView) -> Iterable[Content]:
    """How many of the pieces count, as when the document was read; nothing while they are others now."""
    found = next((one.independence for one in document.claims if one.id == claim.id), None)
    if found is not None and found.links == len(claim.evidence) and (found.is_short or found.shared):
        yield Content.styled(f"! {found.said}" if found.is_short else found.said, "$text-warning")


def _history(events: Sequence[Event] | None) -> Iterable[Content]:
    if events is None:
        yield _none("…")
        return
    if not events:
        yield _none("nothing yet")
    # An autosaved note is many events; one line tells of each sitting.
    for (by, field, back), together in groupby(
        reversed(events), key=lambda e: (e.by, e.field if e.field == "note" else e.id, e.undoes is not None)
    ):
        run = list(together)
        last = run[0]
        when = f"{last.at.astimezone():%d %b %H:%M}"
        if field == "note":
            what = "note written" if not back else "note taken back"
            what += f" ({len(run)} saves)" if len(run) > 1 else ""
        else:
            what = change(last)
        yield Content.assemble((f"{when} ", _MUTED), f"{one_line(by)}: {what}")
