"""See participial clauses between commas behind a subject, where the sketch takes them for its predicate.

"Russia and China, locked in separate disputes with the U.S., have repeatedly blocked …": a verb form behind a comma
that no object follows, and behind the next comma the verb in a tense that the subject still wants.
"""

from collections.abc import Sequence
from dataclasses import replace

from factcheck.claims.syntax import Opening, Sketch, WordClass
from factcheck.claims.tables import words as words_of
from factcheck.claims.tokens import Token

_HEADS = {WordClass.NOUN, WordClass.NAME}
_FORMS = {WordClass.FINITE, WordClass.PAST_PARTICIPLE, WordClass.PRESENT_PARTICIPLE}
_BEHIND = {WordClass.PREPOSITION, WordClass.TO, WordClass.ADVERB}
_LONGEST = 24
_SHORTEST = 3


def mended(words: Sequence[Token], sketch: Sketch) -> Sketch:
    """`sketch` with such clauses as participles that open behind the first comma and close before the second."""
    found = [(n, end) for n in range(2, len(words)) if (end := _end(words, sketch, n)) is not None]
    if not found:
        return sketch
    classes, openings = list(sketch.classes), list(sketch.openings)
    opens, closes = list(sketch.opens), list(sketch.closes)
    for place, end in found:
        if classes[place] is WordClass.FINITE:
            classes[place] = WordClass.PAST_PARTICIPLE
        openings[place], opens[place] = Opening.PARTICIPLE, 1.0
        closes[end] = 1.0
    return replace(sketch, classes=classes, openings=openings, opens=opens, closes=closes)


def _end(words: Sequence[Token], sketch: Sketch, place: int) -> int | None:
    """The last word of the participial clause that begins at `place`, None where none does."""
    classes = sketch.classes
    if words[place - 1].text != "," or classes[place - 2] not in _HEADS or classes[place] not in _FORMS:
        return None
    if not words[place].text.lower().endswith(("ed", "en", "wn")) and words[place].text.lower() not in words_of(
        "framing", "participles"
    ):
        return None
    if place + 1 >= len(words) or classes[place + 1] not in _BEHIND:
        return None
    if any(classes[n] is WordClass.FINITE for n in range(place)):
        # the subject has its verb already
        return None
    for end in range(place + 1, min(place + _LONGEST, len(words) - 2)):
        if classes[end] is WordClass.FINITE:
            return None
        if words[end].text == ",":
            after = end + 1
            while after < len(words) - 1 and classes[after] is WordClass.ADVERB:
                after += 1
            fits = classes[after] is WordClass.FINITE and end - place >= _SHORTEST
            return end - 1 if fits else None
    return None
