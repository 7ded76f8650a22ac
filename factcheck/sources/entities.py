"""The people and bodies of a text: names that mean the same one brought together under the fullest."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.acronyms import acronyms
from factcheck.sources.kinds import Kinds
from factcheck.sources.lexicon import lexicon
from factcheck.sources.mention import Mention
from factcheck.sources.sameness import LEAST_FOR_TYPO, fuller, key_of, same_body, same_person, slipped, surname

_HE_SHE = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
_KIN_BEFORE = re.compile(r"\b(?:his|her|[\w-]+[’']s) (?:\w+ ){0,2}(\w+),? $")


@dataclass(slots=True, eq=False)
class Entity:
    """A person or body of the text.

    `gender` is "he", "she" or "" where nothing tells; `titles` are the descriptions that the text gives, `roles`
    their words. `members` are the entities that a joint one is made of.
    """

    name: str
    kind: SourceKind
    mentions: list[Span] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    gender: str = ""
    named: bool = True
    plural: bool = False
    members: tuple["Entity", ...] = ()

    @property
    def words(self) -> list[str]:
        """The words of the name in lower case."""
        return [w.strip(".,") for w in self.name.lower().replace("’", "'").split()]

    def describe(self, title: str) -> None:
        """Note what the text calls this one."""
        title = " ".join(title.split())
        if title and title.lower() not in (known.lower() for known in self.titles):
            self.titles.append(title)
        self.roles.update(lexicon().same(w.strip(".,’'")) for w in title.lower().split())


def entities(text: str, sentences: list[Span], found: list[Mention]) -> list[Entity]:
    """The people and bodies that the mentions `found` in `text` name, in order of their first mention."""
    return _Grouping(text, sentences, found).entities()


class _Grouping:
    """Full names first, then what one word means."""

    def __init__(self, text: str, sentences: list[Span], found: list[Mention]) -> None:
        self._text = text
        self._found = found
        self._alone = Counter(m.name.lower().replace("’", "'") for m in found if " " not in m.name)
        quoted = [Span(*m.span()) for m in _QUOTED.finditer(text)]
        starts = [q.start for q in quoted]
        # a speaker may call by the given name whom the article calls by the family name
        self._first_named = Counter(
            m.name.lower()
            for m in found
            if " " not in m.name and not ((at := bisect_right(starts, m.span.start)) and quoted[at - 1].covers(m.span))
        )
        self._kinds = Kinds(text, found)
        self._entities: list[Entity] = []
        self._by_name: dict[str, Entity] = {}
        self._by_last: dict[str, list[Entity]] = defaultdict(list)
        self._surnames: dict[str, list[Entity]] = defaultdict(list)
        self._first_names: dict[str, list[Entity]] = defaultdict(list)
        self._acronyms: dict[str, Entity] = {}
        self._initials: dict[str, list[str]] = defaultdict(list)
        self._by_first: dict[str, list[Entity]] = defaultdict(list)
        self._full: dict[int, list[int]] = defaultdict(list)
        self._ends = [s.end for s in sentences]

    def entities(self) -> list[Entity]:
        """Everybody, in order of the first mention."""
        singles: list[Mention] = []
        for mention in sorted(self._found, key=lambda m: m.headline):
            if " " in mention.name and not self._family_name(mention):
                self._full_name(mention)
            else:
                singles.append(mention)
        self._index()
        for mention in sorted(singles, key=lambda m: m.span):
            entity = self._meant(mention)
            if entity is None:
                entity = self._new(mention.name, self._kinds.of(mention))
                if mention.role:
                    self._initials[mention.name[0].lower()].append(" ".join(key_of(mention.name)))
            self._note(entity, mention)
        for entity in self._entities:
            entity.mentions.sort()
            if entity.kind is SourceKind.PERSON and entity.name.isupper() and " " in entity.name:
                entity.name = entity.name.title()
        return sorted(self._entities, key=lambda e: e.mentions[0])

    def _family_name(self, mention: Mention) -> bool:
        """Whether two words are one family name: "De Blasio", "Van Hollen"."""
        words = mention.name.lower().split()
        return all(w in lexicon().words["particles"] for w in words[:-1])

    def _full_name(self, mention: Mention) -> None:
        kind = self._kinds.of(mention)
        words = key_of(mention.name)
        entity: Entity | None = self._by_name.get(" ".join(words))
        if entity is None and kind is SourceKind.PERSON:
            bearers = self._by_last[words[-1]]
            entity = next((e for e in bearers if same_person(e.words, words)), None)
            if entity is None:
                entity = next((e for e in bearers if slipped(e.words, words)), None)
        elif entity is None:
            entity = next(
                (e for e in self._by_last[words[-1]] if e.kind is not SourceKind.PERSON and same_body(e.words, words)),
                None,
            )
        if entity is None:
            entity = self._new(mention.name, kind)
        elif fuller(mention.name, entity.name) and not mention.name.isupper():
            entity.name = mention.name
        if entity.kind is SourceKind.UNKNOWN:
            entity.kind = kind
        self._by_name[" ".join(words)] = entity
        self._full[id(entity)].append(mention.span.start)
        self._note(entity, mention)

    def _new(self, name: str, kind: SourceKind) -> Entity:
        entity = Entity(name, kind)
        self._entities.append(entity)
        words = key_of(name)
        self._by_name.setdefault(" ".join(words), entity)
        self._by_last[words[-1]].append(entity)
        return entity

    def _note(self, entity: Entity, mention: Mention) -> None:
        entity.mentions.append(mention.span)
        if mention.role:
            entity.kind = SourceKind.PERSON if entity.kind is SourceKind.UNKNOWN else entity.kind
            entity.describe(mention.role)
        words = lexicon()
        if not entity.gender and mention.role:
            for pronoun in ("he", "she"):
                if words.has(f"honorifics_{pronoun}", mention.honorific):
                    entity.gender = pronoun
        if not entity.gender and entity.kind is SourceKind.PERSON:
            first = entity.words[0]
            pronoun = words.pronoun_of(first)
            family_first = surname(entity.words) == first and len(entity.words) > 1
            if pronoun != "either" and not family_first:
                entity.gender = pronoun

    def _index(self) -> None:
        for entity in self._entities:
            words = entity.words
            self._by_first[words[0]].append(entity)
            if entity.kind is SourceKind.ORGANIZATION:
                self._acronyms.setdefault(_initials(entity.name), entity)
            elif len(words) > 1:
                last = surname(words)
                self._surnames[last].append(entity)
                self._first_names[words[0] if words[0] != last else words[-1]].append(entity)
        for last in self._surnames:
            self._initials[last[0]].append(last)
        for long, short in acronyms(self._text):
            of = next((m for m in self._found if m.span.start <= long.start and m.span.end == long.end), None)
            named = self._by_name.get(" ".join(key_of(of.name))) if of is not None else None
            if named is not None:
                self._acronyms[short.of(self._text).replace(".", "")] = named
                if named.kind is SourceKind.UNKNOWN:
                    named.kind = SourceKind.ORGANIZATION

    def _meant(self, mention: Mention) -> Entity | None:
        """Whom a single word, or a family name of several, names."""
        word = " ".join(key_of(mention.name))
        bearers = self._surnames.get(word) or []
        if bearers:
            return self._bearer(bearers, mention)
        if (entity := self._acronyms.get(mention.name.replace(".", ""))) is not None:
            return entity
        if self._first_names.get(word) and not mention.role:
            return self._bearer(self._first_names[word], mention)
        same = self._by_name.get(word)
        if same is not None:
            return same
        if word.endswith("s") and word[:-1] in self._surnames:
            family = self._new(mention.name, SourceKind.GROUP)
            family.plural = True
            return family
        return self._body(mention, word) or self._misspelt(word)

    def _body(self, mention: Mention, word: str) -> Entity | None:
        """A body whose name ends ("the Post") or, if it can be told from a place, begins with the word."""
        lex = lexicon()
        the = self._text[max(0, mention.span.start - 4) : mention.span.start].lower() == "the "
        if lex.has("organization_heads", word) or the:
            named = [e for e in self._by_last.get(word, []) if e.kind is SourceKind.ORGANIZATION and len(e.words) > 1]
            before = [e for e in named if min(e.mentions) < mention.span]
            if before:
                return max(before, key=lambda e: max(m for m in e.mentions if m < mention.span))
            return named[0] if named else None
        if lex.is_place(word):
            return None
        begins = [e for e in self._by_first[word] if e.kind is SourceKind.ORGANIZATION and len(e.words) > 1]
        fitting = [e for e in begins if lex.has("organization_heads", e.words[-1])]
        return fitting[0] if len(fitting) == 1 and not lex.pronoun_of(word) else None

    def _misspelt(self, word: str) -> Entity | None:
        """The person whose family name differs by a slip of the pen, if the text has the word but once or twice."""
        if len(word) < LEAST_FOR_TYPO - 1 or self._alone[word] > 2 or lexicon().pronoun_of(word):
            return None
        best: tuple[int, Entity] | None = None
        for last in self._initials.get(word[0], ()):
            bearers = self._surnames.get(last) or [self._by_name[last]]
            if len(bearers) != 1 or abs(len(last) - len(word)) > 2 or len(last) < LEAST_FOR_TYPO:
                continue
            most = 1 if min(len(word), len(last)) < 8 else 2
            distance = OSA.distance(last, word, score_cutoff=most)
            clipped = len(word) >= LEAST_FOR_TYPO or last.startswith(word)
            if clipped and distance <= most and (best is None or distance < best[0]):
                best = (distance, bearers[0])
        return best[1] if best else None

    def _bearer(self, bearers: list[Entity], mention: Mention) -> Entity:
        """Which of several with one family name is meant: by title, by pronoun, by who was named in full last."""
        if len(bearers) == 1:
            return bearers[0]
        scores = [(self._bearing(entity, mention), -number, entity) for number, entity in enumerate(bearers)]
        return max(scores, key=lambda score: score[:2])[2]

    def _bearing(self, entity: Entity, mention: Mention) -> float:
        lex = lexicon()
        score = 0.0
        if mention.role:
            for pronoun in ("he", "she"):
                if lex.has(f"honorifics_{pronoun}", mention.honorific) and entity.gender not in ("", pronoun):
                    score -= 6.0
            roles = {lex.same(w.strip(".,")) for w in mention.role.split()}
            score += 2.0 if roles & entity.roles else 0.0
        end = next((e for e in self._ends[_sentence(self._ends, mention.span.start) :]), mention.span.end)
        ahead = _HE_SHE.search(self._text, mention.span.end, min(end, mention.span.end + 80))
        if ahead is not None and entity.gender:
            pronoun = "he" if ahead.group(1).lower().startswith("hi") or ahead.group(1).lower() == "he" else "she"
            score += 1.2 if pronoun == entity.gender else -1.2
        first = entity.words[0]
        score -= 1.5 if self._first_named[first] else 0.0
        full = self._full[id(entity)]
        recent = [start for start in full if start < mention.span.start]
        if recent:
            gap = (
                self._text.count("\n\n", recent[-1], mention.span.start)
                if mention.span.start - recent[-1] < 2000
                else 9
            )
            score += (1.2, 0.8, 0.5, 0.3)[gap] if gap < 4 else 0.0
        if len(full) > 3 and mention.span.start > full[0]:
            score -= 0.3
        score += 0.6 if any(m.start < mention.span.start for m in entity.mentions[len(full) :]) else 0.0
        kin = _KIN_BEFORE.search(self._text[max(0, min(full) - 40) : min(full)])
        score -= 1.2 if kin and lex.has("kin", kin.group(1)) else 0.0
        return score


def _sentence(ends: list[int], place: int) -> int:
    return bisect_right(ends, place)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w[\w’'-]*", name) if w[0].isupper())
