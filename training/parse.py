"""Parse the corpus with spaCy, so that `training.syntax` can learn from it.

usage: python -m training.parse --corpus FILE.jsonl --output FILE.jsonl [--model en_core_web_sm]

Needs spaCy and one of its English models (MIT), which the product itself never does.
"""

import argparse
import json
from pathlib import Path

import spacy


def main() -> None:
    """Parse from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--model", default="en_core_web_sm")
    given = parser.parse_args()
    parser_of_english = spacy.load(given.model, disable=["ner"])
    texts = [json.loads(line)["text"] for line in given.corpus.read_text(encoding="utf-8").splitlines()]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()]
    with given.output.open("w", encoding="utf-8") as lines:
        for parsed in parser_of_english.pipe(paragraphs, batch_size=64):
            rows = [[t.idx, t.idx + len(t), t.tag_, t.dep_, t.head.i, int(bool(t.is_sent_start))] for t in parsed]
            lines.write(json.dumps({"text": parsed.text, "toks": rows}) + "\n")


if __name__ == "__main__":
    main()
