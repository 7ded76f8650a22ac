"""Many at one desk at once, each in a process of their own, deciding at random: is anything lost, broken or stuck?

usage: python -m benchmarks.soak --database URL [--writers 20] [--seconds 60] [--seed N]

The database holds nothing yet, or what an earlier soak left: give it one of its own. Ends with 1 and a line for each
fault: a decision that was acknowledged and is not in the log, a claim whose version does not count its decisions, a log
or claim that does not verify, a writer that stopped or was told of a lock.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_desk import extraction
from factcheck.domain.desk import ClaimView, Event
from factcheck.domain.errors import Conflict, FactcheckError, NotFound, RuleBroken
from factcheck.domain.evidence import Citation, Request
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.workbench import ClaimFilter, Workbench

_DOCUMENTS, _CLAIMS = 4, 6
_GRACE_SECONDS = 60


def main() -> None:
    """Run the soak, or be one of its writers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, metavar="URL")
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--writer", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.writer is not None:
        Writer(options.database, options.writer, options.seed).work(options.seconds)
        return
    told, faults = soaked(options.database, options.writers, options.seconds, options.seed)
    print(told)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


def soaked(database: str, writers: int, seconds: float, seed: int) -> tuple[str, list[str]]:
    """Let `writers` processes work; gives a line of what they did, and a line for each fault."""
    with Workbench.open(database, "ann") as desk:
        for number in range(_DOCUMENTS):
            desk.add(extraction(number, _CLAIMS))
        before = len(desk.log())
    with TemporaryDirectory() as folder:
        acknowledged, faults = _ran(database, writers, seconds, seed, Path(folder))
    done = Counter(line["did"] for line in acknowledged)
    with Workbench.open(database, "ann") as desk:
        log = desk.log()
        faults += lost(acknowledged, log)
        for claim in desk.claims(ClaimFilter()):
            decisions = len({event.decision for event in log if event.claim == claim.id})
            if claim.review.version != decisions + 1:
                faults.append(f"claim {claim.id}: is at version {claim.review.version} after {decisions} decisions")
        faults += desk.verify()
        # nothing is left that holds the desk
        desk.undo(desk.documents()[0].name)
    what = ", ".join(f"{count} {name}" for name, count in sorted(done.items()))
    return f"{writers} writers, {seconds:g} s, seed {seed}: {what}; {len(log) - before} events", faults


def _ran(
    database: str, writers: int, seconds: float, seed: int, folder: Path
) -> tuple[list[dict[str, str | int]], list[str]]:
    running = []
    for number in range(writers):
        with (folder / f"{number}").open("w") as out:
            command = [sys.executable, "-m", "benchmarks.soak", "--database", database, "--seconds", str(seconds)]
            command += ["--seed", str(seed), "--writer", str(number)]
            running.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT))
    give_up = time.monotonic() + _GRACE_SECONDS + 3 * writers
    while time.monotonic() < give_up and not all((folder / f"{n}").read_text().startswith("{") for n in range(writers)):
        time.sleep(0.1)
    for process in running:
        assert process.stdin is not None
        # a writer that died before the start is told of below
        with suppress(BrokenPipeError):
            process.stdin.write(b"go\n")
            process.stdin.flush()
        with suppress(BrokenPipeError):
            process.stdin.close()
    faults = []
    end = time.monotonic() + seconds + _GRACE_SECONDS
    for number, process in enumerate(running):
        try:
            if process.wait(max(0.1, end - time.monotonic())) != 0:
                faults.append(f"writer {number} ended with {process.returncode}")
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            faults.append(f"writer {number} was stuck")
    acknowledged = []
    for number in range(writers):
        for line in (folder / f"{number}").read_text().splitlines():
            try:
                acknowledged.append(json.loads(line))
            except ValueError:
                faults.append(f"writer {number}: {line}")
    return acknowledged, faults


def lost(acknowledged: Sequence[dict[str, str | int]], log: Sequence[Event]) -> Iterator[str]:
    """A line for each acknowledged change that the log does not have."""
    said = Counter[tuple[str, str]]()
    by = {event.id: event.by for event in log}
    for event in log:
        for token in (event.after + " " + event.note).replace('"', " ").split():
            said[event.by, token] += 1
    for line in acknowledged:
        who = str(line["by"])
        if "token" in line and not said[who, str(line["token"])]:
            yield f"{who}: {line['did']} {line['token']} was acknowledged and is not in the log"
        if "event" in line and by.get(int(line["event"])) != who:
            yield f"{who}: {line['did']} was acknowledged as event {line['event']}, which the log does not have"


@dataclass
class Writer:
    """One reviewer, who writes a line of JSON for each change that the database acknowledged."""

    database: str
    number: int
    seed: int
    _seen: dict[str, Sequence[ClaimView]] = field(default_factory=dict)

    def work(self, seconds: float) -> None:
        """Decide at random for so long; conflicts and rules are part of the work."""
        chance = random.Random(f"{self.seed} {self.number}")
        name = f"reviewer-{self.number}"
        with Workbench.open(self.database, name) as desk:
            documents = [summary.name for summary in desk.documents()]
            _tell(name, "began")
            sys.stdin.readline()
            end = time.monotonic() + seconds
            count = 0
            while time.monotonic() < end:
                count += 1
                document = chance.choice(documents)
                try:
                    self._act(desk, document, chance, f"{name}-{count}")
                except Conflict:
                    _tell(name, "conflicts")
                except (RuleBroken, NotFound):
                    # among others: the piece to withdraw was withdrawn by another since it was read
                    _tell(name, "refused")
                except FactcheckError as error:
                    print(f"{type(error).__name__}: {error}", flush=True)
                    sys.exit(1)

    def _act(self, desk: Workbench, document: str, chance: random.Random, token: str) -> None:
        if document not in self._seen or chance.random() < 0.4:
            self._seen[document] = desk.document(document).claims
        # what a reviewer decides on was read a while ago
        claim = chance.choice(self._seen[document])
        act = chance.random()
        name = desk.reviewer
        if act < 0.1:
            undone = desk.undo(document) if act < 0.07 else desk.redo(document)
            if undone is not None:
                _tell(name, "undone", event=undone.id)
        elif act < 0.2:
            desk.add_evidence(claim.id, Citation(title=token))
            _tell(name, "evidence", token=token)
        elif act < 0.25:
            now = desk.claim(claim.id).evidence
            desk.withdraw_evidence(claim.id, chance.choice(now).number) if now else None
        elif act < 0.3:
            desk.add_reply(claim.id, Request(person=token, asked=desk.documents()[0].added_at))
            _tell(name, "replies", token=token)
        elif act < 0.4:
            self._correct(desk, document, claim, chance)
        else:
            desk.decide(claim.id, claim.review.version, _decision(chance, token))
            _tell(name, "decided", token=token)

    def _correct(self, desk: Workbench, document: str, claim: ClaimView, chance: random.Random) -> None:
        version = claim.review.version
        if chance.random() < 0.7:
            desk.set_checkable(claim.id, version, not claim.checkable)
        else:
            desk.credit(claim.id, version, [chance.choice(desk.sources_of(document)).id])
        _tell(desk.reviewer, "corrected")


def _decision(chance: random.Random, token: str) -> Decision:
    """A decision that leaves `token` in the log."""
    return chance.choice(
        [
            Decision(finding=chance.choice(list(Finding)), reason=token),
            Decision(attribution_check=chance.choice(list(AttributionCheck)), reason=token),
            Decision(state=chance.choice([s for s in State if s is not State.STALE]), reason=token, note=token),
            Decision(add_note=token),
            Decision(correction=token),
        ]
    )


def _tell(by: str, did: str, **more: str | int) -> None:
    print(json.dumps({"by": by, "did": did, **more}), flush=True)


if __name__ == "__main__":
    main()
