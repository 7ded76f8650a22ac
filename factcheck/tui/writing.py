"""Changes on their way to the database: one after the other, in the order they were asked for."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from factcheck.domain.desk import ClaimView
from factcheck.domain.errors import Conflict
from factcheck.domain.evidence import Citation
from factcheck.domain.review import Decision
from factcheck.workbench import Workbench

T = TypeVar("T")


class Writer:
    """One thread that writes, first come first served.

    Textual's thread workers start in any order; a note stored twice must end as it was typed last. What is in
    the line is written even when the app ends: `close` waits for it.
    """

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._last: Future[object] | None = None
        self.asked = 0
        """How many changes were put in the line so far."""
        self._versions: dict[int, int] = {}
        self._drafts: dict[int, int] = {}
        self._noted: dict[int, int] = {}

    def saw(self, claims: Iterable[ClaimView]) -> None:
        """Remember the versions on which the person's next decisions rest; their own later ones are known already."""
        for claim in claims:
            known = self._versions.get(claim.id, 0) if self._drafts.get(claim.id) == claim.draft else 0
            self._versions[claim.id], self._drafts[claim.id] = max(known, claim.review.version), claim.draft

    def submit(self, job: Callable[[], T]) -> "Future[T]":
        """Put `job` last in the line."""
        self.asked += 1
        future = self._thread.submit(job)
        self._last = future  # type: ignore[assignment]
        return future

    @property
    def is_idle(self) -> bool:
        """Whether all that is in the line is written."""
        return self._last is None or self._last.done()

    def drain(self) -> None:
        """Wait until all that is in the line is written."""
        if self._last is not None:
            wait([self._last])

    def close(self) -> None:
        """Write what is in the line and end."""
        self._thread.shutdown(wait=True)

    # The following run inside a job.

    def decide(self, claim: int, decision: Decision) -> ClaimView:
        """Decide on the claim as the person saw it, their own earlier changes included."""
        return self.remember(self.workbench.decide(claim, self.version(claim), decision))

    def version(self, claim: int) -> int:
        """The version of the claim that the person has seen."""
        if claim not in self._versions:
            self._versions[claim] = self.workbench.claim(claim).review.version
        return self._versions[claim]

    def remember(self, view: ClaimView) -> ClaimView:
        """Take `view` as what the person has seen; in another draft it is new to them until the article is shown."""
        if self._drafts.setdefault(view.id, view.draft) == view.draft and view.cut is None:
            self._versions[view.id] = view.review.version
        return view

    def add_evidence(self, claim: int, text: str) -> ClaimView:
        """Attach `text`: a URL where it looks like one, otherwise a citation; "citation URL" gives both."""
        title, url = evidence_parts(text)
        citation = Citation(title=title, url=url)
        return self.remember(self.workbench.add_evidence(claim, citation, self.version(claim)))

    def reaffirm(self, claim: int) -> ClaimView:
        """Say of a stale claim as the person saw it that what was decided is still right."""
        return self.remember(self.workbench.reaffirm(claim, self.version(claim)))

    def rewrite_note(self, claim: int, note: str) -> ClaimView:
        """Make `note` the note, over whatever stands there now."""
        return self.remember(
            self.workbench.decide(claim, self.workbench.claim(claim).review.version, Decision(note=note))
        )

    def keep_note(self, claim: int, note: str) -> ClaimView:
        """Store a note; where somebody else wrote one meanwhile, both texts are kept, theirs first."""
        try:
            return self._note(claim, note)
        except Conflict as conflict:
            self._noted[claim] = self.workbench.claim(claim).review.version
            both = f"{conflict.theirs}\n\n{note}" if conflict.theirs.strip() else note
            return self._note(claim, both)

    def _note(self, claim: int, note: str) -> ClaimView:
        # a note is kept also where the text is another one meanwhile, of which the person has seen nothing yet
        version = max(self.version(claim), self._noted.get(claim, 0))
        view = self.workbench.decide(claim, version, Decision(note=note))
        self._noted[claim] = view.review.version
        return self.remember(view)


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
