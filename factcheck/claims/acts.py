"""Tell attributions that report an act from those that report words."""

import re
from functools import cache

from factcheck.claims.syntax import Sketch, WordClass
from factcheck.claims.tables import table
from factcheck.claims.tokens import Token
from factcheck.domain.extraction import Attribution

_QUOTED = re.compile(r"[“”\"]")
_SMALL = {WordClass.DETERMINER, WordClass.POSSESSIVE, WordClass.MARK, WordClass.PRONOUN}
_LEAST_SAID = {WordClass.FINITE, WordClass.INFINITIVE, WordClass.PRESENT_PARTICIPLE}


@cache
def _forms(kind: str) -> frozenset[str]:
    found: set[str] = set()
    for verb in table("acts")[kind]:
        stem = verb.removesuffix("e")
        found |= {verb, verb + "s", verb + "es", verb + "ed", verb + "d", stem + "ing", verb + "ing"}
    return frozenset(found)


def reports_an_act(text: str, one: Attribution, words: list[Token], sketch: Sketch, places: list[int]) -> bool:
    """Whether `one` tells what somebody did: the cue is a verb of doing, the content a noun phrase without a clause.

    What a thing allows, requires or is designed for is told by whoever tells of it, whatever the content is.
    `places` are the content's words among `words`.
    """
    if not one.cue or not places or any(_QUOTED.search(span.of(text)) for span in one.content):
        return False
    telling = [place for place in places if sketch.classes[place] not in _SMALL]
    if len(telling) == 1 and sketch.classes[telling[0]] is WordClass.NOUN:
        return True
    cue = [word.lower() for span in one.cue for word in re.findall(r"[\w’'-]+", span.of(text))]
    if cue and cue[-1] in _forms("effects"):
        return True
    if not any(word in _forms("acts") for word in cue):
        return False
    first = places[0]
    return words[first].text.lower() not in ("that", "to") and not any(
        sketch.classes[place] in _LEAST_SAID for place in places[:6]
    )
