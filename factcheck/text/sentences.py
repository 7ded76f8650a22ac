"""Sentences of a text: where one assertion's frame ends and the next begins."""

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from itertools import pairwise

from factcheck.domain.spans import Span, trimmed
from factcheck.text.metadata import body

_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_END = re.compile(
    # a run of stops is looked at once, from its first (the lookbehind stands behind it for speed)
    r"(?P<mark>[.!?…](?<![.!?…][.!?…])[.!?…]*+)"
    # marks that close, emphasis, signs that nobody sees and footnote numbers; a closing mark may be spaced off
    rf"(?P<closers>[\"”“’‘'»)\]}}*_{_UNSEEN}]*+(?:\[\d{{1,3}}\])*+(?:[ \u00a0\u202f][”»])?+)"
    # the third case: a space was lost in “… voters!”After his rally
    r"(?=\s|\Z|(?<=[.!?]”)[A-Z][a-z])"
    r"|[。！？]++[」』”’）]*+"
)
# The credit of a picture, which seldom has a stop before it.
_CREDIT = re.compile(r"\s(?=(?:Image|Photo|Photograph|Picture|File photo)(?: credit| courtesy)?:\s)")
_DAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d{1,2}, \d{4}"
)
_DAY_FIRST = re.compile(rf"{_DAY}(?=\s+[“\"]?[A-Z])")
_DAY_LAST = re.compile(rf"\s{_DAY}\Z")
# A heading that ran into the text after it: "… by Elizabeth Quat In the East, councillors …".
_LOST_STOP = re.compile(
    r"\s(?<=\w\s)\s*+(?=(?:In|On|At|But|He|She|They|We|It|You|There|These|(?:He|She|It|They|We|You|There)[’'][a-z]{1,2})"
    r" (?:[a-z]+|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?) \w)"
)
_FOLLOWING = re.compile(rf"(?:\s*(?:\.{{2,4}}|…))?[\s\"“‘'«(\[–—―*_{_UNSEEN}-]*(?P<letter>\S)")
_SIGNATURE = re.compile(r"\s*[–—―-]{1,2}\s*[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4}\.?\s*\Z")
_STOPPED = re.compile(r"[.!?…。！？:;][^\w\s]*\Z")
_WORD = re.compile(r"[^\W_](?:[\w’'.&-]*\w)?")
_LETTER = re.compile(r"[^\W_]")
_LAST_WORD = re.compile(r"[^\s(“\"‘'\[—–/*_]*\Z")
_INITIAL = re.compile(r"(?:\w-)?[^\W\d_]\.")
_ACRONYM = re.compile(r"(?:.*-)?(?:[^\W\d_]\.&?){2,}")
_ITEM = re.compile(r"[\s\"“‘'«(\[#]*(?:\d{1,3}|[A-Za-z])\.")
_CAMEL = re.compile(r"[a-z]{1,4}[A-Z]")
_QUOTES = re.compile(r"[\"”“’‘'»]")
_BRACKET = re.compile(r"[*_]*[)\]}]")
_CLOSING = re.compile(r"[^\"“”]*[”\"]\s+[a-z]")
_LONGEST_WORD = 40
_SHORTEST_QUOTATION = 60
# How far back a mark that opened is looked for: a bound keeps the time linear in a text without breaks.
_FARTHEST = 400
_LONGEST_NAME = 150
_LONGEST_HEADLINE = 200


@dataclass(frozen=True, slots=True)
class _Lists:
    """The tables of `data/abbreviations.toml`."""

    before_names: frozenset[str]
    before_places: frozenset[str]
    before_figures: frozenset[str]
    clock: frozenset[str]
    after_clock: frozenset[str]
    anywhere: frozenset[str]
    sentence_starters: frozenset[str]
    no_starters: frozenset[str]
    speech_verbs: frozenset[str]
    name_particles: frozenset[str]


@cache
def _lists() -> _Lists:
    data = tomllib.loads((files("factcheck.text") / "data" / "abbreviations.toml").read_text(encoding="utf-8"))
    return _Lists(**{field.name: frozenset(data[field.name]) for field in fields(_Lists)})


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order, without front matter, dateline or white space at their edges.

    Paragraphs always break, and each sentence holds a letter or digit. A full stop after an abbreviation or
    initial breaks only where what follows begins like a sentence; a quotation that its sentence continues
    does not break.
    """
    return [sentence for block in body(text) for sentence in _of_paragraph(text, block)]


def _of_paragraph(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    for piece in _pieces(text, block):
        begin = searched = piece.start
        lettered = False
        headline = len(piece) <= _LONGEST_HEADLINE and not _stopped(text, piece)
        for match in _END.finditer(text, *piece):
            if not lettered:
                lettered = _LETTER.search(text, searched, match.start()) is not None
                searched = match.start()
            if lettered and match.end() < piece.end and _breaks(text, begin, match, piece.end, headline):
                found.append(trimmed(text, begin, match.end()))
                begin = searched = match.end()
                lettered = False
        last = trimmed(text, begin, piece.end)
        if _LETTER.search(text, *last):
            found.append(last)
        elif found and len(last):
            found[-1] = Span(found[-1].start, last.end)
    return found


def _pieces(text: str, block: Span) -> list[Span]:
    """The paragraph `block`, divided where a heading, full date or picture's credit stands in it without a stop."""
    cuts = [block.start]
    day = _DAY_FIRST.match(text, *block)
    if day is not None:
        cuts.append(day.end())
    if text.find(":", *block) >= 0:
        cuts += [match.start() for match in _CREDIT.finditer(text, *block)]
    if _stopped(text, block):
        lost = (match.start() for match in _LOST_STOP.finditer(text, *block))
        # a title in quotation marks may hold such words: “Gone In the Wind”
        cuts += [at for at in lost if _opened_quotation(text, block.start, at) < 0]
    day = _DAY_LAST.search(text, max(block.start, block.end - _LONGEST_WORD), block.end)
    if day is not None:
        cuts.append(day.start())
    return [Span(*pair) for pair in pairwise([*sorted(set(cuts)), block.end])]


def _stopped(text: str, block: Span) -> bool:
    """Whether the paragraph ends with a stop, as headings do not."""
    return _STOPPED.search(text, max(block.start, block.end - _LONGEST_WORD), block.end) is not None


def _breaks(text: str, begin: int, match: re.Match[str], end: int, headline: bool) -> bool:
    """Whether the sentence that begins at `begin` ends with the stops of `match`."""
    following = _FOLLOWING.match(text, match.end(), end)
    if following is None or not match["mark"]:
        return following is not None
    mark, closers = match["mark"], match["closers"]
    at, letter = following.start("letter"), following["letter"]
    if not (letter.isalnum() or letter in "$€£¥@#") or (letter.islower() and not _CAMEL.match(text, at, end)):
        return False
    quoted = _QUOTES.search(closers) is not None
    bracketed = not quoted and _BRACKET.match(closers) is not None
    if _SIGNATURE.match(text, match.end(), end):
        return False
    if not quoted and _in_short_quotation(text, begin, match.end(), end):
        return False
    if bracketed:
        return _ends_in_bracket(text, begin, match) or _starts_sentence(text, at, end)
    if "!" in mark or "?" in mark:
        return not (quoted and _speech_verb(text, at, end))
    if mark != "." or text[match.start() - 1].isspace():
        # "I just ... I don't know" is one thought, "nobody knows… The minister left" are two
        hesitating = not quoted and text[match.start() - 1].isspace()
        return not hesitating or (_starts_sentence(text, at, end) and not _is_i(text, at, end))
    return _ends_with_stop(text, begin, match, at, end, quoted, headline)


def _ends_with_stop(
    text: str, begin: int, match: re.Match[str], at: int, end: int, quoted: bool, headline: bool
) -> bool:
    """Whether a single full stop ends its sentence rather than an abbreviation, initial or item's number."""
    lists = _lists()
    stop = match.start() + 1
    if quoted and (verb := _speech_verb(text, at, end)):
        # “No.” Kim said. – but: He said “no.” Kim said nothing.
        return text[verb : verb + 1] not in (".", ",")
    last_word = _LAST_WORD.search(text, max(begin, stop - _LONGEST_WORD), stop)
    last = last_word.group() if last_word else ""
    # "no." begins a sentence as "No.", headlines hold "SEN.", and "then-Sen." is one too
    forms = {last, last[:1].lower() + last[1:], last.capitalize() if last.isupper() else last, last.rpartition("-")[2]}
    if not quoted and (forms & lists.before_names or _ITEM.fullmatch(text, begin, stop)):
        return False
    if _INITIAL.fullmatch(last) and last.isupper():
        return not headline and _starts_sentence(text, at, end)
    if forms & lists.before_figures:
        return quoted or not text[at].isdigit()
    if last in lists.clock:
        word = _WORD.match(text, at, end)
        return word is None or (word.group() not in lists.after_clock and text[at - 1] not in "([")
    often_inside = forms & lists.anywhere or forms & lists.before_places or _ACRONYM.fullmatch(last)
    if often_inside or _INITIAL.fullmatch(last):
        return not headline and _starts_sentence(text, at, end)
    return True


def _in_short_quotation(text: str, begin: int, at: int, end: int) -> bool:
    """Whether `at` lies in a quotation that is a part of its sentence: `chants of “Lock her up! Lock her up!” that`."""
    opened = _opened_quotation(text, begin + 1, at)
    if opened < 0 or _LETTER.search(text, begin, opened) is None:
        return False
    return _CLOSING.match(text, at, min(end, at + _SHORTEST_QUOTATION)) is not None


def _opened_quotation(text: str, begin: int, at: int) -> int:
    """Where, from `begin` on, the quotation around `at` opens; -1 if there is none."""
    begin = max(begin, at - _FARTHEST)
    curly = text.rfind("“", begin, at)
    if curly >= 0 and text.find("”", curly, at) < 0:
        return curly
    return text.rfind('"', begin, at) if text.count('"', begin, at) % 2 else -1


def _ends_in_bracket(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the bracket that closes behind the stops holds a sentence, not a part of one."""
    opened = max(text.rfind(mark, max(begin, match.start() - _FARTHEST), match.start()) for mark in "([{")
    if opened < 0 or _LETTER.search(text, begin, opened) is None:
        return True
    words = len(text[opened + 1 : match.start()].split())
    # "yields [...] Ozone": what was left out may well hold the stop
    return words == 0 or (words > 3 and (text[opened + 1].isupper() or match["mark"] != "."))


def _starts_sentence(text: str, at: int, end: int) -> bool:
    """Whether the word at `at` is one that begins sentences rather than names."""
    lists = _lists()
    word = _WORD.match(text, at, end)
    if word is None or word.group().lower().replace("’", "'") not in lists.sentence_starters:
        return False
    if len(word.group()) == 1 and text[word.end() : word.end() + 1] == ".":
        return False
    return not text[at : at + 20].lower().startswith(tuple(lists.no_starters))


def _is_i(text: str, at: int, end: int) -> bool:
    word = _WORD.match(text, at, end)
    return word is not None and (word.group() == "I" or word.group().startswith(("I'", "I’")))


def _speech_verb(text: str, at: int, end: int) -> int:
    """The end of the verb with which what begins at `at` says who spoke the words before it, 0 if it does not.

    `“No!” Kim said.` has one, `“No!” Kim left.` has none.
    """
    lists = _lists()
    if _starts_sentence(text, at, end) and not _is_i(text, at, end):
        return 0
    aside = False
    last = at
    for word in _WORD.finditer(text, at, min(end, at + _LONGEST_NAME)):
        between = text[last : word.start()]
        if between.strip(" ,.\u00a0"):
            return 0
        aside ^= "," in between
        last = word.end()
        name = word.group()
        if name.lower() in lists.speech_verbs and word.start() > at:
            return 0 if text.startswith(" that ", last) else last
        if not (aside or name[0].isupper() or name in lists.name_particles):
            return 0
    return 0
