"""Which pieces of evidence go back to one root."""

from dataclasses import replace
from random import Random

import pytest

from factcheck.domain.independence import Independence, Shared
from factcheck.matching.roots import Article, Evidenced, copies, shared, shared_articles

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


def test_articles_of_the_whole_desk_that_carry_one_copy_are_one_group() -> None:
    rng = Random(4)
    stock = [f"w{n}" for n in range(4000)]

    def words(count: int) -> str:
        return " ".join(rng.choices(stock, k=count))

    copy = words(300)
    dispatch = words(400)
    found = shared_articles(
        [
            Article(1, f"{words(20)} {copy} {words(40)}"),
            Article(2, words(300)),
            Article(3, f"{copy[:1400]} {words(30)}"),
            Article(4, f"SEOUL (AP) — {dispatch[:400]} {words(200)}", ("The Herald",)),
            Article(5, f"TOKYO (AP) — {words(200)} {dispatch[:400]}"),
            Article(6, f"PARIS (AP) — {words(200)}"),
            Article(7, f"{words(150)} {dispatch[:400]} as told to The Herald"),
            Article(8, f"{words(10)} {copy}"),
            Article(9, ""),
        ]
    )
    assert found == [
        Shared((1, 3, 8), "the same text"),
        Shared((4, 5, 7), "both carry AP, one cites The Herald"),
    ]


def test_a_line_under_every_page_makes_no_root() -> None:
    foot = "Subscribe to our newsletter for more news like this every single morning at breakfast"
    rng = Random(5)
    texts = [" ".join(f"w{rng.randrange(9000)}" for _ in range(60)) for _ in range(60)]
    assert shared_articles([Article(n, f"{text}\n{foot}") for n, text in enumerate(texts)]) == []


def test_agencies_are_read_at_both_ends_of_an_article() -> None:
    copy = " ".join(f"w{n}" for n in range(40))
    one = Article(1, f"LONDON (AP) — {copy} {' '.join(f'x{n}' for n in range(90))}")
    thanks = "The Associated Press contributed to this report."
    other = Article(2, f"{copy} {' '.join(f'y{n}' for n in range(90))}. {thanks}")
    assert shared_articles([one, other]) == [Shared((1, 2), "both carry AP")]
