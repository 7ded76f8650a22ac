"""Whether two names as a text prints them are one person's or one body's."""

from rapidfuzz.distance import OSA

from factcheck.sources.lexicon import lexicon

LEAST_FOR_TYPO = 5


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


def key_of(name: str) -> list[str]:
    """The words of a name in lower case, "the" before them left out."""
    return [w.strip(".,") for w in name.lower().replace("’", "'").removeprefix("the ").split()] or [name.lower()]


def same_person(mine: list[str], theirs: list[str]) -> bool:
    """Middle names and initials may come and go; first and family name may not."""
    lex = lexicon()
    one, other = ([w for w in words if w not in lex.words["suffixes"]] for words in (mine, theirs))
    if len(one) < 2 or len(other) < 2 or surname(one) != surname(other):
        return False
    if one[0] != other[0] and (one[0], other[0]) not in lex.nicknames:
        return False
    return len(one) != len(other) or one[1:] == other[1:] or len(one[1]) == 1 or len(other[1]) == 1


def fuller(name: str, known: str) -> bool:
    """Whether `name` has more words, or a letter more that the known one left out."""
    words, theirs = name.split(), known.split()
    slip = lexicon().pronoun_of(words[0]) and not lexicon().pronoun_of(theirs[0])
    return len(words) > len(theirs) or (
        len(words) == len(theirs) and (bool(slip) or len(words[0]) > len(theirs[0]) > 4)
    )


def slipped(mine: list[str], theirs: list[str]) -> bool:
    """The same two words but for a letter of the given name: "Donand" for "Donald", "Hilary" for "Hillary"."""
    known = [lexicon().pronoun_of(words[0]) for words in (mine, theirs)]
    told = known.count("") == 1 or (known[0] == known[1] != "")
    alike = len(mine) == len(theirs) == 2 and mine[1] == theirs[1] and told
    return alike and len(mine[0]) >= LEAST_FOR_TYPO and OSA.distance(mine[0], theirs[0]) == 1


def same_body(mine: list[str], words: list[str]) -> bool:
    """One name ends with the other: "U.S. Supreme Court" and "Supreme Court"."""
    short, long = sorted((mine, words), key=len)
    return len(short) > 1 and long[-len(short) :] == short
