"""A desk as large as a year of a newsroom, with articles made up from a small vocabulary: how fast it answers.

usage: python -m benchmarks.big_desk [--database URL] [--documents N]

Adds N articles of 50 claims each to an SQLite file or PostgreSQL database (default: a new file that goes again), unless
it holds some already. Prints how many a second were added and what of that this program computed, and the median time
of what the screens ask for.
"""

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain.extraction import (
    Attribution,
    Claim,
    Document,
    Extraction,
    Flag,
    QuotationType,
    Source,
    SourceKind,
)
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.domain.spans import Span
from factcheck.workbench import ClaimFilter, Workbench
from factcheck.workbench.searching import parsed

DOCUMENTS, CLAIMS = 2_000, 50
_NAMES = (
    "Kim Jong Un",
    "Maria Lindqvist",
    "Ahmed Farouk",
    "U.S. assessments",
    "KCNA",
    "the ministry",
    "Peter Oyelaran",
)
_SUBJECTS = ("The ministry", "The army", "A court", "The company", "The union", "The mayor", "The bank", "The agency")
_VERBS = ("bought", "closed", "sold", "counted", "opened", "lost", "reported", "approved", "delayed", "inspected")
_THINGS = ("schools", "missiles", "ships", "loans", "votes", "patients", "houses", "licences", "tonnes", "soldiers")
_PLACES = ("in Pyongyang", "in Lagos", "in Malmö", "near the border", "last year", "in 2024", "this spring", "in Ohio")


Statement = tuple[int | None, str]
"""What an article says in one sentence, and which of the names says so; None: the article itself."""


def statements(number: int, claims: int = CLAIMS) -> list[Statement]:
    """What article `number` says, every third in indirect speech."""
    chance = random.Random(number)
    return [(chance.randrange(len(_NAMES)) if place % 3 == 0 else None, assertion(chance)) for place in range(claims)]


def assertion(chance: random.Random) -> str:
    """Something that could be so."""
    return (
        f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.randrange(2, 90_000):,} "
        f"{chance.choice(_THINGS)} {chance.choice(_PLACES)}"
    )


def extraction(number: int, claims: int = CLAIMS, padding: int = 0) -> Extraction:
    """Article `number`: a sentence a claim; `padding` words follow."""
    return article(number, statements(number, claims), padding)


def article(number: int, said: Sequence[Statement], padding: int = 0) -> Extraction:
    """An article of these sentences."""
    chance = random.Random(number)
    text = f"Article {number} on {chance.choice(_THINGS)}\n\n"
    sentences: list[Span] = []
    made: list[Claim] = []
    attributions: list[Attribution] = []
    mentions: list[list[Span]] = [[] for _ in _NAMES]
    for place, (who, asserted) in enumerate(said):
        start = len(text)
        number_of: int | None = None
        owners: tuple[int, ...] = ()
        if who is not None:
            text += f"{_NAMES[who]} said {asserted}."
            source = Span(start, start + len(_NAMES[who]))
            cue = Span(source.end + 1, source.end + 5)
            content = Span(cue.end + 1, len(text) - 1)
            mentions[who].append(source)
            number_of = len(attributions)
            attributions.append(
                Attribution(number_of, (source,), (cue,), (content,), QuotationType.INDIRECT, (who,), (), 0.9)
            )
            owners, span = (who,), content
        else:
            text += f"{asserted}."
            span = Span(start, len(text))
        sentences.append(Span(start, len(text)))
        made.append(Claim(place, (span,), span.of(text), number_of, owners, (), True, chance.random(), (Flag.FIGURE,)))
        text += "\n\n" if place % 5 == 4 else " "
    text += " ".join(chance.choice(_THINGS) for _ in range(padding))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Extraction(
        Document(f"article-{number}", text.partition("\n")[0], None, "AP", text, digest),
        tuple(sentences),
        tuple(Source(n, name, SourceKind.PERSON, tuple(mentions[n])) for n, name in enumerate(_NAMES)),
        tuple(attributions),
        tuple(made),
    )


@dataclass(frozen=True, slots=True)
class Pace:
    """How long adding so many articles took, in all and of this program's own work, in seconds."""

    documents: int
    seconds: float
    computed: float


def build(desk: Workbench, documents: int = DOCUMENTS, claims: int = CLAIMS) -> Pace:
    """Add articles, of which some claims are decided on afterwards."""
    seconds = computed = 0.0
    for number in range(documents):
        read = extraction(number, claims)
        begun, own = time.perf_counter(), time.process_time()
        added = desk.add(read)
        seconds, computed = seconds + time.perf_counter() - begun, computed + time.process_time() - own
        if number % 10 == 0:
            for claim in desk.document(added.document.name).claims[:5]:
                desk.decide(
                    claim.id, 1, Decision(State.CHECKED, Finding.WRONG, AttributionCheck.CORRECT, "seen", "known")
                )
    desk.add(extraction(documents, claims, padding=10_000))
    # as `factcheck add` does after so many
    desk.gather_statistics()
    return Pace(documents, seconds, computed)


def questions(desk: Workbench) -> Iterator[tuple[str, Callable[[], object]]]:
    """What the screens ask for: a name, and a function that asks."""
    yield "desk list", desk.documents
    yield "open a document", lambda: desk.document("article-7")
    yield "open one of 10,000 words", lambda: desk.document(desk.documents()[0].name)
    yield "sources of the desk", desk.sources
    yield "claims, filtered, first 200", lambda: list(desk.claims(ClaimFilter(findings=(Finding.WRONG,)), limit=200))
    for asked in ("missiles", "missiles pyongyang state:checked", "m", 'source:"Kim Jong Un"'):
        chosen = parsed(asked)
        yield f"search {asked}", lambda chosen=chosen: desk.search(chosen)
    yield "latest page of the log", desk.log_page


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="an empty one to fill, or one that this filled before")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Workbench.open(options.database or str(Path(folder) / "desk.db"), "ann") as desk,
    ):
        if not desk.documents():
            pace = build(desk, options.documents)
            print(f"{'documents added a second':36s} {pace.documents / pace.seconds:8.0f}")
            print(f"{'computing for each':36s} {1000 * pace.computed / pace.documents:8.1f} ms")
        for name, ask in questions(desk):
            print(f"{name:36s} {1000 * median(ask):8.1f} ms", flush=True)


def median(ask: Callable[[], object], runs: int = 7) -> float:
    """Seconds that `ask` takes, the median of `runs`."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
