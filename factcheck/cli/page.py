"""An extraction as a page to read: the article sentence by sentence, each claim under its sentence with who says it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from rich.console import Console
from rich.text import Text

from factcheck.domain.extraction import Attribution, Claim, Extraction, Source, SourceKind
from factcheck.domain.spans import Span
from factcheck.reports.words import FLAGS, QUOTATIONS, counted
from factcheck.text.display import visible

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


class Page:
    """Writes extractions to `stream`, `width` columns wide; without `colour` not one escape sequence."""

    def __init__(self, stream: IO[str], width: int, colour: bool) -> None:
        self._width = width
        self._console = Console(
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
            self._lines([line(sentence.of(text))])
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
        self._lines([(line(document.title or document.id), "bold")])
        known = [document.outlet, document.published.isoformat() if document.published else None]
        counts = [
            counted(len(extraction.sentences), "sentence"),
            counted(len(extraction.claims), "claim"),
            counted(len(extraction.sources), "source"),
        ]
        name = [line(document.id)] if document.title else []
        self._lines([(" · ".join([*(line(part) for part in known if part), *name, *counts]), "dim")])

    def _claim(self, extraction: Extraction, claim: Claim, sentence: Span | None) -> None:
        whole = sentence is not None and line(claim.text) == line(sentence.of(extraction.document.text))
        said: list[Part] = [("the whole sentence", "italic")] if whole else [line(claim.text)]
        number = Text(f"{claim.id + 1:>{_INDENT - 2}}  ", style="bold")
        self._lines(said, first=number)
        self._lines(list(_joined(_about(extraction, claim))))

    def _legend(self, extraction: Extraction) -> None:
        """Every source with how many claims it stands behind, those with most first."""
        behind = Counter(source for claim in extraction.claims for source in set(claim.sources))
        relays = Counter(source for claim in extraction.claims for source in set(claim.via))
        self._line()
        self._lines([("Sources", "bold"), (" and the number of their claims", "dim")])
        for source in sorted(extraction.sources, key=lambda s: (-behind[s.id], -relays[s.id], s.id)):
            parts: list[Part] = [*_named(source)]
            if relays[source.id]:
                parts += [_DOT, (f"relays {relays[source.id]}", "dim")]
            self._lines(parts, first=Text(f"{behind[source.id] or '–':>{_INDENT - 2}}  ", style="bold"))

    def _lines(self, parts: Sequence[Part], first: Text | None = None) -> None:
        """`parts` wrapped; with `first` in the margin of the first line, the others under it."""
        hanging = first is not None or (parts and parts[0] == _HANGING)
        text = Text.assemble(*(part for part in parts if part != _HANGING))
        margin = first
        for wrapped in text.wrap(self._console, self._width - (_INDENT if hanging else 0)):
            wrapped.rstrip()
            self._line(Text.assemble(margin or Text(" " * _INDENT), wrapped) if hanging else wrapped)
            margin = None

    def _line(self, text: Text | None = None) -> None:
        self._console.print(text or Text(), soft_wrap=True)


_HANGING = ("", "hanging")


def line(text: str) -> str:
    """Untrusted text on one line, its control characters made visible."""
    return visible(" ".join(text.split()))


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
        parts = [*parts, ", own voice"] if parts else ["the outlet’s own voice"]
    elif not parts:
        parts = [("nobody named", "yellow")]
    for relay in claim.via:
        parts += [", via ", *_named(extraction.sources[relay])]
    return parts


def _named(source: Source) -> Iterable[Part]:
    return (line(source.name), KIND_STYLES[source.kind]), (f" ({source.kind.value})", "dim")


def _joined(groups: Iterable[list[Part]]) -> Iterator[Part]:
    yield _HANGING
    for place, group in enumerate(groups):
        if place:
            yield _DOT
        yield from group
