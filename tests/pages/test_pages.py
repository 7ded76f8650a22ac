"""HTML reports in a real browser: nothing runs that is not ours, and keys and screen readers get everywhere."""

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from factcheck.domain.desk import SourceView
from factcheck.domain.evidence import Evidence
from factcheck.domain.extraction import SourceKind
from factcheck.domain.review import Desk, Finding, Review, State
from factcheck.reports.audience import public
from factcheck.reports.forms import Form, Told, written_as
from factcheck.reports.view import Layout, Report, report
from factcheck.workbench import Workbench
from factcheck.workbench.reporting import reported
from tests.reporting import AT, claim, document
from tests.serve.serving import CHROMIUM, Browser, browser, until
from tests.worked import NAME, worked

ATTACK = (
    "</script><script>window.pwned=1</script><img src=x onerror='window.pwned=1'> \" onfocus=window.pwned=1 autofocus "
    "x=\"'><svg/onload=window.pwned=1> {{ 7*7 }} <base href=https://evil.example> javascript:window.pwned=1 </style>"
)
WIDTHS = (360, 768, 1440)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests, which tells what goes wrong in a page."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs chromium")
        pytest.skip("no chromium; apt-get install chromium")
    with browser(tmp_path_factory.mktemp("browser")) as one:
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            one.call(f"{domain}.enable")
        yield one


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The main example after a morning's work."""
    database = str(tmp_path_factory.mktemp("desk") / "desk.db")
    worked(database)
    with Workbench.open(database, "ann") as desk:
        return reported(desk, NAME, told=Told(figures=True, quotations=True))


def opened(page: Browser, folder: Path, made: Report, layout: Layout = Layout.CLAIM_CARDS, width: int = 1440) -> None:
    """The report in the browser, `width` CSS pixels wide."""
    path = folder / f"{layout}.html"
    path.write_text(str(written_as(made, Form.HTML, layout)), encoding="utf-8")
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    page.told.clear()
    page.call("Page.navigate", url=path.as_uri())
    until(lambda: page.value("document.readyState === 'complete' && document.title !== ''"), "the page")


def complaints(page: Browser) -> list[str]:
    """What the console holds and what was fetched besides the page itself."""
    found = []
    for one in page.told:
        told: dict[str, Any] = one.get("params", {})
        if one["method"] == "Log.entryAdded":
            found.append(told["entry"]["text"])
        elif one["method"] == "Runtime.exceptionThrown":
            found.append(str(told["exceptionDetails"]))
        elif one["method"] == "Runtime.consoleAPICalled":
            found.append(str(told["args"]))
        elif one["method"] == "Network.requestWillBeSent" and not told["request"]["url"].startswith("file:"):
            found.append(told["request"]["url"])
    return found


@pytest.mark.parametrize("layout", Layout)
def test_a_page_runs_only_what_is_ours_and_complains_of_nothing(page: Browser, tmp_path: Path, layout: Layout) -> None:
    review = Review(
        State.SIGNED_OFF, Finding.WRONG, note=ATTACK, reason=ATTACK, correction=ATTACK, public_note=ATTACK,
        checked_by=ATTACK, signed_by=ATTACK,
    )  # fmt: skip
    evil = claim(
        1, "Three ships left port", review, text=ATTACK, sources=(SourceView(1, ATTACK, SourceKind.PERSON),),
        evidence=(Evidence(id=1, title=ATTACK, url="javascript:window.pwned=1", added_by=ATTACK, added_at=AT),),
    )  # fmt: skip
    view = document(evil)
    hostile = report(replace(view, summary=replace(view.summary, title=ATTACK, name=ATTACK)), [], Desk(), AT)
    opened(page, tmp_path, hostile, layout)
    assert page.value("window.pwned") is None
    assert page.value("document.querySelectorAll('script').length") == (1 if layout is Layout.CLAIM_CARDS else 0)
    assert page.value("document.querySelectorAll('img, svg, base, iframe, object, [onfocus], [autofocus]').length") == 0
    assert page.value("[...document.links].filter(a => !/^(#|https?:)/.test(a.getAttribute('href'))).length") == 0
    assert "</script><script>window.pwned=1" in page.value("document.querySelector('h1').textContent")
    # what the policy would let in had it got in
    page.value("document.body.insertAdjacentHTML('beforeend', '<style>*{color:red}</style>')")
    page.value("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.pwned=2'}))")
    assert page.value("window.pwned") is None
    assert all("Content Security Policy" in one for one in complaints(page))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("layout", Layout)
def test_no_page_is_wider_than_its_window_or_says_a_word_in_the_console(
    page: Browser, tmp_path: Path, made: Report, layout: Layout, width: int
) -> None:
    opened(page, tmp_path, made, layout, width)
    assert page.value("document.documentElement.scrollWidth <= innerWidth")
    assert complaints(page) == []


@pytest.mark.parametrize("layout", [Layout.CHECKING_SHEET, Layout.SIGN_OFF_SHEET, Layout.SOURCE_LEDGER])
def test_a_column_of_numbers_is_no_wider_than_they_need(
    page: Browser, tmp_path: Path, made: Report, layout: Layout
) -> None:
    opened(page, tmp_path, made, layout)
    widths = "[...document.querySelectorAll('.wide thead th:first-child')].map(one => one.offsetWidth)"
    numbers = page.value(widths)
    assert numbers and max(numbers) < 90


@pytest.mark.parametrize("layout", Layout)
def test_screen_readers_find_landmarks_headings_and_names(
    page: Browser, tmp_path: Path, made: Report, layout: Layout
) -> None:
    opened(page, tmp_path, made, layout)
    nodes = [node for node in page.call("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
    roles: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        roles.setdefault(node["role"]["value"], []).append(node)
    assert len(roles["main"]) == len(roles["banner"]) == 1
    for role in ("link", "combobox", "button", "searchbox", "region", "article", "form", "heading"):
        for node in roles.get(role, ()):
            assert node.get("name", {}).get("value", "").strip(), (role, node)
    levels = [
        next(one["value"]["value"] for one in node["properties"] if one["name"] == "level") for node in roles["heading"]
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert page.value("document.documentElement.lang") == "en"


def test_the_text_and_its_claims_lead_to_each_other(page: Browser, tmp_path: Path, made: Report) -> None:
    opened(page, tmp_path, made)
    numbers = sorted(one.claim.number for one in made.claims)
    there = "[...document.querySelectorAll('.ref')].map(a => a.hash).sort()"
    assert page.value(there) == sorted(f"#claim-{number}" for number in numbers)
    dead = (
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert page.value(dead) == 0
    back = "[...document.querySelectorAll('.card')].every(c => c.querySelector(`a[href='#in-${c.id.slice(6)}']`))"
    assert page.value(back)
    assert page.value(
        "[...document.querySelectorAll('.ref')].every(a => /is it true:.*was it said:/.test(a.ariaLabel))"
    )


def test_the_keyboard_goes_everywhere_in_order_and_shows_where_it_is(
    page: Browser, tmp_path: Path, made: Report
) -> None:
    opened(page, tmp_path, made)
    seen = []
    for _ in range(12):
        page.tab()
        seen.append(page.value("(e => e.name || e.className || e.textContent.trim())(document.activeElement)"))
        assert page.value("getComputedStyle(document.activeElement).outlineStyle") != "none", seen
    assert seen[:10] == ["skip", "skip", "finding", "said", "state", "sources", "flags", "words", "Show all", "text"]
    assert set(seen[10:]) == {"ref"}


def test_the_filters_work_by_keyboard_and_tell_how_many_are_left(page: Browser, tmp_path: Path, made: Report) -> None:
    opened(page, tmp_path, made)
    count = "document.getElementById('count').textContent"
    shown = "[...document.querySelectorAll('.card')].filter(c => !c.hidden).map(c => c.dataset.finding)"
    assert page.value(count) == f"All {len(made.claims)} claims"
    for _ in range(3):
        page.tab()
    page.press("d")
    until(lambda: page.value(count) == f"1 of {len(made.claims)} claims", "one claim by its answer")
    assert page.value(shown) == ["disputed"]
    # a link to a claim that the filters hide brings it back
    page.value("document.querySelector('.ref').click()")
    until(lambda: page.value(count) == f"All {len(made.claims)} claims", "all claims")
    page.value("document.querySelector('[name=words]').focus()")
    page.call("Input.insertText", text="Kursk")
    until(lambda: page.value(shown) == ["wrong"], "one claim by its words")


def test_the_article_says_what_its_signs_mean(page: Browser, tmp_path: Path, made: Report) -> None:
    opened(page, tmp_path, made)
    signs = page.value("[...document.querySelectorAll('.legend span')].map(one => one.textContent)")
    used = page.value(
        "[...new Set([...document.querySelectorAll('.ref')].flatMap(a => [...a.textContent.replace(/^\\d+/, '')]))]"
    )
    assert sorted(signs) == sorted(used) and len(signs) > 4


def test_a_filter_that_could_choose_nothing_is_not_there(page: Browser, tmp_path: Path, made: Report) -> None:
    stripped = public(made)
    opened(page, tmp_path, stripped)
    assert {one.claim.review.state for one in stripped.claims} == {State.SIGNED_OFF}
    assert page.value("document.querySelectorAll('[name=state], [name=flags]').length") == 0
    count = "document.getElementById('count').textContent"
    assert page.value(count) == f"{len(stripped.claims)} of {len(made.claims)} claims"
    page.value("document.querySelector('[name=words]').focus()")
    page.call("Input.insertText", text="Kursk")
    until(lambda: page.value(count) == f"1 of {len(made.claims)} claims", "one claim by its words")
    assert complaints(page) == []


def test_a_wide_table_is_printed_on_wide_paper_from_its_first_page(page: Browser, tmp_path: Path, made: Report) -> None:
    opened(page, tmp_path, made, Layout.CHECKING_SHEET)
    page.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert page.value("getComputedStyle(document.body).page") == "landscape"
    finally:
        page.call("Emulation.setEmulatedMedia", media="")


def test_paper_gets_the_whole_article_and_no_controls(page: Browser, tmp_path: Path, made: Report) -> None:
    opened(page, tmp_path, made)
    page.call("Emulation.setEmulatedMedia", media="print")
    try:
        shown = "[...document.querySelector('form').children].filter(e => getComputedStyle(e).display != 'none')"
        assert page.value(f"{shown}.map(e => e.textContent)") == [f"All {len(made.claims)} claims"]
        assert page.value("(t => t.scrollHeight <= t.clientHeight + 1)(document.querySelector('.text'))")
        page.value(
            "addEventListener('beforeprint', () => folded = document.querySelectorAll('details:not([open])').length)"
        )
        paper = page.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    finally:
        page.call("Emulation.setEmulatedMedia", media="")
    # the history is on paper, and folded again behind it
    assert page.value("[folded, document.querySelectorAll('details[open]').length]") == [0, 0]
    assert paper.startswith("JVBERi0") and len(paper) > 20_000


def test_paper_tells_how_many_claims_the_filters_left(page: Browser, tmp_path: Path, made: Report) -> None:
    opened(page, tmp_path, made)
    page.value("document.querySelector('[name=words]').focus()")
    page.call("Input.insertText", text="Kursk")
    count = "document.getElementById('count')"
    until(lambda: page.value(f"{count}.textContent") == f"1 of {len(made.claims)} claims", "one claim by its words")
    page.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert page.value(f"{count}.offsetHeight") > 0
    finally:
        page.call("Emulation.setEmulatedMedia", media="")


def test_a_page_of_claims_breaks_between_cards_and_leaves_no_paper_empty(
    page: Browser, tmp_path: Path, made: Report
) -> None:
    opened(page, tmp_path, made)
    page.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert page.value("getComputedStyle(document.querySelector('.card')).breakInside") == "auto"
        assert page.value("getComputedStyle(document.querySelector('.answers')).breakAfter") == "avoid"
    finally:
        page.call("Emulation.setEmulatedMedia", media="")
