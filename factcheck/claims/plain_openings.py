"""Openings that show by their words and marks alone, where the sketch of the network has missed them.

A participial clause between commas behind a subject that still wants its verb ("Russia and China, locked in disputes,
have blocked …"), a coordinated clause with a pronoun as its subject ("… and nobody knows"), ", including …", and ages.
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
_DIGITS_OF_YEAR = 4
_LONGEST_SUBJECT = 10
_IN_SUBJECT = _HEADS | {
    WordClass.PRONOUN, WordClass.ADVERB, WordClass.PREPOSITION, WordClass.DETERMINER, WordClass.ADJECTIVE,
    WordClass.POSSESSIVE, WordClass.GENITIVE, WordClass.NUMBER,
}  # fmt: skip
_SURE = 0.8
_BREAKS = {",", ";", ":", "(", "—", "–", "--", "“", "”", '"'}


def mended(words: Sequence[Token], sketch: Sketch) -> Sketch:
    """`sketch` with what it missed; a participial clause closes before the second of its commas."""
    found = [(n, end) for n in range(2, len(words)) if (end := _end(words, sketch, n)) is not None]
    examples = [n for n in range(2, len(words) - 3) if _is_example(words, sketch, n)]
    clauses = [n for n in range(1, len(words) - 1) if _is_clause(words, sketch, n) or _is_sentence(words, sketch, n)]
    ages = [n for n in range(2, len(words) - 1) if is_age(words, sketch, n)]
    verbs = [n for n in range(1, len(words) - 1) if _is_verb(words, sketch, n)]
    if not found and not clauses and not examples and not ages and not verbs:
        return sketch
    classes, openings = list(sketch.classes), list(sketch.openings)
    opens, closes = list(sketch.opens), list(sketch.closes)
    for place, end in found:
        if classes[place] is WordClass.FINITE:
            classes[place] = WordClass.PAST_PARTICIPLE
        openings[place], opens[place] = Opening.PARTICIPLE, 1.0
        closes[end] = 1.0
    for place in examples:
        openings[place], opens[place] = Opening.APPOSITION, 1.0
    for place in ages:
        openings[place], opens[place], closes[place] = Opening.APPOSITION, 1.0, 1.0
    for place in verbs:
        classes[place] = WordClass.FINITE
        if openings[place] is Opening.PARTICIPLE:
            opens[place] = 0.0
    for place in clauses:
        openings[place], opens[place] = Opening.CLAUSE, 1.0
    return replace(sketch, classes=classes, openings=openings, opens=opens, closes=closes)


def is_age(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether the word is somebody's age between commas: "Jane Roe, 56,"."""
    return (
        words[place].text.isdigit()
        and len(words[place].text) < _DIGITS_OF_YEAR
        and 1 < place < len(words) - 1
        and words[place - 1].text == words[place + 1].text == ","
        and sketch.classes[place - 2] is WordClass.NAME
    )


def _is_verb(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether the word can only be the verb of its clause, whatever opens there.

    "airstrikes … killed at least 38", "…, and dozens of swimmers protested" have no other verb; "who represents the
    east side and chairs the committee" has the ending of one.
    """
    classes, openings, opens = sketch.classes, sketch.openings, sketch.opens
    if classes[place] is WordClass.INFINITIVE:
        word = words[place].text.lower()
        predicate = openings[place] is Opening.VERB_PHRASE and opens[place] > _SURE
        return predicate and word.endswith("s") and not word.endswith("ss") and words[place - 1].text.lower() == "and"
    if classes[place] not in (WordClass.FINITE, WordClass.PAST_PARTICIPLE) or classes[place - 1] not in _HEADS:
        return False
    if openings[place] is not Opening.PARTICIPLE or words[place + 1].text in (".", "by"):
        return False
    begin = place
    while begin > 0 and not (opens[begin] > _SURE and openings[begin] is Opening.CLAUSE):
        if classes[begin - 1] in (WordClass.FINITE, WordClass.RELATIVE) or words[begin - 1].text in _BREAKS:
            return False
        begin -= 1
    if begin == 0 and classes[place] is not WordClass.FINITE:
        return False
    return not any(kind is WordClass.FINITE for kind in classes[place + 1 : _next_break(words, sketch, place)])


def _next_break(words: Sequence[Token], sketch: Sketch, place: int) -> int:
    """Where the clause of the word at `place` goes over into another predicate or clause."""
    for number in range(place + 1, len(words)):
        if sketch.opens[number] > _SURE and sketch.openings[number] in (Opening.VERB_PHRASE, Opening.CLAUSE):
            return number
    return len(words)


def _is_example(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether ", including" and a noun phrase of some length tell of what comes before."""
    return (
        words[place].text.lower() == "including"
        and words[place - 1].text == ","
        and sketch.classes[place - 2] in _HEADS
    )


def _is_clause(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether a pronoun as the subject of a verb begins a coordinated clause at `place`: "… and nobody knows"."""
    classes = sketch.classes
    subject, contracted, _ = words[place].text.lower().replace("’", "'").partition("'")
    if subject not in words_of("framing", "subjects"):
        return False
    before = place - 1
    if before > 0 and words[before].text.lower() in ("then", "so", "now", "therefore"):
        before -= 1
    if words[before].text.lower() not in ("and", "but", "so"):
        return False
    if contracted:
        return True
    verb = place + 1
    while verb < len(words) - 1 and classes[verb] is WordClass.ADVERB:
        verb += 1
    return classes[verb] is WordClass.FINITE


def _is_sentence(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether a noun phrase with its verb begins at `place` behind a whole clause: "…, and many of them fled"."""
    classes = sketch.classes
    if place < _SHORTEST or sketch.openings[place] is not Opening.NOUN_PHRASE or words[place - 2].text != ",":
        return False
    if words[place - 1].text.lower() not in ("and", "but"):
        return False
    before = next((n for n in range(place - 3, -1, -1) if classes[n] is WordClass.FINITE or words[n].text == ","), 0)
    if classes[before] is not WordClass.FINITE or before == 0:
        return False
    for number in range(place, min(place + _LONGEST_SUBJECT, len(words))):
        if classes[number] is WordClass.FINITE:
            return classes[number - 1] in _HEADS | {WordClass.PRONOUN, WordClass.ADVERB} and number > place
        if classes[number] not in _IN_SUBJECT:
            return False
    return False


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
