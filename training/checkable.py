"""Fit whether a claim can be checked.

usage: python -m training.checkable --corpus FOLDER --output factcheck/claims/weights/checkable.toml

FOLDER holds dev.jsonl and dev.claims.jsonl. Every claim that the product reads in the annotated articles teaches by the
annotated one that it overlaps most, from 0.4 on; measured are those from 0.5 on, with one article left out at a time.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.claims.checkable import signs
from factcheck.claims.claiming import words_of
from factcheck.claims.cutting import OWN, Piece, pieces
from factcheck.claims.signs import flags_of
from factcheck.claims.worth import logit
from factcheck.domain.spans import Span
from factcheck.pipeline import extract
from factcheck.text.articles import document

DECAY = 1.0
TAUGHT, MEASURED = 0.4, 0.5
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One claim with its signs; `overlap` with the annotated claim that says whether it is checkable."""

    article: str
    signs: dict[str, float]
    overlap: float
    checkable: bool


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    rows = list(annotated(given.corpus))
    names = list(rows[0].signs)
    matrix = np.array([[1.0, *row.signs.values()] for row in rows])
    truth = np.array([row.checkable for row in rows], dtype=float)
    articles = np.array([row.article for row in rows])
    told = np.zeros(len(rows))
    for article in sorted(set(articles)):
        out = articles == article
        told[out] = matrix[out] @ fitted(matrix[~out], truth[~out])
    measured = np.array([row.overlap >= MEASURED for row in rows])
    right = ((told > 0) == (truth > 0))[measured].mean()
    print(
        f"{measured.sum()} claims, {truth[measured].mean():.3f} checkable; one article left out: accuracy {right:.3f}"
    )
    bias, *weights = fitted(matrix, truth)
    told_of = "# Log odds that a claim can be checked, by its signs; fitted by training/checkable.py.\n"
    lines = [f'"{name}" = {weight:.3f}\n' for name, weight in zip(names, weights, strict=True)]
    given.output.write_text(f"{told_of}bias = {bias:.3f}\n\n[weights]\n{''.join(lines)}", encoding="utf-8")


def annotated(corpus: Path) -> Iterator[Row]:
    """The claims read in the annotated articles that overlap with an annotated one, the best first, one to one."""
    claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (corpus / "dev.claims.jsonl").read_text(encoding="utf-8").splitlines():
        claims[(claim := json.loads(line))["id"]].append(claim)
    for line in (corpus / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        if (article := json.loads(line))["id"] in claims:
            yield from _of_article(article, claims[article["id"]])


def _of_article(article: dict[str, Any], claims: list[dict[str, Any]]) -> Iterator[Row]:
    text = article["text"]
    read = extract(document(text, id=article["id"]))
    wanted = []
    for claim in claims:
        spans = claim["span"] if isinstance(claim["span"][0], list) else [claim["span"]]
        wanted.append(_letters(text, [Span(*span) for span in spans]))
    found = pieces(text, list(read.sentences), read.attributions)
    have = [_letters(text, piece.spans) for piece in found]
    pairs = sorted(
        ((len(w & h) / len(w | h), i, j) for i, w in enumerate(wanted) for j, h in enumerate(have) if w & h),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    used, taken = set[int](), set[int]()
    for overlap, i, j in pairs:
        if overlap >= TAUGHT and i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            yield Row(article["id"], _signs(text, found[j], read), overlap, claims[i]["checkable"])


def _signs(text: str, piece: Piece, read: Any) -> dict[str, float]:
    said = words_of(text, piece)
    one = read.attributions[piece.owner] if piece.owner != OWN else None
    return signs(said, flags_of(said), piece.verbs, text, one, read.sources, logit(said))


def _letters(text: str, spans: Any) -> set[int]:
    return {place for span in spans for place in range(*span) if text[place].isalnum()}


def fitted(matrix: Floats, truth: Floats) -> Floats:
    """Weights of a logistic regression by Newton's method, the first one's penalty next to nothing."""
    weights = np.zeros(matrix.shape[1])
    penalty = np.full(matrix.shape[1], DECAY)
    penalty[0] = 1e-3
    for _ in range(50):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (chance - truth) + penalty * weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-7:
            break
    return weights


if __name__ == "__main__":
    main()
