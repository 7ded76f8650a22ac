"""Train how much a claim deserves a check.

usage: python -m training.worth --claimbuster FILE.json --output factcheck/claims/weights/worth.npz

Learns on four fifths of ClaimBuster, is measured on the last, then learns on all of it.
"""

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from factcheck.claims.worth import SIZE, grams

GRAM_DECAY = 3e-5


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claimbuster", type=Path, required=True)
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
    given.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.output, grams=table, scale=scale, bias=bias)
    print(f"{given.output}: {given.output.stat().st_size / 1e3:.0f} kB")


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
