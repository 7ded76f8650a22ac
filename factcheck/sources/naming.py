"""Who and what a text names: mentions of people and bodies, grouped into entities by their fullest name."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon

_NAME_WORD = (
    r"(?:(?:[A-Z]\.){2,}|[A-Z]\.|[A-ZÀ-ÖØ-Þ][\w&’'-]*\.?(?<![’'])(?<!\.)"
    r"|(?:Sen|Rep|Gov|Gen|Mr|Mrs|Ms|Dr|Prof|Rev|Lt|Col|Sgt|Capt|Adm|St|Jr)\.)"
)
_JOINT = r"(?:[ \u00a0](?:(?:of|for|on|de|von|van|der|bin|al|el|la|du|and|&)[ \u00a0](?:the[ \u00a0])?)?)"
_NAME = re.compile(rf"(?<![\w’'.]){_NAME_WORD}(?:{_JOINT}{_NAME_WORD})*")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_SAME_NAME = 90
_FAMILY_FIRST = frozenset(
    {
        "kim",
        "xi",
        "moon",
        "park",
        "lee",
        "yoon",
        "li",
        "wang",
        "hu",
        "jiang",
        "mao",
        "ban",
        "choe",
        "choi",
        "ri",
        "pak",
        "jang",
    }
)


@dataclass(slots=True)
class Entity:
    """A person or body of the text. `gender` is "he", "she" or "" where nothing tells."""

    name: str
    kind: SourceKind
    mentions: list[Span] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    gender: str = ""

    @property
    def words(self) -> list[str]:
        """The words of the name in lower case."""
        return [w.strip(".,") for w in self.name.lower().split()]


@dataclass(frozen=True, slots=True)
class _Mention:
    span: Span
    name: str
    role: str
    honorific: str


def entities(text: str, sentences: list[Span]) -> list[Entity]:
    """The people and bodies that `text` names, in order of their first mention."""
    mentions = _mentions(text, sentences)
    found: list[Entity] = []
    by_last_word: dict[str, list[Entity]] = defaultdict(list)
    for mention in mentions:
        if " " in mention.name:
            _into(found, by_last_word, mention)
    acronyms = {_initials(e.name): e for e in found if e.kind is SourceKind.ORGANIZATION}
    people = _People(found)
    for mention in mentions:
        if " " in mention.name:
            continue
        entity = acronyms.get(mention.name.replace(".", "")) or people.called(mention)
        if entity is None:
            _into(found, by_last_word, mention)
        else:
            _note(entity, mention)
    for entity in found:
        entity.mentions.sort()
        entity.gender = entity.gender or _gender(entity)
    return sorted(found, key=lambda e: e.mentions[0])


def _mentions(text: str, sentences: list[Span]) -> list[_Mention]:
    words = lexicon()
    starts = {s.start for s in sentences} | {s.start + 1 for s in sentences}
    found: list[_Mention] = []
    for match in _NAME.finditer(text):
        begin = match.start()
        name = match.group()
        while (head := re.match(r"[\w’'.-]+\s+", name)) and words.has("function_words", head.group().strip()):
            begin += head.end()
            name = name[head.end() :]
        bare = _POSSESSIVE.sub("", name)
        if words.has("function_words", bare) or (len(bare) < 2) or words.has("pronouns_he", bare):
            continue
        if begin in starts and " " not in bare and " " + bare.lower() in text:
            continue
        stands_for = words.metonyms.get(f"{text[max(0, begin - 4) : begin]}{bare}".lower())
        if stands_for is not None and stands_for in text:
            # "the North" only where the text also says which
            found.append(_Mention(Span(begin, begin + len(bare)), stands_for, "", ""))
            continue
        found.extend(_split_at_and(bare, begin))
    return [m for m in found if m.name and not words.has("demonyms", m.name)]


def _split_at_and(name: str, begin: int) -> list[_Mention]:
    """One mention, or two where "and" or a possessive joins names ("Russia’s Kursk")."""
    words = lexicon()
    joint = re.search(r"(?:[’']s|(?<=s)[’'])\s", name) or re.search(r"\s(?:and|&)\s(?:the\s)?", name)
    if joint and not words.has("organization_heads", name.split()[-1]):
        left, right = name[: joint.start()], name[joint.end() :]
        return [_mention(left, begin), *_split_at_and(right, begin + joint.end())]
    return [_mention(name, begin)]


def _mention(name: str, begin: int) -> _Mention:
    """Titles before a person's name become its role."""
    words = lexicon()
    parts = [(m.group(), m.start()) for m in re.finditer(r"\S+", name)]
    span = Span(begin, begin + len(name))
    if words.has("organization_heads", parts[-1][0]) or len(parts) == 1:
        return _Mention(span, name, "", "")
    at = max((i for i, (word, _) in enumerate(parts[:-1]) if words.has("titles", word)), default=-1)
    if at < 0:
        return _Mention(span, name, "", "")
    role = " ".join(word for word, _ in parts[: at + 1])
    honorific = parts[at][0].lower()
    return _Mention(span, " ".join(word for word, _ in parts[at + 1 :]), role, honorific)


def _kind(mention: _Mention) -> SourceKind:
    words = lexicon()
    lower = mention.name.lower()
    parts = lower.split()
    if mention.role:
        return SourceKind.PERSON
    if lower in words.words["places"] or any(p in words.words["organization_heads"] for p in parts):
        return SourceKind.ORGANIZATION
    joined_by = [p for p in parts if p in ("of", "for", "on", "and", "&", "the")]
    if joined_by or mention.name.isupper() or any(c.isdigit() for c in lower):
        return SourceKind.ORGANIZATION
    if parts[0] in words.words["female_names"] or parts[0] in words.words["male_names"]:
        return SourceKind.PERSON
    if len(parts) in (2, 3) and not _POSSESSIVE.search(parts[0]):
        return SourceKind.PERSON
    return SourceKind.UNKNOWN


def _into(found: list[Entity], by_last_word: dict[str, list[Entity]], mention: _Mention) -> None:
    """Note the mention with the entity that it names, which is new where none fits."""
    kind = _kind(mention)
    last = mention.name.lower().split()[-1].strip(".,")
    for entity in by_last_word[last]:
        if _same(entity, mention, kind):
            if len(mention.name) > len(entity.name) and not entity.name.isupper():
                entity.name = mention.name
            _note(entity, mention)
            return
    entity = Entity(mention.name, kind)
    _note(entity, mention)
    found.append(entity)
    by_last_word[last].append(entity)


def _same(entity: Entity, mention: _Mention, kind: SourceKind) -> bool:
    if entity.name.lower() == mention.name.lower():
        return True
    if entity.kind is not kind or len(mention.name.split()) == 1:
        return False
    mine = [w.strip(".,") for w in mention.name.lower().split()]
    theirs = entity.words
    if kind is SourceKind.PERSON:
        # middle names and initials may come and go; first and last name may not
        return mine[-1] == theirs[-1] and (mine[0] == theirs[0]) and (len(mine) != len(theirs) or mine == theirs)
    return mine[-1] == theirs[-1] and fuzz.token_set_ratio(entity.name, mention.name) >= _SAME_NAME


class _People:
    """The people whose full name the text gives, by surname and by first name."""

    def __init__(self, found: list[Entity]) -> None:
        self._surnames: dict[str, list[Entity]] = defaultdict(list)
        self._first_names: dict[str, list[Entity]] = defaultdict(list)
        for entity in found:
            if entity.kind is SourceKind.PERSON and len(entity.words) > 1:
                first, last = entity.words[0], entity.words[-1]
                self._first_names[first].append(entity)
                self._surnames[last].append(entity)
                if first in _FAMILY_FIRST and first != last:
                    self._surnames[first].append(entity)

    def called(self, mention: _Mention) -> Entity | None:
        """Whom one word names: the last person mentioned before it with that surname, else with that first name."""
        word = mention.name.lower().strip(".")
        fitting = self._surnames.get(word) or self._first_names.get(word) or []
        honorific = mention.honorific
        gender = "she" if lexicon().has("honorifics_she", honorific) else ""
        gender = gender or ("he" if lexicon().has("honorifics_he", honorific) else "")
        if gender:
            fitting = [e for e in fitting if _gender(e) in ("", gender)] or fitting
        if len(fitting) > 1 and mention.role and not gender:
            fitting = [e for e in fitting if e.roles & set(mention.role.lower().split())] or fitting
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        before = [e for e in fitting if e.mentions and min(e.mentions).start < mention.span.start]
        if before:
            return max(before, key=lambda e: max(m.start for m in e.mentions if m.start < mention.span.start))
        return min(fitting, key=lambda e: min(e.mentions))


def _note(entity: Entity, mention: _Mention) -> None:
    entity.mentions.append(mention.span)
    entity.roles.update(w for w in mention.role.lower().split() if w != "the")
    words = lexicon()
    if mention.honorific and not entity.gender:
        if words.has("honorifics_she", mention.honorific) or words.has("female_roles", mention.honorific):
            entity.gender = "she"
        elif words.has("honorifics_he", mention.honorific) or words.has("male_roles", mention.honorific):
            entity.gender = "he"


def _gender(entity: Entity) -> str:
    if entity.kind is not SourceKind.PERSON or not entity.words:
        return entity.gender
    first = entity.words[0]
    words = lexicon()
    if len(entity.words) > 1 and first in words.words["male_names"]:
        return "he"
    if len(entity.words) > 1 and first in words.words["female_names"] and first not in _FAMILY_FIRST:
        return "she"
    return entity.gender


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w[\w’'-]*", name) if w[0].isupper())
