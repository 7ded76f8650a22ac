"""Articles are read whole and unchanged; what is none is refused in one line."""

import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from factcheck.domain.errors import InputError
from factcheck.text import articles
from factcheck.text.articles import document, read_file, read_jsonl, read_stream


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.markdown", "a"])
def test_the_text_is_the_files_own(tmp_path: Path, name: str) -> None:
    text = "Headline *here*\r\n\r\nBody “text”\tand\u00a0more.\x0b\r\n\u2028 # End \n"
    (tmp_path / name).write_bytes(text.encode())
    read = read_file(tmp_path / name)
    assert (read.text, read.id) == (text, "a")
    assert read.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(encoding: str) -> None:
    text = "Kim spoke – twice.\r\n“Yes.”\n"
    assert read_stream(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("kim-toughest-policy.txt", "kim-toughest-policy"),
        ("Two words (1).txt", "Two-words-1"),
        ("日本 ニュース.md", "日本-ニュース"),
        ("a\u202eb\x1b.txt", "ab"),
        ("$(x).txt", "x"),
        ("!!.txt", "article"),
        (".hidden", "hidden"),
        ("v1.2_final.txt", "v1.2_final"),
    ],
)
def test_the_id_is_made_of_the_files_name(tmp_path: Path, name: str, id: str) -> None:
    (tmp_path / name).write_text("Kim spoke.")
    assert read_file(tmp_path / name).id == id


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b'\n{"id": "a", "text": "Kim spoke."}\n{"id": "b", "text": "So did he."}\n', "holds JSON lines; name a file"),
        (b"\x7fELF\x00\x01\x02", "no text file"),
        (bytes(range(1, 32)) * 20, "no text file"),
        (b"\xff\xfea", "not valid UTF-16 at byte"),
        (b"\xff\xfe\x00\x00a", "not valid UTF-32 at byte"),
        ("\ufeffa\x00b".encode("utf-16-le"), "no text file"),
        (b"caf\xe9 is not UTF-8", "not valid UTF-8 at byte 3"),
        (b"half a pair \xed\xa0\x80", "not valid UTF-8 at byte 12"),
        (b"%PDF-1.7 \xe2", "is a PDF"),
        (b"PK\x03\x04\x14", "Word"),
        (b"{\\rtf1 Kim", "RTF"),
        (b"<!DOCTYPE html><p>Kim", "HTML"),
        (b"\n<html lang='en'>", "HTML"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(InputError, match=says) as from_file:
        read_file(tmp_path / "a.txt")
    with pytest.raises(InputError, match=says) as from_stream:
        read_stream(data)
    for raised in (from_file, from_stream):
        message = str(raised.value)
        assert message.isprintable() and ";" in message


def test_a_text_with_some_escape_sequences_is_an_article() -> None:
    assert read_stream(b"Kim\x1b]0;x\x07 spoke \x1b[31mtoday\x1b[0m.").text.count("\x1b") == 3


def test_missing_files_folders_and_odd_names_are_refused(tmp_path: Path) -> None:
    for path, says in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / "none.txt" / "more", "no such file|cannot be read"),
        (tmp_path / ("x" * 5000), "cannot be read"),
        (tmp_path / "a\x00b", "cannot be read"),
    ):
        with pytest.raises(InputError, match=says) as raised:
            read_file(path)
        assert str(raised.value).isprintable()
    with pytest.raises(InputError, match=r"evil␛\[2J␊?.*no such file"):
        read_file(tmp_path / "evil\x1b[2J\u202e.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Kim spoke.")
    path.chmod(0)
    with pytest.raises(InputError, match="permissions"):
        read_file(path)


def test_what_is_too_large_is_refused_without_reading_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "LARGEST", 1 << 20)
    (tmp_path / "big.txt").write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_file(tmp_path / "big.txt")
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_stream(io.BytesIO(b"x" * ((1 << 20) + 1)))
    with pytest.raises(InputError, match="line 1: is longer than 1 MB"):
        next(read_jsonl(io.BytesIO(b'{"text": "' + b"x" * (1 << 20) + b'"}')))


def test_a_file_of_20_megabytes_is_read(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("A sentence of the big file.\n\n" * 700_000)
    assert len(read_file(tmp_path / "big.txt").text) > 20_000_000


def test_standard_input_has_a_name(tmp_path: Path) -> None:
    assert read_stream(b"Kim spoke.").id == "stdin"
    assert read_stream(io.BytesIO(b"Kim spoke."), "my article").id == "my-article"


def test_json_lines_come_one_by_one_and_errors_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "x", "text": "One.", "date": "2024-01-02"}) + "\n\nnot json\n")
    rows = read_jsonl(path)
    first = next(rows)
    assert (first.id, str(first.published)) == ("x", "2024-01-02")
    with pytest.raises(InputError, match=r"a\.jsonl line 3: is no JSON"):
        next(rows)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"text": "One.\r\n"}, ("1", None, None, None)),
        ({"id": 7, "text": "One.", "title": "T\n t", "publisher": "AP"}, ("7", "T t", None, "AP")),
        ({"id": "a/b", "text": "One.", "published": "2024-12-29T10:00:00Z"}, ("a/b", None, "2024-12-29", None)),
        ({"id": "x", "text": "One.", "published": None, "date": "Dec. 29, 2024"}, ("x", None, "2024-12-29", None)),
        ({"id": "x", "text": "One.", "date": "Sunday", "title": [1], "outlet": ""}, ("x", None, None, None)),
        ({"id": "\ud800", "text": "One."}, ("?", None, None, None)),
    ],
)
def test_a_line_gives_what_it_says(row: dict[str, object], expected: tuple[str | None, ...]) -> None:
    (read,) = read_jsonl(io.BytesIO(json.dumps(row).encode()))
    published = str(read.published) if read.published else None
    assert (read.text, (read.id, read.title, published, read.outlet)) == (row["text"], expected)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"[]", "lacks a “text”"),
        (b'{"id": "x"}', "lacks a “text”"),
        (b'{"text": 5}', "lacks a “text”"),
        (b'{"text": "  "}', "is empty"),
        (b'{"text": "half \\ud800"}', "half a surrogate pair"),
        (b'{"text": "nul \\u0000"}', "NUL"),
        (b'{"id": [1], "text": "One."}', "neither text nor a number"),
        (b'{"text": "caf\xe9"}', "not valid UTF-8"),
        (b"[" * 100_000, "too deeply|is no JSON"),
        (b'{"text": ' + b"9" * 5000 + b"}", "is no JSON|lacks"),
    ],
)
def test_a_line_that_is_no_article_is_refused(line: bytes, says: str) -> None:
    with pytest.raises(InputError, match=f"standard input line 1: .*({says})") as raised:
        list(read_jsonl(io.BytesIO(line)))
    assert str(raised.value).isprintable()


def test_a_file_of_json_lines_that_is_not_there(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "no.jsonl", "no such file"), (tmp_path, "cannot be read")):
        with pytest.raises(InputError, match=says):
            list(read_jsonl(path))


def test_what_is_given_goes_before_what_the_text_says() -> None:
    text = "A headline\n\nSEOUL (AP) — Kim spoke."
    given = document(text, id="x", title="Given", outlet="Reuters")
    assert (given.title, given.outlet) == ("Given", "Reuters")
    assert (document(text, id="x").title, document(text, id="x").outlet) == ("A headline", "AP")


def test_a_text_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(InputError, match="surrogate"):
        document("half \ud800", id="x")
    with pytest.raises(InputError, match="empty"):
        document(" ", id="x")
