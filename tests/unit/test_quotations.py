"""Quotations are found whatever marks they are set in."""

import time

import pytest

from factcheck.text.quotations import quotations


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Nobody’s words, the workers’ party, the ’90s.", []),
        ("He said “yes.”", ["yes."]),
        ('He said "yes."', ["yes."]),
        ("He said 'yes.'", ["yes."]),
        ("«Oui», dit-il.", ["Oui"]),
        ('"A," he said, "B."', ["A,", "B."]),
        ("“A.” “B.”", ["A.", "B."]),
        ('("paren") and said:"x"', ["paren", "x"]),
        ("“A ‘b’ c,” he said.", ["A ‘b’ c,", "b"]),
        ("\"A 'b' c,\" he said.", ["A 'b' c,", "b"]),
        ("“He said, ‘no.’”", ["He said, ‘no.’", "no."]),
        ("“What?!”", ["What?!"]),
        ("‘Yes,’ he said, ‘I’m the workers’ friend.’", ["Yes,", "I’m the workers’ friend."]),
        ("'Yes,' he said. 'I'm the workers' friend.'", ["Yes,", "I'm the workers' friend."]),
        ("“ spaced ” out", [" spaced "]),
        ('A 12" board and a 14" board.', []),
        ("He is 5'10\" tall.", []),
        ("He said “one and left.", []),
        ("”", []),
        ("''''", [""]),
        ("rock 'n' roll", []),
        ('“A 12" board,” he said.', ['A 12" board,']),
        ("“One. “Two.”", ["Two."]),
        ("“One “two” three “four” five.” “Six.”", ["One “two” three “four” five.", "two", "four", "Six."]),
        ("„Eins,“ sagte er. „Zwei.“", ["Eins,", "Zwei."]),
        ("‘The workers’ hall has been shut since ’19,’ he said.", ["The workers’ hall has been shut since ’19,"]),
        ('" We ran , " said Amina . " Then we hid . "', [" We ran , ", " Then we hid . "]),
    ],
)
def test_what_is_quoted(text: str, inner: list[str]) -> None:
    assert [q.inner.of(text) for q in quotations(text)] == inner


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("He said “yes.” Twice.", ["“yes.”"]),
        ("''Yes,'' he said. ''No.''", ["''Yes,''", "''No.''"]),
        ("``Yes,'' he said.", ["``Yes,''"]),
    ],
)
def test_a_span_holds_its_marks(text: str, spans: list[str]) -> None:
    assert [q.span.of(text) for q in quotations(text)] == spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One.\n\n“Two.” He left.", [("“One.", False, True), ("“Two.”", True, False)]),
        ('"One.\n\n"Two."', [('"One.', False, True), ('"Two."', True, False)]),
        (
            "He said “one.\n\n“two.\n\n“three.”",
            [("“one.", False, True), ("“two.", False, True), ("“three.”", True, False)],
        ),
        ("“One.\n\nHe left.", [("“One.", False, False)]),
        ('"One.\n\n“Two.”', [('"One.', False, False), ("“Two.”", True, False)]),
        ("‘One.\n\n‘Two.’", [("‘One.", False, True), ("‘Two.’", True, False)]),
    ],
)
def test_a_quotation_over_several_paragraphs(text: str, expected: list[tuple[str, bool, bool]]) -> None:
    assert [(q.span.of(text), q.closed, q.continued) for q in quotations(text)] == expected


@pytest.mark.parametrize(
    ("text", "depths"), [("“A ‘b’ c.”", [0, 1]), ("“One ‘two’,” he said, “three.”", [0, 1, 0]), ("‘a’", [0])]
)
def test_depth_counts_the_quotations_around(text: str, depths: list[int]) -> None:
    assert [q.depth for q in quotations(text)] == depths


def test_doubled_marks_are_not_quoted() -> None:
    text = "''Yes,'' he said."
    assert [q.inner.of(text) for q in quotations(text)] == ["Yes,"]


@pytest.mark.parametrize(
    "text", ['“One" he said.', '"One” he said.', "„One“ he said.", "“One“ he said.", "”One” he said."]
)
def test_unlike_marks_make_a_pair(text: str) -> None:
    assert [q.inner.of(text) for q in quotations(text)] == ["One"]


def test_a_quotation_may_hold_the_same_marks() -> None:
    text = "“He said “nested” words,” she said."
    assert [q.inner.of(text) for q in quotations(text)] == ["He said “nested” words,", "nested"]


@pytest.mark.parametrize("piece", ["“", '"', "'a ", "''", "-'", "a' ", "“a”\n\n", "‘a’b "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.perf_counter()
    quotations(text)
    assert time.perf_counter() - begun < 15
