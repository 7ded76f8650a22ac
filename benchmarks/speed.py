"""How fast articles are read, and from a cold start to the first claim.

usage: python -m benchmarks.speed [ARTICLE] [--seconds N]

Words a second on one and on two threads for the tagger alone and for the whole way to claims, on ARTICLE (default: the
main example) read again and again; the time of one `factcheck extract` from the command; the peak memory of the run.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from factcheck.attribution.tagger import Tagger
from factcheck.pipeline import extract
from factcheck.text.articles import read_file

EXAMPLE = Path(__file__).parent.parent / "fixtures" / "kim-toughest-policy.txt"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    article = read_file(options.article)
    words = len(article.text.split())
    weights = Path(str(files("factcheck.attribution") / "weights"))
    print(f"{options.article.name}: {words} words")
    base = 0.0
    one, two = Tagger(weights, 1), Tagger(weights, 2)
    for name, work in (
        ("tagger, 1 thread", lambda: one.read(article.text)),
        ("tagger, 2 threads", lambda: two.read(article.text)),
        ("extract (claims, sources)", lambda: extract(article)),
    ):
        rate = words / timed(work, options.seconds)
        base = base or rate
        print(f"{name:28s} {rate:9,.0f} words/s   {rate / base:5.2f} x")
    command = [sys.executable, "-m", "factcheck", "extract", str(options.article), "--format", "json"]
    cold = timed(lambda: subprocess.run(command, check=True, capture_output=True), options.seconds)
    print(f"{'cold start to the result':28s} {cold:9.2f} s")
    print(f"{'peak memory of this run':28s} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MB")


def timed(work: Callable[[], object], seconds: float) -> float:
    """Seconds one `work` takes: the best of as many as fit in `seconds`, at least three."""
    work()
    best, begun, runs = float("inf"), time.perf_counter(), 0
    while runs < 3 or time.perf_counter() - begun < seconds:
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
        runs += 1
    return best


if __name__ == "__main__":
    main()
