"""Measure the exported tagger on annotated articles.

usage: python -m training.evaluate --corpus FOLDER [--weights FOLDER] [--predictions FILE]

Prints the measures of the corpus's score.py, exact-match F1 of token spans a role, and how fast it read.
"""

import argparse
import json
import time
from pathlib import Path

from benchmarks.scoring import Article, load, scores
from factcheck.attribution.tagger import Tagger


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
    for name, value in scores(options.corpus, gold, read).items():
        print(f"{name:32s} {value:.3f}")
    print(f"words a second on one thread     {words / seconds:,.0f}")


def predicted(tagger: Tagger, article: Article) -> Article:
    """What the tagger reads in `article`, in the corpus format."""
    found = tagger.read(article["text"])
    return {
        "id": article["id"],
        "text": article["text"],
        "attributions": [
            {"source": a.source, "cue": a.cue, "content": a.content, "confidence": a.confidence} for a in found
        ],
    }


if __name__ == "__main__":
    main()
