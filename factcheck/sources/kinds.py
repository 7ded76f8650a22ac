"""What a name names, a person or a body: by its words and those around it."""

import re
from collections import Counter

from factcheck.domain.extraction import SourceKind
from factcheck.sources.lexicon import lexicon
from factcheck.sources.mention import Mention
from factcheck.sources.sameness import key_of, surname

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
# no noun after "the Houthis"
_ACTING = re.compile(
    r"(?:[.,;]| (?:\w+ed|have|has|had|were|are|said|say|would|will|could|did|do|and|in|from|of|who|took|made)\b)"
)
_SHARES = re.compile(r"\b(?:shares|stock|stake) (?:in|of) $", re.IGNORECASE)
_MIXED_CASE = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}")
_SCOTS = re.compile(r"^(?:Mc|Mac|De|Du|La|Le|Van|Fitz|O[’'])[A-Z]")
_IN = re.compile(r"\b(?:in|at|near|from|across|throughout|outside|around|into|of) $")


class Kinds:
    """Tells what the names `found` in `text` name."""

    def __init__(self, text: str, found: list[Mention]) -> None:
        self._text = text
        self._alone = Counter(m.name.lower().replace("’", "'") for m in found if " " not in m.name)
        self._places_of = Counter(
            m.name for m in found if " " not in m.name and _IN.search(text[max(0, m.span.start - 12) : m.span.start])
        )
        self._honoured = {m.name.lower().replace("’", "'") for m in found if m.role and " " not in m.name}

    def of(self, mention: Mention) -> SourceKind:
        """The kind of what `mention` names, as far as it shows."""
        lex = lexicon()
        name = mention.name
        words = key_of(name)
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
            if self._several(mention) or (lex.has("companies", lower) and not self._honoured.intersection(words)):
                return SourceKind.ORGANIZATION
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

    def _several(self, mention: Mention) -> bool:
        """Whether a name in the plural is a movement's or a team's: "the Houthis said"."""
        begin, end = mention.span
        the = self._text[max(0, begin - 4) : begin].lower() == "the "
        return the and mention.name.endswith("s") and _ACTING.match(self._text, end) is not None

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
