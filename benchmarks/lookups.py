"""How long a desk takes to look claims up among many checks, and quotations among many documents.

usage: python -m benchmarks.lookups [--database URL] [--checks N] [--documents N]

Into an SQLite file or PostgreSQL database (default: a new file that goes again) go N made-up checks and N documents of
2,000 words from the speeches beside this file, unless it holds as many. For each claim, and for one article of 30
quotations, it prints the processor time of this program and what the server says that its statements took (EXPLAIN
ANALYZE, once more on the same data; nothing for SQLite, which works inside this program), so that a busy machine tells
as much as a quiet one.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from benchmarks.claims_made import SORTS, facts
from benchmarks.matches import TEST_SEED, cases
from benchmarks.quotes import SPEECHES, pairs, sentences
from factcheck.domain.extraction import Attribution, Document, Extraction, QuotationType, Source, SourceKind
from factcheck.domain.extraction import Claim as Claimed
from factcheck.domain.matching import EarlierCheck
from factcheck.domain.papers import Origin
from factcheck.domain.spans import Span
from factcheck.text.articles import document, read_file
from factcheck.workbench import Workbench

CHECKS, DOCUMENTS, QUOTATIONS = 200_000, 1_000, 30


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database")
    parser.add_argument("--checks", type=int, default=CHECKS)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or str(Path(folder) / "desk.db")
        with Workbench.open(url, "benchmark") as desk:
            filled(desk, options.checks, options.documents)
            lookups(desk, url)
            quotations(desk, url)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def filled(desk: Workbench, checks: int, documents: int) -> None:
    """Bring in what is not there."""
    if desk.count_checks() < checks:
        rng = random.Random(TEST_SEED + 1)
        made = (
            EarlierCheck(str(n), fact.told(rng.randrange(6)), "False", f"https://example.org/{n}")
            for n, fact in enumerate(islice(facts(rng, tuple(SORTS)), checks))
        )
        desk.import_checks(made, "made up")
    speeches = [read_file(path) for path in sorted(SPEECHES.glob("*.txt"))]
    if len(desk.evidence_documents()) < documents:
        rng = random.Random(TEST_SEED)
        stock = [span.of(speech.text) for speech in speeches for span in sentences(speech.text)]
        for number in range(documents):
            text = f"Record {number}. " + " ".join(rng.choices(stock, k=90))
            desk.keep_document(document(text, id=f"record-{number}"), Origin())
        desk.add(_article(speeches))


def _article(speeches: list[Document]) -> Extraction:
    """An article of quotations and nothing else, all of one speaker."""
    text, claims, attributions = "", [], []
    for number, pair in enumerate(islice(pairs(speeches, speeches[0], random.Random(3)), QUOTATIONS)):
        text += "“"
        span = Span(len(text), len(text) + len(pair.printed))
        text += f"{pair.printed},” Jane Roe said.\n\n"
        attributions.append(Attribution(number, (), (), (span,), QuotationType.DIRECT, (0,), (), 0.9))
        claims.append(Claimed(number, (span,), span.of(text), number, (0,), (), True, 0.5, ()))
    source = Source(0, "Jane Roe", SourceKind.PERSON, ())
    made = document(text, id="quoting")
    return Extraction(made, (), (source,), tuple(attributions), tuple(claims))


def lookups(desk: Workbench, url: str) -> None:
    """The first claim, which indexes all checks, and a hundred after it."""
    claims = [case.claim for case in islice(cases(TEST_SEED, tuple(SORTS)), 101)]
    (first, *_), _ = timed(desk, url, lambda: desk.known_checks(claims[0]))
    ours, servers = [], []
    for claim in claims[1:]:
        (own, _), server = timed(desk, url, lambda claim=claim: desk.known_checks(claim))
        ours.append(own)
        servers.append(server)
    print(f"{desk.count_checks():,} checks: first claim {first:.2f} s; then ", end="")
    print(
        f"{statistics.median(ours) * 1000:.0f} ms of this program ({sorted(ours)[94] * 1000:.0f} ms at the 95th ",
        end="",
    )
    print(f"percentile) and {statistics.median(servers):.1f} ms of the server")


def quotations(desk: Workbench, url: str) -> None:
    """One article's quotations against all documents."""
    (own, wall), server = timed(desk, url, lambda: desk.quotation_results("quoting", everywhere=True))
    count = len(desk.evidence_documents())
    print(f"{QUOTATIONS} quotations against {count:,} documents: {own:.2f} s of this program, ", end="")
    print(f"{server / 1000:.2f} s of the server, {wall:.2f} s by the clock")


def timed(desk: Workbench, url: str, work: Callable[[], object]) -> tuple[tuple[float, float], float]:
    """Processor seconds and seconds by the clock of `work`, and milliseconds of the server in its statements."""
    with statements() as asked:
        before, began = time.process_time(), time.perf_counter()
        work()
        took = time.process_time() - before, time.perf_counter() - began
    return took, served(url, asked)


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """The statements that any engine is given meanwhile, with their parameters."""
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def served(url: str, asked: list[tuple[str, Any]]) -> float:
    """Milliseconds in which a PostgreSQL server plans and executes `asked`."""
    if not url.startswith("postgresql"):
        return 0.0
    total = 0.0
    engine = create_engine(url)
    with engine.connect() as connection:
        for statement, parameters in asked:
            rows = connection.exec_driver_sql(
                f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", parameters
            ).scalar_one()
            total += rows[0]["Planning Time"] + rows[0]["Execution Time"]
    engine.dispose()
    return total


if __name__ == "__main__":
    main()
