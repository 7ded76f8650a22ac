"""An extraction as a page to read: the article sentence by sentence, each claim under its sentence with who says it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from rich.console import Console
from rich.text import Text

from factcheck.domain.extraction import Attribution, Claim, Extraction, Source, SourceKind
from factcheck.domain.spans import Span
from factcheck.reports.words import FLAGS, QUOTATIONS, counted
from factcheck.text.display import one_line

# the sixteen colours that every terminal has and that its owner may have chosen; the kind's word stands beside each
KIND_STYLES = {
    SourceKind.PERSON: "bold cyan",
    SourceKind.ORGANIZATION: "bold green",
    SourceKind.GROUP: "bold yellow",
    SourceKind.DOCUMENT: "bold blue",
    SourceKind.POLL: "bold magenta",
    SourceKind.ANONYMOUS: "bold red",
    SourceKind.OUTLET: "bold",
    SourceKind.UNKNOWN: "bold red",
}
_INDENT = 6
_UNSURE = 0.6
_DOT = (" · ", "dim")

Part = str | tuple[str, str]


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Say so; Rich would end the program with the exit code of a failed check."""
        raise BrokenPipeError


class Page:
    """Writes extractions to `stream`, `width` columns wide; without `colour` not one escape sequence."""

    def __init__(self, stream: IO[str], width: int, colour: bool) -> None:
        self._width = width
        self._console = _Console(
            file=stream,
            width=width,
            color_system="standard" if colour else None,
            force_terminal=colour,
            no_color=not colour,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def write(self, extraction: Extraction) -> None:
        """The head, the article with its claims, and who is behind them."""
        self._head(extraction)
        text = extraction.document.text
        under, outside = _by_sentence(extraction)
        for sentence, claims in zip(extraction.sentences, under, strict=True):
            self._line()
            self._lines([one_line(sentence.of(text))])
            for claim in claims:
                self._claim(extraction, claim, sentence)
        if outside:
            self._line()
            self._lines([("Outside the sentences", "dim")])
            for claim in outside:
                self._claim(extraction, claim, None)
        if extraction.claims:
            self._legend(extraction)

    def _head(self, extraction: Extraction) -> None:
        document = extraction.document
        self._lines([(one_line(document.title or document.id), "bold")])
        known = [document.outlet, document.published.isoformat() if document.published else None]
        counts = [
            counted(len(extraction.sentences), "sentence"),
            counted(len(extraction.claims), "claim"),
            counted(len(extraction.sources), "source"),
        ]
        name = [one_line(document.id)] if document.title else []
        self._lines([(" · ".join([*(one_line(part) for part in known if part), *name, *counts]), "dim")])

    def _claim(self, extraction: Extraction, claim: Claim, sentence: Span | None) -> None:
        whole = sentence is not None and one_line(claim.text) == one_line(sentence.of(extraction.document.text))
        said: list[Part] = [("the whole sentence", "italic")] if whole else [one_line(claim.text)]
        number = Text(f"{claim.id + 1:>{_INDENT - 2}}  ", style="bold")
        self._lines(said, first=number)
        self._lines(list(_joined(_about(extraction, claim))), under=True)

    def _legend(self, extraction: Extraction) -> None:
        """Every source with how many claims it stands behind, those with most first."""
        behind = Counter(source for claim in extraction.claims for source in set(claim.sources))
        relays = Counter(source for claim in extraction.claims for source in set(claim.via))
        self._line()
        self._lines([("Sources", "bold"), (" and the number of their claims", "dim")])
        own = sum(claim.attribution is None and not claim.sources for claim in extraction.claims)
        if own:
            parts: list[Part] = [*_outlet(extraction), (", own voice", "dim")]
            self._lines(parts, first=Text(f"{own:>{_INDENT - 2}}  ", style="bold"))
        for source in sorted(extraction.sources, key=lambda s: (-behind[s.id], -relays[s.id], s.id)):
            parts = [*_named(source)]
            if relays[source.id]:
                parts += [_DOT, (f"relays {relays[source.id]}", "dim")]
            self._lines(parts, first=Text(f"{behind[source.id] or '–':>{_INDENT - 2}}  ", style="bold"))

    def _lines(self, parts: Sequence[Part], first: Text | None = None, under: bool = False) -> None:
        """`parts` wrapped; `under` a number, or with `first` as the number itself in the margin."""
        hanging = first is not None or under
        text = Text.assemble(*parts)
        margin = first
        for wrapped in text.wrap(self._console, self._width - (_INDENT if hanging else 0)):
            wrapped.rstrip()
            self._line(Text.assemble(margin or Text(" " * _INDENT), wrapped) if hanging else wrapped)
            margin = None

    def _line(self, text: Text | None = None) -> None:
        self._console.print(text or Text(), soft_wrap=True)


def _by_sentence(extraction: Extraction) -> tuple[list[list[Claim]], list[Claim]]:
    """The claims of each sentence, by where they begin, and those that begin in none."""
    under: list[list[Claim]] = [[] for _ in extraction.sentences]
    outside: list[Claim] = []
    at = 0
    for claim in sorted(extraction.claims, key=lambda c: (c.spans[0].start if c.spans else 0, c.id)):
        start = claim.spans[0].start if claim.spans else -1
        while at < len(under) and extraction.sentences[at].end <= start:
            at += 1
        if at < len(under) and extraction.sentences[at].start <= start:
            under[at].append(claim)
        else:
            outside.append(claim)
    return under, outside


def _about(extraction: Extraction, claim: Claim) -> Iterator[list[Part]]:
    """Who stands behind the claim, how it is quoted, and why it deserves a look."""
    attribution = None if claim.attribution is None else extraction.attributions[claim.attribution]
    yield _who(extraction, claim, attribution)
    if attribution is not None:
        yield [QUOTATIONS[attribution.quotation]]
        if attribution.confidence < _UNSURE:
            yield [(f"unsure ({attribution.confidence:.2f})", "yellow")]
    if not claim.checkable:
        yield [("not checkable", "yellow")]
    if claim.flags:
        yield [", ".join(FLAGS[flag] for flag in claim.flags)]


def _who(extraction: Extraction, claim: Claim, attribution: Attribution | None) -> list[Part]:
    parts: list[Part] = []
    for place, source in enumerate(claim.sources):
        if place:
            parts.append(" and " if place == len(claim.sources) - 1 else ", ")
        parts.extend(_named(extraction.sources[source]))
    if attribution is None:
        parts = [*(parts or _outlet(extraction)), (", own voice", "dim")]
    elif not parts:
        parts = [("nobody named", "yellow")]
    for relay in claim.via:
        parts += [", via ", *_named(extraction.sources[relay])]
    return parts


def _outlet(extraction: Extraction) -> list[Part]:
    style = KIND_STYLES[SourceKind.OUTLET]
    if extraction.document.outlet is None:
        return [("the outlet", style)]
    return [(one_line(extraction.document.outlet), style), (" (outlet)", "dim")]


def _named(source: Source) -> Iterable[Part]:
    if source.name == source.kind.value:
        return ((source.name, KIND_STYLES[source.kind]),)
    return (one_line(source.name), KIND_STYLES[source.kind]), (f" ({source.kind.value})", "dim")


def _joined(groups: Iterable[list[Part]]) -> Iterator[Part]:
    for place, group in enumerate(groups):
        if place:
            yield _DOT
        yield from group
