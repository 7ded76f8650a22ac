"""Names in their parts, and whether two of them can be one person's or one body's."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from factcheck.domain.extraction import SourceKind
from factcheck.sources.lexicon import lexicon
from factcheck.sources.sameness import surname

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "at", "de", "la", "du", "des"})
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_WORD = re.compile(r"[^\W_]+")
_LONGEST_ACRONYM = 6
_GIVEN_ALIKE = 85
_SURNAME_ALIKE = 84
_WORD_ALIKE = 80
_LEAST_LETTERS = 5
# compared are only sources that a reviewer has told apart from others of the name
SHARED_NAME = (0.4, "the same name, which two have")
SAME_INITIAL = "the same family name and initial"


@dataclass(frozen=True, slots=True)
class Name:
    """A name without titles, case, accents and marks; `shown` is how it was printed.

    `proper` is false for what names nobody by itself ("the company", "officials"); `telling` are the words without
    "of" and "the".
    """

    shown: str
    words: tuple[str, ...]
    suffix: str
    proper: bool
    is_acronym: bool
    is_lone: bool
    telling: tuple[str, ...]

    @property
    def surname(self) -> str:
        """The family name."""
        return surname(list(self.words))

    @property
    def given(self) -> tuple[str, ...]:
        """The words that are not the family name."""
        family = self.surname.split()
        at = 0 if self.words[: len(family)] == tuple(family) and len(self.words) > len(family) else None
        if at == 0 and self.words[-len(family) :] != tuple(family):
            return self.words[len(family) :]
        return self.words[: len(self.words) - len(family)]

    @property
    def surnames(self) -> set[str]:
        """What may be the family name: of "Xi Jinping" both words."""
        first = {self.words[0]} if self.words[0] in lexicon().words["family_first"] else set()
        return {self.surname, *first}

    @property
    def initials(self) -> set[str]:
        """The first letters, with and without those of small words; nothing for a single word."""
        if len(self.words) < 2:
            return set()
        return {"".join(word[0] for word in words) for words in (self.words, self.telling) if len(words) > 1}


def name_of(printed: str, kind: SourceKind) -> Name:
    """The name that is printed for a source of a kind."""
    shown = " ".join(printed.split())
    words = _words(shown)
    suffix = ""
    if kind is SourceKind.PERSON:
        titles = _titles()
        while len(words) > 1 and words[0] in titles and (len(words) > 2 or not lexicon().pronoun_of(words[0])):
            words = words[1:]
        if len(words) > 1 and words[-1] in _suffixes():
            words, suffix = words[:-1], words[-1]
    elif len(words) > 1 and words[0] == "the":
        words = words[1:]
        shown = shown.partition(" ")[2]
    proper = any(letter.isupper() for letter in shown) and not (len(words) == 1 and words[0] in _generic())
    if kind in (SourceKind.DOCUMENT, SourceKind.POLL, SourceKind.UNKNOWN, SourceKind.GROUP):
        # a capital at the beginning may be that of a sentence
        proper = len(words) > 1 and any(word[:1].isupper() for word in shown.split()[1:])
    letters = shown.replace(".", "")
    acronym = (
        len(words) == 1
        and kind is not SourceKind.PERSON
        and 2 <= len(letters) <= _LONGEST_ACRONYM
        and letters.isalpha()
        and (letters.isupper() or (letters.istitle() and len(letters) > 2))
    )
    lone = kind is SourceKind.PERSON and len(words) == 1
    telling = tuple(word for word in words if word not in _SMALL)
    return Name(shown, tuple(words), suffix, proper, acronym, lone, telling)


def same_person(one: Name, other: Name) -> tuple[float, str] | None:
    """How likely two full names are one person's, and why; None where they cannot be.

    People who share no more than a family name are never one.
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.words == other.words and one.suffix == other.suffix:
        return SHARED_NAME
    if one.words == other.words:
        return 0.7, f"the same name but for “{one.suffix or other.suffix}”"
    if "".join(one.words) == "".join(other.words):
        return 0.93, "the same letters"
    mine, theirs = one.given, other.given
    if one.surname != other.surname:
        likeness = fuzz.ratio(one.surname, other.surname)
        long = min(len(one.surname), len(other.surname)) >= _LEAST_LETTERS
        if mine == theirs and long and likeness >= _SURNAME_ALIKE:
            score = 0.55 + 0.25 * (likeness - _SURNAME_ALIKE) / (100 - _SURNAME_ALIKE)
            return round(score, 2), "family names spelled alike"
        return None
    if not mine or not theirs:
        return None
    return _given_names(mine, theirs)


def _given_names(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, str] | None:
    """As `same_person`, for given names before one family name."""
    lex = lexicon()
    first, second = mine[0], theirs[0]
    if first == second:
        if not _middles_agree(mine[1:], theirs[1:]):
            return None
        return 0.88, "the same but for a middle name"
    if 1 in (len(mine), len(theirs)) and (first in theirs[1:] or second in mine[1:]):
        return 0.7, "goes by a middle name"
    if 1 in (len(first), len(second)):
        if first[0] != second[0] or not _middles_agree(mine[1:], theirs[1:]):
            return None
        return 0.6, SAME_INITIAL
    if (first, second) in lex.nicknames:
        return 0.82, f"{first.capitalize()} and {second.capitalize()} are forms of one name"
    known = lex.pronoun_of(first), lex.pronoun_of(second)
    if all(known):
        # two given names that people bear are two people's, however alike: Paul and Paula
        return None
    whole, other = "".join(mine), "".join(theirs)
    if min(len(whole), len(other)) >= _LEAST_LETTERS and fuzz.ratio(whole, other) >= _GIVEN_ALIKE:
        return 0.7, "given names spelled alike"
    return None


def _middles_agree(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether middle names are the same, initials of each other, or left out by one of the two."""
    if not mine or not theirs:
        return True
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(mine, theirs, strict=False))


def same_body(one: Name, other: Name) -> tuple[float, str] | None:
    """How likely two names are one body's, and why; None where they cannot be."""
    if one.words == other.words:
        return SHARED_NAME
    if sorted(one.telling) == sorted(other.telling):
        return 0.85, "the same words in another order"
    mine, theirs = set(one.telling) - set(other.telling), set(other.telling) - set(one.telling)
    forms = lexicon().words["company_forms"]
    if not mine or not theirs:
        extra, base = (mine, other) if mine else (theirs, one)
        if extra and extra <= forms and base.telling and not lexicon().is_place(base.shown):
            return 0.85, f"the same but for “{' '.join(sorted(extra))}”"
        return None
    if len(mine) != len(theirs) or len(one.telling) != len(other.telling):
        return None
    for a, b in zip(one.telling, other.telling, strict=True):
        if a != b and not _spelled_alike(a, b):
            return None
    return 0.8, "spelled alike"


def _spelled_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LEAST_LETTERS or any(map(str.isdigit, one + other)):
        return False
    if lexicon().is_place(one) or lexicon().is_place(other):
        return False
    return fuzz.ratio(one, other) >= _WORD_ALIKE


def _words(shown: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", shown) if not unicodedata.combining(c)).casefold()
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), plain)
    plain = re.sub(r"[’']s\b", "", plain)
    return _WORD.findall(re.sub(r"[’'ʼ]", "", plain))


@cache
def _titles() -> frozenset[str]:
    lists = ("titles", "honorifics_he", "honorifics_she")
    return frozenset(word.strip(".") for name in lists for word in lexicon().words[name])


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(word.strip(".") for word in lexicon().words["suffixes"])


@cache
def _generic() -> frozenset[str]:
    """Single words that are what a body is and not its name."""
    lex = lexicon()
    return frozenset({*lex.words["plain_bodies"], *lex.words["group_heads"], "police"})
