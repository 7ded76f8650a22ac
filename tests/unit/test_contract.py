"""What extract writes as JSON keeps to docs/extract.schema.json, and the schema to the domain."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli.output import laid_out
from factcheck.domain.extraction import Document, Extraction, Flag, QuotationType, SourceKind
from factcheck.pipeline import extract
from factcheck.pipeline.contract import as_json
from factcheck.reports.structured import json_text
from factcheck.text.articles import read_file
from tests.builders import build

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "extract.schema.json").read_text(encoding="utf-8"))
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
NOTES = {"$schema", "title", "description", "$defs"}


def faults(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """What in `value` breaks `schema`: as much of JSON Schema 2020-12 as ours uses, and no word of it passed over."""
    found: list[str] = []
    for word, rule in schema.items():
        match word:
            case "$ref":
                found += faults(value, SCHEMA["$defs"][rule.removeprefix("#/$defs/")], at)
            case "type":
                names = [rule] if isinstance(rule, str) else rule
                fits = any(
                    isinstance(value, TYPES[n]) and (n == "boolean" or not isinstance(value, bool)) for n in names
                )
                found += [] if fits else [f"{at}: {value!r} is no {rule}"]
            case "enum":
                found += [] if value in rule else [f"{at}: {value!r} is none of {rule}"]
            case "pattern":
                fits = not isinstance(value, str) or re.search(rule, value)
                found += [] if fits else [f"{at}: {value!r} does not look like {rule}"]
            case "minimum":
                found += [f"{at}: {value} < {rule}"] if isinstance(value, (int, float)) and value < rule else []
            case "maximum":
                found += [f"{at}: {value} > {rule}"] if isinstance(value, (int, float)) and value > rule else []
            case "required":
                found += [f"{at}: lacks {key}" for key in rule if key not in value]
            case "properties":
                for key in rule.keys() & value.keys():
                    found += faults(value[key], rule[key], f"{at}.{key}")
            case "additionalProperties":
                assert rule is False
                found += [f"{at}: has {key}" for key in value.keys() - schema["properties"].keys()]
            case "items":
                for place, item in enumerate(value):
                    found += faults(item, rule, f"{at}[{place}]")
            case "minItems":
                found += [f"{at}: too short"] if len(value) < rule else []
            case "maxItems":
                found += [f"{at}: too long"] if len(value) > rule else []
            case "uniqueItems":
                assert rule is True
                found += [f"{at}: says a thing twice"] if len(set(map(str, value))) < len(value) else []
            case _:
                assert word in NOTES, f"this check does not know {word}"
    return found


@pytest.fixture(scope="module")
def example() -> Extraction:
    return extract(read_file(ROOT / "fixtures" / "kim-toughest-policy.txt"))


def test_the_main_example_keeps_to_the_schema(example: Extraction) -> None:
    record = json.loads(json_text(as_json(example)))
    assert faults(record, SCHEMA) == []
    assert record["document"]["text"] == (ROOT / "fixtures" / "kim-toughest-policy.txt").read_text(encoding="utf-8")


def test_an_extraction_made_by_hand_keeps_to_the_schema() -> None:
    record = json.loads(json_text(as_json(build())))
    assert faults(record, SCHEMA) == []
    assert record["claims"][1]["attribution"] is None
    assert record["attributions"][0]["via"] == [1]


def test_an_empty_extraction_keeps_to_the_schema() -> None:
    empty = Extraction(Document("a", None, date(2024, 1, 2), None, "x", "0" * 64), (), (), (), ())
    record = as_json(empty)
    assert faults(record, SCHEMA) == []
    assert record["document"]["published"] == "2024-01-02"
    assert json.loads(laid_out(record)) == record


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda r: r.pop("claims"), "lacks claims"),
        (lambda r: r["claims"][0].update(extra=1), "has extra"),
        (lambda r: r["claims"][0].update(flags=["odd"]), "none of"),
        (lambda r: r["attributions"][0].update(confidence=1.2), "1.2 > 1"),
        (lambda r: r["sentences"].append([1, 2, 3]), "too long"),
        (lambda r: r["claims"][0].update(checkable=1), "is no boolean"),
        (lambda r: r["document"].update(published="yesterday"), "does not look like"),
    ],
)
def test_the_check_itself_finds_faults(spoil: Any, says: str) -> None:
    record = json.loads(json_text(as_json(build())))
    spoil(record)
    assert any(says in fault for fault in faults(record, SCHEMA))


def test_keys_stand_in_the_documented_order(example: Extraction) -> None:
    record = as_json(example)
    assert list(record) == ["document", "sentences", "sources", "attributions", "claims"]
    assert list(record["document"]) == ["id", "title", "published", "outlet", "text", "sha256"]
    assert list(record["sources"][0]) == ["id", "name", "kind", "mentions"]
    assert list(record["attributions"][0]) == [
        "id", "source", "cue", "content", "quotation", "sources", "via", "confidence",
    ]  # fmt: skip
    assert list(record["claims"][0]) == [
        "id", "spans", "text", "attribution", "sources", "via", "checkable", "checkworthiness", "flags",
    ]  # fmt: skip


def test_the_closed_sets_of_the_schema_are_those_of_the_domain() -> None:
    properties = SCHEMA["properties"]
    assert properties["sources"]["items"]["properties"]["kind"]["enum"] == [kind.value for kind in SourceKind]
    assert properties["attributions"]["items"]["properties"]["quotation"]["enum"] == [q.value for q in QuotationType]
    assert properties["claims"]["items"]["properties"]["flags"]["items"]["enum"] == [flag.value for flag in Flag]


def test_every_flag_is_explained() -> None:
    page = (ROOT / "docs" / "flags.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [flag.value for flag in Flag]


def test_json_holds_the_text_but_steers_no_terminal() -> None:
    text = "a\x1b[2J\x9b\u202e\u200b\u2028\ufeff\U000e0041\ud800 “é” 漢 😀"
    written = json_text({"text": text})
    assert json.loads(written)["text"] == text
    assert "“é” 漢 😀" in written
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e\u200b\u2028\ufeff\U000e0041\ud800]", written)


def test_json_for_one_article_has_a_line_a_thing(example: Extraction) -> None:
    lines = laid_out(as_json(example)).splitlines()
    assert len(lines) == 2 + 5 + sum(len(x) + 1 for x in (example.sources, example.attributions, example.claims))
