"""Write what teachers expect of one epoch's batches, for a student to learn from.

usage: python -m training.distil --corpus FOLDER --teacher WEIGHTS ENCODER [--teacher …] --output FILE [--own FILE …]

WEIGHTS is a tagger that training wrote (FILE.pt) or a folder of exported weights; ENCODER is the folder that its
encoder came from. The teachers' marginals are averaged. Train the student with --taught FILE.
"""

import argparse
import time
from pathlib import Path

import torch

from training.data import batches, readings
from training.model import Batch, Expected, Tagger
from training.reading import load
from training.restore import restored
from training.train import corpus_files, plain_tokenizer

Lesson = tuple[Batch, Expected]


def main() -> None:
    """Distil from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--own", type=Path, nargs="*", default=[])
    parser.add_argument("--teacher", type=Path, nargs=2, action="append", required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--tokens", type=int, default=2048, help="word pieces a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bfloat16", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    teachers = [
        (restored(weights, encoder) if weights.is_dir() else load(weights, encoder)).eval()
        for weights, encoder in options.teacher
    ]
    groups = readings(*corpus_files(options.corpus), *options.own)
    tokenizer = plain_tokenizer(options.teacher[0][1])
    lessons: list[Lesson] = []
    begun = time.monotonic()
    for batch in batches(groups, tokenizer, options.seed, options.tokens):
        lessons.append((batch, expected(teachers, batch, options.bfloat16)))
        if len(lessons) % 25 == 0:
            print(f"{len(lessons)} batches, {(time.monotonic() - begun) / len(lessons):.2f} s each", flush=True)
    torch.save(lessons, options.output)


def expected(teachers: list[Tagger], batch: Batch, bfloat16: bool) -> Expected:
    """The mean of what `teachers` expect of the chains of `batch`, in half precision."""
    every = []
    for teacher in teachers:
        with torch.no_grad():
            chains = teacher.chains(batch, teacher.outputs(batch, bfloat16), link_weight=1.0)
        every.append(chains.marginals())
    return Expected(
        torch.stack([one.labels for one in every]).mean(0).half(),
        torch.stack([one.steps for one in every]).mean(0).half(),
    )


if __name__ == "__main__":
    main()
