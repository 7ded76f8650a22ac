"""Layouts as Jinja2 templates: where they are found, and what they may use.

Whatever a template prints is escaped for its family unless it is markup already, so that no text of an
article, note or name can become markup. Templates run in Jinja2's sandbox and see frozen values only.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.meta import find_referenced_templates
from markupsafe import Markup, escape

from factcheck.domain.errors import InputError
from factcheck.reports import alike, quotations, words
from factcheck.reports.article import paragraphs_of
from factcheck.reports.changes import word_changes
from factcheck.reports.drafts import decided_before
from factcheck.reports.escaping import escaped, escaped_lines, is_plain_address
from factcheck.reports.gates import Gate, faults
from factcheck.reports.sandbox import BesideLoader, Sandbox
from factcheck.reports.view import Layout, Report
from factcheck.text.display import visible

_MARKS = frozenset({"root", "__jinja_exception__"})
_GAP = re.compile(r"\n{3,}")


class Family(StrEnum):
    """What a template is written in. Word documents are made from the Markdown ones."""

    MARKDOWN = "markdown"
    HTML = "html"


def rendered(report: Report, family: Family, layout: Layout = Layout.CLAIM_CARDS, template: Path | None = None) -> str:
    """The report in `layout`, or after the desk's own `template`, which nothing stops here: `apart` does that.

    Raises InputError for a template that cannot be read or does not work, with its line.
    """
    environment = _environment(family, template)
    name = f"{layout.value}.j2" if template is None else template.name
    environment.begin(is_trusted=template is None)
    try:
        text = _loaded(environment, name, template).render(report=report)
        # what a template leaves out leaves its line breaks; no text of a report brings any
        return _GAP.sub("\n\n", text).strip("\n") + "\n" if family is Family.MARKDOWN else text
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError, MemoryError) as error:
        if template is None:
            raise
        raise InputError(f"{_place(error, template)}: {_fault(error)}; mend the template") from error


def used_by(family: Family, template: Path) -> list[str] | None:
    """The texts that the desk's `template` is made of, its own first.

    None where it names others only as it runs, or where one cannot be read.
    """
    environment = _environment(family, template)
    assert environment.loader is not None
    texts: dict[str, str] = {}
    waiting: list[str | None] = [""]
    try:
        while waiting:
            name = waiting.pop()
            if name is None:
                return None
            if name not in texts:
                found = environment.loader.get_source(environment, name)[0] if name else template.read_text("utf-8")
                texts[name] = found
                waiting += find_referenced_templates(environment.parse(found))
    except (OSError, ValueError, TemplateError):
        return None
    return list(texts.values())


def _fault(error: Exception) -> str:
    """What is wrong with a template, in words."""
    if isinstance(error, TemplateSyntaxError):
        return error.message or "it cannot be read"
    if isinstance(error, TemplateNotFound):
        return f"there is no template “{error.name}” in its folder, and nothing outside of it is read"
    if isinstance(error, RecursionError):
        return "it calls or includes itself without an end"
    return "it wants more memory than there is" if isinstance(error, MemoryError) else str(error)


def _loaded(environment: Sandbox, name: str, template: Path | None) -> Template:
    if template is None:
        return environment.get_template(name)
    try:
        source = template.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{template}: cannot be read ({reason}); name a template in UTF-8") from error
    code = environment.compile(source, name=name, filename=str(template))
    return Template.from_code(environment, code, environment.make_globals(None), None)


def _place(error: Exception, template: Path) -> str:
    """`ours.j2, line 3`: the last place in a template of the desk's own on the way to the error."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or template}, line {error.lineno}"
    found = str(template)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        # a compiled template has a root; where Jinja2 wrote the trace anew, it marks its frames
        is_template = not _MARKS.isdisjoint(trace.tb_frame.f_globals)
        if is_template and Path(file).is_relative_to(template.parent):
            found = f"{file}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found


# a whole desk is written with what was compiled for its first document
@lru_cache(maxsize=4)
def _environment(family: Family, template: Path | None) -> Sandbox:
    ours: BaseLoader = PackageLoader("factcheck.reports", f"templates/{family.value}")
    loader = ours if template is None else ChoiceLoader([ours, BesideLoader(template.parent)])
    environment = Sandbox(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # what comes out of here is markup, so that Jinja2's own escaping, which is for HTML, leaves it alone
        finalize=_markdown if family is Family.MARKDOWN else _html,
    )
    environment.filters.update(
        lines=_markdown_lines if family is Family.MARKDOWN else _html_lines,
        state=words.STATES.__getitem__,
        finding=words.FINDINGS.__getitem__,
        attribution_check=words.ATTRIBUTION_CHECKS.__getitem__,
        flag=words.FLAGS.__getitem__,
        truth=words.truth,
        wording=words.wording,
        credited=words.credited,
        called=words.called,
        is_misattributed=words.is_misattributed,
        counted=words.counted,
        share=words.share,
        joined=words.joined,
        numbered=words.numbered,
        in_marks=words.in_marks,
        line_of=lambda report, reported: next((line.number for line in report.lines if reported in line.claims), ""),
        time=_time,
        word_changes=word_changes,
        paragraphs=paragraphs_of,
        told=words.told,
        held=quotations.gravest_first,
        outcome=quotations.outcome,
        by_words=quotations.by_words,
        carrying=lambda report, held: next((one.claims for one in report.quotations if one.result is held), ()),
        differences=quotations.differences,
        others=alike.others,
        reviewed=alike.reviewed,
        independent=alike.independent,
        decided_before=decided_before,
        facts=words.evidence_facts,
        tally=lambda counts, axis: words.tally(counts, getattr(words, axis)),
        present=lambda counts, axis: [(kind, getattr(words, axis)[kind]) for kind, number in counts.items() if number],
        flags_present=lambda report: words.flags_present(one.claim for one in report.claims),
        pair=lambda source: (source.id, words.called(source)),
        tally_of_wordings=lambda report: words.tally_of_wordings(one.claim for one in report.claims),
        stopped=lambda report, gate: [fault.reported for fault in faults(report, [Gate(gate)])],
        policy_hash=_policy_hash,
    )
    environment.tests["plain_address"] = is_plain_address
    return environment


def _markdown(value: object) -> object:
    return _finalized(value, escaped)


def _html(value: object) -> object:
    return _finalized(value, lambda text: escape(visible(text)))


def _finalized(value: object, escape_text: Callable[[str], str]) -> object:
    if isinstance(value, (Markup, Undefined)):
        return value
    if isinstance(value, datetime):
        value = _time(value)
    if isinstance(value, bool) or not isinstance(value, (str, int, date, type(None))):
        raise TypeError(f"a {type(value).__name__} cannot be printed; say which part of it is meant")
    return Markup(escape_text("" if value is None else str(value)))


def _markdown_lines(text: str, indent: str = "  ") -> Markup:
    return Markup(escaped_lines(text, indent))


def _html_lines(text: str) -> Markup:
    return Markup("<br>").join(escape(visible(line)) for line in text.strip().splitlines() if line.strip())


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _policy_hash(source: str) -> Markup:
    """What a content-security policy calls a style or script that stands in the page."""
    return Markup("sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii"))
