"""Noun phrases as the sketch of a sentence shows them."""

from collections.abc import Sequence

from factcheck.claims.plain_openings import is_age
from factcheck.claims.syntax import Sketch, WordClass
from factcheck.claims.tokens import Token

PARTING = {",", ";", "—", "–", "--", "-", ":", "(", ")"}
QUOTES = {'"', "“", "”", "‘", "’", "'"}
VERBS = {WordClass.FINITE, WordClass.INFINITIVE, WordClass.PRESENT_PARTICIPLE, WordClass.PAST_PARTICIPLE}
NOMINAL = {
    WordClass.NOUN, WordClass.NAME, WordClass.ADJECTIVE, WordClass.NUMBER, WordClass.DETERMINER,
    WordClass.POSSESSIVE, WordClass.GENITIVE, WordClass.OTHER,
}  # fmt: skip
HEADS = {WordClass.NOUN, WordClass.NAME, WordClass.NUMBER, WordClass.PRONOUN}
_LONGEST_NOUN_PHRASE = 12


def word_before(words: Sequence[Token], place: int) -> int | None:
    """The place of the word or mark before, quotation marks left out."""
    place -= 1
    while place >= 0 and words[place].text in QUOTES:
        place -= 1
    return place if place >= 0 else None


def phrase_before(words: Sequence[Token], sketch: Sketch, place: int) -> list[int]:
    """The noun phrase that ends before `place`, `of` and what follows it included.

    What stands in parentheses after it ("(R-Utah)") and an age ("Roe, 56, who") are passed over.
    """
    end = place - 1
    while end >= 0 and (
        words[end].text in PARTING
        or words[end].text in QUOTES
        or sketch.classes[end] is WordClass.PREPOSITION
        or sketch.classes[end] is WordClass.CONJUNCTION
        or is_age(words, sketch, end)
    ):
        begin = end
        if words[end].text == ")":
            begin = next((n for n in range(end, max(end - _LONGEST_NOUN_PHRASE, -1), -1) if words[n].text == "("), end)
        end = begin - 1
    begin = end + 1
    while begin > 0 and end - begin < _LONGEST_NOUN_PHRASE:
        kind = sketch.classes[begin - 1]
        if kind in NOMINAL or words[begin - 1].text in QUOTES:
            begin -= 1
            if kind in (WordClass.DETERMINER, WordClass.POSSESSIVE) and not (
                begin > 0 and words[begin - 1].text.lower() == "of"
            ):
                break
        elif _joined(words, begin - 1) or (
            (words[begin - 1].text.lower() == "of" and begin > 1 and sketch.classes[begin - 2] in HEADS)
            or (
                kind is WordClass.PAST_PARTICIPLE
                and begin > 1
                and sketch.classes[begin - 2] in (WordClass.DETERMINER, WordClass.ADVERB)
            )
            or (kind is WordClass.ADVERB and begin > 1 and sketch.classes[begin - 2] is WordClass.DETERMINER)
        ):
            begin -= 1
        else:
            break
    said = [word.text.lower() for word in words[max(begin - 2, 0) : begin]]
    if said[-1:] == ["than"] or (said[:1] == ["at"] and said[-1:] in (["least"], ["most"])):
        begin -= 2
    elif said[-1:] in (["about"], ["nearly"], ["around"], ["almost"], ["roughly"], ["some"]):
        begin -= 1
    return list(range(begin, end + 1))


def _joined(words: Sequence[Token], place: int) -> bool:
    """Whether a hyphen joins the words around it: "312-page"."""
    mark = words[place]
    return mark.text == "-" and place > 0 and words[place - 1].end == mark.start and mark.end == words[place + 1].start
