"""Which names of several documents may be one real person or body, and which never."""

import pytest

from factcheck.domain.bodies import NamedSource
from factcheck.domain.extraction import SourceKind
from factcheck.sources.bodies import proposals

PERSON, BODY = SourceKind.PERSON, SourceKind.ORGANIZATION


def proposed(kind: SourceKind, *names: str, refused: tuple[tuple[int, int], ...] = ()) -> list[tuple[str, str, float]]:
    """The proposals among sources that have `names`, each by the first name of its sides."""
    sources = [NamedSource(number, name, kind, number) for number, name in enumerate(names)]
    return [(names[one.one[0]], names[one.other[0]], one.score) for one in proposals(sources, refused)]


@pytest.mark.parametrize(
    ("kind", "one", "other", "least"),
    [
        (PERSON, "Kim Jong Un", "Kim Jong-un", 0.95),
        (PERSON, "President Volodymyr Zelenskyy", "Volodymyr Zelenskyy", 0.95),
        (PERSON, "Volodymyr Zelenskyy", "Volodymyr Zelensky", 0.7),
        (PERSON, "John F. Kennedy", "John Kennedy", 0.85),
        (PERSON, "Joe Biden", "Joseph R. Biden", 0.8),
        (PERSON, "Bill Clinton", "William Clinton", 0.8),
        (PERSON, "J. Edgar Hoover", "Edgar Hoover", 0.6),
        (PERSON, "Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", 0.95),
        (BODY, "KCNA", "Korean Central News Agency", 0.9),
        (BODY, "the Korean Central News Agency", "Korean Central News Agency", 0.95),
        (BODY, "U.N.", "United Nations", 0.75),
        (BODY, "Pyongyang", "North Korea", 0.8),
        (BODY, "Pyongyang", "DPRK", 0.75),
        (BODY, "Reuters", "Reuters news agency", 0.8),
        (BODY, "Ministry of Defence", "Ministry of Defense", 0.8),
        (BODY, "Ministry of Defense", "Defense Ministry", 0.8),
    ],
)
def test_names_of_one_body_are_proposed(kind: SourceKind, one: str, other: str, least: float) -> None:
    found = proposed(kind, one, other)
    assert len(found) == 1
    assert found[0][2] >= least


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (PERSON, "Bill Clinton", "Hillary Clinton"),
        (PERSON, "Kim Jong Un", "Kim Jong Il"),
        (PERSON, "Kim Jong Un", "Kim Yo Jong"),
        (PERSON, "Paul Roe", "Paula Roe"),
        (PERSON, "John A. Roe", "John B. Roe"),
        (PERSON, "Martin King Jr.", "Martin King Sr."),
        (BODY, "North Korea", "South Korea"),
        (BODY, "Austria", "Australia"),
        (BODY, "Washington", "Washington Post"),
        (BODY, "Supreme Court", "Supreme Court of Ohio"),
        (BODY, "7th Fleet", "5th Fleet"),
        (BODY, "the company", "the company"),
        (SourceKind.GROUP, "officials", "officials"),
        (SourceKind.ANONYMOUS, "Officials In Seoul", "Officials In Seoul"),
    ],
)
def test_names_of_two_are_not(kind: SourceKind, one: str, other: str) -> None:
    assert proposed(kind, one, other) == []


def test_a_family_name_alone_is_proposed_only_while_one_person_of_the_desk_has_it() -> None:
    assert proposed(PERSON, "Bill Clinton", "Clinton") == [("Bill Clinton", "Clinton", 0.5)]
    assert proposed(PERSON, "Bill Clinton", "Hillary Clinton", "Clinton", "President Clinton") == []
    # two names that a reviewer has merged are one person
    merged = [("Bill Clinton", 0), ("William Clinton", 0), ("Clinton", 2)]
    sources = [NamedSource(number, name, PERSON, body) for number, (name, body) in enumerate(merged)]
    assert [one.other for one in proposals(sources)] == [(2,)]


def test_kinds_must_agree() -> None:
    sources = [NamedSource(0, "Reuters", BODY, 0), NamedSource(1, "Reuters", PERSON, 1)]
    assert proposals(sources) == []


def test_initials_that_several_have_are_proposed_with_doubt() -> None:
    found = proposed(BODY, "ABC", "American Broadcasting Company", "Australian Broadcasting Corporation")
    assert {score for *_, score in found} == {0.4}
    assert proposed(PERSON, "J. Smith", "John Smith", "Jane Smith") == []


def test_what_was_refused_stays_refused_whatever_documents_come() -> None:
    names = ("Robert Kennedy Jr.", "Robert Kennedy", "Robert Kennedy")
    assert len(proposed(PERSON, *names)) == 2
    assert proposed(PERSON, *names, refused=((0, 1),)) == [("Robert Kennedy", "Robert Kennedy", 0.97)]


def test_one_name_of_two_people_is_asked_of_each() -> None:
    found = proposed(PERSON, "John Smith", "John Smith", "John Smith", refused=((0, 1),))
    assert found == [("John Smith", "John Smith", 0.4)] * 2
    many = [NamedSource(number, "John Smith", PERSON, number) for number in range(3)]
    (all_three,) = proposals(many)
    assert (all_three.one, all_three.other) == ((0,), (1, 2))
