"""How long reports take: one long article in every form, and a whole desk into a folder.

python -m benchmarks.reports [--claims 500] [--documents 1000]
"""

import argparse
import hashlib
import tempfile
import time
from pathlib import Path

from click.testing import CliRunner

from factcheck.cli.main import main as factcheck
from factcheck.domain.extraction import (
    Attribution,
    Claim,
    Document,
    Extraction,
    Flag,
    QuotationType,
    Source,
    SourceKind,
)
from factcheck.domain.review import Decision, Finding
from factcheck.domain.spans import Span
from factcheck.reports.forms import LAID_OUT, Form, written_as
from factcheck.reports.view import Layout
from factcheck.workbench import Workbench
from factcheck.workbench.reporting import reported

_WORDS = "the ministry said that three of its ships had left the port before the storm came, and that one was lost at"
_PARAGRAPH = 4


def article(name: str, claims: int) -> Extraction:
    """An article of `claims` sentences of some twenty words, each a claim; every second is attributed."""
    sentences = [f"In part {number} of {name}, {_WORDS} sea." for number in range(claims)]
    parts, spans, at = [], [], 0
    for number, sentence in enumerate(sentences, 1):
        gap = "\n\n" if number % _PARAGRAPH == 0 else " "
        spans.append(Span(at, at + len(sentence)))
        parts.append(sentence + gap)
        at += len(sentence) + len(gap)
    text = "".join(parts)
    cues = [Span(span.start + 10, span.start + 14) for span in spans]
    return Extraction(
        document=Document(name, f"All about {name}", None, "Wire", text, hashlib.sha256(text.encode()).hexdigest()),
        sentences=tuple(spans),
        sources=tuple(Source(n, f"Ministry {n}", SourceKind.ORGANIZATION, ()) for n in range(20)),
        attributions=tuple(
            Attribution(n, (cues[n],), (cues[n],), (span,), QuotationType.INDIRECT, (n % 20,), (), 0.9)
            for n, span in enumerate(spans)
        ),
        claims=tuple(
            Claim(
                n, (span,), span.of(text), n if n % 2 else None, (n % 20,) if n % 2 else (), (), True, 0.5,
                (Flag.FIGURE,),
            )
            for n, span in enumerate(spans)
        ),
    )  # fmt: skip


def long_article(claims: int) -> None:
    """Every form and layout of one long article with a finding on every third claim."""
    with tempfile.TemporaryDirectory() as folder, Workbench.open(f"{folder}/desk.db", "ann") as desk:
        desk.add(article("long", claims))
        view = desk.document("long")
        print(f"one article: {len(view.text.split()):,} words, {claims:,} claims")
        for claim in view.claims[::3]:
            decision = Decision(finding=Finding.WRONG, reason="seen", correction="the ministry said nothing")
            desk.decide(claim.id, claim.review.version, decision)
        began = time.perf_counter()
        made = reported(desk, "long")
        print(f"| view | | {time.perf_counter() - began:.2f} s | |")
        for form in Form:
            for layout in Layout if form in LAID_OUT else (Layout.CLAIM_CARDS,):
                if form is Form.CLAIMREVIEW:
                    continue
                began = time.perf_counter()
                size = len(written_as(made, form, layout))
                took = time.perf_counter() - began
                print(f"| {form} | {layout if form in LAID_OUT else ''} | {took:.2f} s | {size / 1e6:.2f} MB |")


def whole_desk(documents: int) -> None:
    """A desk of short articles into a folder, and again over what is there."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"{folder}/desk.db"
        with Workbench.open(database, "ann") as desk:
            for number in range(documents):
                desk.add(article(f"story {number}", 20))
        print(f"{documents:,} articles of 20 claims")
        for form in ("json", "markdown", "html", "docx"):
            for turn in ("first", "again"):
                began = time.perf_counter()
                arguments = ["export", "--all", "--format", form, "--output", str(Path(folder, form))]
                CliRunner().invoke(factcheck, [*arguments, "--database", database], catch_exceptions=False)
                print(f"| --all {form} | {turn} | {time.perf_counter() - began:.1f} s | |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=500)
    parser.add_argument("--documents", type=int, default=1000)
    given = parser.parse_args()
    long_article(given.claims)
    whole_desk(given.documents)
