"""The people and bodies of a text: names that mean the same one brought together under the fullest."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon
from factcheck.sources.naming import Mention, acronyms

_LEAST_FOR_TYPO = 5
_SAYS = re.compile(
    r"\s(?:said|says|told|tells|added|asked|wrote|writes|tweeted|argued|argues|insisted|thinks|believes)\b"
)
_PERSONAL = re.compile(r",? \((?:[RDI]|Rep|Dem)[.-]|, [RDI]-[A-Z]|, \d\d,|, who\b")
_BODILY = re.compile(
    r"[’']s? (?:chief executive|ceo|shares|stock|customers|employees|board|subsidiary)\b", re.IGNORECASE
)
# "Halden (NASDAQ: HLDN)", "Infracore said it", "Halden, a biotechnology company"
_LISTED = re.compile(
    r" \((?:NASDAQ|NYSE|LSE|TSX|ASX|Euronext|AMEX)\b|(?: \w+){0,2} (?:said|says|announced|reported|added|insisted)"
    r"(?: (?:that|on \w+day|\w+day|today)){0,2} its? \w|, an? (?:[\w-]+ ){0,4}(?:company|firm|startup|start-up|maker|"
    r"manufacturer|nonprofit|charity|insurer|retailer|agency|network|group|website|publisher)\b",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\b(?:shares|stock|stake) (?:in|of) $", re.IGNORECASE)
_MIXED_CASE = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}")
_SCOTS = re.compile(r"^(?:Mc|Mac|De|Du|La|Le|Van|Fitz|O[’'])[A-Z]")
_HE_SHE = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
_IN = re.compile(r"\b(?:in|at|near|from|across|throughout|outside|around|into|of) $")
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


def surname(words: list[str]) -> str:
    """The family name in a person's name, particles included: "de blasio"."""
    lex = lexicon()
    words = [w for w in words if w not in lex.words["suffixes"]] or words
    if len(words) > 1 and words[0] in lex.words["family_first"] and (len(words) > 2 or "-" in words[-1]):
        return words[0]
    begin = len(words) - 1
    while begin > 1 and words[begin - 1] in lex.words["particles"]:
        begin -= 1
    return " ".join(words[begin:])


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
        self._places_of = Counter(
            m.name for m in found if " " not in m.name and _IN.search(text[max(0, m.span.start - 12) : m.span.start])
        )
        self._honoured = {m.name.lower().replace("’", "'") for m in found if m.role and " " not in m.name}
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
                entity = self._new(mention.name, self._kind(mention))
                if mention.role:
                    self._initials[mention.name[0].lower()].append(" ".join(_key(mention.name)))
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
        kind = self._kind(mention)
        words = _key(mention.name)
        entity: Entity | None = self._by_name.get(" ".join(words))
        if entity is None and kind is SourceKind.PERSON:
            bearers = self._by_last[words[-1]]
            entity = next((e for e in bearers if _same_person(e.words, words)), None)
            if entity is None:
                entity = next((e for e in bearers if _slipped(e.words, words)), None)
        elif entity is None:
            entity = next((e for e in self._by_last[words[-1]] if _same_body(e, words)), None)
        if entity is None:
            entity = self._new(mention.name, kind)
        elif _fuller(mention.name, entity.name) and not mention.name.isupper():
            entity.name = mention.name
        if entity.kind is SourceKind.UNKNOWN:
            entity.kind = kind
        self._by_name[" ".join(words)] = entity
        self._full[id(entity)].append(mention.span.start)
        self._note(entity, mention)

    def _new(self, name: str, kind: SourceKind) -> Entity:
        entity = Entity(name, kind)
        self._entities.append(entity)
        words = _key(name)
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
            named = self._by_name.get(" ".join(_key(of.name))) if of is not None else None
            if named is not None:
                self._acronyms[short.of(self._text).replace(".", "")] = named
                if named.kind is SourceKind.UNKNOWN:
                    named.kind = SourceKind.ORGANIZATION

    def _meant(self, mention: Mention) -> Entity | None:
        """Whom a single word, or a family name of several, names."""
        word = " ".join(_key(mention.name))
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
        if len(word) < _LEAST_FOR_TYPO - 1 or self._alone[word] > 2 or lexicon().pronoun_of(word):
            return None
        best: tuple[int, Entity] | None = None
        for last in self._initials.get(word[0], ()):
            bearers = self._surnames.get(last) or [self._by_name[last]]
            if len(bearers) != 1 or abs(len(last) - len(word)) > 2 or len(last) < _LEAST_FOR_TYPO:
                continue
            most = 1 if min(len(word), len(last)) < 8 else 2
            distance = OSA.distance(last, word, score_cutoff=most)
            clipped = len(word) >= _LEAST_FOR_TYPO or last.startswith(word)
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

    def _bodily(self, mention: Mention) -> bool:
        """Whether the words around a name are such as stand around those of bodies."""
        begin, end = mention.span
        if _LISTED.match(self._text, end) or _BODILY.match(self._text, end):
            return True
        return _SHARES.search(self._text, max(0, begin - 12), begin) is not None

    def _placed(self, name: str) -> bool:
        """Whether a word mostly stands after "in" or "near", as a place does."""
        found = self._places_of[name]
        return found * 2 >= self._alone[name.lower()]

    def _kind(self, mention: Mention) -> SourceKind:
        lex = lexicon()
        name = mention.name
        words = _key(name)
        lower = " ".join(words)
        first, last = words[0], words[-1]
        if mention.role or name.startswith("@"):
            return SourceKind.PERSON
        if lex.is_place(lower) or lower in lex.words["media"]:
            return SourceKind.ORGANIZATION
        bare = name.replace(".", "")
        if (bare.isupper() and len(bare) > 1 and " " not in name) or any(c.isdigit() for c in name):
            return SourceKind.ORGANIZATION
        if len(words) == 1:
            if lex.pronoun_of(lower):
                return SourceKind.ORGANIZATION if self._placed(name) else SourceKind.PERSON
            mixed = _MIXED_CASE.search(name) and not _SCOTS.search(name)
            body = mixed or lex.has("organization_heads", lower) or self._bodily(mention)
            return SourceKind.ORGANIZATION if body else SourceKind.UNKNOWN
        if any(last in lex.words[kind] for kind in ("states", "countries", "demonyms")):
            return SourceKind.ORGANIZATION
        if last in lex.words["laws"]:
            return SourceKind.DOCUMENT
        if lex.has("poll_heads", last):
            return SourceKind.POLL
        if lex.is_place(last) and any(lex.has("organization_heads", word) for word in words[:-1]):
            return SourceKind.ORGANIZATION
        given = bool(lex.pronoun_of(first)) or bool(re.match(r"(?:[A-Z]\.)+", name))
        if re.search(r"\s(?:of|for|on|to|and|&|the)\s", name):
            return SourceKind.ORGANIZATION
        after = self._text[mention.span.end : mention.span.end + 80]
        if _BODILY.match(after) or (not given and self._bodily(mention)):
            return SourceKind.ORGANIZATION
        known = last in self._honoured or (given and self._alone[surname(words)] > 0)
        if lex.has("organization_heads", last) and not known:
            return SourceKind.ORGANIZATION
        if given or known or last in lex.words["suffixes"] or any(w in lex.words["particles"] for w in words[1:-1]):
            return SourceKind.PERSON
        if self._text[max(0, mention.span.start - 4) : mention.span.start].lower() == "the ":
            return SourceKind.ORGANIZATION
        if self._alone[last] or _PERSONAL.match(after) or (len(words) < 4 and _SAYS.match(after)):
            return SourceKind.PERSON
        return SourceKind.UNKNOWN


def _sentence(ends: list[int], place: int) -> int:
    return bisect_right(ends, place)


def _key(name: str) -> list[str]:
    return [w.strip(".,") for w in name.lower().replace("’", "'").removeprefix("the ").split()] or [name.lower()]


def _same_person(mine: list[str], theirs: list[str]) -> bool:
    """Middle names and initials may come and go; first and family name may not."""
    lex = lexicon()
    one, other = ([w for w in words if w not in lex.words["suffixes"]] for words in (mine, theirs))
    if len(one) < 2 or len(other) < 2 or surname(one) != surname(other):
        return False
    if one[0] != other[0] and (one[0], other[0]) not in lex.nicknames:
        return False
    return len(one) != len(other) or one[1:] == other[1:] or len(one[1]) == 1 or len(other[1]) == 1


def _fuller(name: str, known: str) -> bool:
    """Whether `name` has more words, or a letter more that the known one left out."""
    words, theirs = name.split(), known.split()
    slip = lexicon().pronoun_of(words[0]) and not lexicon().pronoun_of(theirs[0])
    return len(words) > len(theirs) or (
        len(words) == len(theirs) and (bool(slip) or len(words[0]) > len(theirs[0]) > 4)
    )


def _slipped(mine: list[str], theirs: list[str]) -> bool:
    """The same two words but for a letter of the given name: "Donand" for "Donald", "Hilary" for "Hillary"."""
    known = [lexicon().pronoun_of(words[0]) for words in (mine, theirs)]
    told = known.count("") == 1 or (known[0] == known[1] != "")
    alike = len(mine) == len(theirs) == 2 and mine[1] == theirs[1] and told
    return alike and len(mine[0]) >= _LEAST_FOR_TYPO and OSA.distance(mine[0], theirs[0]) == 1


def _same_body(entity: Entity, words: list[str]) -> bool:
    """One name ends with the other: "U.S. Supreme Court" and "Supreme Court"."""
    if entity.kind is SourceKind.PERSON:
        return False
    mine = entity.words
    short, long = sorted((mine, words), key=len)
    return len(short) > 1 and long[-len(short) :] == short


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w[\w’'-]*", name) if w[0].isupper())
