"""Joint sources taken apart: "U.S., Ukrainian and South Korean assessments" are three."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon
from factcheck.sources.phrases import is_person

_SPLIT = re.compile(r"\s*,\s*(?:and|or|as well as|along with)\s+|\s*,\s*|\s+(?:and|or|&|as well as|along with)\s+")
_AND = re.compile(r"\s(?:and|or|&|as well as|along with)\s")
_MODIFIER = re.compile(r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)?\.?|federal|state|local|city|county")
_PARTY = re.compile(
    r"(?:R|D|I|Rep|Dem)[.-][\w.]+|(?:Republican|Democrat)(?: of \w+(?: \w+)?)?|[A-Z][a-z]+\.|[A-Z][\w.]+ of [A-Z]\w+"
)
_BEFORE_TAIL = re.compile(r"\s(?:of|in|at|on|from|for|who|whose|which|that|with|and)\s")
_COLLECTIVE = re.compile(r"(?:an? |the )?(?:\w+ )?(\w+) of (?:[a-z]|\d)", re.IGNORECASE)
_COUNTED = re.compile(r"(?:the |his |her |its |their )?(?:two|three|four|five|both) [a-z]", re.IGNORECASE)
_HEADLINE = 200
_EACH = re.compile(r"(?<=\w),? (?:each|both|all)$")
_EXAMPLES = re.compile(r",? (?:like|such as|including|among them|led by) ")
# "a report, written by Jane Roe and published last week": what was done to it names no second source
_REDUCED = re.compile(
    r", (?:\w+ly |first |which |who )?(?:(?:was|were|is|are|had been|has been) )?(?:[a-z]{2,}ed|written|seen|held|given"
    r"|shown|drawn|taken|sent|made|known|led|built|begun|won|put|read|run|set|paid) (?:by|in|on|at|to|for|from|with|as"
    r"|after|before|last|this|earlier|under|through|during|early|late|\d+|two|three|four)\b"
)


def parts(
    text: str, spans: tuple[Span, ...], names: Sequence[Span], people: Collection[Span] = ()
) -> list[tuple[str, Span]]:
    """Each source that `spans` name, with the span that names it; no one of `names`, some of `people`, is taken apart.

    Modifiers that share one head noun get it each: the name is then longer than its span.
    """
    return [piece for span in spans for piece in _of_span(text, _with_first(text, span, names), names, people)]


def _with_first(text: str, span: Span, names: Sequence[Span]) -> Span:
    """`span` with the name before it that a headline joins to it by a comma: "Turkey, Qatar urge restraint"."""
    at = bisect_left(names, span) - 1
    if span.start > _HEADLINE or at < 0 or span not in names[at + 1 : at + 2]:
        return span
    first = names[at]
    joined = first.start == 0 and text[first.end : span.start] == ", " and first.of(text).istitle()
    return Span(0, span.end) if joined else span


def _of_span(text: str, span: Span, names: Sequence[Span], people: Collection[Span]) -> list[tuple[str, Span]]:
    whole = span.of(text)
    each = _EACH.search(whole)
    if each is not None:
        span = Span(span.start, span.start + each.start())
        whole = span.of(text)
    collective = _COLLECTIVE.match(whole)
    if collective is not None and lexicon().has("collectives", collective.group(1)):
        return [(whole, span)]
    # "critics, like Jane Roe and John Doe," are the critics
    cuts = [cut.start() for cut in (_EXAMPLES.search(whole), _REDUCED.search(whole)) if cut and cut.start() > 2]
    if cuts:
        span = Span(span.start, span.start + min(cuts))
        whole = span.of(text)
    pieces: list[tuple[str, Span]] = []
    begin = 0
    for match in [*_SPLIT.finditer(whole), None]:
        end = match.start() if match else len(whole)
        if match is not None and _inside(names, Span(span.start + match.start(), span.start + match.end())):
            continue
        if end > begin:
            pieces.append((whole[begin:end], Span(span.start + begin, span.start + end)))
        begin = match.end() if match else end
    if len(pieces) > 1 and all(place in people for _, place in pieces):
        return pieces
    # "Turkey, Qatar urge restraint" is how headlines join two
    if span.start < _HEADLINE and len(pieces) == 2 and all(place in set(names) for _, place in pieces):
        return pieces if "\n" not in text[: span.start] else [(whole, span)]
    if len(pieces) < 2 or not _AND.search(whole):
        return [(whole, span)]
    pieces = [pieces[0], *(piece for piece in pieces[1:] if not _PARTY.fullmatch(piece[0]))]
    pieces = _without_appositions(text, pieces, names)
    if len(pieces) > 2 and _COUNTED.match(pieces[0][0]) and all(_ends_named(place, names) for _, place in pieces[1:]):
        # "two analysts, Jane Roe and John Doe"
        pieces = pieces[1:]
    shared = _shared_head(pieces)
    if shared is not None:
        return shared
    if len(pieces) == 1 or _one_person(pieces, names):
        return [(whole, span)]
    return pieces if all(_stands_alone(piece, place, names) for piece, place in pieces) else [(whole, span)]


def _without_appositions(text: str, pieces: list[tuple[str, Span]], names: Sequence[Span]) -> list[tuple[str, Span]]:
    """The pieces but those that only say what the name before them is: "Jane Roe, a lawyer, and John Doe"."""
    kept = pieces[:1]
    describing = False
    for piece in pieces[1:]:
        between = text[kept[-1][1].end : piece[1].start]
        if describing and not (_named(piece[1], names) and (piece[0][:1].isupper() or _ends_named(piece[1], names))):
            continue
        front = _BEFORE_TAIL.split(piece[0], maxsplit=1)[0].split()
        described = bool(front) and lexicon().has("determiners", front[0]) and _describes(front[-1].lower(), len(kept))
        # after several names whatever begins with an article and names nobody only describes them
        described = described or (len(kept) > 1 and piece[0].startswith("the ") and not _ends_named(piece[1], names))
        if between.strip() == "," and described and _ends_named(kept[-1][1], names):
            describing = True
            continue
        describing = False
        kept.append(piece)
    return kept


def _describes(head: str, before: int) -> bool:
    """Whether a noun only says what the name or, if it is a plural, the names before it are."""
    several = before > 1 and (lexicon().has("kin", head) or is_person(head.removesuffix("s")))
    return is_person(head) or several


def _one_person(pieces: list[tuple[str, Span]], names: Sequence[Span]) -> bool:
    """Whether two descriptions are one person's: "the former first lady and U.S. senator"."""
    words = lexicon()
    offices = [words.has("titles", piece.split()[-1]) for piece, _ in pieces]
    if all(offices[:-1]) and _ends_named(pieces[-1][1], names) and not offices[-1]:
        return len(pieces[-1][0].split()) > 2
    if any(_named(place, names) and not words.has("roles", piece.split()[-1]) for piece, place in pieces):
        return False
    heads = [piece.split()[-1] for piece, _ in pieces]
    determined = [words.has("determiners", piece.split()[0]) for piece, _ in pieces]
    roles = all(any(words.has(kind, head) for kind in ("roles", "female_roles", "male_roles")) for head in heads)
    return roles and determined[0] and not any(determined[1:])


def _named(place: Span, names: Sequence[Span]) -> bool:
    at = bisect_left(names, Span(place.start, 0))
    return at < len(names) and names[at].start < place.end


def _ends_named(place: Span, names: Sequence[Span]) -> bool:
    at = bisect_left(names, Span(place.end, 0)) - 1
    return at >= 0 and place.covers(names[at]) and names[at].end >= place.end - 1


def _inside(names: Sequence[Span], joint: Span) -> bool:
    """Whether the joint lies in one name: "Securities and Exchange Commission"."""
    at = bisect_left(names, Span(joint.start, 0)) - 1
    return at >= 0 and names[at].end >= joint.end


def _shared_head(pieces: list[tuple[str, Span]]) -> list[tuple[str, Span]] | None:
    """The pieces with the last one's head noun, where all the others are mere modifiers of it."""
    *modifiers, (last, span) = pieces
    head = re.search(r"\s([a-z][\w-]*(?:\s[a-z][\w-]*)?)$", last)
    if head is None or not modifiers or not _MODIFIER.fullmatch(last[: head.start()]):
        return None
    words = lexicon()
    if not any(
        words.has(kind, head.group(1).split()[-1])
        for kind in ("group_heads", "document_heads", "poll_heads", "organization_heads", "anonymous_heads")
    ):
        return None
    if not all(_MODIFIER.fullmatch(piece) for piece, _ in modifiers):
        return None
    return [*((f"{piece} {head.group(1)}", place) for piece, place in modifiers), (last, span)]


def _stands_alone(piece: str, place: Span, names: Sequence[Span]) -> bool:
    """Whether a piece can be a source by itself: a name, or a noun phrase with its own determiner or plural."""
    words = lexicon()
    bare = piece.split()
    if not bare:
        return False
    first = bare[0].lower()
    if any(
        words.has(kind, piece)
        for kind in ("pronouns_he", "pronouns_she", "pronouns_they", "first_person", "second_person")
    ):
        return True
    if words.has("determiners", first) or words.has("quantifiers", first):
        return True
    front = re.split(r"\s(?:of|in|at|on|from|for|who|with)\s", piece, maxsplit=1)[0].split()
    if any(words.has(kind, front[-1]) for kind in ("group_heads", "anonymous_heads")):
        return True
    if piece[0].isupper() or _named(place, names):
        return not words.has("demonyms", piece)
    return words.has("organization_heads", front[-1])
