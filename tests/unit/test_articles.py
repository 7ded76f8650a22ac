"""Articles are read whole and unchanged; what is none is refused in one line."""

import json
from pathlib import Path

import pytest

from factcheck.domain.errors import InputError
from factcheck.text.articles import read_file, read_jsonl


def test_the_text_is_the_files_own(tmp_path: Path) -> None:
    text = "Headline here\r\n\r\nBody “text”\tand\u00a0more.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    document = read_file(tmp_path / "a.txt")
    assert (document.text, document.title, document.id) == (text, "Headline here", "a")


def test_front_matter_gives_title_date_and_outlet(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A title\ndate: 2024-05-01\noutlet: Reuters\n---\n# Other\n\nBody.\n")
    document = read_file(tmp_path / "a.md")
    assert (document.title, str(document.published), document.outlet) == ("A title", "2024-05-01", "Reuters")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"\x7fELF\x00\x01\x02", "no text file"),
        (b"caf\xe9 is not UTF-8", "not valid UTF-8 at byte 3"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(InputError, match=says):
        read_file(tmp_path / "a.txt")


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_file(tmp_path)


def test_json_lines_come_one_by_one_and_errors_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "x", "text": "One.", "date": "2024-01-02"}) + "\nnot json\n")
    rows = read_jsonl(path)
    first = next(rows)
    assert (first.id, str(first.published)) == ("x", "2024-01-02")
    with pytest.raises(InputError, match="line 2"):
        next(rows)


def test_a_file_of_20_megabytes_is_read(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("A sentence of the big file.\n\n" * 700_000)
    assert len(read_file(tmp_path / "big.txt").text) > 20_000_000
