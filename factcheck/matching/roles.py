"""Who does what to whom in a claim, told from the classes of its words and its prepositions.

Nobody is named: each noun gets a role, and two claims that have the same words in other roles are told apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.claims.syntax import WordClass, reader
from factcheck.claims.tokens import Token, tokens
from factcheck.domain.spans import Span
from factcheck.matching.phrasal import particles
from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "gets", "got", "get", "getting", "'s", "'re"})
_HELPING = _BE | words().modals | {"has", "have", "had", "having", "do", "does", "did"}
_VERBS = (WordClass.FINITE, WordClass.INFINITIVE, WordClass.PRESENT_PARTICIPLE, WordClass.PAST_PARTICIPLE)
_PARTICIPLES = (WordClass.PAST_PARTICIPLE, WordClass.PRESENT_PARTICIPLE)
_SMALL_CLASSES = (WordClass.CONJUNCTION, WordClass.DETERMINER, WordClass.RELATIVE, WordClass.OTHER)
_NOUNS = (WordClass.NOUN, WordClass.NAME, WordClass.PRONOUN, WordClass.GENITIVE)
_CARRYING = (*_NOUNS, WordClass.NUMBER, WordClass.ADJECTIVE, WordClass.MARK)
_PHRASE = (*_NOUNS, WordClass.NUMBER, WordClass.ADJECTIVE, WordClass.DETERMINER, WordClass.POSSESSIVE)
_MARKS = frozenset(',;:.!?()[]"“”—–')
_ENDS_PHRASE = (*_VERBS, WordClass.RELATIVE)
_APOSTROPHES = ("'s", "’s")


class Role(StrEnum):
    """What a noun is to the verb of its clause."""

    AGENT = "agent"
    PATIENT = "patient"
    OBLIQUE = "oblique"


@dataclass(frozen=True, slots=True)
class Placed:
    """A noun or number at `start`: its role, the preposition that it follows, and where its verb stands (-1: none).

    `class_` is what the word is there; `head` is false for what only tells more of the noun after it.
    """

    start: int
    class_: WordClass
    role: Role
    preposition: str
    verb: int
    head: bool


def roles(texts: Sequence[str]) -> list[list[Placed]]:
    """For each of `texts` its words in roles, in order."""
    words = [tokens(text, Span(0, len(text))) for text in texts]
    return [
        list(_placed(one, [_class(word, kind) for word, kind in zip(one, sketch.classes, strict=True)]))
        for one, sketch in zip(words, reader().read(words), strict=True)
    ]


def _class(word: Token, kind: WordClass) -> WordClass:
    """The word's class; what has a capital and is no small word of the language is a name: "Finland", "the WHO"."""
    text = word.text
    if kind not in _SMALL_CLASSES or not text[:1].isupper():
        return kind
    acronym = len(text) > 1 and text.isupper()
    return WordClass.NAME if acronym or not lexicon().has("function_words", text) else kind


def _placed(words: Sequence[Token], classes: Sequence[WordClass]) -> Iterator[Placed]:
    small = [word.text.lower() for word in words]
    for begin, end in _clauses(words, classes):
        verb = _verb(words, classes, begin, end)
        passive = verb is not None and _passive(words, classes, begin, verb)
        preposition = ""
        # "before the report was published": what joins the clause stands with its subject
        joint = words[begin - 1].text.lower() if begin and classes[begin - 1] is WordClass.PREPOSITION else ""
        subject = begin if verb is None else _bare_subject(classes, begin, verb)
        of_verb: set[int] = set()
        for at in range(begin, end):
            word, kind = words[at], classes[at]
            if at == subject:
                preposition = ""
            if kind in _VERBS:
                # "took in | refugees": "in" goes with the verb
                of_verb.update(range(at + 1, at + 1 + particles(small, at)))
            if at in of_verb:
                preposition = ""
            elif kind in (WordClass.PREPOSITION, WordClass.TO):
                preposition = word.text.lower()
            elif kind is WordClass.PRESENT_PARTICIPLE and preposition == "by":
                # improved by eating carrots
                pass
            elif kind in _ENDS_PHRASE or word.text in _MARKS:
                preposition = ""
            if kind not in _CARRYING:
                continue
            owner = word.text.endswith(_APOSTROPHES) and kind in _NOUNS
            before = verb is None or at < verb
            yield Placed(
                word.start,
                kind,
                _role(preposition, owner, before, passive),
                "of" if owner else preposition or (joint if before else ""),
                -1 if verb is None else words[verb].start,
                at + 1 >= end or classes[at + 1] not in (WordClass.NOUN, WordClass.NAME, WordClass.ADJECTIVE),
            )


def _role(preposition: str, owner: bool, before: bool, passive: bool) -> Role:
    """ "By" names who acts, also after a noun: "sabotage by divers"."""
    if owner:
        return Role.OBLIQUE
    if preposition:
        return Role.AGENT if preposition == "by" else Role.OBLIQUE
    return Role.AGENT if before and not passive else Role.PATIENT


def _clauses(words: Sequence[Token], classes: Sequence[WordClass]) -> Iterator[tuple[int, int]]:
    """Stretches with one finite verb each, parted where a word or mark before the next subject stands."""
    begin, border, seen = 0, None, False
    for at, kind in enumerate(classes):
        parts = kind is WordClass.RELATIVE or words[at].text in (",", ";", ":")
        if parts or (kind is WordClass.CONJUNCTION and seen):
            border = at
        # "shows Kim embracing a guest"
        acting = kind is WordClass.PRESENT_PARTICIPLE and at > 0 and classes[at - 1] in _NOUNS
        if kind is WordClass.FINITE or (acting and seen):
            border = _subject(classes, at) if border is None else border
            if seen and begin < border < at:
                yield begin, border
                begin = border
            seen, border = True, None
    yield begin, len(words)


def _subject(classes: Sequence[WordClass], verb: int) -> int:
    """Where the noun phrase right before a verb begins: "when it sank the crew | was ashore"."""
    at = verb
    while at and classes[at - 1] in _PHRASE:
        at -= 1
        if classes[at] in (WordClass.DETERMINER, WordClass.POSSESSIVE):
            break
    return at


def _bare_subject(classes: Sequence[WordClass], begin: int, verb: int) -> int:
    """Where the subject begins if every noun before the verb would follow a preposition: "in Denmark teachers earn"."""
    preposition = False
    for at in range(begin, verb):
        if classes[at] in (WordClass.PREPOSITION, WordClass.TO):
            preposition = True
        elif classes[at] is WordClass.MARK:
            preposition = False
        elif classes[at] in (*_NOUNS, WordClass.NUMBER) and not preposition:
            return begin
    last = next((at for at in range(verb - 1, begin, -1) if classes[at] in (*_NOUNS, WordClass.NUMBER)), begin)
    return last


def _verb(words: Sequence[Token], classes: Sequence[WordClass], begin: int, end: int) -> int | None:
    """The verb that tells what happens: "attacked" of "has been attacked by those who fled"."""
    found = next((at for at in range(begin, end) if classes[at] is WordClass.FINITE), None)
    if found is None:
        return next((at for at in range(begin + 1, end) if classes[at] in _PARTICIPLES), None)
    for at in range(found + 1, end):
        if classes[at] in _VERBS and words[found].text.lower() in _HELPING:
            found = at
        elif classes[at] not in (WordClass.ADVERB, WordClass.TO):
            break
    return found


def _passive(words: Sequence[Token], classes: Sequence[WordClass], begin: int, verb: int) -> bool:
    """Whether a participle follows a form of "be", or hangs on its noun: "a drone downed by"."""
    if classes[verb] is not WordClass.PAST_PARTICIPLE:
        return False
    for at in range(verb - 1, begin - 1, -1):
        if classes[at] in _VERBS:
            return words[at].text.lower() in _BE
    return verb + 1 < len(words) and words[verb + 1].text.lower() == "by"
