"""The queue: a line for each claim, in the order of the text."""

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.widgets import DataTable

from factcheck.domain.desk import ClaimView
from factcheck.tui.content import cell
from factcheck.tui.labels import CHECK_GLYPHS, FINDING_GLYPHS, state_label

COLUMNS = (("number", "#"), ("state", "State"), ("said", "Said"), ("finding", "Finding"), ("source", "Source"))
_SOURCE_WIDTH = 18


class Queue(DataTable[Text]):
    """The claims in sight, with a row cursor; a row's key is the claim's id."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=False, cell_padding=1)

    def on_mount(self) -> None:
        """Set the columns up."""
        for key, label in COLUMNS:
            self.add_column(Text(label), key=key)
        self.add_column(Text("Claim"), key="text")

    def show(self, claims: Sequence[ClaimView], current: int | None) -> None:
        """Show `claims` with the cursor on `current`, or on the first of them."""
        with self.prevent(DataTable.RowHighlighted):
            self.clear()
            for claim in claims:
                self.add_row(*cells(claim).values(), key=str(claim.id))
            if current is not None and str(current) in self.rows:
                self.move_cursor(row=self.get_row_index(str(current)))

    def update(self, claim: ClaimView) -> None:
        """Show what is decided on `claim` now."""
        key = str(claim.id)
        if key in self.rows:
            shown = cells(claim)
            for column in ("state", "said", "finding"):
                self.update_cell(key, column, shown[column])

    def point(self, claim: int) -> None:
        """Put the cursor on `claim`, if it is in sight."""
        if str(claim) in self.rows:
            self.move_cursor(row=self.get_row_index(str(claim)))

    @property
    def current(self) -> int | None:
        """The id of the claim under the cursor."""
        if not self.row_count:
            return None
        key = self.ordered_rows[self.cursor_row].key.value
        return None if key is None else int(key)

    @property
    def claims(self) -> list[int]:
        """The ids of the claims in sight, in order."""
        return [int(row.key.value) for row in self.ordered_rows if row.key.value is not None]

    def on_click(self, event: events.Click) -> None:
        """A click chooses the claim; it opens nothing more."""
        self.focus()


def cells(claim: ClaimView) -> dict[str, Text]:
    """The cells of a claim's row by column."""
    review = claim.review
    named = " + ".join(source.name for source in claim.sources)
    if not named:
        named = "the outlet" if claim.attribution is None else "nobody found"
    if claim.via:
        named += " via " + ", ".join(relay.name for relay in claim.via)
    finding = FINDING_GLYPHS[review.finding]
    if review.wants_evidence:
        finding += " …"
    return {
        "number": Text(f"{claim.number:>3}"),
        "state": Text(f"{state_label(review.state):<13}"),
        "said": Text(CHECK_GLYPHS[review.attribution_check]),
        "finding": Text(finding),
        "source": cell(named, longest=_SOURCE_WIDTH),
        "text": cell(claim.text),
    }


def next_open(order: Sequence[ClaimView], after: int | None) -> ClaimView | None:
    """The first open claim behind `after` in `order`, from the top again at the end; not `after` itself."""
    places = {claim.id: place for place, claim in enumerate(order)}
    at = places.get(after, -1) if after is not None else -1
    around = [*order[at + 1 :], *order[: max(at, 0)]]
    return next((claim for claim in around if claim.review.is_open), None)
