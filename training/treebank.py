"""Parsed sentences as lessons for the syntax reader: each word's class, what opens before it, what closes after it.

Two kinds of files are read: CoNLL-U (GUM and other Universal Dependencies treebanks), and the JSON lines that
`training.parse` writes. Both schemes of dependency labels come out as the same few openings.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.claims.syntax import CLASSES, OPENINGS, Opening, WordClass
from factcheck.claims.tokens import tokens
from factcheck.domain.spans import Span

_CLASS_OF = {
    "NN": "noun", "NNS": "noun", "NNP": "name", "NNPS": "name", "VBD": "finite", "VBZ": "finite", "VBP": "finite",
    "MD": "finite", "VB": "infinitive", "VBG": "present_participle", "VBN": "past_participle", "JJ": "adjective",
    "JJR": "adjective", "JJS": "adjective", "RB": "adverb", "RBR": "adverb", "RBS": "adverb", "RP": "adverb",
    "DT": "determiner", "PDT": "determiner", "PRP": "pronoun", "EX": "pronoun", "PRP$": "possessive",
    "WDT": "relative", "WP": "relative", "WP$": "relative", "WRB": "relative", "IN": "preposition", "TO": "to",
    "CC": "conjunction", "CD": "number", "POS": "genitive",
}  # fmt: skip
_MARKS = {"punct", "cc", "cc:preconj"}
_SUBJECTS = {"nsubj", "nsubjpass", "nsubj:pass", "nsubj:outer", "csubj", "expl", "csubjpass"}
_CLOSING = {
    Opening.RELATIVE, Opening.PARTICIPLE, Opening.ADVERBIAL, Opening.FREE_PARTICIPLE, Opening.APPOSITION,
    Opening.INFINITIVE, Opening.COMPLEMENT, Opening.CLAUSE,
}  # fmt: skip
_AFTER_WHICH_A_CLAUSE = {"after", "before", "since", "while", "without", "despite", "upon", "when"}


@dataclass(frozen=True)
class Node:
    """One word of a parsed sentence; `head` is its place in the sentence, its own for the root."""

    start: int
    end: int
    form: str
    tag: str
    label: str
    head: int


@dataclass(frozen=True)
class Lesson:
    """One sentence: its words, and per word the numbers of its class, its opening, and whether something closes."""

    words: list[str]
    classes: list[int]
    openings: list[int]
    closings: list[int]


def lessons(path: Path) -> Iterator[Lesson]:
    """Every sentence of one file."""
    for text, nodes in _conllu(path) if path.suffix == ".conllu" else _parsed(path):
        yield _lesson(text, nodes)


def _parsed(path: Path) -> Iterator[tuple[str, list[Node]]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text, rows = record["text"], record["toks"]
            starts = [n for n, row in enumerate(rows) if row[5]] + [len(rows)]
            for begin, end in itertools.pairwise(starts):
                yield (
                    text,
                    [
                        Node(s, e, text[s:e], tag, label, head - begin if begin <= head < end else n)
                        for n, (s, e, tag, label, head, _) in enumerate(rows[begin:end])
                    ],
                )


def _conllu(path: Path) -> Iterator[tuple[str, list[Node]]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        text, nodes = "", []
        rows = [row for row in rows if row[0].isdigit()]
        for number, row in enumerate(rows):
            begin = len(text)
            text += row[1]
            head = int(row[6]) - 1
            nodes.append(Node(begin, len(text), row[1], row[4], row[7], head if head >= 0 else number))
            text += "" if "SpaceAfter=No" in row[9] else " "
        if nodes:
            yield text, nodes


def _lesson(text: str, nodes: list[Node]) -> Lesson:
    openings, closings = _edges(nodes)
    opens = {node.start: opening for node, opening in zip(nodes, openings, strict=True) if opening}
    closes = {node.end for node, closing in zip(nodes, closings, strict=True) if closing}
    first = {node.start: node for node in nodes}
    words = tokens(text, Span(nodes[0].start, nodes[-1].end))
    classes = []
    for word in words:
        node = first.get(word.start)
        name = _CLASS_OF.get(node.tag, "mark" if not word.text[0].isalnum() else "other") if node else "other"
        classes.append(CLASSES.index(WordClass(name)))
    return Lesson(
        [word.text for word in words],
        classes,
        [OPENINGS.index(next((opens[p] for p in range(w.start, w.end) if p in opens), Opening.NONE)) for w in words],
        [int(any(p in closes for p in range(w.start + 1, w.end + 1))) for w in words],
    )


def _edges(nodes: list[Node]) -> tuple[list[Opening | None], list[bool]]:
    children: dict[int, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        if node.head != number:
            children[node.head].append(number)
    openings: list[Opening | None] = [None] * len(nodes)
    widest = [0] * len(nodes)
    closings = [False] * len(nodes)
    last = max((n for n, node in enumerate(nodes) if node.form[0].isalnum()), default=0)
    for number in range(len(nodes)):
        opening = _opening(nodes, children, number)
        if opening is None:
            continue
        whole = _below(children, number)
        inside = [n for n in whole if nodes[n].label not in _MARKS or nodes[n].head != number]
        worded = [n for n in inside if nodes[n].form[0].isalnum()]
        if not worded:
            continue
        begin, end = min(worded), max(worded)
        if openings[begin] is None or len(worded) > widest[begin]:
            openings[begin], widest[begin] = opening, len(worded)
        if opening in _CLOSING and end < last:
            closings[end] = True
    return openings, closings


def _below(children: dict[int, list[int]], top: int) -> list[int]:
    found, ahead = [], [top]
    while ahead:
        number = ahead.pop()
        found.append(number)
        ahead.extend(children[number])
    return found


def _opening(nodes: list[Node], children: dict[int, list[int]], number: int) -> Opening | None:
    node = nodes[number]
    head = nodes[node.head]
    label = node.label
    below = [nodes[n] for n in children[number]]
    verb = node.tag.startswith("V") or node.tag == "MD" or any(n.label in ("cop", "aux", "aux:pass") for n in below)
    own_subject = any(n.label in _SUBJECTS for n in below)
    if label == "conj":
        if own_subject:
            return Opening.CLAUSE
        if verb:
            return Opening.VERB_PHRASE
        return Opening.NOUN_PHRASE if node.tag[:2] in ("NN", "CD", "PR", "DT", "VB") else None
    if label == "parataxis":
        return Opening.CLAUSE
    if label in ("relcl", "acl:relcl"):
        return Opening.RELATIVE
    to = any(n.tag == "TO" for n in below)
    if label == "acl":
        if to:
            return Opening.INFINITIVE
        return Opening.PARTICIPLE if node.tag in ("VBG", "VBN") and not own_subject else Opening.COMPLEMENT
    if label in ("advcl", "advcl:relcl"):
        if to:
            return Opening.INFINITIVE
        marked = any(n.label == "mark" or n.tag == "WRB" for n in below)
        if node.tag in ("VBG", "VBN") and not marked and not own_subject:
            return Opening.FREE_PARTICIPLE
        return Opening.ADVERBIAL
    if label == "ccomp":
        return Opening.COMPLEMENT
    if label == "appos":
        return Opening.APPOSITION
    if label == "prep":
        if any(n.label == "pcomp" for n in below) and node.form.lower() in _AFTER_WHICH_A_CLAUSE:
            return Opening.ADVERBIAL
        if node.form.lower() == "of":
            return None
        return Opening.OBLIQUE if head.tag.startswith("V") else Opening.MODIFIER
    if label == "obl":
        return Opening.OBLIQUE
    if label == "nmod" and not any(n.label == "case" and n.form.lower() in ("of", "'s", "’s") for n in below):
        return Opening.MODIFIER
    return None
