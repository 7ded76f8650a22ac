"""The queue: a line for each claim, in the order of the text."""

from collections.abc import Callable, Sequence

from factcheck.domain.desk import ClaimView
from factcheck.tui.labels import CHECK_GLYPHS, FINDING_GLYPHS, state_label
from factcheck.tui.legend import Legend
from factcheck.tui.widgets.rows import Column, Rows

COLUMNS = (
    Column("#", 3, right=True),
    Column("State", 13),
    Column("Said", 4),
    Column("Finding", 7),
    Column("Source", 18, spare=True),
    Column("Claim"),
)
_WORK = Column("Work", 8)
_WORK_AT = 4


class Queue(Rows[int]):
    """The claims in sight, with a cursor; a line's key is the claim's id.

    `moved` is called and not sent as a message: the panes that follow the cursor are painted with it, in one go.
    """

    def __init__(self, moved: Callable[[], None], id: str | None = None) -> None:
        super().__init__(COLUMNS, id=id)
        self._moved = moved
        self._claims: dict[int, ClaimView] = {}
        self._with_work = False
        self._legend = Legend()

    def show(self, claims: Sequence[ClaimView], current: int | None, legend: Legend) -> None:
        """Show `claims` with the cursor on `current`, or on the first of them; `legend` has their sources' letters."""
        self._claims = {claim.id: claim for claim in claims}
        self._legend = legend
        # room is short: whose work it is shows where somebody was given any
        self._with_work = any(claim.review.assigned_to for claim in claims)
        self.columns = (*COLUMNS[:_WORK_AT], _WORK, *COLUMNS[_WORK_AT:]) if self._with_work else COLUMNS
        self.fill(self._claims, self._made, current)

    def moved(self) -> None:
        """Tell that the cursor went to another claim."""
        self._moved()

    def update(self, claim: ClaimView) -> None:
        """Show what is decided on `claim` now."""
        if claim.id in self._claims:
            self._claims[claim.id] = claim
            if claim.review.assigned_to and not self._with_work:
                self.show(list(self._claims.values()), self.current, self._legend)
            self.touch(claim.id)

    def _made(self, key: int) -> tuple[str, ...]:
        claim = self._claims[key]
        made = cells(claim, self._legend.letters(claim))
        if self._with_work:
            made = (*made[:_WORK_AT], claim.review.assigned_to or "–", *made[_WORK_AT:])
        return made


def named_sources(claim: ClaimView) -> str:
    """Who stands behind a claim, and through whom it came."""
    named = " + ".join(source.name for source in claim.sources)
    if not named:
        named = "the outlet" if claim.attribution is None else "nobody found"
    if claim.via:
        named += " via " + ", ".join(relay.name for relay in claim.via)
    return named


def cells(claim: ClaimView, letters: str) -> tuple[str, ...]:
    """The cells of a claim's line, one for each of the columns; `letters` are those of its sources in the article."""
    review = claim.review
    return (
        str(claim.number),
        state_label(review.state),
        CHECK_GLYPHS[review.attribution_check],
        FINDING_GLYPHS[review.finding] + (" …" if review.wants_evidence else ""),
        f"{letters} {named_sources(claim)}" if letters else named_sources(claim),
        claim.text,
    )


def next_open(order: Sequence[ClaimView], after: int | None) -> ClaimView | None:
    """The first open claim behind `after` in `order`, from the top again at the end; not `after` itself."""
    places = {claim.id: place for place, claim in enumerate(order)}
    at = places.get(after, -1) if after is not None else -1
    around = [*order[at + 1 :], *order[: max(at, 0)]]
    return next((claim for claim in around if claim.review.is_open), None)
