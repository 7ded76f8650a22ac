"""The review in a real browser: keys pressed there decide in the database."""

import os
from pathlib import Path

import pytest

from factcheck.domain.review import AttributionCheck, Finding
from tests.serve.serving import CHROMIUM, browser, served, until
from tests.tui.driving import opened


@pytest.fixture(autouse=True)
def _needs_chromium() -> None:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs chromium")
        pytest.skip("no chromium; apt-get install chromium")


def test_a_decision_made_in_the_browser_is_in_the_database(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, served(tmp_path / "desk.db", "--as", "bob", "story") as link:
        with browser(tmp_path) as page:
            page.call("Page.navigate", url=link)
            until(lambda: page.value("document.body.classList.contains('-first-byte')"), "the first byte")
            assert "token" not in page.value("location.href")

            def checked() -> bool:
                # the page takes keys before the app behind it does; this key may be pressed twice
                page.press("1")
                return desk.document("story").claims[0].review.attribution_check is AttributionCheck.CORRECT

            until(checked, "the attribution check", pause=0.5)
            page.press("w")
            until(lambda: desk.document("story").claims[0].review.finding is Finding.WRONG, "the finding")
            assert {event.by for event in desk.history(desk.document("story").claims[0].id)} == {"bob"}
            fetched = page.value("performance.getEntriesByType('resource').map(r => new URL(r.name).origin).join(' ')")
            assert set(fetched.split()) == {link.partition("/?")[0]}
        assert desk.verify() == []
