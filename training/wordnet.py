"""Take from Princeton WordNet what matching needs: antonyms, synonyms, words of one root, irregular forms.

usage: python -m training.wordnet FOLDER > factcheck/matching/data/wordnet.toml

FOLDER holds the database files of WordNet 3.0 (data.noun, index.noun, verb.exc, cntlist.rev …; Debian's wordnet-base
has them). Kept are single words, but for irregular verbs only such as were seen in its tagged texts.
"""

import argparse
import re
from collections import Counter
from collections.abc import Container, Iterator, Set
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

_PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_WORD = re.compile(r"[a-z]{3,}")
_VERB = re.compile(r"[a-z]{2,}")
_FEWEST_SEEN = 2
_SENSES = 2
# of adjective and satellite (wndb(5)); "mean" is a verb before it is average
_ADJECTIVES = "35"
_MOSTLY = 0.5
_HEAD = """\
# Words that say the contrary of each other, the same, or come of one root, and irregular forms with their lemmas. Taken
# from WordNet 3.0 by training/wordnet.py. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# Its licence, in full, is LICENSE-WORDNET.txt beside this file.
"""


class Synset(NamedTuple):
    """The words of one sense, and its pointers: (symbol, offset, part, source and target word)."""

    words: list[str]
    pointers: list[tuple[str, str, str, str]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    senses = {(part, offset): synset for part in _PARTS for offset, synset in _synsets(folder / f"data.{_PARTS[part]}")}
    seen: Counter[str] = Counter()
    adjectives: Counter[str] = Counter()
    for line in lines(folder / "cntlist.rev"):
        key, _, count = line.split()
        word, _, sense = key.partition("%")
        seen[word] += int(count)
        if sense[0] in _ADJECTIVES:
            adjectives[word] += int(count)
    mostly = {word for word, count in adjectives.items() if count >= _MOSTLY * seen[word]}
    ranks = dict(_ranks(folder))
    print(_HEAD)
    antonyms = {tuple(sorted(pair)) for pair in _linked(senses, "!", mostly) if seen[pair[0]] or seen[pair[1]]}
    _print("antonyms", antonyms | {tuple(sorted(pair)) for pair in _indirect(senses, seen, ranks, mostly)})
    derived = {tuple(sorted(pair)) for pair in _linked(senses, "+") if min(seen[word] for word in pair) > 0}
    _print("derived", {pair for pair in derived if pair[0] != pair[1]})
    synonyms: set[tuple[str, ...]] = set()
    for (part, offset), synset in senses.items():
        for pair in combinations(sorted({word.lower() for word in synset.words}), 2):
            known = all(_WORD.fullmatch(word) and seen[word] >= _FEWEST_SEEN for word in pair)
            if known and all(ranks.get((part, offset, word), _SENSES) < _SENSES for word in pair):
                synonyms.add(pair)
    _print("synonyms", synonyms)
    _print("irregular", set(_irregular(folder, seen)))


def lines(path: Path) -> Iterator[str]:
    """The lines of a database file without its licence."""
    return (line for line in path.read_text(encoding="latin-1").splitlines() if not line.startswith("  "))


def _synsets(path: Path) -> Iterator[tuple[str, Synset]]:
    """https://wordnet.princeton.edu/documentation/wndb5wn"""
    for line in lines(path):
        fields = line.partition(" | ")[0].split()
        count = int(fields[3], 16)
        words = [fields[4 + 2 * n].partition("(")[0].lower() for n in range(count)]
        at = 4 + 2 * count
        pointers = [tuple(fields[at + 1 + 4 * n : at + 5 + 4 * n]) for n in range(int(fields[at]))]
        yield fields[0], Synset(words, [(a, b, c.replace("s", "a"), d) for a, b, c, d in pointers])


def _ranks(folder: Path) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Which of a word's senses each is, 0 for the commonest."""
    for part, name in _PARTS.items():
        for line in lines(folder / f"index.{name}"):
            fields = line.split()
            for rank, offset in enumerate(fields[-int(fields[2]) :]):
                yield (part, offset, fields[0]), rank


def _linked(
    senses: dict[tuple[str, str], Synset], symbol: str, mostly: Container[str] = ()
) -> Iterator[tuple[str, str]]:
    """Pairs that a pointer links; `mostly` are the words that are adjectives before all."""
    for synset in senses.values():
        for kind, offset, part, words in synset.pointers:
            if kind != symbol:
                continue
            one, theirs = synset.words[int(words[:2], 16) - 1], senses[part, offset].words
            # what is the contrary of an adjective is that of those of the same sense: inevitable, evitable, avoidable
            linked = theirs[int(words[2:], 16) - 1]
            near = [word for word in theirs if word in mostly] if part == "a" and symbol == "!" else []
            others = [linked, *near]
            for other in others:
                if _WORD.fullmatch(one) and _WORD.fullmatch(other):
                    yield one, other


def _indirect(
    senses: dict[tuple[str, str], Synset],
    seen: Counter[str],
    ranks: dict[tuple[str, str, str], int],
    mostly: Set[str],
) -> Iterator[tuple[str, str]]:
    """Adjectives of which one is like the contrary of the other: plentiful is like abundant, which is not scarce."""
    for (part, _), synset in senses.items():
        if part != "a":
            continue
        contraries = [
            senses[part, to].words[int(which[2:], 16) - 1] for kind, to, _, which in synset.pointers if kind == "!"
        ]
        near = [to for kind, to, to_part, _ in synset.pointers if kind == "&" and to_part == "a"]
        for other in contraries:
            for to in near:
                for word in senses[part, to].words:
                    common = seen[word] >= _FEWEST_SEEN and ranks.get((part, to, word), 1) == 0
                    if not {word, other} <= mostly:
                        continue
                    if common and seen[other] and _WORD.fullmatch(word) and _WORD.fullmatch(other):
                        yield word, other


def _irregular(folder: Path, seen: Counter[str]) -> Iterator[tuple[str, str]]:
    """Every irregular verb, and those nouns and adjectives that were seen."""
    for name in ("verb", "noun", "adj"):
        for line in lines(folder / f"{name}.exc"):
            form, *lemmas = line.split()
            if not lemmas or form == lemmas[0] or not (name == "verb" or seen[lemmas[0]]):
                continue
            if _WORD.fullmatch(form) and _VERB.fullmatch(lemmas[0]):
                yield form, lemmas[0]


def _print(name: str, rows: set[tuple[str, ...]]) -> None:
    """One string of a line for each first word, which is read a hundred times faster than a list of lists."""
    print(f'{name} = """')
    first = ""
    line: list[str] = []
    for row in sorted(rows):
        if row[0] != first and line:
            print(" ".join(line))
            line = []
        first = row[0]
        line = line or [first]
        line.extend(row[1:])
    print(" ".join(line))
    print('"""\n')


if __name__ == "__main__":
    main()
