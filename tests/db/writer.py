"""One reviewer at work in a process of their own: `python -m tests.db.writer DATABASE NAME ROUNDS SEED`.

Prints a line for each decision that the database acknowledged.
"""

import random
import sys

from factcheck.domain.errors import Conflict, RuleBroken
from factcheck.domain.evidence import Citation
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.workbench import ClaimFilter, Workbench


def main(database: str, name: str, rounds: int, seed: int) -> None:
    """Decide at random on the claims of the first story; conflicts and rules are part of the work."""
    chance = random.Random(seed)
    with Workbench.open(database, name) as desk:
        for number in range(rounds):
            claim = chance.choice(desk.claims(ClaimFilter(document="story")))
            decision = chance.choice(
                [
                    Decision(finding=chance.choice(list(Finding))),
                    Decision(attribution_check=chance.choice(list(AttributionCheck))),
                    Decision(state=chance.choice([s for s in State if s is not State.STALE])),
                    Decision(note=f"{name} {number}", reason="seen"),
                ]
            )
            try:
                act = chance.random()
                if act < 0.15:
                    desk.undo("story")
                elif act < 0.3:
                    print("evidence", desk.add_evidence(claim.id, Citation(title=f"{name} {number}")).id, flush=True)
                else:
                    print("decided", desk.decide(claim.id, claim.review.version, decision).review.version, flush=True)
            except (Conflict, RuleBroken):
                continue


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
