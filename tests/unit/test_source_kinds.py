"""What sort of source a noun phrase describes, by its head noun."""

import pytest

from factcheck.domain.extraction import SourceKind
from factcheck.sources.phrases import kind_of


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("an independent inquiry", SourceKind.DOCUMENT),
        ("a leaked e-mail", SourceKind.DOCUMENT),
        ("the 27-nation bloc", SourceKind.ORGANIZATION),
        ("a London think tank", SourceKind.ORGANIZATION),
        # these are in no list of the lexicon, only in WordNet
        ("the glazier", SourceKind.PERSON),
        ("glaziers in the city", SourceKind.GROUP),
        ("the admiralty", SourceKind.ORGANIZATION),
        ("an encyclical", SourceKind.DOCUMENT),
        ("the sunshine", SourceKind.UNKNOWN),
    ],
)
def test_a_phrase_is_of_a_kind(words: str, kind: SourceKind) -> None:
    """Nouns that no list has are sorted by WordNet; what is neither person, body nor document stays unknown."""
    assert kind_of(words) is kind
