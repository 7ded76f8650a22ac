"""The plainest frames of reported speech, for sentences in which the tagger sees no cue: “…, the mayor said.”"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from factcheck.attribution.crediting import only_listens
from factcheck.attribution.decoding import joined
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, trimmed
from factcheck.text.quotations import Quotation

CONFIDENCE = 0.7

_VERB = r"(?:said|says|say|added|adds|warned|warns|explained|noted|reported|announced|argued|insisted)"
_AUXILIARY = r"(?:(?:has|have|had|also|later)\s)?"
_NO_SUBJECT = r"(?!(?:and|as|because|but|if|or|so|than|that|to|not|never|wh\w+|how|I|you|we)\b)"
_SUBJECT = rf"{_NO_SUBJECT}(?P<source>[\w.’'&-]+(?:\s[\w.’'&-]+){{0,7}}?)"
_TIME = (
    r"(?:\s(?:on\s|late\s|earlier\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s(?:today|yesterday|last\s\w+|this\s\w+)"
    r"|\sin\s(?:a|an)\s(?:statement|interview|email|report))?"
)
_COMMA = re.compile(r",[”\"]?\s")
_BEHIND = re.compile(rf"{_SUBJECT}\s(?P<cue>{_AUXILIARY}{_VERB}){_TIME}[.”\"]*")
_INVERTED = re.compile(
    r"(?P<cue>said|says|warned|added|explained)\s(?P<source>(?:[A-Z]|the\s|an?\s|one\s)[^.;:“”\"]{2,120}?)[.”\"]*"
)
# "…, said a second minister was under investigation" turns nothing round, but "…, said a man who was there" does
_CLAUSE = re.compile(
    r"(?:\s(?!who\b|whose\b|which\b|that\b|where\b)[\w.’'-]+){0,8}?\s(?:is|are|was|were|be|been|has|have|had|does|did|will|would"
    r"|can|could|shall|should|may|might|must)\b"
)
# "Three officials, who spoke on condition of anonymity, said the deal was close."
_DESCRIBED = re.compile(
    rf"(?P<source>{_NO_SUBJECT}[A-Z\d][^.,;:“”\"]{{2,80}}, (?:who|speaking|insisting|on condition|citing)\b"
    rf"[^.;:“”\"]{{3,200}}?),\s(?P<cue>{_AUXILIARY}(?:said|says|added|warned|told\s(?:[\w.’'-]+\s){{1,4}}?(?=that\b)))"
    r"\s(?P<content>(?=\w)[^“”\"]+)"
)
_BETWEEN = re.compile(rf"{_SUBJECT}\s(?P<cue>{_AUXILIARY}{_VERB}){_TIME},\s(?=\w)")
# held by nobody in particular: "There are growing concerns that …"
_EXISTS = re.compile(
    r"(?:(?:But|And|However,|Still,)\s)?(?P<cue>[Tt]here\s(?:is|are|was|were|(?:has|have)\sbeen)\s(?:(?:also|now|still)\s)?"
    r"(?:(?:some|growing|widespread|mounting|renewed|serious|real|increasing)\s)?"
    r"(?:concerns?|fears?|worr(?:y|ies)|suspicions?|speculation|doubts?|allegations|reports|rumou?rs))\s(?P<content>that\s.+)",
    re.DOTALL,
)
# how a sentence goes on behind its source: "…, prosecutors said in an indictment, an act that …"
_PLACE = r"(?:\s(?:in|on|at|during|through)\s[^.,;:“”\"\n]{2,60})?"
_TAIL = r"(?:,\s(?:an?|the|which|who|as|while|but|after|before|despite|\w+ing)\s[^“”\"\n]{3,300})?"
_FOUND = r"(?:ruled|found|heard|claimed|alleged|confirmed|concluded|admitted|revealed|estimated|predicted|said|warned)"
_GOING_ON = re.compile(
    rf"{_SUBJECT}\s(?P<cue>(?:has|have|had)\s{_FOUND}|{_VERB}|heard|(?:was|were)\stold|claimed|alleged|estimated|predicted)"
    rf"{_TIME}{_PLACE}{_TAIL}[.”\"]*"
)
_HEADLINE = re.compile(r"(?P<source>(?:\w+\s){0,2}\w+)\s(?P<cue>hears|heard|told|is\stold)")
_AUDIENCE_ONLY = re.compile(r"(?:heard|hears|told|is\stold|(?:was|were)\stold)")
# "After the war ended, the king had ruled" says nothing
_SUBORDINATE = re.compile(
    r"(?:after|although|as|at|because|before|by|despite|during|even|for|from|if|in|like|on|once|since|though|to|under|unless"
    r"|until|when|whenever|where|while|with|without|\w+ing|\w+ed)\b",
    re.IGNORECASE,
)
_FARTHEST_BEHIND = 160
_FARTHEST_BETWEEN = 80
_FARTHEST_GOING_ON = 400
_LEAST_WORDS = 3
_LEAST_CLAUSE = 5


def framed(text: str, sentences: list[Span], quotations: list[Quotation], found: Iterable[Tagged]) -> Iterator[Tagged]:
    """An attribution for each sentence of such a frame that touches none of `found`, its cue outside quotations."""
    told = Stretches(span for one in found for span in (*one.cue, *one.content))
    quoted = Stretches(q.span for q in quotations if q.depth == 0)
    for sentence in sentences:
        if told.touch(sentence):
            continue
        one = next(filter(None, (frame(text, sentence) for frame in _FRAMES)), None)
        if one is not None and not quoted.touch(one.cue[0]):
            yield one


class Stretches:
    """Some spans, joined where they overlap, to ask whether one touches another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = joined(list(spans))

    def touch(self, span: Span) -> bool:
        """Whether one of them shares a code point with `span`."""
        return self.shared(span) > 0

    def _before(self, place: int) -> Iterator[Span]:
        """Those that begin before `place`, the last first."""
        for number in range(bisect_left(self._spans, Span(place, 0)) - 1, -1, -1):
            yield self._spans[number]

    def shared(self, span: Span) -> int:
        """How many code points of `span` lie in them."""
        total = 0
        for other in self._before(span.end):
            if other.end <= span.start:
                break
            total += min(span.end, other.end) - max(span.start, other.start)
        return total


def _behind(text: str, sentence: Span) -> Tagged | None:
    """ "…, the mayor said on Monday." and "…, says Jane Roe, the mayor." """
    for comma in _COMMA.finditer(text, max(sentence.start, sentence.end - _FARTHEST_BEHIND), sentence.end):
        frame = _BEHIND.fullmatch(text, comma.end(), sentence.end) or _INVERTED.fullmatch(
            text, comma.end(), sentence.end
        )
        if frame is not None and (frame.re is _BEHIND or _CLAUSE.match(text, frame.start("source") - 1) is None):
            content = trimmed(text, sentence.start, comma.end(), " \t\r\n,")
            return _tagged(text, frame, [content])
    return None


def _going_on(text: str, sentence: Span) -> Tagged | None:
    """ "The bridge was unsafe, an inquiry has found, and must close." and "…, the inquest heard." """
    if _SUBORDINATE.match(text, *sentence) is not None:
        return None
    for comma in _COMMA.finditer(text, max(sentence.start, sentence.end - _FARTHEST_GOING_ON), sentence.end):
        frame = _GOING_ON.fullmatch(text, comma.end(), sentence.end)
        content = Span(sentence.start, comma.start())
        if frame is None or len(content.of(text).split()) < _LEAST_CLAUSE:
            continue
        one = _tagged(text, frame, [content])
        heard = _AUDIENCE_ONLY.fullmatch(frame["cue"]) is not None
        return (_heard(text, one) if heard else one) if one is not None else None
    return None


def _headline(text: str, sentence: Span) -> Tagged | None:
    """ "Driver texted at the wheel before crash, court hears" """
    comma = text.rfind(", ", *sentence)
    frame = _HEADLINE.fullmatch(text, comma + 2, sentence.end) if comma > 0 else None
    one = _tagged(text, frame, [Span(sentence.start, comma)]) if frame is not None else None
    return _heard(text, one) if one is not None else None


def _heard(text: str, one: Tagged) -> Tagged | None:
    """What is told to an audience, which says nothing of it itself."""
    return replace(one, source=()) if only_listens(text, one) else None


def _between(text: str, sentence: Span) -> Tagged | None:
    """ "The runway, the mayor said, will close." """
    end = min(sentence.end, sentence.start + _FARTHEST_BETWEEN)
    comma = _COMMA.search(text, sentence.start, end)
    frame = _BETWEEN.match(text, comma.end(), sentence.end) if comma is not None else None
    if comma is None or frame is None:
        return None
    first = Span(sentence.start, comma.start())
    return _tagged(text, frame, [first, trimmed(text, frame.end(), sentence.end, " .")])


def _described(text: str, sentence: Span) -> Tagged | None:
    """ "Two officials, who asked for anonymity, said talks went on." """
    frame = _DESCRIBED.fullmatch(text, *sentence)
    return _tagged(text, frame, [trimmed(text, *frame.span("content"), " .")]) if frame is not None else None


def _existing(text: str, sentence: Span) -> Tagged | None:
    """ "There are concerns that the bridge will close." """
    frame = _EXISTS.fullmatch(text, *sentence)
    if frame is None:
        return None
    content = trimmed(text, *frame.span("content"), " \t\r\n.")
    return Tagged((), (Span(*frame.span("cue")),), (content,), CONFIDENCE)


def _tagged(text: str, frame: re.Match[str], content: list[Span]) -> Tagged | None:
    if sum(len(span.of(text).split()) for span in content) < _LEAST_WORDS:
        return None
    return Tagged((Span(*frame.span("source")),), (Span(*frame.span("cue")),), tuple(content), CONFIDENCE)


_FRAMES = (_behind, _between, _described, _existing, _going_on, _headline)
