"""Measure the exported tagger on annotated articles.

usage: python -m training.evaluate --corpus FOLDER [--weights FOLDER] [--predictions FILE]

Prints the measures of the corpus's score.py, exact-match F1 of token spans a role, and how fast it read.
"""

import argparse
import importlib.util
import json
import re
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from factcheck.attribution.tagger import Tagger
from training.data import ROLE_NAMES, load

_TOKEN = re.compile(r"\w+|[^\w\s]")


def main() -> None:
    """Evaluate from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with dev.jsonl and score.py")
    parser.add_argument("--weights", type=Path, default=Path("factcheck/attribution/weights"))
    parser.add_argument("--predictions", type=Path, help="where to write what was read, one article a line")
    options = parser.parse_args()
    gold = load(options.corpus / "dev.jsonl")
    tagger = Tagger(options.weights, threads=1)
    begun = time.perf_counter()
    read = [predicted(tagger, article) for article in gold]
    seconds = time.perf_counter() - begun
    words = sum(len(article["text"].split()) for article in gold)
    if options.predictions:
        options.predictions.write_text("".join(json.dumps(p) + "\n" for p in read), encoding="utf-8")
    for name, value in scorer(options.corpus).score(gold, {p["id"]: p for p in read}).items():
        shown = value if isinstance(value, float) else value["F"]
        print(f"{name:32s} {shown:.3f}")
    for role in ROLE_NAMES:
        print(f"exact token spans, {role:13s} {exact(gold, read, role):.3f}")
    print(f"words a second on one thread     {words / seconds:,.0f}")


def predicted(tagger: Tagger, article: dict[str, Any]) -> dict[str, Any]:
    """What the tagger reads in `article`, in the corpus format."""
    found = tagger.read(article["text"])
    return {
        "id": article["id"],
        "text": article["text"],
        "attributions": [
            {"source": a.source, "cue": a.cue, "content": a.content, "confidence": a.confidence} for a in found
        ],
    }


def scorer(corpus: Path) -> ModuleType:
    """The corpus's own score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exact(gold: list[dict[str, Any]], read: list[dict[str, Any]], role: str) -> float:
    """F1 of exactly matching spans of `role`, counted in tokens (words and single marks)."""
    hits = wanted = got = 0
    for one, other in zip(gold, read, strict=True):
        tokens = [match.span() for match in _TOKEN.finditer(one["text"])]
        sets = [_token_spans(article["attributions"], role, tokens) for article in (one, other)]
        hits += len(sets[0] & sets[1])
        wanted += len(sets[0])
        got += len(sets[1])
    return 2 * hits / (wanted + got) if wanted + got else 0.0


def _token_spans(attributions: list[dict[str, Any]], role: str, tokens: list[tuple[int, int]]) -> set[tuple[int, ...]]:
    return {
        tuple(number for number, (begin, stop) in enumerate(tokens) if begin < end and stop > start)
        for attribution in attributions
        for start, end in attribution[role]
    }


if __name__ == "__main__":
    main()
