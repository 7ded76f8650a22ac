"""Reading a text from left to right, giving every name, noun phrase and pronoun the body that it means."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from factcheck.domain.extraction import SourceKind, Tagged
from factcheck.domain.spans import Span
from factcheck.sources.discourse import Discourse, Occurrence, nominals, pronouns
from factcheck.sources.entities import Entity, entities
from factcheck.sources.joint import parts
from factcheck.sources.lexicon import lexicon
from factcheck.sources.naming import mentions
from factcheck.sources.nominals import Nominals
from factcheck.sources.phrases import is_person, phrase
from factcheck.sources.ranking import Candidate, State, best, candidates
from factcheck.sources.roles import describe

Chooser = Callable[[Occurrence, str, list[Candidate]], Entity | None]
_AHEAD = 3
_JOINED = re.compile(r"(?:,? (?:and|&|or)|,) (?:[a-z]+ ){0,3}")
_CUT = re.compile(
    r",|\s(?:of|for|who|which|that|in|at|from|with|to|on|by|about|whose|speaking|during|after|before|filed|led|released)\s"
    r"|\s[–—-]{1,2}\s|\s\(|;"
)
_AND = re.compile(r"(?:^|[\s,])(?:and|&|or|nor)\s")
_ABBREVIATED = re.compile(r"\b(?:Sen|Rep|Gov|Mr|Mrs|Ms|Dr)\.")
_BESIDE = 40
_APPOSITION = re.compile(r"(?:,| –| —| -)\s((?:[A-Z][\w.-]*\s)*)")
_BEFORE_ROLE = frozenset({"a", "an", "the", "his", "her", "its", "their", "one", "another"})
# what may follow the noun before the name that it describes
_FURTHER = re.compile(r" (?:of|for|at|in|from|who|whose|with) [^,;:]{1,70}, ")
_NOUN = re.compile(r" (?:news |wire |state |trade |labor |labour )?(?P<noun>[a-z]+)(?![\w-])")
_OFFICE = re.compile(r"[A-Z][\w-]+ (?:of|for) (?:the )?(?:[A-Z][\w-]+ (?:and |of |the )*)+")
NOBODY = Entity("", SourceKind.UNKNOWN, named=False)


def ranked(place: Occurrence, pronoun: str, found: list[Candidate]) -> Entity | None:
    """Whom the learned weights choose."""
    chosen = best(found, pronoun)
    return chosen.entity if chosen is not None else None


class Coreference:
    """Who is meant where in a text: `meant` has the entity of each span that was resolved.

    `choose` picks among the candidates for a pronoun; training gives one that knows the answers.
    """

    def __init__(self, text: str, sentences: list[Span], tagged: Sequence[Tagged], choose: Chooser = ranked) -> None:
        self.text = text
        self.discourse = Discourse(text, sentences, tagged)
        named = mentions(text, sentences)
        self.people = entities(text, sentences, named)
        describe(text, sentences, self.people)
        _with_nouns(text, self.people)
        self.state = State()
        self.meant: dict[Span, Entity] = {}
        self.pieces: list[list[tuple[str, Span]]] = []
        self._choose = choose
        self._names = sorted(((m, e) for e in self.people for m in e.mentions), key=lambda pair: pair[0])
        self._name_starts = [m.start for m, _ in self._names]
        self._joints: dict[frozenset[int], Entity] = {}
        self.nominals = Nominals(self.discourse, self.people, self._names, self.state)
        for _, entity in self._names:
            self.discourse.total[id(entity)] += 1
        names = [m for m, _ in self._names]
        persons = frozenset(m for m, e in self._names if e.kind is SourceKind.PERSON)
        for one in tagged:
            self.pieces.append(parts(text, tuple(_whole_words(text, span) for span in one.source), names, persons))
        self._read(tagged)

    def names_in(self, span: Span) -> list[tuple[Span, Entity]]:
        """The names that begin inside `span`."""
        low, high = bisect_left(self._name_starts, span.start), bisect_left(self._name_starts, span.end)
        return self._names[low:high]

    def headed_by(self, span: Span) -> Entity | None:
        """The entity whose name heads the phrase: "President Jane Roe", "Jane Roe, a lawyer", not "Roe aides"."""
        return _headed(self.text, span, self.names_in(span))

    def _read(self, tagged: Sequence[Tagged]) -> None:
        """Give everything its entity, in the order of the text."""
        events: list[tuple[int, int, Span, int]] = [(m.start, 2, m, -1) for m, _ in self._names]
        sources: dict[Span, int] = {}
        for number, pieces in enumerate(self.pieces):
            for name, piece in pieces:
                if name != piece.of(self.text):
                    # "U.S." of "U.S. and Ukrainian assessments" is no country here
                    continue
                sources.setdefault(piece, number)
                headed = self.headed_by(piece)
                if headed is not None:
                    self._speaks_as_person(headed, piece)
                    self.meant[piece] = headed
                    self.state.named_speaker.setdefault(number, headed)
        of_names = dict(self._names)
        for span in pronouns(self.text):
            events.append((span.start, 0, span, sources.get(span, -1)))
        seen = {span for _, _, span, _ in events}
        taken = [(s, n) for s, n in sources.items() if s not in self.meant and s not in seen]
        events.extend((s.end, 1, s, n) for s, n in taken if not self._deictic(s))
        starts = sorted(s for s in sources)
        for span in nominals(self.text):
            at = bisect_left(starts, Span(span.start + 1, 0)) - 1
            inside = at >= 0 and starts[at].end > span.start
            names = self.names_in(span)
            title = self.names_in(Span(span.end + 1, span.end + 2)) and self.text[span.end] == " "
            if not inside and not title and not (names and names[-1][0].end >= span.end):
                events.append((span.end, 1, span, -1))
        speaking = sorted((piece.start, number) for piece, number in sources.items())
        self._speaking = [(start, number) for start, number in speaking]
        for _, order, span, number in sorted(events, key=lambda event: event[:3]):
            if order == 2:
                entity, form = of_names[span], "name"
                self._join(span, entity)
            elif order == 0:
                entity, form = self._pronoun(span, number, tagged), "pronoun"
            else:
                words = (
                    next((w for w, s in self.pieces[number] if s == span), "") if number >= 0 else span.of(self.text)
                )
                entity, form = self.nominals.meant_by(words or span.of(self.text), span, number), "nominal"
            if entity is NOBODY:
                continue
            self.meant[span] = entity
            self._note(self.discourse.occurrence(span, entity, form))
            if form != "name" and not any(m == span for m in entity.mentions[-1:]) and entity.name:
                entity.mentions.append(span)
            if number >= 0 or (form == "name" and (number := self._speaks(span, sources)) >= 0):
                self._spoke(entity, self.discourse.enclosing(span, but=number) >= 0)

    def _speaks_as_person(self, entity: Entity, piece: Span) -> None:
        """A name of two or three words that speaks, and that nothing else tells of, is a person's."""
        first = piece.of(self.text)[:4].lower()
        words = entity.words
        if entity.kind is SourceKind.UNKNOWN and len(words) in (2, 3) and first != "the ":
            entity.kind = SourceKind.PERSON

    def _deictic(self, span: Span) -> bool:
        """Whether a source is a word that only its speaker or its sentence gives a meaning: "I", "you", "who"."""
        lex = lexicon()
        word = span.of(self.text).lower().split()[-1]
        return any(word in lex.words[kind] for kind in ("first_person", "second_person", "relatives"))

    def _speaks(self, span: Span, sources: dict[Span, int]) -> int:
        """The attribution whose source the name at `span` heads, -1 where it heads none."""
        at = bisect_left(self._speaking, (span.start + 1, -1)) - 1
        for start, number in self._speaking[max(0, at - 1) : at + 1]:
            for _, piece in self.pieces[number]:
                if piece.start == start and piece.covers(span) and self.meant.get(piece) is self.meant.get(span):
                    return number
        return -1

    def _spoke(self, entity: Entity, reported: bool) -> None:
        if not reported:
            self.state.speakers.append(entity)
        self.state.spoke[id(entity)] += 1
        for member in entity.members:
            self.state.spoke[id(member)] += 1

    def _note(self, occurrence: Occurrence) -> None:
        self.discourse.note(occurrence)
        self.state.seen[id(occurrence.entity)] += 1

    def _join(self, span: Span, entity: Entity) -> None:
        """Note two people named together ("Jane Roe and John Doe"), for a "they" that may follow."""
        at = bisect_left(self._name_starts, span.start)
        if not at:
            return
        before, other = self._names[at - 1]
        between = self.text[before.end : span.start]
        people = entity.kind is SourceKind.PERSON and other.kind is SourceKind.PERSON and entity is not other
        apart = len(between) >= _BESIDE or "." in _ABBREVIATED.sub("", between)
        if people and not apart and _AND.search(between):
            joint = self.joint(other, entity)
            self._note(self.discourse.occurrence(Span(before.start, span.end), joint, "joint"))

    def joint(self, *members: Entity) -> Entity:
        """The entity that is these several together."""
        key = frozenset(id(member) for member in members)
        if key not in self._joints:
            self._joints[key] = Entity("", SourceKind.PERSON, named=False, plural=True, members=members)
        return self._joints[key]

    def _pronoun(self, span: Span, number: int, tagged: Sequence[Tagged]) -> Entity:
        word = span.of(self.text).lower()
        lex = lexicon()
        pronoun = next((p for p in ("he", "she", "it", "they") if lex.has(f"pronouns_{p}", word)), "it")
        place = self.discourse.occurrence(span, NOBODY, "pronoun")
        own = tagged[number].content if number >= 0 else ()
        if place.within == number:
            place.within = -1
        found = candidates(self.discourse, self.state, place, pronoun, own, self._ahead(place, bool(own)))
        if not found and number >= 0:
            found = candidates(self.discourse, self.state, place, pronoun, own, self._later(place))
        chosen = self._choose(place, pronoun, found)
        if chosen is None:
            return NOBODY
        if pronoun in ("he", "she") and not chosen.gender:
            chosen.gender = pronoun
        return chosen

    def _ahead(self, place: Occurrence, source: bool) -> list[Occurrence]:
        """The names after a pronoun in its own sentence."""
        sentence = self.discourse.sentence_span(place.span.start)
        return [
            self.discourse.occurrence(m, e, "name")
            for m, e in self.names_in(Span(place.span.end, sentence.end))[:_AHEAD]
        ]

    def _later(self, place: Occurrence) -> list[Occurrence]:
        """The names after a pronoun, however far: where nobody before it fits."""
        at = bisect_left(self._name_starts, place.span.end)
        return [self.discourse.occurrence(m, e, "name") for m, e in self._names[at : at + 40]]


def _whole_words(text: str, span: Span) -> Span:
    """`span` with the rest of the words that it cuts."""
    start, end = span
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _with_nouns(text: str, bodies: list[Entity]) -> None:
    """Give a body the noun that the text once sets behind its name: "the Saba news agency"."""
    for entity in bodies:
        if entity.kind is SourceKind.PERSON or lexicon().is_place(entity.name):
            continue
        for mention in entity.mentions:
            noun = _NOUN.match(text, mention.end)
            if noun is None or not text[: mention.start].lower().endswith("the "):
                continue
            if lexicon().has("plain_bodies", noun["noun"]):
                entity.kind = SourceKind.ORGANIZATION
                entity.name = f"{entity.name} {' '.join(noun.group().split())}"
                break


def _headed(text: str, span: Span, names: list[tuple[Span, Entity]]) -> Entity | None:
    whole = span.of(text)
    cut = _CUT.search(whole)
    end = span.start + (cut.start() if cut else len(whole))
    ending = ("", "’s", "'s", "’", "'", ".", "”", '"', ",", "*", "?", "!", "himself", "herself", "itself", "themselves")
    fitting: list[tuple[int, Entity]] = []
    for mention, entity in names:
        if mention.end > span.end:
            continue
        heads = mention.end <= end and text[mention.end : end].strip() in ending
        heads = heads and re.search(r"\w\s\w+ing\s$", text[span.start : mention.start]) is None
        front = text[span.start : mention.start]
        crosses = mention.start <= end < mention.end and _at_front(front)
        # "Secretary of State Jane Roe"
        heads = heads or (
            entity.kind is SourceKind.PERSON
            and text[mention.end : span.end].strip() in ending
            and _OFFICE.fullmatch(front) is not None
            and lexicon().has("titles", front.split()[0])
        )
        if heads or crosses:
            fitting.append((len(mention), entity))
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    # a headline's span may run on: "Jane Roe Slams Bank"
    for mention, entity in names[:1]:
        following = text[mention.end : mention.end + 2]
        if (
            mention.start == span.start
            and entity.kind is SourceKind.PERSON
            and following[:1] == " "
            and following[1:].isupper()
        ):
            return entity
    # "a spokesman, Jane Roe", "Wells Fargo’s chief executive, John Roe", "a resident who gave one name, Roe"
    determined = whole.split()[0].lower() in _BEFORE_ROLE or whole[:1].islower() or "’s " in whole or "'s " in whole
    for mention, entity in names:
        gap = text[end : mention.start] if mention.start >= end else "x"
        if not determined or (entity.kind is not SourceKind.PERSON and not entity.name.istitle()):
            continue
        if _is_apposition(gap) and entity.kind is SourceKind.PERSON and whole[:1].isalpha():
            return entity
        last = text[mention.end : span.end].strip(" ") in ("", ",") or text[mention.end : mention.end + 1] == ","
        head = phrase(text[span.start : end]).head
        if last and _FURTHER.fullmatch(gap) and (is_person(head) or head in ("one", "man", "woman")):
            return entity
    return None


def _is_apposition(gap: str) -> bool:
    """Whether nothing but a comma or dash and titles stands between a description and a name: ", Gen. "."""
    match = _APPOSITION.fullmatch(gap)
    return match is not None and all(lexicon().has("titles", word.lower()) for word in match[1].split())


def _at_front(before: str) -> bool:
    """Whether what stands before a name is nothing but an article, titles and adjectives."""
    return re.search(r"\b(?:of|by|from|at|in|to|for|with|on|\w+ing)\s", before) is None
