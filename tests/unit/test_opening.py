"""The conjunction that joins a claim to the words that credit it is no part of the claim."""

import pytest

from factcheck.pipeline import extract
from factcheck.text.articles import document


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jane Roe said that the bridge was safe.", "the bridge was safe"),
        ("Mayor Jane Roe said Monday that 300 people had left.", "300 people had left"),
        ("Jane Roe said that was wrong.", "that was wrong"),
        ("Jane Roe said that isn’t true.", "that isn’t true"),
    ],
)
def test_what_a_claim_quotes_begins_with_the_claim(text: str, wanted: str) -> None:
    (claim,) = extract(document(text, id="x")).claims
    assert [span.of(text) for span in claim.spans] == [wanted]
    assert claim.text == wanted
