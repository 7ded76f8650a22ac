"""How well articles are cut into claims, credited, and marked as checkable.

usage: python -m benchmarks.claims --corpus FOLDER [--by-article]

FOLDER holds dev.jsonl, dev.claims.jsonl and score_claims.py. Prints the figures of that measure over all articles,
and with --by-article those of each.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.scoring import Article, load
from factcheck.pipeline import extract
from factcheck.pipeline.contract import as_json
from factcheck.text.articles import document


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--by-article", action="store_true")
    options = parser.parse_args()
    claims = load(options.corpus / "dev.claims.jsonl")
    wanted = {claim["id"] for claim in claims}
    articles = [article for article in load(options.corpus / "dev.jsonl") if article["id"] in wanted]
    read = {article["id"]: read_one(article) for article in articles}
    for name, value in scores(options.corpus, claims, read).items():
        print(f"{name:16s} {value:.3f}" if isinstance(value, float) else f"{name:16s} {value}")
    if options.by_article:
        for number in sorted(wanted):
            one = scores(options.corpus, [claim for claim in claims if claim["id"] == number], read)
            print(f"{number[:48]:48s} F {one['claims@0.5 F']:.3f}  owner {one['owner']:.3f}")


def read_one(article: Article) -> dict[str, Any]:
    """The extraction of one article as its record."""
    return dict(as_json(extract(document(article["text"], id=article["id"]))))


def scores(corpus: Path, claims: list[Article], read: dict[str, dict[str, Any]]) -> dict[str, float]:
    """The figures of score_claims.py."""
    with tempfile.TemporaryDirectory() as folder:
        gold, told = Path(folder) / "gold.jsonl", Path(folder) / "told.jsonl"
        gold.write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf-8")
        told.write_text("".join(json.dumps(record) + "\n" for record in read.values()), encoding="utf-8")
        command = [
            sys.executable,
            str(corpus / "score_claims.py"),
            str(gold),
            str(corpus / "dev.jsonl"),
            str(told),
            "--json",
        ]
        found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


if __name__ == "__main__":
    main()
