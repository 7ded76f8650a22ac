"""What an article mentions where: the places of names, nouns and pronouns, and whose words they stand in."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span
from factcheck.sources.entities import Entity
from factcheck.sources.lexicon import lexicon
from factcheck.text.paragraphs import paragraphs

_PRONOUN = re.compile(
    r"(?<![\w’'-])(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)(?![\w-])",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:,? (?:who|which|also|still|never|often|always|then|now|again|\w+ly))?"
    r"[’']?(?:\s|d\b|ll\b|s (?:\w+ing|been|not)\b)"
    r"(?:is|was|are|were|has|had|have|will|would|can|could|may|might|must|should|did|does|do|said|told|went|came|got"
    r"|made|took|gave|knew|thought|felt|saw|wrote|spoke|met|left|lost|won|kept|held|ran|began|\w{2,}ed|\w{2,}[^s\W]s"
    r"|isn|wasn|aren|weren|hasn|hadn|didn|doesn|don|wouldn|couldn)\b"
)
_PREPOSITION = re.compile(
    r"\b(?:of|to|for|with|by|in|on|from|about|against|at|over|under|between|among|like|than|without|into|toward|towards"
    r"|behind|after|before|near) (?:the |a |an |his |her |their |its )?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'-]*\w[’']?")
_REACH = 80
# Adjectives that belong to a plural without an article: "retired judges", "wealthy Chinese citizens"
_LOOSE = re.compile(
    r"(?:former|federal|local|senior|young|older|black|white|wealthy|poor|many|some|most|other|several|few|fellow"
    r"|generous|undecided|likely|retired|elected|appointed|unnamed|undocumented|accused|convicted|displaced|injured"
    r"|affected|\w+(?:al|ic|ive|ous|ful|ese|ish|ian|can)|\d+)",
    re.IGNORECASE,
)
_OWNS = re.compile(r"[’']s\b|(?<=s)[’'](?=\s)")


@dataclass(slots=True)
class Occurrence:
    """A place that means `entity`; `within` is the number of the attribution whose content it stands in, or -1.

    `first` is whether nobody is mentioned before it in its sentence.
    """

    span: Span
    entity: Entity
    form: str
    sentence: int
    paragraph: int
    subject: bool
    governed: bool
    owns: bool
    within: int
    first: bool = False


class Discourse:
    """A text in sentences and paragraphs, with the contents and sources of its attributions."""

    def __init__(self, text: str, sentences: list[Span], tagged: Sequence[Tagged]) -> None:
        self.text = text
        self.sentences = sentences
        self.tagged = tagged
        self._sentence_starts = [s.start for s in sentences]
        self.paragraphs = paragraphs(text)
        self._paragraph_starts = [p.start for p in self.paragraphs]
        self._contents = sorted((c, n) for n, one in enumerate(tagged) for c in one.content)
        self._content_starts = [c.start for c, _ in self._contents]
        self._longest = max((len(c) for c, _ in self._contents), default=0)
        self._source_starts = sorted(s for one in tagged for s in one.source)
        self.occurrences: list[Occurrence] = []
        self._spans: list[Span] = []
        self.title_end = self.paragraphs[1].start if len(self.paragraphs) > 1 else len(text)
        self.total: Counter[int] = Counter()

    def sentence(self, place: int) -> int:
        """The number of the sentence that `place` lies in or after."""
        return max(bisect_right(self._sentence_starts, place) - 1, 0)

    def paragraph(self, place: int) -> int:
        """The number of the paragraph that `place` lies in or after."""
        return max(bisect_right(self._paragraph_starts, place) - 1, 0)

    def sentence_span(self, place: int) -> Span:
        """The sentence that `place` lies in or after."""
        return self.sentences[self.sentence(place)] if self.sentences else Span(0, len(self.text))

    def enclosing(self, span: Span, but: int = -1) -> int:
        """The attribution with the smallest content that covers `span`, other than `but`; -1 where none does."""
        best, found = 0, -1
        number = bisect_right(self._content_starts, span.start) - 1
        while number >= 0 and self._contents[number][0].start >= span.end - self._longest:
            content, owner = self._contents[number]
            smallest = owner != but and content.covers(span) and (found < 0 or len(content) < best)
            if smallest and not any(s.covers(span) for s in self.tagged[owner].source):
                best, found = len(content), owner
            number -= 1
        return found

    def overlapping(self, span: Span) -> list[int]:
        """The attributions of which a content overlaps `span`, in the order of the contents."""
        low = bisect_left(self._content_starts, span.start - self._longest)
        high = bisect_left(self._content_starts, span.end)
        return [number for content, number in self._contents[low:high] if content.overlaps(span)]

    def occurrence(self, span: Span, entity: Entity, form: str) -> Occurrence:
        """The occurrence of `entity` at `span`, with what its surroundings tell."""
        before = self.text[max(0, span.start - 24) : span.start]
        after = self.text[span.end : span.end + 30]
        source = self.in_source(span)
        return Occurrence(
            span=span,
            entity=entity,
            form=form,
            sentence=self.sentence(span.start),
            paragraph=self.paragraph(span.start),
            subject=source or (_VERB.match(after) is not None and _PREPOSITION.search(before) is None),
            governed=_PREPOSITION.search(before) is not None,
            owns=_OWNS.match(after) is not None
            or self.text[span.start : span.end].lower() in ("his", "her", "its", "their"),
            within=self.enclosing(span),
        )

    def in_source(self, span: Span) -> bool:
        """Whether `span` lies in the source of an attribution."""
        at = bisect_right(self._source_starts, Span(span.start, 10**9)) - 1
        return at >= 0 and self._source_starts[at].covers(span)

    def note(self, occurrence: Occurrence) -> None:
        """Put an occurrence where it belongs in the order of the text."""
        at = bisect_left(self._spans, occurrence.span)
        occurrence.first = not at or self.occurrences[at - 1].sentence != occurrence.sentence
        self._spans.insert(at, occurrence.span)
        self.occurrences.insert(at, occurrence)

    def before(self, place: int) -> int:
        """How many occurrences begin before `place`."""
        return bisect_left(self._spans, Span(place, -1))

    def recent(self, span: Span) -> Iterator[Occurrence]:
        """The occurrences before `span`, the latest first, as far back as a description reaches."""
        at = self.before(span.start)
        return reversed(self.occurrences[max(0, at - _REACH) : at])

    def at(self, span: Span) -> list[Occurrence]:
        """The occurrences inside `span`."""
        low, high = self.before(span.start), self.before(span.end)
        return [o for o in self.occurrences[low:high] if o.span.end <= span.end]


def pronouns(text: str) -> Iterable[Span]:
    """The third-person pronouns of `text`."""
    return (Span(*match.span()) for match in _PRONOUN.finditer(text))


def nominals(text: str) -> Iterable[Span]:
    """The noun phrases of `text` that may mean a source: "the former president", "her aides"."""
    heads, plurals = _heads()
    window: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if window and text[window[-1].end() : match.start()] not in (" ", "\u00a0", "\n"):
            window.clear()
        window.append(match)
        del window[:-5]
        word = match.group().lower()
        bare = re.sub(r"[’']s$", "", word)
        if bare not in heads:
            continue
        begin = _begin(window, bare in plurals)
        following = _WORD.match(text, match.end() + 1)
        if begin is None or (following and following.group().lower() in heads and text[match.end()] == " "):
            continue
        yield Span(begin, match.start() + len(bare))


def _begin(window: list[re.Match[str]], plural: bool) -> int | None:
    """Where the noun phrase that ends with the last word of `window` begins; None where it is none."""
    lex = lexicon()
    for match in reversed(window[:-1]):
        word = match.group().lower()
        if lex.has("determiners", word) or word.isdigit() or word.endswith(("’s", "'s", "s’", "s'")):
            return match.start()
        if lex.has("phrase_breaks", word):
            break
    if not plural:
        return None
    begin = window[-1].start()
    for match in reversed(window[:-1]):
        if not _LOOSE.fullmatch(match.group()):
            break
        begin = match.start()
    return begin


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    words = lexicon().words
    names = (
        "roles",
        "female_roles",
        "male_roles",
        "kin",
        "organization_heads",
        "document_heads",
        "poll_heads",
        "group_heads",
    )
    plurals = frozenset(f"{role}s" for role in words["roles"])
    heads = (frozenset(w for name in names for w in words[name]) | plurals) - words["no_heads"]
    several = words["group_heads"] - words["no_heads"]
    return heads, plurals | frozenset(w for w in several if w.endswith("s") or w in ("people", "men", "women"))
