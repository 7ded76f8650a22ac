"""Family names that are months too, bodies named by where they sit or by who leads them, titles before names."""

import pytest

from factcheck.sources.naming import mentions
from factcheck.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("British Prime Minister Theresa May spoke. “It may take time,” May said.", ["Theresa May", "May"]),
        ("Mrs. May met them in May. May’s aides left in March.", ["May", "May"]),
        ("Theresa May came on May 3. May 4 was quiet.", ["Theresa May"]),
        ("Roe came in May. May I ask why?", ["Roe"]),
        ("Theresa May left. May it please the court?", ["Theresa May"]),
        ("Prime Minister Jane Roe met Angela Merkel.", ["Jane Roe", "Angela Merkel"]),
        ("Anna Meier, Chief Executive Officer of Helvia Foods, left.", ["Anna Meier", "Helvia Foods"]),
        ("The Director of National Intelligence left.", ["Director of National Intelligence"]),
        ("Respected Comrade Kim Jong Un came.", ["Kim Jong Un"]),
        ("The report by Pyongyang-based KCNA was short.", ["KCNA"]),
    ],
)
def test_a_text_names(text: str, names: list[str]) -> None:
    """A month is a name only where somebody bears it, and not with a day behind it; an office names its body."""
    assert [found.name for found in mentions(text, sentences(text))] == names
