"""From sentences and attributions to pieces: which stretches assert something, and who is credited with each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.attribution.mending import Cues
from factcheck.claims.acts import reports_an_act
from factcheck.claims.framing import DESCRIBING, Frame, frames
from factcheck.claims.phrases import VERBS
from factcheck.claims.plain_openings import is_age, mended
from factcheck.claims.signs import flags_of
from factcheck.claims.syntax import Opening, Sketch, WordClass, reader
from factcheck.claims.tables import words as words_of
from factcheck.claims.tokens import Token, tokens
from factcheck.domain.extraction import Attribution, Flag
from factcheck.domain.spans import Span

OWN = -1
_TELLING = {WordClass.NOUN, WordClass.NAME, WordClass.NUMBER, WordClass.ADJECTIVE, WordClass.PRONOUN} | VERBS
_NAMING = {WordClass.NAME, WordClass.MARK, WordClass.CONJUNCTION, WordClass.NUMBER}
_LEAST_CIRCUMSTANCE = 5
_LEAST_DATED = 3
_LONGEST_LEAD = 14
_SAME = 0.8
_LEADING_MARKS = '$€£“"‘('
_TRAILING = {",", ";", "—", "–", "--", "-", ":", ".", "(", "and", "but", "or"}
# "(Reporting by Jane Roe; editing by John Doe)", "Jane Roe contributed to this report."
_CREDITS = re.compile(
    r"\W*(?:(?:additional|further) )?(?:reporting|editing|writing|research) (?:by|from) [A-Z]"
    r"|[^.]{0,120}\bcontributed (?:reporting|to this (?:report|story|article))\b"
    # what stands around an article on its page, each by itself: byline, time of an entry, credit of a picture, links
    r"|\W*(?:(?-i:By)|(?:photo|picture|image|video) by)\b"
    r"(?:,?\W{1,3}(?:(?-i:[A-Z])[^\s,.]*\.?|and|of|the|for|with))+\W*\Z"
    r"|\W*\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\W*\Z"
    r"|\W*(?:photo|photograph|picture|image|video|graphic)(?: credit| courtesy)?:[^.]{0,80}\.?\Z"
    r"|\W*(?:advertisement|sponsored|read more\b.*|related(?: \w+)?:.*|sign up for\b.*\bnewsletters?)\W*\Z"
    # the head of an e-mail; its subject may say something
    r"|(?-i:From|To|Cc|Bcc|Sent|Date|Reply-To): .*\Z",
    re.IGNORECASE,
)
# why a source is not named: nothing that a checker of the article would list
_UNNAMED = re.compile(
    r"\b(?:on (?:the )?condition (?:of anonymity|that)|request(?:ed|ing) anonymity"
    r"|(?:ask(?:ed|ing) not|declin(?:ed|ing)) to be (?:named|identified|quoted)"
    r"|(?:not|n[’']t|un) ?authori[sz]ed to (?:speak|discuss|comment|talk|disclose))\b"
)
_TELLING_SOMEBODY = {"told", "tells", "telling"}
_LACKING = {Opening.VERB_PHRASE, Opening.FREE_PARTICIPLE, Opening.INFINITIVE}


@dataclass(frozen=True, slots=True)
class Piece:
    """One claim to be: its spans in order, the number of the attribution that it is credited by (or OWN).

    `lead` is the stretch without which it does not read: the subject of a coordinated predicate, the clause that a
    purpose hangs on. It is None where nothing is lacking. `verbs` are the verbs in a tense, in lower case.
    """

    spans: tuple[Span, ...]
    owner: int
    opening: Opening
    lead: Span | None = None
    verbs: tuple[str, ...] = ()

    @property
    def finite(self) -> bool:
        """Whether there is a verb in a tense."""
        return bool(self.verbs)


@dataclass(slots=True)
class _Sentence:
    """One sentence with what is said of its words.

    `owners` gives per word the attribution whose content it stands in, `crediting` whether it names a source or is a
    cue, `cues` whether it is a cue.
    """

    words: list[Token]
    sketch: Sketch
    owners: list[int]
    crediting: list[bool]
    cues: list[bool]

    def fill(self, row: list[bool], spans: Iterable[Span], value: bool) -> None:
        """Set `row` for the words in `spans`."""
        for span in spans:
            for place in self.inside(span):
                row[place] = value

    def inside(self, span: Span) -> range:
        """The places of the words that begin in `span`."""
        return range(
            bisect_left(self.words, span.start, key=_start),
            bisect_left(self.words, span.end, key=_start),
        )

    def verbs(self, places: Iterable[int]) -> tuple[str, ...]:
        """The verbs in a tense among the words, in lower case."""
        return tuple(
            self.words[place].text.lower() for place in places if self.sketch.classes[place] is WordClass.FINITE
        )

    def telling(self, places: Iterable[int]) -> int:
        """How many of the words say something by themselves."""
        return sum(self.sketch.classes[place] in _TELLING for place in places)


def pieces(
    text: str, sentences: Sequence[Span], credited: Sequence[Attribution], outlet: int | None = None
) -> list[Piece]:
    """The pieces of the text in the order of their sentences; what seems so to the `outlet` is its own."""
    worded = [tokens(text, sentence) for sentence in sentences]
    found: list[Piece] = []
    at = _by_sentence(sentences, credited)
    depth = _depths(credited)
    for number, (words, sketch) in enumerate(zip(worded, reader().read(worded), strict=True)):
        if not words or _CREDITS.match(sentences[number].of(text)):
            continue
        blank = [False] * len(words)
        sentence = _Sentence(words, mended(words, sketch), [OWN] * len(words), blank, list(blank))
        here = sorted(at.get(number, ()), key=lambda n: (depth[n], n))
        for one in here:
            for span in sorted(credited[one].content, key=len, reverse=True):
                if not _is_circumstance(text, credited[one], span, sentence):
                    for place in sentence.inside(span):
                        sentence.owners[place] = one
        told = [
            one
            for one in here
            if not _is_act(text, credited[one], sentence, one)
            and (credited[one].source or credited[one].sources != (outlet,))
        ]
        for one in here:
            if one not in told:
                sentence.owners = [OWN if owner == one else owner for owner in sentence.owners]
        for one in told:
            sentence.fill(sentence.crediting, (*credited[one].source, *credited[one].cue), True)
            sentence.fill(sentence.cues, credited[one].cue, True)
        found.extend(_of_sentence(sentence))
    return found


def _start(word: Token) -> int:
    return word.start


def _by_sentence(sentences: Sequence[Span], credited: Sequence[Attribution]) -> dict[int, set[int]]:
    """The numbers of the attributions that have a part in each sentence."""
    starts = [sentence.start for sentence in sentences]
    found: dict[int, set[int]] = {}
    for number, one in enumerate(credited):
        for span in (*one.source, *one.cue, *one.content):
            first = max(bisect_right(starts, span.start) - 1, 0)
            for place in range(first, bisect_left(starts, span.end)):
                found.setdefault(place, set()).add(number)
    return found


def _depths(credited: Sequence[Attribution]) -> list[int]:
    """How deep each attribution lies in the words of others."""
    cues = Cues(credited)
    depth = [0] * len(credited)
    for number in range(len(credited)):
        for inner in cues.reported(number):
            depth[inner] = max(depth[inner], depth[number] + 1)
    return depth


def _is_circumstance(text: str, one: Attribution, span: Span, sentence: _Sentence) -> bool:
    """Whether `span` tells when it was said: "…, state media reported Sunday, less than a month before …"."""
    if not one.cue or span is one.content[0] or span.start < one.cue[-1].end or one.content[0].end > one.cue[0].start:
        return False
    words = [sentence.words[place].text.lower() for place in sentence.inside(span)][:6]
    return (
        bool(words)
        and text[span.start].islower()
        and (words[0] in words_of("framing", "when") or any(word in words_of("framing", "times") for word in words[1:]))
    )


def _is_act(text: str, one: Attribution, sentence: _Sentence, number: int) -> bool:
    places = [place for place, owner in enumerate(sentence.owners) if owner == number]
    return reports_an_act(text, one, sentence.words, sentence.sketch, places)


def _of_sentence(sentence: _Sentence) -> list[Piece]:
    words = sentence.words
    found: list[Piece] = []
    for owner in sorted(set(sentence.owners)):
        places = [place for place, other in enumerate(sentence.owners) if other == owner]
        cut = frames(words, sentence.sketch, places, sentence.cues)
        made = [
            Piece(_spans(words, told), by, frame.opening, _lead(sentence, frame, cut), sentence.verbs(told))
            for frame in cut
            for told, by in _told(sentence, frame, owner)
        ]
        made = _without_doubles(made)
        telling = (place for place in places if words[place].text[0].isalnum())
        if owner != OWN and not made and not all(sentence.crediting[place] for place in telling):
            made = [Piece(_spans(words, places), owner, Opening.NONE, verbs=sentence.verbs(places))]
        found.extend(piece for piece in made if piece.spans)
    if not found and any(word.text[0].isalnum() for word in words) and not any(sentence.crediting):
        whole = range(len(words))
        found.append(Piece(_spans(words, list(whole)), OWN, Opening.NONE, verbs=sentence.verbs(whole)))
    return found


def _without_doubles(made: list[Piece]) -> list[Piece]:
    """The pieces without those that say nearly what an earlier one says already."""
    kept: list[Piece] = []
    for piece in made:
        if piece.spans and not any(_shared(piece, other) >= _SAME * max(_size(piece), _size(other)) for other in kept):
            kept.append(piece)
    return kept


def _size(piece: Piece) -> int:
    return sum(map(len, piece.spans))


def _shared(one: Piece, other: Piece) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.spans for b in other.spans)


def _told(sentence: _Sentence, frame: Frame, owner: int) -> list[tuple[list[int], int]]:
    """The places of the words of the claims in `frame`, each with its owner."""
    if frame.opening is not Opening.NONE and _UNNAMED.search(" ".join(sentence.words[p].text for p in frame.words)):
        return []
    if frame.opening in DESCRIBING and frame.antecedent:
        return _described(sentence, frame, owner)
    if owner == OWN and not any(sentence.cues[place] for place in frame.words):
        # the source of a later predicate is the subject of this one: "The senator left and said …"
        said = [n for n, place in enumerate(frame.words) if _worded(sentence, place)]
        while said and sentence.crediting[frame.words[said[-1]]]:
            said.pop()
        ends = any(_worded(sentence, place) for place in frame.words[said[-1] + 1 :]) if said else False
        whole = frame.words[: said[-1] + 1] if ends else frame.words
        if sentence.verbs(place for place in whole if not sentence.crediting[place]):
            return [([*frame.shared, *whole], OWN)]
    plain = [place for place in (*frame.shared, *frame.words) if not sentence.crediting[place]]
    if frame.shared:
        return [(plain, owner)]
    telling = sentence.telling(plain)
    worded = sum(sentence.words[place].text[0].isalnum() for place in plain)
    if owner != OWN:
        return [(plain, owner)] if telling and worded >= 2 else []
    if len(plain) == len(frame.words):
        return [(plain, OWN)] if telling >= 2 or worded >= 3 else []
    return [(told, OWN)] if (told := _circumstance(sentence, frame.words, plain)) else []


def _worded(sentence: _Sentence, place: int) -> bool:
    return sentence.words[place].text[0].isalnum()


def _circumstance(sentence: _Sentence, clause: list[int], plain: list[int]) -> list[int]:
    """The places of what a clause that credits somebody tells beside: "at a briefing on Thursday".

    `plain` are those of its words that neither name a source nor are a cue. That something was announced on a day
    is told whole: "state media reported Sunday".
    """
    said = {sentence.words[place].text.lower() for place in clause if sentence.cues[place]}
    dated = Flag.DATE in flags_of(" ".join(sentence.words[place].text for place in clause))
    worded = sum(sentence.words[place].text[0].isalnum() for place in plain)
    named = any(sentence.crediting[place] and not sentence.cues[place] for place in clause)
    if dated and named and worded <= _LEAST_CIRCUMSTANCE and words_of("framing", "announcing") & said:
        while (
            clause and (word := sentence.words[clause[-1]].text.lower()) and (word == "that" or not word[0].isalnum())
        ):
            clause = clause[:-1]
        return clause
    if said & _TELLING_SOMEBODY and plain and plain[0] > 0 and sentence.cues[plain[0] - 1]:
        # "told reporters at a rally on Monday": whom is no assertion
        lower = [sentence.words[place].text.lower() for place in plain]
        plain = plain[next((n for n, word in enumerate(lower) if word in words_of("framing", "where")), len(plain)) :]
        worded = sum(sentence.words[place].text[0].isalnum() for place in plain)
    first = next((sentence.words[place].text.lower() for place in plain if sentence.words[place].text[0].isalnum()), "")
    if (first in words_of("framing", "dependent") and not sentence.verbs(plain)) or sentence.telling(plain) < 2:
        return []
    if worded >= _LEAST_CIRCUMSTANCE:
        return plain
    # "at Monday's debate", not "him on Friday" nor "on Friday"
    event = first in words_of("framing", "where") and any(
        sentence.sketch.classes[place] is WordClass.NOUN for place in plain
    )
    return plain if dated and event and worded >= _LEAST_DATED else []


def _described(sentence: _Sentence, frame: Frame, owner: int) -> list[tuple[list[int], int]]:
    """What an apposition or a relative or participial clause tells of the phrase before it.

    Inside a source's words it is the outlet's own background where it hangs loosely on a name or on something known.
    """
    classes = sentence.sketch.classes
    if len(frame.words) == 1 and is_age(sentence.words, sentence.sketch, frame.words[0]):
        return [([*frame.antecedent, *frame.words], OWN)]
    naming = all(classes[place] in _NAMING for place in frame.words)
    called = frame.opening is Opening.APPOSITION and sentence.words[frame.words[0]].text.lower() in ("a", "an")
    called = called and classes[frame.antecedent[-1]] is WordClass.NAME
    if sentence.telling(frame.words) < (1 if called else 2) or (naming and not _introduces(sentence, frame)):
        return []
    if naming:
        return [([*frame.antecedent, *frame.words], OWN)]
    named = any(classes[place] is WordClass.NAME for place in frame.antecedent)
    known = named or sentence.words[frame.antecedent[0]].text.lower() in words_of("framing", "known")
    if sentence.words[frame.words[0]].text.lower() == "including":
        # it reads only beside what it is part of, and says no more than the clause itself does
        return [([*frame.antecedent, *frame.words], owner)]
    if frame.opening is Opening.APPOSITION and not known:
        return [(frame.words, owner)]
    background = frame.parted and frame.opening is not Opening.PARTICIPLE and known
    return [([*frame.antecedent, *frame.words], OWN if background else owner)]


def _introduces(sentence: _Sentence, frame: Frame) -> bool:
    """Whether a name says who is meant by the phrase before it: "the panel's chairman, John Doe"."""
    phrase = frame.antecedent
    return frame.parted and len(phrase) > 1 and sentence.sketch.classes[phrase[-1]] is WordClass.NOUN


def _lead(sentence: _Sentence, frame: Frame, cut: list[Frame]) -> Span | None:
    """The subject, or for a purpose the whole clause, that `frame` is short of."""
    if frame.opening not in _LACKING or frame.antecedent or frame.shared:
        return None
    before = [other for other in cut if other.words and other.words[0] < frame.words[0] and other.parent is None]
    if not before:
        return None
    main = [*before[-1].shared, *before[-1].words] if frame.opening is Opening.INFINITIVE else _clause(before).words
    if frame.opening is not Opening.INFINITIVE:
        classes = sentence.sketch.classes
        verb = next((n for n, place in enumerate(main) if classes[place] is WordClass.FINITE), 0)
        main = main[:verb]
        if not main or classes[main[0]] is WordClass.PREPOSITION:
            return None
    spans = _spans(sentence.words, [place for place in main if place < frame.words[0]])
    return spans[0] if len(spans) == 1 and len(main) <= _LONGEST_LEAD else None


def _clause(before: list[Frame]) -> Frame:
    """The clause of its own that was begun last: in "The fire spread, and residents fled, carrying pets" the second."""
    return next((frame for frame in reversed(before) if frame.opening in (Opening.NONE, Opening.CLAUSE)), before[0])


def _spans(words: list[Token], places: list[int]) -> tuple[Span, ...]:
    """The stretches that `places` cover, joined over mere marks, marks and conjunctions at their edges left out."""
    runs: list[list[int]] = []
    for place in sorted(set(places)):
        if runs and all(not words[p].text[0].isalnum() for p in range(runs[-1][-1] + 1, place)):
            runs[-1].extend(range(runs[-1][-1] + 1, place + 1))
        else:
            runs.append([place])
    found = []
    for run in runs:
        begin, end = 0, len(run)
        while (
            begin < end and not words[run[begin]].text[0].isalnum() and words[run[begin]].text[0] not in _LEADING_MARKS
        ):
            begin += 1
        whole = run[0] == 0 and run[-1] == len(words) - 1
        while not whole and end > begin and words[run[end - 1]].text in _TRAILING:
            end -= 1
        if any(words[place].text[0].isalnum() or words[place].text[-1].isalnum() for place in run[begin:end]):
            found.append(Span(words[run[begin]].start, words[run[end - 1]].end))
    return tuple(found)
