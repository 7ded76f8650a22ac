"""Whom a noun phrase means: "the former president", "his campaign", "the agency", "the senators", "my father"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import combinations

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.discourse import Discourse, Occurrence
from factcheck.sources.entities import Entity, surname
from factcheck.sources.lexicon import lexicon
from factcheck.sources.naming import stands_for
from factcheck.sources.phrases import Phrase, gender_of, is_person, kind_of, phrase, plain_name
from factcheck.sources.ranking import State, best, candidates

_PERSONS = frozenset({SourceKind.PERSON, SourceKind.UNKNOWN})
# What may follow a description of somebody known: "the mother of three", "the author and activist"
_ISSUED = re.compile(r"\s(?:(?:issued|released|posted|sent|made|put out)\s)?(?:by|from)\s(?:the\s)?")
_TRIFLES = re.compile(r",|\s(?:and|of (?:two|three|four|five|six))\b")
_NEAR = 4


class Nominals:
    """The bodies that a text describes; kept so that the same words mean the same one."""

    def __init__(
        self, discourse: Discourse, people: list[Entity], names: list[tuple[Span, Entity]], state: State
    ) -> None:
        self._discourse = discourse
        self._people = people
        self._names = names
        self._state = state
        self._described: dict[str, Entity] = {}
        self._by_role: dict[str, list[Entity]] = {}
        for entity in people:
            for role in entity.roles:
                self._by_role.setdefault(role, []).append(entity)
        self._by_word: dict[str, list[Entity]] = {}
        for entity in people:
            for word in set(entity.words) | entity.roles:
                self._by_word.setdefault(word, []).append(entity)

    def meant_by(self, words: str, span: Span, number: int) -> Entity:
        """The body that the phrase `words` at `span` means, a new one where none is known; `number` its attribution."""
        found = phrase(words)
        named = stands_for(self._discourse.text, words)
        if named is not None:
            return self.called(named, SourceKind.ORGANIZATION)
        beside = self._apposed(found, span)
        if beside is not None:
            return beside
        if found.owner.lower() in ("my", "our") and found.head in lexicon().words["kin"]:
            relative = self._relative(found.head, None)
            if relative is not None:
                return relative
        issuer = self._issuer(found, span)
        if issuer is not None:
            return issuer
        owner = self._owner(found, span)
        if owner is not None:
            return self._owned(found, owner, words, span)
        kind = kind_of(words, self._discourse.text[span.end : span.end + 90])
        entity: Entity | None = None
        if found.definite and not found.partitive:
            if is_person(found.head) and not found.plural:
                entity = self._person(found, span, number)
            elif found.plural:
                entity = self._several(found, span)
            elif found.head in lexicon().document_classes:
                entity = self._document(found, span)
            if entity is None and not found.plural and found.head in ("state", "country", "nation", "city"):
                entity = self._place(found, span)
            elif entity is None and not found.plural and found.head in lexicon().body_classes:
                entity = self._body(found, span)
            if entity is None and not is_person(found.head):
                entity = self._same_words(found, span)
        if entity is not None:
            return entity
        return self.called(plain_name(words), kind, plural=found.plural)

    def called(self, name: str, kind: SourceKind, plural: bool = False) -> Entity:
        """The body that goes by `name`, new where there is none."""
        known = self._described.get(name.lower())
        if known is None:
            known = next(
                (e for e in self._by_word.get(name.lower().split()[-1], []) if e.name.lower() == name.lower()), None
            )
        if known is None:
            found = phrase(name)
            gender = gender_of(found.head) if kind is SourceKind.PERSON else ""
            several = plural or kind is SourceKind.GROUP
            known = Entity(name, kind, named=False, gender=gender, plural=several)
        elif known.kind is SourceKind.UNKNOWN:
            known.kind = kind
        self._described[name.lower()] = known
        return known

    def _apposed(self, found: Phrase, span: Span) -> Entity | None:
        """Whom the phrase only describes: "Jane Roe, a spokeswoman", "the super PAC, Priorities USA,"."""
        text = self._discourse.text
        if found.plural or not (found.article or found.owner):
            return None
        kind = SourceKind.ORGANIZATION if lexicon().has("organization_heads", found.head) else SourceKind.PERSON
        if kind is SourceKind.PERSON and not is_person(found.head):
            return None
        at = bisect_left(self._names, span.start, key=lambda pair: pair[0].start)
        before, after = self._names[max(0, at - 1) : at], self._names[at : at + 8]
        for mention, entity in before:
            if text[mention.end : span.start] == ", " and entity.kind is kind:
                return entity
        for mention, entity in after:
            if mention.start >= span.end:
                beside = text[span.end : mention.start] == ", " and text[mention.end : mention.end + 1] in (",", ".")
                if not beside or entity.kind not in (kind, SourceKind.UNKNOWN) or not found.definite:
                    return None
                entity.kind = kind
                entity.describe(" ".join([*found.modifiers, found.head]))
                self._by_word.setdefault(found.head, []).append(entity)
                return entity
        return None

    def _issuer(self, found: Phrase, span: Span) -> Entity | None:
        """Whose words a statement holds: "a statement issued by the bureau"."""
        by = _ISSUED.match(found.tail)
        if by is None or not lexicon().has("issued_heads", found.head):
            return None
        begin = span.end - len(found.tail) + by.end()
        at = bisect_left(self._names, begin, key=lambda pair: pair[0].start)
        for mention, entity in self._names[at : at + 1]:
            if mention.end <= span.end and "," not in self._discourse.text[begin : mention.start]:
                rest = self._discourse.text[mention.end : span.end]
                return entity if not re.match(r"\s[a-z]", rest) else None
        return None

    def _same_words(self, found: Phrase, span: Span) -> Entity | None:
        """What an earlier phrase with the same head meant: "a judge", then "the judge"."""
        if found.tail or found.modifiers:
            return None
        for occurrence in self._before(span):
            if occurrence.form == "nominal" and not occurrence.entity.members:
                earlier = phrase(occurrence.span.of(self._discourse.text))
                if earlier.head == found.head and earlier.plural == found.plural:
                    return occurrence.entity
        return None

    def _owner(self, found: Phrase, span: Span) -> Entity | None:
        """Whose the phrase says it is."""
        if not found.owner:
            return None
        at = span.of(self._discourse.text).lower().find(found.owner.lower())
        if at < 0:
            return None
        at += span.start
        for occurrence in self._discourse.at(Span(at, at + len(found.owner))):
            if occurrence.form != "nominal" and occurrence.span.end >= at + len(found.owner) - 2:
                return occurrence.entity
        for mention, entity in self._named_in(Span(at, at + len(found.owner))):
            if mention.end >= at + len(found.owner) - 2:
                return entity
        return None

    def _named_in(self, span: Span) -> Iterator[tuple[Span, Entity]]:
        text = span.of(self._discourse.text).lower()
        for word in re.findall(r"[\w’'-]+", text):
            bare = re.sub(r"[’']s?$", "", word)
            for entity in self._by_word.get(bare, []):
                at = bisect_left(entity.mentions, Span(span.start, 0))
                for mention in entity.mentions[at : at + 2]:
                    if span.covers(mention):
                        yield mention, entity

    def _owned(self, found: Phrase, owner: Entity, words: str, span: Span) -> Entity:
        lex = lexicon()
        if owner.members or not owner.name:
            return self.called(plain_name(words), kind_of(words), plural=found.plural)
        if lex.has("issued_heads", found.head):
            return owner
        if found.head in lex.words["kin"] and not found.plural:
            relative = self._relative(found.head, owner)
            if relative is not None:
                return relative
        if found.head in ("campaign", "administration", "team", "camp", "foundation", "organization", "company"):
            family = surname(owner.words)
            for key in (f"{family} {found.head}", f"{family} campaign" if found.head in ("team", "camp") else ""):
                known = self._described.get(key)
                if known is not None:
                    return known
        at = words.lower().find(found.owner.lower())
        rest = plain_name(words[at + len(found.owner) :])
        name = f"{owner.name}’ {rest}" if owner.name.endswith("s") else f"{owner.name}’s {rest}"
        known = self._described.get(name.lower())
        return known or self.called(
            name, kind_of(words, self._discourse.text[span.end : span.end + 90]), plural=found.plural
        )

    def _relative(self, head: str, owner: Entity | None) -> Entity | None:
        """The one whom the text names as that relative ("her husband, John Roe")."""
        lex = lexicon()
        wanted = {head, lex.same(head)}
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
        found = [e for e in dict.fromkeys(found) if e.gender in ("", "either", gender_of(head) or e.gender) and wanted]
        return found[0] if len(found) == 1 else None

    def _person(self, found: Phrase, span: Span, number: int) -> Entity | None:
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
        known = self._same_words(found, span)
        if known is not None and (not gender or known.gender in ("", "either", gender)):
            return known
        former = found.modifiers[:1] == ("former",) and found.tail.lower().startswith(" of ")
        if found.tail and not former and not _TRIFLES.match(found.tail):
            return None
        if not lex.has("descriptions", found.head):
            return None
        return self._salient(span, gender or "", modifiers, number)

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
        parties = {"republican", "democrat", "democratic", "libertarian"}
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

    def _several(self, found: Phrase, span: Span) -> Entity | None:
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
        for occurrence in self._before(span):
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

    def _pair(self, found: Phrase, singular: str, span: Span) -> Entity | None:
        """Two people of before: "the two voters", "the brothers"."""
        if found.tail or not (is_person(singular) or lexicon().has("kin", found.head)):
            return None
        people: list[Entity] = []
        for occurrence in self._before(span):
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
        if key not in self._described:
            self._described[key] = Entity("", SourceKind.PERSON, named=False, plural=True, members=tuple(people))
        return self._described[key]

    def _before(self, span: Span) -> Iterator[Occurrence]:
        at = self._discourse.before(span.start)
        return reversed(self._discourse.occurrences[max(0, at - 80) : at])

    def _document(self, found: Phrase, span: Span) -> Entity | None:
        """The document of the same sort mentioned before."""
        classes = lexicon().document_classes
        sort = classes[found.head]
        if found.modifiers and found.head not in ("piece",):
            return None
        for occurrence in self._before(span):
            entity = occurrence.entity
            if entity.kind not in (SourceKind.DOCUMENT, SourceKind.POLL):
                continue
            heads = [classes.get(word.strip("’',.")) for word in [phrase(entity.name).head, *entity.words[-1:]]]
            if sort in heads and (occurrence.form == "name" or len(entity.name.split()) > 1):
                return entity
        return None

    def _place(self, found: Phrase, span: Span) -> Entity | None:
        lex = lexicon()
        kinds = {"state": ("states",), "country": ("countries",), "nation": ("countries",), "city": ("places",)}[
            found.head
        ]
        if found.tail or any(w.lower() not in ("whole", "entire") for w in found.modifiers):
            return None
        for occurrence in self._before(span):
            if any(lex.has(kind, occurrence.entity.name) for kind in kinds):
                return occurrence.entity
        return None

    def _body(self, found: Phrase, span: Span) -> Entity | None:
        """The body mentioned last whose name or description shows that it is one of these."""
        lex = lexicon()
        shown = lex.body_classes[found.head]
        modifiers = {w.lower() for w in found.modifiers}
        acronyms: Entity | None = None
        if found.tail and not found.tail.startswith(","):
            return None
        for occurrence in self._before(span):
            entity = occurrence.entity
            if entity.kind is not SourceKind.ORGANIZATION or entity.plural:
                continue
            words = set(entity.words) | entity.roles
            if shown & words and (not modifiers or modifiers & words):
                return entity
            if acronyms is None and not modifiers and entity.named and self._may_be(entity, found.head):
                acronyms = entity
        return acronyms

    def _may_be(self, entity: Entity, head: str) -> bool:
        """Whether nothing in the name tells what it is, so that the noun may: "Wells Fargo" and "the bank"."""
        lex = lexicon()
        if head not in (
            "bank",
            "company",
            "firm",
            "agency",
            "group",
            "organization",
            "network",
            "paper",
            "newspaper",
            "magazine",
            "website",
            "bureau",
        ):
            return False
        lower = entity.name.lower()
        if lex.is_place(lower):
            return False
        return not any(lex.has("organization_heads", word) for word in entity.words)
