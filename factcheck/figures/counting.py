"""Tell what a quantity counts or measures, and what happens to it, from the classes of the words around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from factcheck.claims.syntax import Sketch, WordClass
from factcheck.claims.tokens import Token
from factcheck.domain.spans import Span
from factcheck.figures.tables import table

_NAMING = {WordClass.NOUN, WordClass.NAME}
_DESCRIBING = {
    WordClass.NOUN, WordClass.NAME, WordClass.ADJECTIVE, WordClass.GENITIVE, WordClass.PAST_PARTICIPLE,
    WordClass.PRESENT_PARTICIPLE, WordClass.OTHER,
}  # fmt: skip
_FRONT = {WordClass.DETERMINER, WordClass.POSSESSIVE}
_VERBS = {WordClass.FINITE, WordClass.INFINITIVE, WordClass.PRESENT_PARTICIPLE, WordClass.PAST_PARTICIPLE}
_BESIDE = {"in", "among", "for", "from", "of", "at", "to"}
_JOINING = {"of", "in", "worth", "for", "on"}
_LONGEST = 7
_FAR_BACK = 14
_FAR_ON = 6
_CLAUSE_MARKS = {";", ":", "(", ")", "—", "–", "."}
_FRONT_WORDS = {
    "the",
    "a",
    "an",
    "more",
    "other",
    "additional",
    "new",
    "further",
    "extra",
    "such",
    "these",
    "those",
    "this",
    "that",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence with their sketch."""

    text: str
    words: Sequence[Token]
    sketch: Sketch

    def index(self, offset: int) -> int:
        """The place of the first word that ends behind `offset`."""
        return next((n for n, word in enumerate(self.words) if word.end > offset), len(self.words))


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted, at `span` (empty: told by no words of the sentence), and what happens to it."""

    words: str
    span: Span | None
    event: tuple[str, ...]


def counted_after(sentence: Sentence, end: int, linked: bool) -> Span | None:
    """The noun phrase right behind a number that ends at `end`.

    `linked` lets "of", "in" or "worth of" stand between, as behind money and shares.
    """
    words, classes = sentence.words, sentence.sketch.classes
    at = sentence.index(end)
    while at < len(words) and words[at].text == "-":
        at += 1
    begin = at
    while linked and at < len(words) and words[at].text.lower() in _JOINING and at - begin < 2:
        at += 1
    if at == begin and at < len(words) and words[at].text.lower() == "of":
        at += 1
    if at == begin and at < len(words) and words[at].text.lower() in ("a", "an"):
        # "5 percent a year", "three times a day"
        return None
    while at < len(words) and (words[at].text.lower() in _FRONT_WORDS or (at > begin and classes[at] in _FRONT)):
        at += 1
    first = at
    while at < len(words) and at - first < _LONGEST and _describes(sentence, at):
        at += 1
    last = at
    while last > first and classes[last - 1] not in _NAMING:
        last -= 1
    if last == first:
        # "10,000 killed", "45 injured": a participle that stands for people
        return None
    if words[first].text.lower() in table("counting")["no_thing"]:
        return None
    if last - first > 1 and words[last - 1].text.lower() in _times():
        last -= 1
    return Span(words[first].start, words[last - 1].end)


@cache
def _times() -> frozenset[str]:
    """Nouns that tell when rather than what, behind another: "3,000 people Friday"."""
    days = table("dates")["weekdays"]
    return frozenset({*days, *(month[0] for month in table("dates")["months"]), "yesterday", "today", "tomorrow"})


def _describes(sentence: Sentence, at: int) -> bool:
    words, classes = sentence.words, sentence.sketch.classes
    word = words[at].text
    if word.lower() in _times() or (word.lower() in ("last", "next", "this") and _noun_before(sentence, at)):
        return False
    if classes[at] in (WordClass.PAST_PARTICIPLE, WordClass.PRESENT_PARTICIPLE):
        # "armed men" describes, "troops stationed in" does not
        return (
            at + 1 < len(words)
            and classes[at + 1] in _NAMING | {WordClass.ADJECTIVE}
            and not _noun_before(sentence, at)
        )
    if classes[at] in _DESCRIBING and (word[0].isalnum() or word[0] in "’'"):
        return True
    following = classes[at + 1] if at + 1 < len(words) else WordClass.MARK
    if word == "-" or (word == "." and words[at - 1].text[-1:].isupper()):
        return following in _DESCRIBING
    joined = (
        word.lower() in ("and", "or")
        and at > 0
        and (words[at - 1].text == "-" or classes[at - 1] is WordClass.ADJECTIVE)
    )
    return joined and following in (WordClass.ADJECTIVE, WordClass.NAME)


def _noun_before(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.sketch.classes[at - 1] in _NAMING


def subject_before(sentence: Sentence, start: int, exceeding: bool = False) -> tuple[Span | None, int | None]:
    """The noun phrase that a number without one of its own is said of, and the place of the verb between them.

    "The death toll rose to 45", "a margin of 4 points", "the jobless rate at 5 percent". `exceeding` tells that the
    verb is part of the number's bound: "topped 45".
    """
    words, classes = sentence.words, sentence.sketch.classes
    at = sentence.index(start)
    before = at - 1
    if before > 0 and words[before].text.lower() in ("of", "at", "by") and classes[before - 1] in _NAMING:
        return _whole_subject(sentence, before - 1), _verb_before(sentence, before)
    if exceeding and before >= 0 and classes[before] in _NAMING:
        return _whole_subject(sentence, before), None
    verb = _verb_before(sentence, at)
    if verb is None:
        return None, None
    place = verb - 1
    while place >= 0 and (classes[place] is WordClass.ADVERB or words[place].text.lower() in _light()):
        place -= 1
    if place >= 0 and classes[place] in _NAMING:
        return _whole_subject(sentence, place), verb
    return None, verb


def _whole_subject(sentence: Sentence, last: int) -> Span:
    """The head of a subject that ends at `last`: "unemployment" of "unemployment in Spain"."""
    words, classes = sentence.words, sentence.sketch.classes
    span = _phrase_ending(sentence, last)
    first = sentence.index(span.start)
    before = first - 1
    while before >= 0 and classes[before] in _FRONT:
        before -= 1
    if before > 0 and words[before].text.lower() in _BESIDE and classes[before - 1] in _NAMING:
        head = _phrase_ending(sentence, before - 1)
        if classes[last] is WordClass.NAME or words[before].text.lower() == "of":
            return Span(head.start, span.end)
    return span


def _phrase_ending(sentence: Sentence, last: int) -> Span:
    words, classes = sentence.words, sentence.sketch.classes
    first = last
    while (
        first > 0
        and last - first < _LONGEST
        and classes[first - 1] in _DESCRIBING
        and (words[first - 1].text[0].isalnum() or words[first - 1].text[0] in "’'")
    ):
        first -= 1
    while first < last and words[first].text.lower() in _FRONT_WORDS:
        first += 1
    return Span(words[first].start, words[last].end)


def _verb_before(sentence: Sentence, at: int) -> int | None:
    """The place of the nearest verb before word `at` in its clause."""
    words, classes = sentence.words, sentence.sketch.classes
    for place in range(at - 1, max(-1, at - _FAR_BACK), -1):
        if words[place].text in _CLAUSE_MARKS:
            return None
        if classes[place] in _VERBS and not (
            classes[place] in (WordClass.PAST_PARTICIPLE, WordClass.PRESENT_PARTICIPLE)
            and place + 1 < len(words)
            and classes[place + 1] in _NAMING
            and (place == 0 or classes[place - 1] in _FRONT | {WordClass.ADJECTIVE, WordClass.NUMBER})
        ):
            return place
    return None


def event_of(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """What happens to the things counted at `start:end`: the verbs behind them, else the one before them."""
    words, classes = sentence.words, sentence.sketch.classes
    at = sentence.index(end)
    found: list[str] = []
    subject = False
    for place in range(at, min(at + _FAR_ON, len(words))):
        word = words[place].text.lower()
        if classes[place] in _VERBS and not (
            place == at and classes[place] is WordClass.PRESENT_PARTICIPLE and _noun_follows(sentence, place)
        ):
            subject = True
            if word not in _light():
                found.append(event(words[place].text))
        elif subject and (
            word in ("and", "or", ",", "also") or classes[place] is WordClass.ADVERB or word in ("n’t", "not")
        ):
            continue
        elif word in ("dead", "missing", "injured", "wounded", "homeless"):
            found.append(event(word))
            subject = True
        elif not subject and (classes[place] is WordClass.ADVERB or word in ("who", "that", "which")):
            continue
        else:
            break
    if found:
        return tuple(dict.fromkeys(found))
    verb = _verb_before(sentence, sentence.index(start))
    while verb is not None and words[verb].text.lower() in _light():
        if subject or classes[verb] is WordClass.FINITE:
            return ()
        verb = _verb_before(sentence, verb)
    return (event(words[verb].text),) if verb is not None else ()


def _noun_follows(sentence: Sentence, place: int) -> bool:
    return place + 1 < len(sentence.words) and sentence.sketch.classes[place + 1] in _NAMING


@cache
def _light() -> frozenset[str]:
    return frozenset(table("counting")["light"])


@cache
def _lemmas() -> dict[str, str]:
    return {form: forms[0] for forms in table("counting")["irregular"] for form in forms}


@cache
def _events() -> dict[str, str]:
    found = {}
    for kind in table("counting")["events"]:
        for word in kind:
            found[stem(word)] = kind[0]
    return found


def event(verb: str) -> str:
    """The event that a verb tells of: the first of its list in counting.toml, else the verb itself."""
    word = _lemmas().get(verb.lower(), verb.lower())
    return _events().get(stem(word), word)


def stem(word: str) -> str:
    """A word without its endings, so that "collapses" and "collapsed" meet."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in ("ies", "ied", "ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl":
        word = word[:-1]
    return word


@cache
def _things() -> dict[str, str]:
    return {" ".join(map(stem, word.split())): kind[0] for kind in table("counting")["things"] for word in kind}


@lru_cache(maxsize=4096)
def thing(phrase: str) -> tuple[str, str]:
    """The head of a noun phrase, by the name that stands for all its kind, and the stems before it."""
    words = [stem(word) for word in re.findall(r"[\w.’'&-]+", phrase)]
    for length in (2, 1):
        if len(words) >= length:
            name = _things().get(" ".join(words[-length:]))
            if name is not None:
                return name, " ".join(words[:-length])
    return (words[-1], " ".join(words[:-1])) if words else ("", "")
