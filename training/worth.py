"""Train how much a claim deserves a check, and whether it can be checked.

usage: python -m training.worth --claimbuster FILE.json --claims dev.claims.jsonl --articles dev.jsonl \\
           --output factcheck/claims/weights/worth.npz

The first model learns on four fifths of ClaimBuster, is measured on the last, then learns on all of it. The second
learns on annotated claims and is measured with one article left out at a time.
"""

import argparse
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from factcheck.claims.signs import flags_of, in_quotation
from factcheck.claims.syntax import WordClass, reader
from factcheck.claims.tokens import tokens
from factcheck.claims.worth import SIZE, features, grams
from factcheck.domain.spans import Span

GRAM_DECAY = 3e-5
SIGN_DECAY = 1e-3


@dataclass(frozen=True)
class Row:
    """One annotated claim: its words, whether in the outlet's voice, in quotation marks, with a finite verb."""

    article: str
    words: str
    own: bool
    quoted: bool
    finite: bool
    checkable: bool


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claimbuster", type=Path, required=True)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    sentences = json.loads(given.claimbuster.read_text(encoding="utf-8"))
    random.Random(1).shuffle(sentences)
    fifth = len(sentences) // 5
    counts = [_counts(row["text"]) for row in sentences]
    labels = np.array([row["label"] for row in sentences], dtype=np.float32)
    table, bias = fitted(_sparse(counts[fifth:]), labels[fifth:], GRAM_DECAY)
    scores = np.array([_logit(row, table, bias) for row in counts[:fifth]])
    print(f"ClaimBuster, held out: {_figures(labels[:fifth], scores)}")
    table, bias = fitted(_sparse(counts), labels, GRAM_DECAY)
    scale = np.abs(table).max() / 127
    table = np.round(table / scale).astype(np.int8)

    rows = annotated(given.claims, given.articles)
    matrix = np.array([_signs(row, table * scale, bias) for row in rows], dtype=np.float32)
    truth = np.array([row.checkable for row in rows], dtype=np.float32)
    worths = matrix[:, 0]
    print(f"dev claims, worth as checkable: {_figures(truth, worths)}")
    told = np.zeros(len(rows))
    for article in sorted({row.article for row in rows}):
        out = np.array([row.article == article for row in rows])
        weights, offset = fitted(torch.from_numpy(matrix[~out]), truth[~out], SIGN_DECAY)
        told[out] = matrix[out] @ weights + offset
    print(f"dev claims, one article left out: {_figures(truth, told)}")
    weights, offset = fitted(torch.from_numpy(matrix), truth, SIGN_DECAY)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.output, grams=table, scale=scale, bias=bias, signs=weights, sign_bias=offset)
    print(f"{given.output}: {given.output.stat().st_size / 1e3:.0f} kB")


def annotated(claims: Path, articles: Path) -> list[Row]:
    """The annotated claims with what their checkability is told from."""
    texts = {}
    with articles.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            texts[article["id"]] = article["text"]
    found = []
    with claims.open(encoding="utf-8") as lines:
        for line in lines:
            claim = json.loads(line)
            text = texts[claim["id"]]
            spans = claim["span"] if isinstance(claim["span"][0], list) else [claim["span"]]
            words = [token for s, e in spans for token in tokens(text, Span(s, e))]
            classes = reader().read([words])[0].classes
            found.append(
                Row(
                    claim["id"],
                    " … ".join(" ".join(text[s:e].split()) for s, e in spans),
                    claim["attributed_to"] == ["(the outlet)"],
                    in_quotation(text, spans[0][0]),
                    WordClass.FINITE in classes,
                    claim["checkable"],
                )
            )
    return found


def fitted(matrix: torch.Tensor, labels: np.ndarray, decay: float) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression with a penalty of `decay` times the squared weights."""
    truth = torch.from_numpy(labels)
    weights = torch.zeros(matrix.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def step() -> torch.Tensor:
        optimiser.zero_grad()
        scores = (matrix @ weights[:, None])[:, 0] + bias
        loss: torch.Tensor = binary_cross_entropy_with_logits(scores, truth) + decay * (weights * weights).sum()
        loss.backward()
        return loss

    optimiser.step(step)
    return weights.detach().numpy(), float(bias.detach())


def _counts(words: str) -> dict[int, float]:
    found = grams(words)
    counts: dict[int, float] = defaultdict(float)
    for gram in found:
        counts[gram] += max(len(found), 1) ** -0.5
    return counts


def _sparse(rows: list[dict[int, float]]) -> torch.Tensor:
    places = [(n, gram) for n, row in enumerate(rows) for gram in row]
    values = [value for row in rows for value in row.values()]
    return torch.sparse_coo_tensor(torch.tensor(places).T, torch.tensor(values), (len(rows), SIZE))


def _logit(row: dict[int, float], table: np.ndarray, bias: float) -> float:
    return float(sum(table[gram] * value for gram, value in row.items())) + bias


def _signs(row: Row, table: np.ndarray, bias: float) -> list[float]:
    worth = _logit(_counts(row.words), table, bias)
    return features(row.words, flags_of(row.words), row.own, row.quoted, row.finite, worth)


def _figures(truth: np.ndarray, scores: np.ndarray) -> str:
    order = np.argsort(scores, kind="stable")
    rank = np.empty(len(scores))
    rank[order] = np.arange(len(scores))
    ones = truth.sum()
    area = (rank[truth == 1].sum() - ones * (ones - 1) / 2) / (ones * (len(truth) - ones))
    said = scores > 0
    hit = (said & (truth == 1)).sum()
    return f"AUC {area:.3f}, F {2 * hit / (said.sum() + ones):.3f}, accuracy {(said == (truth == 1)).mean():.3f}"


if __name__ == "__main__":
    main()
