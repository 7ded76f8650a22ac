"""What sorts of source the nouns of WordNet are: people, bodies or documents.

usage: python -m training.nouns --wordnet FOLDER --output FILE.toml

FOLDER holds the files data.noun and index.noun of WordNet 3.0 (Fellbaum 1998; Debian's wordnet-base has them).
A noun is of a sort when its first sense (for bodies, one of its first two) lies under one of the sort's ROOTS.
"""

import argparse
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.wordnet import lines

ROOTS = {
    "people": ("person.1",),
    "bodies": ("organization.1", "institution.1", "unit.3"),
    "documents": (
        "document.1",
        "writing.2",
        "written_communication.1",
        "publication.1",
        "report.1",
        "report.2",
        "report.3",
        "record.1",
        "broadcast.2",
    ),
}
SENSES = {"people": 1, "bodies": 2, "documents": 1}
HEADER = """\
# Nouns by the sort of source that they are, for heads of which no list of lexicon.toml tells.
# Origin: WordNet 3.0 (Princeton University; licence in WORDNET.txt), by training/nouns.py, which says how.
"""


def main() -> None:
    """Write the file from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    sorts = nouns(options.wordnet)
    filled = {sort: textwrap.fill(" ".join(words), 118, break_on_hyphens=False) for sort, words in sorts.items()}
    blocks = [f'{sort} = """\n{words}\n"""' for sort, words in filled.items()]
    options.output.write_text("\n".join([HEADER, *blocks, ""]), encoding="utf-8")


def nouns(folder: Path) -> dict[str, list[str]]:
    """The one-word nouns of each sort, in alphabetic order; a noun is of the first sort that it fits."""
    lemmas: dict[str, list[str]] = {}
    for fields in _entries(folder / "index.noun"):
        lemmas[fields[0]] = fields[-int(fields[2]) :]
    spelled: dict[str, set[str]] = {}
    narrower: dict[str, list[str]] = defaultdict(list)
    for fields in _entries(folder / "data.noun"):
        words, pointers = 4, 5 + 2 * int(fields[3], 16)
        spelled[fields[0]] = {word for word in fields[words : pointers - 1 : 2]}
        for at in range(pointers, pointers + 4 * int(fields[pointers - 1]), 4):
            if fields[at] == "@":
                narrower[fields[at + 1]].append(fields[0])
    under = {
        sort: set().union(*(_under(lemmas[name][int(sense) - 1], narrower) for name, sense in map(_split, roots)))
        for sort, roots in ROOTS.items()
    }
    found: dict[str, list[str]] = {sort: [] for sort in ROOTS}
    for lemma, senses in sorted(lemmas.items()):
        if not lemma.replace("-", "").isalpha():
            continue
        for sort, most in SENSES.items():
            # a noun written with a capital, "Scot", stands so in its synset
            if any(sense in under[sort] and lemma in spelled[sense] for sense in senses[:most]):
                found[sort].append(lemma)
                break
    return found


def _split(root: str) -> tuple[str, str]:
    name, _, sense = root.rpartition(".")
    return name, sense


def _under(top: str, narrower: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [top]
    while waiting:
        synset = waiting.pop()
        if synset not in seen:
            seen.add(synset)
            waiting.extend(narrower[synset])
    return seen


def _entries(file: Path) -> Iterator[list[str]]:
    return (line.partition("|")[0].split() for line in lines(file))


if __name__ == "__main__":
    main()
