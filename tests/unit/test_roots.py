"""Which pieces of evidence go back to one root."""

from dataclasses import replace

import pytest

from factcheck.domain.independence import Independence, Shared
from factcheck.matching.roots import Evidenced, copies, shared

COPY = "The ministry counted three thousand men at the border on Friday and closed two of the four crossings at noon."
OTHER = "A harbour master saw eleven ships leave without lights on Sunday night while the radar of the port was out."


def piece(number: int, text: str = "", address: str = "", **more: object) -> Evidenced:
    """A piece of evidence."""
    made = Evidenced(number, (address,) if address else (), "", text, ())
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (piece(1, sha256="a"), piece(2, sha256="a"), "the same document"),
        (piece(1, address="https://www.a.example/x/"), piece(2, address="http://a.example/x"), "the same address"),
        (piece(1, COPY), piece(2, f"Our own reporters write: {COPY} More soon."), "the same text"),
        (piece(1, f"SEOUL (AP) — {COPY}"), piece(2, f"TOKYO (AP) — {OTHER}"), "both carry AP"),
        (piece(1, address="https://news.bbc.co.uk/1"), piece(2, address="https://bbc.co.uk/2"), "both of bbc.co.uk"),
        (piece(1, f"{OTHER} So reported by the Daily."), piece(2, COPY, names=("Daily",)), "1 cites Daily"),
        (piece(1, COPY, "https://reuters.com/a"), piece(2, f"Reuters reported it. {OTHER}"), "2 cites reuters"),
    ],
)
def test_pieces_of_one_root_count_once(one: Evidenced, other: Evidenced, reason: str) -> None:
    assert shared([one, other]) == [Shared((1, 2), reason)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (piece(1, COPY), piece(2, OTHER)),
        (piece(1, f"SEOUL (AP) — {COPY}"), piece(2, f"TOKYO (Reuters) — {OTHER}")),
        (piece(1, address="https://one.co.uk/1"), piece(2, address="https://two.co.uk/1")),
        (piece(1, COPY, names=("Daily",)), piece(2, f"{OTHER} The Daily is a paper.")),
        (piece(1), piece(2)),
    ],
)
def test_pieces_of_two_roots_count_twice(one: Evidenced, other: Evidenced) -> None:
    assert shared([one, other]) == []


def test_roots_that_share_a_piece_are_one() -> None:
    three = [piece(1, COPY), piece(2, COPY, "https://a.example/1"), piece(3, OTHER, "https://a.example/2")]
    assert shared([*three, piece(4)]) == [Shared((1, 2, 3), "the same text, both of a.example")]


def test_a_reviewer_s_word_goes_before_all_but_the_same_text() -> None:
    agency = piece(1, f"SEOUL (AP) — {COPY}"), piece(2, f"TOKYO (AP) — {OTHER}", independent_of=(1,))
    assert shared(agency) == []
    assert shared([piece(1, COPY), piece(2, COPY, independent_of=(1,))]) == [Shared((1, 2), "the same text")]


def test_a_copy_of_the_article_is_found() -> None:
    assert copies([piece(1, COPY), piece(2, OTHER), piece(3)], f"A headline\n\n{COPY}") == [1]


def test_it_is_said_in_a_line() -> None:
    found = Independence(3, 2, (Shared((1, 3), "the same text"),), wanted=3)
    assert found.said == "3 links, 2 independent (1, 3: the same text); 3 are wanted"
    assert Independence(1, 1).said == "1 link, 1 independent" and not Independence(0, 0).is_short
