"""How fast articles are read, beside peers, and from a cold start to the first claim.

usage: python -m benchmarks.speed [ARTICLE] [--seconds N]

Words a second and peak memory for the tagger on one and on two threads, for the whole way to claims, and for those of
benchmarks.peers that are installed, on ARTICLE (default: the main example) read again and again. Each is measured in a
process of its own, pinned to one core unless it is said to use two, one after another; ratios are against our tagger on
one thread. Then the time of one `factcheck extract` from the command to the result.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.peers import peers

EXAMPLE = Path(__file__).parent.parent / "fixtures" / "kim-toughest-policy.txt"
Work = Callable[[], object]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long to measure each")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measured(options.only, options.article, options.seconds)))
        return
    words = len(options.article.read_text(encoding="utf-8").split())
    print(f"{options.article.name}: {words} words")
    print(f"{'':34s}{'words/s':>9s} {'ratio':>7s} {'peak MB':>8s}")
    base = 0.0
    for name in [name for name, _ in (*ours(options.article), *peers())]:
        command = [sys.executable, "-m", "benchmarks.speed", str(options.article), "--only", name]
        run = subprocess.run([*command, "--seconds", str(options.seconds)], check=True, capture_output=True, text=True)
        seconds, peak = json.loads(run.stdout)
        rate = words / seconds
        base = base or rate
        print(f"{name:34s}{rate:9,.0f} {rate / base:6.2f}x {peak:8.0f}")
    if not any(peers()):
        print("(no peer is installed: see benchmarks/peers.py)")
    extract = [sys.executable, "-m", "factcheck", "extract", str(options.article), "--format", "json"]
    cold = timed(lambda: subprocess.run(extract, check=True, capture_output=True), options.seconds)
    print(f"{'cold start to the result':34s}{cold:9.2f} s")


def ours(article: Path) -> Iterator[tuple[str, Callable[[], Work]]]:
    """What of ours is measured: a name, and a function that loads it."""

    def tagger(threads: int) -> Work:
        from importlib.resources import files

        from factcheck.attribution.tagger import Tagger

        text = article.read_text(encoding="utf-8")
        loaded = Tagger(Path(str(files("factcheck.attribution") / "weights")), threads)
        return lambda: loaded.read(text)

    def whole() -> Work:
        from factcheck.pipeline import extract
        from factcheck.text.articles import read_file

        read = read_file(article)
        return lambda: extract(read)

    yield "tagger, 1 thread", lambda: tagger(1)
    yield "tagger, 2 threads", lambda: tagger(2)
    yield "extract to claims, 1 thread", whole
    yield "extract to claims, 2 threads", whole


def measured(name: str, article: Path, seconds: float) -> tuple[float, float]:
    """Seconds a reading of `article`, and the peak memory of this process in MB."""
    if "2 threads" not in name and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    text = article.read_text(encoding="utf-8")
    work = next((load() for one, load in ours(article) if one == name), None)
    if work is None:
        peer = dict(peers())[name]()
        best = timed(lambda: peer(text), seconds)
    else:
        best = timed(work, seconds)
    return best, peak()


def peak() -> float:
    """The most memory that this program has held, in MB; the kernel's other figure counts what started it too."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Work, seconds: float) -> float:
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
