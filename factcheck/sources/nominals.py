"""Whom a noun phrase means: "the former president", "his campaign", "the agency", "the senators", "my father"."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.discourse import Discourse, Occurrence
from factcheck.sources.entities import Entity
from factcheck.sources.issuers import court, sender, title
from factcheck.sources.lexicon import lexicon
from factcheck.sources.metonyms import stands_for
from factcheck.sources.people import People, same_words
from factcheck.sources.phrases import Phrase, gender_of, is_person, kind_of, phrase, plain_name
from factcheck.sources.ranking import State
from factcheck.sources.sameness import surname

_NEAR = 6
# last words of companies' names that do not tell what they are
_FORMS = frozenset(
    {"inc", "inc.", "corp", "corp.", "co", "co.", "plc", "llc", "ltd", "ltd.", "holdings", "group", "industries"}
    | {"technologies", "systems", "partners", "capital", "motors", "therapeutics", "semiconductor", "energy", "bank"}
    | {"pharmaceuticals", "foods", "brands", "software", "labs", "airlines"}
)
# "Jane Roe, a developer and spokeswoman for the coalition"
_SECOND = re.compile(r", (?:a|an|the) (?:[\w’'-]+ ){1,6}and $")
_LONGEST_FIRST = 80
_GOVERNED = re.compile(r"\b(?:by|to|with|from|for|in|on|of|at|against|about) (?:the |a |an )?$", re.IGNORECASE)
_ISSUED = re.compile(r"\s(?:(?:issued|released|posted|sent|made|put out)\s)?(?:by|from)\s(?:the\s)?")


class Nominals:
    """The bodies that a text describes; kept so that the same words mean the same one."""

    def __init__(
        self, discourse: Discourse, people: list[Entity], names: list[tuple[Span, Entity]], state: State
    ) -> None:
        self._discourse = discourse
        self._people = People(discourse, people, state)
        self._names = names
        self._described: dict[str, Entity] = {}
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
        beside = self._apposed(found, span) or self._in_headline(found, span)
        if beside is not None:
            return beside
        if found.owner.lower() in ("my", "our") and found.head in lexicon().words["kin"]:
            relative = self._people.relative(found.head, None)
            if relative is not None:
                return relative
        issuer = self._issuer(found, span) or self._stands_behind(found, span)
        if issuer is not None:
            return issuer
        named_body = self._with_noun(found, span)
        if named_body is not None:
            return named_body
        owner = self._owner(found, span)
        if owner is not None:
            return self._owned(found, owner, words, span)
        kind = kind_of(words, self._discourse.text[span.end : span.end + 90])
        entity: Entity | None = None
        if found.definite and not found.partitive:
            if is_person(found.head) and not found.plural:
                entity = self._people.person(found, span, number)
            elif found.plural:
                entity = self._people.several(found, span)
            elif found.head in lexicon().document_classes:
                entity = self._document(found, span)
            if entity is None and not found.plural and found.head in ("state", "country", "nation", "city"):
                entity = self._place(found, span)
            elif entity is None and not found.plural and lexicon().has("organization_heads", found.head):
                entity = self._body(found, span)
            if entity is None and not is_person(found.head):
                entity = same_words(self._discourse, found, span)
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

    def _in_headline(self, found: Phrase, span: Span) -> Entity | None:
        """The only one of that title or noun, which a headline gives without article: "Mayor reveals", "Bank says"."""
        text, first = self._discourse.text, next(iter(self._discourse.sentences), span)
        if not first.covers(span) or "\n" not in text[first.end : first.end + 2]:
            return None
        if found.article or found.owner or found.tail or found.plural or found.partitive:
            return None
        kind = SourceKind.PERSON if is_person(found.head) else SourceKind.ORGANIZATION
        if kind is SourceKind.ORGANIZATION and not lexicon().has("organization_heads", found.head):
            return None
        same = lexicon().same
        wanted = {same(word.lower()) for word in (*found.modifiers, found.head)}
        fitting = [
            entity
            for entity in self._by_word.get(same(found.head), [])
            if entity.named
            and wanted <= set(entity.words) | entity.roles
            and ("former" in wanted or "former" not in entity.roles)
        ]
        return fitting[0] if len(fitting) == 1 and fitting[0].kind is kind else None

    def _apposed(self, found: Phrase, span: Span) -> Entity | None:
        """Whom the phrase only describes: "Jane Roe, a spokeswoman", "the super PAC, Priorities USA,"."""
        text = self._discourse.text
        second = _SECOND.search(text, max(0, span.start - _LONGEST_FIRST), span.start)
        if second is not None and is_person(found.head) and not found.plural:
            at = bisect_left(self._names, second.start(), key=lambda pair: pair[0].end)
            for mention, entity in self._names[at : at + 1]:
                if mention.end == second.start() and entity.kind is SourceKind.PERSON:
                    return entity
        if found.plural or not (found.article or found.owner):
            return None
        kind = SourceKind.ORGANIZATION if lexicon().has("organization_heads", found.head) else SourceKind.PERSON
        if kind is SourceKind.PERSON and not is_person(found.head):
            return None
        at = bisect_left(self._names, span.start, key=lambda pair: pair[0].start)
        before, after = self._names[max(0, at - 1) : at], self._names[at : at + 8]
        for mention, entity in before:
            # "seen by the Guardian, the regulator said": a phrase beside a governed name is closed by a mark
            open_ended = _GOVERNED.search(text, max(0, mention.start - _LONGEST_FIRST), mention.start) is not None
            closed = not open_ended or text[span.end - 1 : span.end + 1].strip()[-1:] in (",", ".", ";", "—", ")")
            if text[mention.end : span.start] == ", " and entity.kind is kind and closed:
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

    def _with_noun(self, found: Phrase, span: Span) -> Entity | None:
        """The body whose name stands before the noun that says what it is: "the Saba news agency"."""
        lex = lexicon()
        if found.plural or found.owner or not found.definite or not lex.has("plain_bodies", found.head):
            return None
        text = self._discourse.text
        for mention, entity in self._named_in(span):
            if entity.kind is SourceKind.PERSON or lex.is_place(entity.name) or not entity.named:
                continue
            if text[span.start : mention.start].lower().strip() not in ("the", ""):
                continue
            noun = re.match(rf"(?: [a-z-]+){{0,2}} {re.escape(found.head)}(?![\w-])", text[mention.end : span.end])
            if noun is not None:
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

    def _stands_behind(self, found: Phrase, span: Span) -> Entity | None:
        """Who sent "the letter" or made "the ruling", and the title of "the book"."""
        if not (found.definite or found.owner) or found.partitive:
            return None
        sent = sender(self._discourse, found, span.start)
        if isinstance(sent, str):
            return self.called(plain_name(sent), kind_of(sent), plural=phrase(sent).plural)
        titled = title(self._discourse, found, span.start)
        if titled is not None:
            return self.called(titled, SourceKind.DOCUMENT)
        return sent or court(self._discourse, found, span.start)

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
            relative = self._people.relative(found.head, owner)
            if relative is not None:
                return relative
        if lex.has("followings", found.head):
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

    def _document(self, found: Phrase, span: Span) -> Entity | None:
        """The document of the same sort mentioned before."""
        classes = lexicon().document_classes
        sort = classes[found.head]
        if found.modifiers and found.head not in ("piece",):
            return None
        for occurrence in self._discourse.recent(span):
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
        for occurrence in self._discourse.recent(span):
            if any(lex.has(kind, occurrence.entity.name) for kind in kinds):
                return occurrence.entity
        return None

    def _body(self, found: Phrase, span: Span) -> Entity | None:
        """The body mentioned last whose name or description shows that it is one of these.

        A name that has the very noun goes before one that only may ("the agency": Saba news agency, then the FBI);
        a name that tells nothing comes last, and of such the one that the text is about.
        """
        lex = lexicon()
        shown = lex.body_classes.get(found.head, frozenset({found.head}))
        modifiers = {w.lower() for w in found.modifiers if not w.lower().endswith(("-based", "-owned", "-run"))}
        if found.tail and not found.tail.startswith(","):
            return None
        here = self._discourse.sentence(span.start)
        kin: Entity | None = None
        plain: list[Entity] = []
        for occurrence in self._discourse.recent(span):
            entity = occurrence.entity
            body = entity.kind is SourceKind.ORGANIZATION or (
                entity.kind is SourceKind.UNKNOWN and entity.named and " " in entity.name
            )
            if not body or entity.plural:
                continue
            words = set(entity.words) | entity.roles
            fits = not modifiers or modifiers & words
            if fits and entity.named and found.head in entity.words:
                return entity if kin is None or here - occurrence.sentence <= _NEAR else kin
            again = entity.named and occurrence.form == "nominal" and self._was(occurrence, found)
            if kin is None and fits and (shown & words or again):
                kin = entity
            telling = modifiers - lex.words["demonyms"]
            if not telling and entity.named and self._may_be(entity, found.head) and entity not in plain:
                plain.append(entity)
        return kin or max(plain, key=lambda e: self._weight(e, span, here), default=None)

    def _was(self, occurrence: Occurrence, found: Phrase) -> bool:
        """Whether an earlier description had the same noun."""
        return phrase(occurrence.span.of(self._discourse.text)).head == found.head

    def _weight(self, entity: Entity, span: Span, here: int) -> float:
        """How much a body stands in the foreground at `span`: mentioned just before, often, in the headline."""
        before = [m for m in entity.mentions if m < span]
        apart = here - self._discourse.sentence(before[-1].start) if before else 9
        title = bool(entity.mentions) and entity.mentions[0].start < self._discourse.title_end
        return min(self._discourse.total[id(entity)], 6) / 2 + title - min(apart, 6) / 2

    def _may_be(self, entity: Entity, head: str) -> bool:
        """Whether nothing in the name tells what it is, so that the noun may: "Wells Fargo" and "the bank"."""
        lex = lexicon()
        if not lex.has("plain_bodies", head):
            return False
        lower = entity.name.lower()
        if lex.is_place(lower) or (lex.has("media", lower) and head not in lex.words["media_nouns"]):
            return False
        return not any(lex.has("organization_heads", word) and word not in _FORMS for word in entity.words)
