"""What a claim's words tell about it: figures, dates, comparisons, opinion."""

import re
from functools import cache

from factcheck.claims.tables import patterns, table
from factcheck.domain.extraction import Flag

_DIGITS = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NAME = re.compile(r"(?<=[a-z,’'] )[A-Z][\w.’'-]+")
_OF_WORDS = (Flag.COMPARISON, Flag.SUPERLATIVE, Flag.PREDICTION, Flag.OPINION, Flag.DENIAL)
_FAR = 4000


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    more = patterns("signs")
    found: dict[str, re.Pattern[str]] = {}
    for name, words in table("signs").items():
        forms = [*sorted(map(re.escape, words), key=len, reverse=True), *more.get(name, ())]
        found[name] = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", 0 if name == "months" else re.I)
    return found


def flags_of(words: str) -> list[Flag]:
    """What the words of a claim show, in the order of the closed set."""
    known = _patterns()
    telling = known["idle"].sub(" ", words)
    found: list[Flag] = []
    if _DIGITS.search(_YEAR.sub("", words)) or known["numbers"].search(telling):
        found.append(Flag.FIGURE)
    if _YEAR.search(words) or known["months"].search(words) or known["days"].search(words):
        found.append(Flag.DATE)
    if _NAME.search(words):
        found.append(Flag.NAME)
    found.extend(flag for flag in _OF_WORDS if known[flag.value].search(telling))
    return sorted(found, key=list(Flag).index)


def in_quotation(text: str, place: int) -> bool:
    """Whether a quotation is open at `place`, as far as its paragraph shows."""
    begin = text.rfind("\n", max(0, place - _FAR), place) + 1
    before = text[begin or max(0, place - _FAR) : place + 1]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
