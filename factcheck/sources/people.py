"""Whom a description of people means: "the former president", "my father", "the two senators"."""

import re
from itertools import combinations

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.discourse import Discourse
from factcheck.sources.entities import Entity
from factcheck.sources.lexicon import lexicon
from factcheck.sources.phrases import Phrase, gender_of, is_person, phrase
from factcheck.sources.ranking import State, best, candidates
from factcheck.sources.sameness import surname

# what may follow a description of somebody known: "the mother of three", "the author and activist"
_TRIFLES = re.compile(r",|\s(?:and|of (?:two|three|four|five|six))\b")
_NEAR = 4


def same_words(discourse: Discourse, found: Phrase, span: Span) -> Entity | None:
    """What an earlier phrase with the same head meant: "a judge", then "the judge"."""
    if found.tail or found.modifiers:
        return None
    for occurrence in discourse.recent(span):
        if occurrence.form == "nominal" and not occurrence.entity.members:
            earlier = phrase(occurrence.span.of(discourse.text))
            if earlier.head == found.head and earlier.plural == found.plural:
                return occurrence.entity
    return None


class People:
    """The people of a text by the titles and roles that it gives them."""

    def __init__(self, discourse: Discourse, people: list[Entity], state: State) -> None:
        self._discourse = discourse
        self._people = people
        self._state = state
        self._joint: dict[str, Entity] = {}
        self._by_role: dict[str, list[Entity]] = {}
        for entity in people:
            for role in entity.roles:
                self._by_role.setdefault(role, []).append(entity)

    def relative(self, head: str, owner: Entity | None) -> Entity | None:
        """The one whom the text names as that relative ("her husband, John Roe")."""
        lex = lexicon()
        found = [
            e
            for e in self._by_role.get(head, []) + self._by_role.get(lex.same(head), [])
            if e.kind is SourceKind.PERSON and e is not owner
        ]
        if head in ("father", "mother", "dad", "mom", "parents"):
            found += [
                e
                for e in self._by_role.get("parents", [])
                if e.gender in ("", "he" if head in ("father", "dad") else "she")
            ]
        found = [e for e in dict.fromkeys(found) if e.gender in ("", "either", gender_of(head) or e.gender)]
        return found[0] if len(found) == 1 else None

    def person(self, found: Phrase, span: Span, number: int) -> Entity | None:
        """The one whose title the text gives, else whom a description can only mean."""
        lex = lexicon()
        head = lex.same(found.head)
        modifiers = {lex.same(w.strip(".,’'")) for w in found.modifiers}
        gender = gender_of(found.head)
        fitting = [
            e for e in self._by_role.get(head, []) if e.kind is SourceKind.PERSON and gender in ("", e.gender or gender)
        ]
        for word in ("former", "vice", "deputy"):
            with_it = [e for e in fitting if word in e.roles]
            fitting = with_it if word in modifiers and with_it else fitting
            if word not in modifiers:
                fitting = [e for e in fitting if word not in e.roles] or ([] if word == "vice" else fitting)
        told = modifiers - {"former", "vice", "deputy", "longtime", "new"}
        better = [e for e in fitting if told & (e.roles | set(e.words))]
        fitting = better or ([] if told and found.tail.startswith(" of") else fitting)
        fitting = [e for e in fitting if not self._contradicts(e, modifiers)]
        if fitting:
            return self._latest(fitting, span)
        known = same_words(self._discourse, found, span)
        if known is not None and (not gender or known.gender in ("", "either", gender)):
            return known
        former = found.modifiers[:1] == ("former",) and found.tail.lower().startswith(" of ")
        if found.tail and not former and not _TRIFLES.match(found.tail):
            return None
        if not lex.has("descriptions", found.head):
            return None
        return self._salient(span, gender or "", modifiers, number)

    def several(self, found: Phrase, span: Span) -> Entity | None:
        """People named before who share the title, or the group described before."""
        lex = lexicon()
        singular = found.head.removesuffix("s")
        role = lex.same(singular)
        pair = self._pair(found, singular, span)
        if pair is not None:
            return pair
        if not found.tail and lex.has("rivals", role):
            # whatever their titles, two people run against each other
            pair = self._most_mentioned(span)
            if pair is not None:
                return pair
        people = [e for e in self._by_role.get(role, []) if e.kind is SourceKind.PERSON and min(e.mentions) < span]
        if not found.tail and 2 <= len(people) <= 3 and is_person(singular):
            return self._together(people)
        for occurrence in self._discourse.recent(span):
            entity = occurrence.entity
            if (
                occurrence.form == "nominal"
                and entity.plural
                and entity.name.lower().split()[-1:] == [found.head]
                and not found.modifiers
            ):
                return entity
            if (
                entity.kind is SourceKind.GROUP
                and entity.name
                and not found.modifiers
                and not found.tail
                and phrase(entity.name).head == found.head
            ):
                return entity
        return None

    def _salient(self, span: Span, gender: str, modifiers: set[str], number: int) -> Entity | None:
        """The person whom the passage is about, of that gender."""
        place = self._discourse.occurrence(span, Entity("", SourceKind.UNKNOWN, named=False), "nominal")
        own = self._discourse.tagged[number].content if number >= 0 else ()
        people = []
        for pronoun in (gender,) if gender else ("he", "she"):
            people.extend(candidates(self._discourse, self._state, place, pronoun, own, []))
        people = [
            one
            for one in people
            if one.entity.kind is SourceKind.PERSON
            and one.entity.named
            and not self._contradicts(one.entity, modifiers)
            and not lexicon().words["staff_roles"] & one.entity.roles
            and place.sentence - one.nearest.sentence <= _NEAR
            and not one.nearest.span.overlaps(span)
        ]
        if len(people) > 1 and not gender:
            most = max(self._discourse.total[id(one.entity)] for one in people)
            people = [one for one in people if self._discourse.total[id(one.entity)] * 2 >= most]
        chosen = best(people, gender or "he")
        return chosen.entity if chosen is not None else None

    def _contradicts(self, entity: Entity, modifiers: set[str]) -> bool:
        parties = lexicon().words["parties"]
        party = modifiers & parties
        mine = entity.roles & parties
        same = {"democrat": "democratic"}
        return bool(party and mine) and not ({same.get(p, p) for p in party} & {same.get(p, p) for p in mine})

    def _latest(self, fitting: list[Entity], span: Span) -> Entity:
        """The one mentioned last before `span`, else first after it."""

        def place(entity: Entity) -> tuple[bool, int]:
            before = [o for o in entity.mentions if o.start < span.start]
            return (bool(before), max(before).start if before else -min(entity.mentions).start)

        return max(fitting, key=place)

    def _pair(self, found: Phrase, singular: str, span: Span) -> Entity | None:
        """Two people of before: "the two voters", "the brothers"."""
        if found.tail or not (is_person(singular) or lexicon().has("kin", found.head)):
            return None
        people: list[Entity] = []
        for occurrence in self._discourse.recent(span):
            entity = occurrence.entity
            if occurrence.form != "joint" and entity.kind is SourceKind.PERSON and entity.named:
                people += [entity] if not any(entity is e for e in people) else []
        if found.head in ("brothers", "sisters", "siblings"):
            families = [(a, b) for a, b in combinations(people[:6], 2) if surname(a.words) == surname(b.words)]
            return self._together([*families[0]]) if families else None
        if [w.lower() for w in found.modifiers[:1]] == ["two"] and len(people) >= 2:
            return self._together(people[:2])
        return None

    def _most_mentioned(self, span: Span) -> Entity | None:
        people = [e for e in self._people if e.kind is SourceKind.PERSON and e.mentions and min(e.mentions) < span]
        counted = sorted(people, key=lambda e: -self._state.seen[id(e)])
        if len(counted) < 2 or self._state.seen[id(counted[1])] < 2:
            return None
        return self._together(counted[:2])

    def _together(self, people: list[Entity]) -> Entity:
        key = " ".join(sorted(e.name for e in people))
        if key not in self._joint:
            self._joint[key] = Entity("", SourceKind.PERSON, named=False, plural=True, members=tuple(people))
        return self._joint[key]
