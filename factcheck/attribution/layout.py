"""Attributions that the layout of a text makes: turns of a transcript, headlines with a colon, signed quotations."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from factcheck.attribution.tables import table
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, trimmed
from factcheck.text.datelines import agencies
from factcheck.text.metadata import body
from factcheck.text.quotations import Quotation

CONFIDENCE = 0.75

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PARTICLE = r"(?:de|da|del|della|di|du|van|von|der|den|bin|al|of)"
_NAME = rf"{_CAPITAL}[\w.’'&-]*(?:\s(?:{_PARTICLE}\s){{0,2}}{_CAPITAL}[\w.’'&-]*){{0,5}}"
_LABEL = re.compile(
    rf"(?P<name>{_NAME})(?:\s?\([^()]{{1,30}}\)|,\s[^:;.,!?\"“”]{{2,40}}){{0,2}}(?P<colon>\s?:)\s?(?=\S)"
)
_ENDING = re.compile(
    r"(?P<content>.{12,}?)\s?(?P<cue>:|\s[–—-])\s(?P<source>(?:[\w.’'-]+\s){0,2}(?P<last>[\w’'-]+))\.?"
)
_SIGNATURE = re.compile(rf"\s*(?P<dash>—|–|―|--)\s*(?P<source>{_NAME}(?:,\s[^.:;!?\"“”]{{2,60}})?)\.?\s*")
# what nobody but the one before the colon can say: "Macron: Europe must arm itself", "Roe: ‘I was there’"
_VOICE = re.compile(
    r"(?!(?:wh\w+|how|is|are|can|will|should)\b).*?(?:\b(?:must|should|ought\sto|we|I|our|my|won[’']t)\b)|[‘“\"']",
    re.DOTALL | re.I,
)
_SPOKEN = re.compile(
    r"\b(?:I|we|my|our|us|me|you|your|he|she|they|it|this|that|there|nobody|no\sone|everyone|everything|is|are|was|were|have|has|had"
    r"|will|must|can|could|did|do|let|never|not)\b|n[’']t\b|[’'](?:s|m|re|ve|ll)\s",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.?!…][\"”’')\]]*(?:\s|$)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST_HEADLINE = 200
_LEAST_WORDS = 3
_FEWEST_SMALL = 0.4
_TITLES = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Sgt|Rev|Judge|Chairman|Chair|Lord|Sir|Dame)\b")
_STRIP = " \t\r\n\u00a0,;:—–-"


def laid_out(text: str, quotations: list[Quotation]) -> list[Tagged]:
    """What `text` attributes by its layout beside the turns of a transcript, in order."""
    blocks = body(text)
    if not blocks:
        return []
    found = [*_headline(text, blocks), *_signed(text, blocks, quotations)]
    return sorted(found, key=lambda one: one.content[0])


def spoken(text: str, quotations: list[Quotation]) -> list[Tagged]:
    """The words that layout alone gives to somebody whole, in order.

    The turns of a transcript, interview or list of voices; the quotation that a headline begins with.
    """
    blocks = body(text)
    return [*_voiced(text, blocks, quotations), *_turns(text, blocks)]


def speaks(label: str) -> bool:
    """Whether what stands before a colon can be a speaker: "Review" and "Update" are none."""
    return label.lower() not in table("layout")["no_speakers"]


def _tagged(source: Span, cue: Span, content: Span) -> Tagged:
    return Tagged((source,), (cue,), (content,), CONFIDENCE)


def _headline(text: str, blocks: list[Span]) -> Iterator[Tagged]:
    """ "Roe: We will win" and "Bees like cities: study", where the source is of a known sort or named behind."""
    block = blocks[0]
    if len(block) > _LONGEST_HEADLINE:
        return
    label = _LABEL.match(text, *block)
    if label is not None:
        content = trimmed(text, label.end(), block.end, _STRIP + ".")
        last = label["name"].split()[-1]
        known = (
            last.lower() in table("layout")["bodies"]
            or _mentioned(text, block.end, last)
            or _VOICE.match(text, *content) is not None
        )
        if known and _speaker(label["name"]) and _says(text, content) and not content.of(text).endswith("?"):
            yield _tagged(Span(label.start(), label.start("colon")), _sign(text, label), content)
            return
    ending = _ENDING.fullmatch(text, *block)
    if ending is not None and _says(text, Span(*ending.span("content"))):
        source = ending["source"]
        known = ending["last"] in table("layout")["bodies"] or source in agencies() | table("layout")["outlets"]
        named = ":" in ending["cue"] and ending["last"].istitle() and _mentioned(text, block.end, ending["last"])
        if known or (named and len(source.split()) <= len(ending["last"].split()) + 1):
            cue = trimmed(text, *ending.span("cue"))
            yield _tagged(Span(*ending.span("source")), cue, Span(*ending.span("content")))


def _turns(text: str, blocks: list[Span]) -> Iterator[Tagged]:
    """Labelled paragraphs of several speakers in a row."""
    labels = [_LABEL.match(text, *block) for block in blocks]
    speakers = Counter(label["name"] for label in labels if label is not None)
    labelled = [
        number
        for number, label in enumerate(labels)
        if label is not None and _speaker(label["name"]) and _is_turn(text, Span(label.end(), blocks[number].end))
    ]
    everybody = {number for number in labelled if (label := labels[number]) and _is_speaker(label["name"], speakers)}
    # who speaks once speaks between others
    everybody |= {number for number in labelled if everybody.issuperset((number - 1, number + 1))}
    for number in sorted(everybody):
        if everybody.isdisjoint((number - 2, number - 1, number + 1, number + 2)):
            continue
        label = labels[number]
        assert label is not None
        content = trimmed(text, label.end(), blocks[number].end)
        yield _tagged(Span(label.start(), label.start("colon")), _sign(text, label), content)


def _is_speaker(name: str, speakers: Counter[str]) -> bool:
    """Whether a label that stands before a paragraph as often as `speakers` counts is a speaker's by its form."""
    return speakers[name] > 1 or name in ("Q", "A") or " " in name or _TITLES.match(name) is not None


def _voiced(text: str, blocks: list[Span], quotations: list[Quotation]) -> Iterator[Tagged]:
    """ "‘Nobody came’: survivors tell inquiry of the fire", where the words are a clause or said to be told."""
    if not blocks or not quotations or len(blocks[0]) > _LONGEST_HEADLINE:
        return
    quotation = quotations[0]
    whose = _whose().match(text, quotation.span.end, blocks[0].end)
    if quotation.span.start != blocks[0].start or not quotation.closed or whose is None:
        return
    name = whose["source"]
    clause = _SPOKEN.search(text, *quotation.inner) is not None and len(quotation.inner.of(text).split()) > 1
    on = whose["then"] == "on" and all(word[0].isupper() for word in name.split())
    if _speaker(name) and (clause or on or whose["then"] in table("layout")["telling"]):
        yield _tagged(Span(*whose.span("source")), Span(*whose.span("cue")), quotation.span)


@cache
def _whose() -> re.Pattern[str]:
    """Whose words they are, up to what a headline says that one does or on what."""
    then = "|".join(sorted(table("layout")["telling"] | table("layout")["doing"] | table("layout")["about"]))
    return re.compile(
        rf"\s?(?P<cue>:)\s(?!(?:how|why|what|when|where|the\sstory)\b)(?P<source>[\w.’'-]+(?:\s[\w.’'-]+){{0,5}}?)\s(?P<then>{then})\b"
    )


def _signed(text: str, blocks: list[Span], quotations: list[Quotation]) -> Iterator[Tagged]:
    """A paragraph that is a quotation, a dash and a name; or only the dash and name, after a quoted paragraph."""
    whole = {q.span.start: q.span for q in quotations if q.depth == 0 and q.closed}
    before: Span | None = None
    for block in blocks:
        quoted = whole.get(block.start)
        begin = quoted.end if quoted is not None else block.start
        signature = _SIGNATURE.fullmatch(text, begin, block.end)
        content = quoted if quoted is not None else before
        if signature is not None and content is not None and len(_WORD.findall(text, *content)) >= _LEAST_WORDS:
            source = trimmed(text, *signature.span("source"), ".")
            yield _tagged(source, Span(*signature.span("dash")), content)
        before = quoted if quoted is not None and quoted.end == block.end else None


def _sign(text: str, label: re.Match[str]) -> Span:
    return trimmed(text, *label.span("colon"))


def _speaker(name: str) -> bool:
    first, *more = name.split()
    last = more[-1] if more else first
    if last.lower().strip(".") in table("layout")["no_speakers"] or (more and first in ("The", "A", "An")):
        return False
    return not any(word.lower() in table("layout")["no_name_words"] for word in more)


def _says(text: str, content: Span) -> bool:
    return len(_WORD.findall(text, *content)) >= _LEAST_WORDS


def _is_turn(text: str, content: Span) -> bool:
    """Whether what follows a label is something said: it has a stop, and is no list of names or figures."""
    words = _WORD.findall(text, *content)
    small = sum(word.islower() for word in words)
    if not words or _STOP.search(text, *content) is None:
        return False
    return len(words) < _LEAST_WORDS or small >= _FEWEST_SMALL * len(words)


def _mentioned(text: str, start: int, name: str) -> bool:
    """Whether `name` comes up again behind `start`."""
    return len(name) > 1 and re.compile(rf"\b{re.escape(name)}\b").search(text, start) is not None
