"""Names joined by "and", "of" or a possessive, and titles before names, taken apart."""

import re
from collections.abc import Iterator

from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon
from factcheck.sources.mention import Mention

_LINKED = re.compile(r"\s(?:of|for|on)\s(?:the\s)?")
_JOINED = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_OWNED = re.compile(r"(?<=\w)[’']s\s|(?<=s)[’']\s")
# whose schools, hospitals and churches are called after them
_PATRONS = frozenset({"King", "Queen", "Queens", "Prince", "Princess", "Mary", "Women", "Men", "Boys", "Girls"})
_UNSPLIT = frozenset(
    {
        "women",
        "men",
        "people",
        "children",
        "veterans",
        "workers",
        "farmers",
        "teachers",
        "mcdonald",
        "moody",
        "macy",
        "lowe",
        "kohl",
        "levi",
        "lloyd",
    }
)


def taken_apart(name: str, begin: int) -> Iterator[Mention]:
    """One mention, or several where "and", "of" or a possessive joins names ("Russia’s Kursk")."""
    words = lexicon()
    owned = _OWNED.search(name)
    if owned and not _owned_name(name[: owned.start()], name[owned.end() :]):
        yield from taken_apart(name[: owned.start()], begin)
        yield from taken_apart(name[owned.end() :], begin + owned.end())
        return
    joined = _JOINED.search(name)
    while joined is not None:
        left, right = name[: joined.start()], name[joined.end() :]
        if not _one_body(left, right):
            yield from taken_apart(left, begin)
            yield from taken_apart(right, begin + joined.end())
            return
        joined = _JOINED.search(name, joined.end())
    linked = _LINKED.search(name)
    if linked is not None:
        left, right = name[: linked.start()], name[linked.end() :]
        head = left.split()[-1].lower()
        after = right.split()
        given = next((i for i, word in enumerate(after[:-1]) if i and words.pronoun_of(word)), None)
        if given is not None and words.has("titles", head):
            # "Speaker of the House Newt Gingrich"
            at = begin + linked.end() + right.index(f" {after[given]} ") + 1
            role = " ".join(name[: at - begin].split())
            yield Mention(Span(at, begin + len(name)), " ".join(after[given:]), role)
            return
        place = words.is_place(right)
        if words.has("roles", head) and " " in right and words.has("organization_heads", after[-1]):
            # "Chief Executive Officer of Helvia Foods" names the body
            yield from taken_apart(right, begin + linked.end())
            return
        titled = [words.has("titles", word) for word in left.split()]
        bare = left.split()[titled.index(False) :] if False in titled else []
        person = len(bare) > 1 and words.pronoun_of(bare[0]) != ""
        person = person or (place and titled[0] and titled.count(False) > 0 and not titled[-1])
        if person or words.has("group_heads", head) or (place and head in ("republican", "democrat", "sen.", "rep.")):
            yield from taken_apart(left, begin)
            yield from taken_apart(right, begin + linked.end())
            return
    yield from _titled(name, begin)


def _owned_name(left: str, right: str) -> bool:
    """Whether a possessive is part of a name: "Children’s Hospital", "St. Anne’s Hospital", "King’s College London"."""
    if left.split()[-1].lower() in _UNSPLIT or left.endswith("s’s"):
        return True
    named = left.split()[-2:-1] == ["St."] or left.split()[-1] in _PATRONS
    body = [word for word in right.split()[:2] if lexicon().has("organization_heads", word)]
    return named and bool(body)


def _one_body(left: str, right: str) -> bool:
    """Whether "and" stands inside one name: "Securities and Exchange Commission", not "Iran and the Pentagon"."""
    words = lexicon()
    first, last = left.split(), right.split()
    if not words.has("organization_heads", last[-1]) and not _LINKED.search(left):
        return False
    if words.has("organization_heads", first[-1]) and len(first) > 1:
        return words.has("organization_heads", last[-1]) and len(last) == 1
    if words.is_place(left) or words.has("media", left):
        return False
    return not (len(first) > 1 and words.pronoun_of(first[0])) and not (len(last) > 1 and words.pronoun_of(last[0]))


def _titled(name: str, begin: int) -> Iterator[Mention]:
    """Titles before a person's name become its role; a body's name among them is a mention of its own."""
    words = lexicon()
    parts = [(m.group(), m.start()) for m in re.finditer(r"\S+", name)]
    whole = Mention(Span(begin, begin + len(name)), " ".join(name.split()))
    at = -1
    if len(parts) > 1 and not words.has("organization_heads", parts[-1][0]) and not _LINKED.search(name):
        at = max((i for i, (word, _) in enumerate(parts[:-1]) if words.has("titles", word)), default=-1)
    if at >= 0 and at + 2 < len(parts) and [w.lower() for w, _ in parts[at : at + 2]] == ["chief", "executive"]:
        at += 1
    if at < 0 and len(parts) > 3 and words.has("roles", parts[-3][0]) and words.pronoun_of(parts[-2][0]):
        # "New York City Public Advocate Jane Roe"
        at = len(parts) - 3
    if at < 0 or whole.name.lower() in words.words["places"]:
        if not words.has("demonyms", parts[-1][0]):
            yield whole
        return
    rest = parts[at + 1 :]
    bare = [word for word, _ in parts[: at + 1]]
    no_body = ("titles", "title_modifiers", "demonyms")
    body = [word for word in bare if not any(words.has(kind, word) for kind in no_body)]
    if body and bare[: len(body)] == body:
        yield Mention(Span(begin, begin + parts[len(body) - 1][1] + len(body[-1])), " ".join(body))
    yield Mention(Span(begin + rest[0][1], begin + len(name)), " ".join(w for w, _ in rest), " ".join(bare))
