"""A year of a desk made up: worked by ten reviewers, carried to another engine and back, every export compared.

usage: python -m benchmarks.year --postgres URL [--days 250] [--articles 3] [--claims 12] [--acts 6] [--seed N]
                                 [--folder FOLDER]

URL names a PostgreSQL database that holds nothing yet. The year is worked in an SQLite file in FOLDER (default: a
temporary one): articles, drafts of them, decisions, evidence, replies, corrections, merged sources, undo, sign-off.
Prints what was done, and how long the copies took and how much memory. Ends with 1 and a line for each fault: an
export that differs by a byte, a desk that does not verify.
"""

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.big_desk import Statement, article, assertion, statements
from factcheck.domain.desk import ClaimView
from factcheck.domain.errors import Conflict, InputError, NotFound, RuleBroken
from factcheck.domain.evidence import Bearing, Citation, Rank, Request
from factcheck.domain.matching import EarlierCheck
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.workbench import ClaimFilter, Workbench

REVIEWERS = ("ann", "bob", "cem", "dao", "eva", "fay", "gil", "hua", "ida", "jon")
_MONDAY = datetime(2024, 1, 1, 9, tzinfo=UTC)
_FORMS = ("json", "csv", "markdown", "html")
_JUDGED = tuple(finding for finding in Finding if finding not in (Finding.NONE, Finding.CUT))


def main() -> None:
    """Work the year, carry it there and back, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", required=True, metavar="URL")
    parser.add_argument("--days", type=int, default=250)
    parser.add_argument("--articles", type=int, default=3, help="new ones a day")
    parser.add_argument("--claims", type=int, default=12, help="of an article")
    parser.add_argument("--acts", type=int, default=6, help="at most, of a reviewer a day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        here, back = str(folder / "year.db"), str(folder / "back.db")
        begun = time.perf_counter()
        done = worked(here, options.days, options.articles, options.claims, options.acts, options.seed)
        print(f"worked in {time.perf_counter() - begun:.0f} s: {told(done)}", flush=True)
        for source, target in ((here, options.postgres), (options.postgres, back)):
            print(_carried(source, target), flush=True)
        faults = list(compared(here, options.postgres, back, folder))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


def worked(database: str, days: int, articles: int, claims: int, acts: int, seed: int) -> Counter[str]:
    """Fill a database with the work of so many days; gives how often each thing was done."""
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    texts: dict[str, tuple[int, list[Statement]]] = {}
    with ExitStack() as stack:
        desks = [stack.enter_context(Workbench.open(database, name)) for name in REVIEWERS]
        for day in range(days):
            now = _MONDAY + timedelta(days=day + day // 5 * 2)
            for at in range(articles):
                number = day * articles + at
                said = statements(seed * 1_000_000 + number, claims)
                added = chance.choice(desks).add(article(number, said))
                texts[added.document.name] = number, said
                done["articles"] += 1
            recent = list(texts)[-4 * articles :]
            if day % 2:
                name = chance.choice(recent)
                number, said = texts[name]
                texts[name] = number, edited(said, chance)
                told_of = chance.choice(desks).add(article(number, texts[name][1]), draft_of=name).redrafted
                done["drafts"] += 1
                done["claims gone stale"] += told_of.stale if told_of else 0
            if day % 20 == 0:
                done["earlier checks"] += _import(chance.choice(desks), day, chance)
            for desk in desks:
                for _ in range(chance.randint(1, acts)):
                    done[_act(desk, chance.choice(recent), now, chance)] += 1
            _sign(desks, recent[0], done)
    return done


def edited(said: Sequence[Statement], chance: random.Random) -> list[Statement]:
    """What an editor makes of a text: other figures, a sentence out, in, or elsewhere."""
    new = list(said)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(new))
        kind = chance.choice(("figure", "out", "in", "move", "credit"))
        who, asserted = new[at]
        if kind == "figure":
            new[at] = (
                who,
                " ".join(
                    f"{chance.randrange(2, 90_000):,}" if word[0].isdigit() and "," in word else word
                    for word in asserted.split()
                ),
            )
        elif kind == "credit":
            new[at] = chance.randrange(7), asserted
        elif kind == "in":
            new.insert(at, (None, assertion(chance)))
        elif kind == "move":
            new.insert(chance.randrange(len(new)), new.pop(at))
        elif len(new) > 3:
            del new[at]
    return new


def _act(desk: Workbench, document: str, now: datetime, chance: random.Random) -> str:
    """One thing that a reviewer does; gives its name."""
    claims = desk.document(document).claims
    claim = chance.choice(claims)
    version = claim.review.version
    acts = {
        "decided": 50, "evidence": 14, "replies": 4, "notes": 6, "undone": 3, "redone": 1, "credited": 4, "reread": 3,
        "split": 2, "merged": 2, "added by hand": 2, "rejected": 2, "still right": 6, "assigned": 4,
        "merged sources": 1,
    }  # fmt: skip
    act = chance.choices(list(acts), list(acts.values()))[0]
    try:
        if act == "decided":
            _decide(desk, claim, chance)
        elif act == "evidence":
            desk.add_evidence(claim.id, _citation(claim, now, chance))
        elif act == "replies":
            deadline = now + timedelta(days=chance.randrange(1, 6))
            desk.add_reply(claim.id, Request(person="The ministry’s spokesman", asked=now, deadline=deadline))
        elif act == "notes":
            desk.decide(claim.id, version, Decision(add_note=f"{now:%d %B}: asked again, “{claim.text[:20]}…”"))
        elif act in ("undone", "redone"):
            found = desk.undo(document) if act == "undone" else desk.redo(document)
            act = act if found else "nothing to undo"
        elif act == "credited":
            desk.credit(claim.id, version, [chance.choice(desk.sources_of(document)).id], chance.random() < 0.2)
        elif act == "reread":
            desk.set_checkable(claim.id, version, not claim.checkable)
        elif act == "split":
            span = claim.spans[0]
            desk.split(claim.id, version, desk.document(document).text.index(" ", span.start + len(span) // 2))
        elif act == "merged":
            other = chance.choice([one for one in claims if one.id != claim.id])
            desk.merge([(claim.id, version), (other.id, other.review.version)])
        elif act == "added by hand":
            desk.add_claim(document, [chance.choice(desk.document(document).sentences)])
        elif act == "rejected":
            desk.reject(claim.id, version)
        elif act == "still right":
            stale = [one for one in claims if one.review.state is State.STALE]
            act = "still right" if stale else "nothing stale"
            if stale:
                desk.reaffirm(stale[0].id, stale[0].review.version)
        elif act == "assigned":
            desk.decide(claim.id, version, Decision(assigned_to=chance.choice(REVIEWERS)))
        else:
            pair = chance.sample([source.id for source in desk.sources_of(document)], 2)
            desk.merge_sources(str(pair[0]), str(pair[1]))
    except (Conflict, RuleBroken, NotFound, InputError, ValueError) as error:
        return f"refused ({type(error).__name__})"
    return act


def _decide(desk: Workbench, claim: ClaimView, chance: random.Random) -> None:
    decision = Decision(
        finding=chance.choice(_JUDGED),
        attribution_check=chance.choice(list(AttributionCheck)),
        reason="known to all" if chance.random() < 0.4 else None,
    )
    view = desk.decide(claim.id, claim.review.version, decision)
    if view.review.wants_evidence:
        view = desk.add_evidence(claim.id, _citation(claim, _MONDAY, chance))
    if chance.random() < 0.8:
        desk.decide(claim.id, view.review.version, Decision(state=State.CHECKED))


def _citation(claim: ClaimView, now: datetime, chance: random.Random) -> Citation:
    page = chance.randrange(1, 900)
    return Citation(
        title=f"Statistical Yearbook, vol. {page % 7}", url=f"https://example.org/{claim.id}?page={page}",
        locator=f"p. {page}", accessed=now.date(), rank=chance.choice(list(Rank)), bearing=chance.choice(list(Bearing)),
        quotation=claim.text[:40],
    )  # fmt: skip


def _import(desk: Workbench, day: int, chance: random.Random) -> int:
    checks = (
        EarlierCheck(
            id=f"{day}-{number}", claim=assertion(chance), rating=chance.choice(("False", "True", "Half true")),
            url=f"https://example.org/checks/{day}/{number}", claimant="KCNA", reviewer="Another desk",
            date=str(date(2023, 1, 1) + timedelta(days=day)),
        )
        for number in range(20)
    )  # fmt: skip
    return desk.import_checks(checks, "feed").new


def _sign(desks: Sequence[Workbench], document: str, done: Counter[str]) -> None:
    """What is checked in a document is signed by whoever did not check it."""
    for desk in desks[:2]:
        seen = {claim.id: claim.review.version for claim in desk.document(document).claims}
        try:
            done["signed off"] += len(desk.sign_document(document, seen, partly=True).decided)
        except (RuleBroken, Conflict):
            done["not signed"] += 1


def told(done: Counter[str]) -> str:
    """What was done, the most often first."""
    return ", ".join(f"{count:,} {name}" for name, count in done.most_common())


def _carried(source: str, target: str) -> str:
    """Copy a desk in a process of its own, so that its memory can be told."""
    script = (
        "import resource, sys; from factcheck.workbench import Workbench; said = Workbench.copy(*sys.argv[1:]); "
        "print(said); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    begun = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", script, source, target], capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"not copied: {ran.stderr.strip().splitlines()[-1]}")
    said, memory = ran.stdout.splitlines()
    return f"{time.perf_counter() - begun:.0f} s, at most {memory} MB: {said.partition(': ')[2]}"


def compared(here: str, there: str, back: str, folder: Path) -> Iterator[str]:
    """A line for each export that is not the same byte for byte, and for each fault of a log."""
    digests: dict[str, dict[str, str]] = {}
    for database in (here, there, back):
        with Workbench.open(database, "ann") as desk:
            begun = time.perf_counter()
            yield from (f"{desk.location}: {fault}" for fault in desk.verify())
            print(f"verified in {time.perf_counter() - begun:.0f} s: {desk.location}", flush=True)
        digests[database] = dict(_exported(database, folder / f"exports-{len(digests)}"))
    print(f"{len(digests[here]):,} files of exports compared", flush=True)
    for database in (there, back):
        for name in sorted(digests[here].keys() | digests[database].keys()):
            if digests[here].get(name) != digests[database].get(name):
                yield f"{name} is not the same after the copy to {'PostgreSQL' if database == there else 'SQLite'}"


def _exported(database: str, folder: Path) -> Iterator[tuple[str, str]]:
    program = [sys.executable, "-c", "from factcheck.cli.main import main; main()"]
    for form in _FORMS:
        asked = ["export", "--all", "--format", form, "--output", str(folder / form), "--database", database]
        subprocess.run([*program, *asked], check=True, capture_output=True)
    for listing in ("claims", "sources"):
        ran = subprocess.run(
            [*program, listing, "--format", "json", "--database", database], check=True, capture_output=True
        )
        yield listing, hashlib.sha256(ran.stdout).hexdigest()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest()
    with Workbench.open(database, "ann") as desk:
        yield "log", hashlib.sha256(repr(desk.log()).encode()).hexdigest()
        yield "cut", hashlib.sha256(repr(desk.claims(ClaimFilter(cut_only=True))).encode()).hexdigest()


if __name__ == "__main__":
    main()
