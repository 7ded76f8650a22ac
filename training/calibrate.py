"""Fit the confidence of attributions: logistic regression on whether one matches the gold (Platt, 1999).

usage: python -m training.calibrate --corpus FOLDER [--weights FOLDER]

Fits on one half of the development articles, prints how the other half comes out, then writes the weights fitted on
all to settings.json. An attribution is right when its content has IoU >= 0.5 with a gold one and their sources agree.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scoring import load, scorer
from factcheck.attribution import decoding
from factcheck.attribution.tagger import Tagger

STEPS = 20
RIDGE = 1.0


def main() -> None:
    """Calibrate from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=Path("factcheck/attribution/weights"))
    options = parser.parse_args()
    gold = load(options.corpus / "dev.jsonl")
    score = scorer(options.corpus)
    seen: list[tuple[float, ...]] = []
    plain = decoding.evidence

    def watched(*arguments: Any) -> tuple[float, float, float]:
        signs = plain(*arguments)
        seen.append(signs)
        return signs

    decoding.evidence = watched
    tagger = Tagger(options.weights, threads=1, least=0.0)
    signs, right, article = [], [], []
    for number, one in enumerate(gold):
        seen.clear()
        # the confidence is what changes: the order of reading ties each set of signs to its attribution
        found = tagger.read(one["text"])
        by_value = {decoding.confidence(s, tagger.calibration): s for s in seen}
        for tagged in found:
            signs.append(by_value[tagged.confidence])
            right.append(_right(one, tagged, score))
            article.append(number)
    x, y, of = design(signs), np.asarray(right, dtype=float), np.asarray(article)
    half = of % 2 == 0
    table(sigmoid(x[~half] @ fitted(x[half], y[half])), y[~half])
    settings = options.weights / "settings.json"
    data = json.loads(settings.read_text(encoding="utf-8"))
    data["calibration"] = [round(float(w), 4) for w in fitted(x, y)]
    settings.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _right(one: dict[str, Any], tagged: Any, score: Any) -> bool:
    text = one["text"]
    content, source = score.chars(text, tagged.content), score.chars(text, tagged.source)
    for other in one["attributions"]:
        theirs = score.chars(text, other["content"])
        if theirs and len(content & theirs) >= 0.5 * len(content | theirs):
            return bool(score.same_source(score.chars(text, other["source"]), source))
    return False


def design(signs: list[tuple[float, ...]]) -> np.ndarray:
    """The log-odds of the signs with a column of ones before them."""
    bounded = np.clip(np.asarray(signs, dtype=float), 1e-4, 1 - 1e-4)
    return np.hstack([np.ones((len(bounded), 1)), np.log(bounded / (1 - bounded))])


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights by Newton's method, with a touch of ridge."""
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        given = sigmoid(x @ weights)
        slope = x.T @ (given - y) + RIDGE * weights
        weights -= np.linalg.solve((x.T * (given * (1 - given))) @ x + RIDGE * np.eye(len(weights)), slope)
    return weights


def sigmoid(values: np.ndarray) -> np.ndarray:
    """The logistic function."""
    result: np.ndarray = 1 / (1 + np.exp(-values))
    return result


def table(given: np.ndarray, right: np.ndarray) -> None:
    """How many were right of those given a confidence."""
    print("confidence   number   right")
    for low, high in ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        chosen = (given >= low) & (given < high)
        share = right[chosen].mean() if chosen.any() else float("nan")
        print(f"{low:.1f} - {min(high, 1):.1f} {int(chosen.sum()):9d} {share:9.2f}")


if __name__ == "__main__":
    main()
