"""How well `factcheck extract` attributes, against annotated articles.

usage: python -m benchmarks.attribution --corpus FOLDER [--predictions FILE] [--against FILE]

FOLDER holds dev.jsonl and score.py. Prints the measures of score.py, and the F1 of exact token spans of each role, for
everything that `extract` gives: the tagger's reading after all mending. With `--against` an earlier FILE of predictions
is scored beside it, and each attribution that has come or gone since is printed.
"""

import argparse
import json
from pathlib import Path

from benchmarks.scoring import ROLES, Article, load, scores
from factcheck.pipeline import extract
from factcheck.text.articles import document


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with dev.jsonl and score.py")
    parser.add_argument("--predictions", type=Path, help="where to write what was read, one article a line")
    parser.add_argument("--against", type=Path, help="predictions written before")
    options = parser.parse_args()
    gold = load(options.corpus / "dev.jsonl")
    read = [predicted(article) for article in gold]
    if options.predictions:
        options.predictions.write_text("".join(json.dumps(p) + "\n" for p in read), encoding="utf-8")
    columns = [scores(options.corpus, gold, read)]
    if options.against:
        before = load(options.against)
        changes(before, read)
        columns.insert(0, scores(options.corpus, gold, before))
    for name in columns[0]:
        print(f"{name:32s} " + "  ".join(f"{column[name]:.4f}" for column in columns))


def predicted(article: Article) -> Article:
    """What `extract` finds in `article`, in the corpus format."""
    found = extract(document(article["text"], id=str(article["id"]))).attributions
    return {
        "id": article["id"],
        "text": article["text"],
        "attributions": [{role: [list(s) for s in getattr(one, role)] for role in ROLES} for one in found],
    }


def changes(before: list[Article], after: list[Article]) -> None:
    """Print what has gone (-) and come (+), article by article."""
    for one, other in zip(before, after, strict=True):
        for sign, kept, left in (("-", one, other), ("+", other, one)):
            for attribution in kept["attributions"]:
                if attribution not in left["attributions"]:
                    roles = (" + ".join(one["text"][s:e] for s, e in attribution[role]) or "∅" for role in ROLES)
                    print(sign, *(" ".join(words.split()) for words in roles), sep=" | ")


if __name__ == "__main__":
    main()
