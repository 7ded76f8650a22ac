"""What kind of source a phrase that is no name describes, and how to call it."""

import re

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon

_ARTICLE = re.compile(r"^(?:the|a|an|these|those)\s+", re.IGNORECASE)
_EDGES = " \t\r\n\u00a0,;:“”\"'‘’"


def plain_name(phrase: str) -> str:
    """`phrase` without article or quantifier: "Many experts" is "experts"; numerals stay."""
    name = " ".join(phrase.strip(_EDGES).split())
    name = _ARTICLE.sub("", name)
    quantifiers = sorted(lexicon().words["quantifiers"], key=len, reverse=True)
    for quantifier in quantifiers:
        if name.lower().startswith(quantifier + " ") and len(name) > len(quantifier) + 1:
            rest = re.sub(r"^of (?:the )?", "", name[len(quantifier) + 1 :])
            return rest or name
    return name or phrase


def kind_of_nominal(phrase: str, text: str, span: Span) -> SourceKind:
    """The kind of source that a noun phrase describes, by its head noun and by what withholds a name."""
    words = lexicon()
    lower = " ".join(phrase.lower().split())
    around = text[span.start : span.end + 90].lower()
    head_phrase = re.split(
        r",|\s(?:of|for|who|which|that|in|at|from|with|to|on|by|about|familiar|close)\s", lower, maxsplit=1
    )[0]
    head = head_phrase.split()[-1].strip(_EDGES) if head_phrase.split() else lower
    if any(mark in lower or (mark == "anonymity" and mark in around) for mark in words.words["anonymous_marks"]):
        return SourceKind.ANONYMOUS
    for kind, names in (
        (SourceKind.POLL, "poll_heads"),
        (SourceKind.ANONYMOUS, "anonymous_heads"),
        (SourceKind.GROUP, "group_heads"),
        (SourceKind.DOCUMENT, "document_heads"),
        (SourceKind.DOCUMENT, "issued_heads"),
        (SourceKind.ORGANIZATION, "organization_heads"),
    ):
        if words.has(names, head):
            return kind
    if words.has("female_roles", head) or words.has("male_roles", head) or words.has("titles", head):
        return SourceKind.PERSON
    return SourceKind.GROUP if head.endswith("s") and not head.endswith("ss") else SourceKind.UNKNOWN
