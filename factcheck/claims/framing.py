"""Cut a sentence into frames: stretches that assert something each, told apart by their openings and closings."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from factcheck.claims.phrases import HEADS, NOMINAL, PARTING, QUOTES, VERBS, phrase_before, word_before
from factcheck.claims.syntax import Opening, Sketch, WordClass
from factcheck.claims.tables import words as words_of
from factcheck.claims.tokens import Token

_OPEN_AT = 0.5
_CLOSE_AT = 0.55
_CLOSE_BEFORE_MARK = 0.25
_LONGEST_PART = 14
_SHORTEST_PREDICATE = 4
_SHORTEST_ADVERBIAL = 6
_LEAST_BESIDE = 4
DESCRIBING = {Opening.APPOSITION, Opening.RELATIVE, Opening.PARTICIPLE}
_EXTRA = {Opening.RELATIVE, Opening.PARTICIPLE}


@dataclass(slots=True)
class Frame:
    """One assertion of a sentence, in places of its words.

    `antecedent` is the noun phrase that it tells something of; `shared` are words of an earlier frame without which
    it does not stand (the verb of a second object); `parted` says that a mark stands before it.
    """

    opening: Opening
    words: list[int] = field(default_factory=list)
    antecedent: list[int] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    parted: bool = False
    parent: "Frame | None" = None
    verb: bool = False


def frames(words: Sequence[Token], sketch: Sketch, places: Sequence[int], stops: Sequence[bool]) -> list[Frame]:
    """The frames among the words at `places`, in the order in which they begin.

    At a place where `stops` holds (the cue of an attribution) every embedded frame is over.
    """
    found = [Frame(Opening.NONE)]
    here = found[0]
    for number, place in enumerate(places):
        if stops[place]:
            while here.parent is not None:
                here = here.parent
        if here.opening is Opening.PARTICIPLE and here.parent is not None and not here.parent.verb:
            # "A petition started by Jane Roe, a teacher, has gathered"
            resumes = sketch.classes[place] is WordClass.FINITE and words[place - 1].text == ","
            here = here.parent if resumes else here
        opened = _opened(words, sketch, place, places[:number], here)
        if opened is not None:
            found.append(opened)
            here = opened
        here.words.append(place)
        here.verb = here.verb or sketch.classes[place] in VERBS
        if _closed(words, sketch, place, here):
            here = _outside(here)
    for frame in found:
        if (
            frame.opening in (Opening.ADVERBIAL, Opening.INFINITIVE)
            and frame.parent is not None
            and len(frame.words) < _SHORTEST_ADVERBIAL
        ):
            frame.parent.words = sorted([*frame.parent.words, *frame.words])
            frame.words = []
    for one, other in pairwise(found):
        short = len(other.words) < _SHORTEST_PREDICATE and not any(stops[place] for place in other.words)
        short = short and not any(sketch.classes[place] is WordClass.NUMBER for place in other.words)
        if other.opening is Opening.VERB_PHRASE and short and not other.antecedent:
            one.words, other.words = [*one.words, *other.words], []
    found = [frame for frame in found if frame.words]
    found = [part for frame in found for part in _described_twice(words, sketch, frame)]
    for frame in found:
        if frame.opening in _EXTRA and not frame.parted and frame.parent is not None:
            _kept_in(words, frame, frame.parent, sketch, stops)
    return [part for frame in found for part in _coordinated(words, sketch, frame)]


def _described_twice(words: Sequence[Token], sketch: Sketch, frame: Frame) -> list[Frame]:
    """An apposition of two descriptions as two: "the lead author and an epidemiologist at the university"."""
    if frame.opening is not Opening.APPOSITION or sketch.classes[frame.words[0]] is not WordClass.DETERMINER:
        return [frame]
    for order, place in enumerate(frame.words[2:-1], 2):
        joined = words[place].text.lower() == "and" and words[place + 1].text.lower() in ("a", "an", "the")
        if joined and frame.words[order + 1] == place + 1 and sketch.classes[place - 1] in HEADS:
            rest = replace(frame, words=frame.words[order + 1 :])
            frame.words = frame.words[:order]
            return [frame, rest]
    return [frame]


def _coordinated(words: Sequence[Token], sketch: Sketch, frame: Frame) -> list[Frame]:
    """`frame` in parts where its last phrase is two of some length joined by "and": "troops and weapons systems".

    Each further part shares what stands before the first of the two.
    """
    for order, place in enumerate(frame.words):
        before = frame.words[order - 1] if order else None
        if (
            before is None
            or words[before].text.lower() != "and"
            or sketch.classes[place] in (WordClass.FINITE, WordClass.PRONOUN)
        ):
            continue
        infinitive = sketch.classes[place] is WordClass.INFINITIVE
        if not infinitive and (sketch.openings[place] is not Opening.NOUN_PHRASE or sketch.opens[place] < _OPEN_AT):
            continue
        rest = frame.words[order:]
        if any(sketch.classes[p] is WordClass.FINITE for p in rest):
            continue
        first = _first_part(words, sketch, frame.words[: order - 1], infinitive)
        if first is None:
            continue
        head = frame.words[: frame.words.index(first)]
        one = frame.words[frame.words.index(first) : order - 1]
        if not any(sketch.classes[p] in VERBS for p in head) or _telling(sketch, rest) < 2 or _telling(sketch, one) < 2:
            continue
        if max(len(rest), len(one)) > _LONGEST_PART or len(rest) < 3 or words[first - 1].text == ",":
            continue
        other = Frame(frame.opening, rest, frame.antecedent, head, frame.parted, frame.parent, frame.verb)
        return [replace(frame, words=frame.words[: order - 1]), other]
    return [frame]


def _first_part(words: Sequence[Token], sketch: Sketch, places: list[int], infinitive: bool) -> int | None:
    """Where the first of two joined phrases begins."""
    if infinitive:
        return next((p for p in reversed(places) if sketch.classes[p] is WordClass.INFINITIVE), None)
    if not places:
        return None
    phrase = [p for p in phrase_before(words, sketch, places[-1] + 1) if p in places]
    return phrase[0] if phrase else None


def _telling(sketch: Sketch, places: Sequence[int]) -> int:
    return sum(
        sketch.classes[p] in VERBS or (sketch.classes[p] in NOMINAL and sketch.classes[p] is not WordClass.DETERMINER)
        for p in places
    )


def _kept_in(words: Sequence[Token], frame: Frame, parent: Frame, sketch: Sketch, stops: Sequence[bool]) -> None:
    """Give a restrictive clause to its parent too, where the parent goes on after it or says little without it."""
    said = (place for place in reversed(parent.words) if words[place].text[0].isalnum())
    ends = max(frame.words) > next(said, -1)
    light = bool(frame.antecedent) and sketch.classes[frame.antecedent[-1]] in (
        WordClass.PRONOUN,
        WordClass.DETERMINER,
    )
    if parent.opening in DESCRIBING or not frame.antecedent:
        return
    before = [place for place in parent.words if place < frame.words[0]]
    fronted = bool(before) and words[before[0]].text.lower() in words_of("framing", "where")
    main = [place for place in parent.words if place > frame.words[-1] and not stops[place]]
    fronted = fronted and any(sketch.classes[place] is WordClass.FINITE for place in main)
    if fronted and not ends and words[frame.words[-1] + 1].text == ",":
        return  # "In a town where …, the schools are good"
    whole = frame.opening is Opening.PARTICIPLE  # "the levels desired by NATO"
    # "These are the stories that …" says nothing by itself
    beside = sum(place not in frame.antecedent and words[place].text[0].isalnum() for place in parent.words)
    if (
        not whole
        and ends
        and not light
        and parent.verb
        and beside >= _LEAST_BESIDE
        and len(parent.words) >= len(frame.words)
    ):
        return
    parent.words = sorted({*parent.words, *frame.words})
    parent.verb = parent.verb or frame.verb


def _outside(frame: Frame) -> Frame:
    return frame.parent or frame


def _closed(words: Sequence[Token], sketch: Sketch, place: int, here: Frame) -> bool:
    if here.parent is None or here.opening in (Opening.VERB_PHRASE, Opening.NOUN_PHRASE, Opening.CLAUSE):
        return False
    if place + 1 >= len(words):
        return False
    after = words[place + 1].text
    if after in QUOTES and place + 2 < len(words):
        after = words[place + 2].text
    chance = sketch.closes[place]
    if after in PARTING:
        return chance >= _CLOSE_BEFORE_MARK or _predicate_follows(words, sketch, place, here)
    return chance >= _CLOSE_AT


def _predicate_follows(words: Sequence[Token], sketch: Sketch, place: int, here: Frame) -> bool:
    """Whether the verb of the main clause comes right after the next mark: "…, founded in 1990, employs"."""
    begin = place + 2
    while begin < len(words) and (words[begin].text in QUOTES or sketch.classes[begin] is WordClass.ADVERB):
        begin += 1
    if begin >= len(words) or sketch.classes[begin] is not WordClass.FINITE or not here.parted:
        return False
    return here.opening in DESCRIBING and (here.opening is not Opening.RELATIVE or here.verb)


def _opened(words: Sequence[Token], sketch: Sketch, place: int, read: Sequence[int], here: Frame) -> Frame | None:
    opening = sketch.openings[place]
    before = word_before(words, place)
    if read and before is not None and words[before].text == ";":
        return Frame(Opening.CLAUSE, parted=True)
    if read and place > read[-1] + 1 and _resumes(words, sketch, place):
        return Frame(Opening.CLAUSE, parted=True)
    if read and before is not None and words[before].text == ":" and here.verb and _is_clause(words, sketch, place):
        return Frame(Opening.CLAUSE, parted=True)
    if sketch.opens[place] < _OPEN_AT or not (read or opening is Opening.ADVERBIAL):
        return None
    parted = before is not None and words[before].text in PARTING
    coordinated = before is not None and sketch.classes[before] is WordClass.CONJUNCTION
    word = words[place].text.lower()
    if (
        opening in (Opening.OBLIQUE, Opening.MODIFIER)
        and word in words_of("framing", "clause_or_phrase")
        and _has_verb(words, sketch, place)
    ):
        opening = Opening.ADVERBIAL
    if (
        opening is Opening.ADVERBIAL
        and before is not None
        and words[before].text.lower() in words_of("framing", "times")
    ):
        return None
    if opening is Opening.CLAUSE and sketch.classes[place] is WordClass.RELATIVE:
        return None
    if (
        opening in (Opening.CLAUSE, Opening.ADVERBIAL)
        and before is not None
        and read
        and (words[before].text.lower() == "that" or sketch.classes[before] is WordClass.PREPOSITION)
    ):
        return None
    if opening is Opening.CLAUSE:
        if not (coordinated or parted) or not here.verb:
            return None
        return Frame(opening, parted=parted)
    if opening is Opening.VERB_PHRASE:
        return _predicate(words, sketch, place, here, parted)
    if opening is Opening.RELATIVE:
        if not _tells_of(words, sketch, place, parted):
            return None
        return Frame(opening, antecedent=_told_of(words, sketch, place), parted=parted, parent=here)
    if opening is Opening.PARTICIPLE:
        phrase = phrase_before(words, sketch, place)
        # "Russia and China, locked in …": a subject that waits for its verb is meant whole
        if parted and phrase and not here.verb and words[phrase[0] - 1].text.lower() == "and" and phrase[0] > 1:
            phrase = [*phrase_before(words, sketch, phrase[0] - 1), phrase[0] - 1, *phrase]
        return Frame(opening, antecedent=phrase, parted=parted, parent=here)
    if opening is Opening.FREE_PARTICIPLE:
        return Frame(opening, parted=parted, parent=here) if parted else None
    if opening is Opening.ADVERBIAL:
        whole = word in words_of("framing", "not_cut") or _begins(words, place, "when", "it", "comes")
        return None if whole else Frame(opening, parted=parted, parent=here)
    if (
        opening is Opening.INFINITIVE
        and before is not None
        and sketch.classes[before] in HEADS
        and here.verb
        and len(here.words) >= 7
        and here.opening in (Opening.NONE, Opening.CLAUSE)
        and not _quoted(words, place)
        and not _spelled_out(words, sketch, place)
    ):
        return Frame(opening, parted=parted, parent=here)
    if opening is Opening.APPOSITION and parted and word == "including":
        phrase = phrase_before(words, sketch, place)
        if len(phrase) == 1 and phrase[0] > 0 and sketch.classes[phrase[0] - 1] is WordClass.PREPOSITION:
            # "weapons technology in return, including help": the return does not include it
            phrase = phrase_before(words, sketch, phrase[0] - 1)
        return Frame(opening, antecedent=phrase, parted=True, parent=here)
    if opening is Opening.APPOSITION and parted:
        return Frame(opening, antecedent=phrase_before(words, sketch, place), parted=True, parent=here)
    return None


def _begins(words: Sequence[Token], place: int, *said: str) -> bool:
    return tuple(word.text.lower() for word in words[place : place + len(said)]) == said


def _spelled_out(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether the infinitive at `place` belongs to the noun or the verb before it: "efforts to", "convince Kim to"."""
    if words[place - 1].text.lower() in words_of("framing", "spelled_out"):
        return True
    verb = place - 1
    while verb > 0 and sketch.classes[verb] in NOMINAL | {WordClass.PRONOUN}:
        verb -= 1
    said = words[verb].text.lower()
    return sketch.classes[verb] in VERBS and any(said.startswith(stem) for stem in words_of("framing", "control"))


def _is_clause(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether a subject and a verb in a tense follow: "…: voters should not lose"."""
    for number in range(place, min(place + 12, len(words))):
        if sketch.classes[number] is WordClass.FINITE:
            return number > place
        if words[number].text in PARTING or sketch.classes[number] in (WordClass.RELATIVE, WordClass.PREPOSITION):
            return False
    return False


def _told_of(words: Sequence[Token], sketch: Sketch, place: int) -> list[int]:
    """The phrase that a relative clause tells of; of "a spokesman for the ministry, who" it is the whole."""
    phrase = phrase_before(words, sketch, place)
    if words[place].text.lower() != "who" or not phrase or phrase[0] < 2:
        return phrase
    link = phrase[0] - 1
    serves = words[link].text.lower() in words_of("framing", "serving")
    if serves and words[link - 1].text.lower() == "familiar":
        # "a judge familiar with the case, who"
        return [*phrase_before(words, sketch, link - 1), link - 1, link, *phrase]
    if serves and sketch.classes[phrase[-1]] is sketch.classes[link - 1] is WordClass.NOUN:
        return [*phrase_before(words, sketch, link), link, *phrase]
    return phrase


def _has_verb(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether a verb in a tense comes before the next mark."""
    for number in range(place + 1, min(place + 14, len(words))):
        if words[number].text in PARTING or (
            sketch.openings[number] in (Opening.RELATIVE, Opening.VERB_PHRASE) and sketch.opens[number] > _OPEN_AT
        ):
            return False
        if sketch.classes[number] is WordClass.FINITE:
            return True
    return False


def _quoted(words: Sequence[Token], place: int) -> bool:
    """Whether a quotation is open before `place`, as far as its sentence shows."""
    inside = False
    for word in words[:place]:
        if word.text in ("“", "‘"):
            inside = True
        elif word.text in ("”", "’"):
            inside = False
        elif word.text == '"':
            inside = not inside
    return inside


def _tells_of(words: Sequence[Token], sketch: Sketch, place: int, parted: bool) -> bool:
    """Whether a relative clause tells something of somebody or something in particular."""
    if sketch.classes[place] is WordClass.TO:
        return False
    if parted:
        return True
    phrase = phrase_before(words, sketch, place)
    if not phrase:
        return False
    relative = (
        words[place].text.lower() in words_of("framing", "relatives") or sketch.classes[place] is WordClass.PREPOSITION
    )
    head, first = words[phrase[-1]].text.lower(), words[phrase[0]].text.lower()
    return (
        relative
        and head not in words_of("framing", "light")
        and first not in words_of("framing", "no_one_in_particular")
    )


def _resumes(words: Sequence[Token], sketch: Sketch, place: int) -> bool:
    """Whether what goes on after words of another region begins with a conjunction, and so anew."""
    while place < len(words) and words[place].text in QUOTES:
        place += 1
    return place < len(words) and sketch.classes[place] is WordClass.CONJUNCTION


def _predicate(words: Sequence[Token], sketch: Sketch, place: int, here: Frame, parted: bool) -> Frame | None:
    if not here.verb:
        return None
    finite = next(
        (sketch.classes[n] for n in range(place, min(place + 4, len(words))) if sketch.classes[n] in VERBS), None
    )
    if finite is None:
        return None
    before = word_before(words, place)
    if finite is WordClass.PAST_PARTICIPLE and before and sketch.classes[before - 1] in VERBS:
        return None  # "have been killed and wounded" is one thing said
    if finite in (WordClass.FINITE, WordClass.PAST_PARTICIPLE):
        if here.opening in _EXTRA and not here.parted:
            return Frame(Opening.VERB_PHRASE, antecedent=here.antecedent, parent=here.parent)
        return Frame(Opening.VERB_PHRASE, parted=parted, parent=here.parent)
    if finite is WordClass.PRESENT_PARTICIPLE and here.opening is Opening.FREE_PARTICIPLE:
        return Frame(Opening.FREE_PARTICIPLE, parted=parted, parent=here.parent)
    return None
