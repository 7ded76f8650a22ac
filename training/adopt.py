"""Go on training from the shipped weights with a newsroom's own annotations, and say what that changed.

usage: python -m training.adopt --own FILE … --corpus FOLDER --encoder FOLDER --output FOLDER [--epochs N]

FILE holds annotated articles in the corpus format, as exported from reviews too. Every fifth of them is kept out of
training; the table compares the weights before and after on those, and on the corpus's dev.jsonl, so that what is won
at home and lost elsewhere stands side by side. The new weights go to OUTPUT/weights.
"""

import argparse
import json
import shutil
from pathlib import Path

from benchmarks.scoring import Article, load, scores
from factcheck.attribution.tagger import Tagger
from training.evaluate import predicted
from training.export import export
from training.reading import load as load_tagger
from training.train import arguments, train

HELD_OUT = 5
MEASURES = ("attribution@0.5", "attributed@0.5", "content", "source", "cue")


def main() -> None:
    """Adopt from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", type=Path, nargs="+", required=True)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.jsonl, dev.jsonl and score.py")
    parser.add_argument("--encoder", type=Path, required=True, help="folder that the shipped encoder came from")
    parser.add_argument("--weights", type=Path, default=Path("factcheck/attribution/weights"))
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=1)
    parser.add_argument("--times", type=int, default=5, help="how often an own article is read for one of the corpus")
    options = parser.parse_args()
    articles = [article for path in options.own for article in load(path)]
    kept, held = articles_apart(articles)
    if not kept or not held:
        parser.error(f"{len(articles)} annotated articles are too few: at least {HELD_OUT} are needed")
    options.output.mkdir(parents=True, exist_ok=True)
    own = options.output / "own.jsonl"
    own.write_text("".join(json.dumps(article) + "\n" for article in kept), encoding="utf-8")
    places = ["--corpus", options.corpus, "--own", own, "--encoder", options.encoder, "--output", options.output]
    rest = ["--start", options.weights, "--epochs", options.epochs, "--times", options.times, "--rate", 5e-5]
    last = train(arguments().parse_args([str(argument) for argument in (*places, *rest)]))
    weights = options.output / "weights"
    weights.mkdir(exist_ok=True)
    shutil.copy(options.weights / "settings.json", weights / "settings.json")
    export(load_tagger(last, options.encoder), options.encoder, weights)
    for name, gold in (("own articles kept out of training", held), ("dev", load(options.corpus / "dev.jsonl"))):
        before, after = (measured(folder, gold, options.corpus) for folder in (options.weights, weights))
        print(f"\n{name} ({len(gold)}){'':{max(0, 40 - len(name))}s}before   after")
        for measure in MEASURES:
            print(f"{measure:46s}{before[measure]:6.3f}  {after[measure]:6.3f}")
    print(f"\nThe new weights are in {weights}; training.calibrate fits their confidence.")


def articles_apart(articles: list[Article]) -> tuple[list[Article], list[Article]]:
    """The articles to train on, and every fifth, to measure with."""
    held = articles[HELD_OUT - 1 :: HELD_OUT]
    return [article for number, article in enumerate(articles) if number % HELD_OUT != HELD_OUT - 1], held


def measured(weights: Path, gold: list[Article], corpus: Path) -> dict[str, float]:
    """The measures of the tagger with `weights` on `gold`."""
    tagger = Tagger(weights)
    return scores(corpus, gold, [predicted(tagger, article) for article in gold])


if __name__ == "__main__":
    main()
