"""The desk's figures are read from what it holds, with the credits as reviewers have put them, on both engines."""

from datetime import date

import pytest

from factcheck.domain.errors import NotFound
from factcheck.domain.figures import Relation
from factcheck.figures.grouping import comparables
from factcheck.pipeline import extract
from factcheck.text.articles import document
from factcheck.workbench import Workbench
from factcheck.workbench.figures import figures_of

MARCH = "Organizers said the march drew 100,000 people."
POLICE = "Police said 40,000 people attended the march."


def test_documents_are_laid_side_by_side_as_of_their_dates(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(extract(document(MARCH, id="march", published=date(2024, 12, 29))))
        desk.add(extract(document(POLICE, id="police", published=date(2024, 12, 30))))
        stated = [one for view in desk.document_views() for one in figures_of(view)[0]]
        assert [(one.document, one.as_of) for one in stated] == [
            ("march", date(2024, 12, 29)),
            ("police", date(2024, 12, 30)),
        ]
        (group,) = comparables(stated)
        assert group.comparisons[0].relation is Relation.APART
        assert [view.summary.name for view in desk.document_views(["police", "police"])] == ["police"]


def test_a_rejected_claim_takes_no_credit_for_a_figure(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(extract(document(MARCH, id="march", published=date(2024, 12, 29))))
        (view,) = desk.document_views()
        (claim,) = (one for one in view.claims if "100,000" in one.text)
        assert [one.claim for one in figures_of(view)[0]] == [claim.number]
        desk.reject(claim.id, claim.review.version)
        (view,) = desk.document_views()
        assert [one.claim for one in figures_of(view)[0]] == [None]


def test_an_empty_desk_has_none_and_an_unknown_name_is_not_found(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        assert list(desk.document_views()) == []
        with pytest.raises(NotFound):
            list(desk.document_views(["nothing"]))
