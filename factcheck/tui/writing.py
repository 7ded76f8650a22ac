"""Changes on their way to the database: one after the other, in the order they were asked for."""

from collections import deque
from collections.abc import Callable, Iterable
from threading import Lock

from factcheck.domain.desk import ClaimView, Event
from factcheck.domain.errors import Conflict
from factcheck.domain.review import Decision
from factcheck.workbench import Workbench

Job = Callable[[], None]


class Writer:
    """A queue of writing jobs that any thread may work off, oldest first and one at a time.

    A job is queued at the key press; a worker thread then runs the oldest. Whichever worker comes first, the order
    holds, and `drain` does what is left when the app ends, so no decision is lost between a key and the exit.
    """

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        self._jobs: deque[Job] = deque()
        self._working = Lock()
        self._versions: dict[int, int] = {}

    def saw(self, claims: Iterable[ClaimView]) -> None:
        """Remember the versions on which the person's next decisions rest."""
        with self._working:
            if not self._jobs:
                self._versions.update((claim.id, claim.review.version) for claim in claims)

    def queue(self, job: Job) -> None:
        """Put `job` last in the line."""
        self._jobs.append(job)

    def run_next(self) -> None:
        """Run the oldest job, if another thread did not yet."""
        with self._working:
            if not self._jobs:
                return
            job = self._jobs[0]
            try:
                job()
            finally:
                # Off the line only when done: `saw` must not overwrite a version that a job still rests on.
                self._jobs.popleft()

    def drain(self) -> None:
        """Run all that is queued."""
        while self._jobs:
            self.run_next()

    # The following run inside a job.

    def decide(self, claim: int, decision: Decision) -> ClaimView:
        """Decide on the claim as the person saw it, their own earlier changes included."""
        if claim not in self._versions:
            self._versions[claim] = self.workbench.claim(claim).review.version
        return self.remember(self.workbench.decide(claim, self._versions[claim], decision))

    def remember(self, view: ClaimView) -> ClaimView:
        """Take `view` as what the person has seen."""
        self._versions[view.id] = view.review.version
        return view

    def add_evidence(self, claim: int, text: str) -> ClaimView:
        """Attach `text`: a URL where it looks like one, otherwise a citation; "citation URL" gives both."""
        title, url = evidence_parts(text)
        return self.remember(self.workbench.add_evidence(claim, title, url))

    def keep_note(self, claim: int, note: str) -> ClaimView:
        """Store a note; where somebody else wrote one meanwhile, both texts are kept, theirs first."""
        try:
            return self.decide(claim, Decision(note=note))
        except Conflict as conflict:
            self.remember(self.workbench.claim(claim))
            both = f"{conflict.theirs}\n\n{note}" if conflict.theirs.strip() else note
            return self.decide(claim, Decision(note=both))

    def history(self, claim: int) -> list[Event]:
        """The events of a claim."""
        return self.workbench.history(claim)


def is_url(text: str) -> bool:
    """Whether `text` begins as a web address does."""
    return text.lstrip().lower().startswith(("http://", "https://"))


def evidence_parts(text: str) -> tuple[str, str]:
    """Title and URL of what was typed as evidence; either may be empty.

    >>> evidence_parts("KCNA, 29 December https://example.org/a")
    ('KCNA, 29 December', 'https://example.org/a')
    """
    title: list[str] = []
    url = ""
    for word in text.split():
        if not url and is_url(word):
            url = word
        else:
            title.append(word)
    return " ".join(title), url
