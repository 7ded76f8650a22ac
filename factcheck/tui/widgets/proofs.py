"""Quotations held against documents, and earlier checks, in words."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from factcheck.domain.earlier import Alike, CheckLink, effective
from factcheck.domain.matching import CheckMatch, Verdict
from factcheck.domain.papers import Piece, QuotationResult
from factcheck.domain.review import Finding
from factcheck.tui.content import one_line, shown
from factcheck.tui.labels import words

_MUTED = "$text-muted"
_MOST_ALIKE = 4
_VERDICTS = {
    Verdict.VERBATIM: "$text-success",
    Verdict.TYPOGRAPHIC: "$text-success",
    Verdict.SHORTENED: "$text-success",
    Verdict.WORDING_ALTERED: "$text-warning",
    Verdict.MEANING_ALTERED: "$text-error",
    Verdict.SPLICED: "$text-error",
}
# a word or a mark beside every colour: [-said-] {+printed+}
_MARKS = {
    Piece.SAME: ("", "", ""),
    Piece.AROUND: ("", "", _MUTED),
    Piece.SAID: ("[-", "-]", "$text-success"),
    Piece.PRINTED: ("{+", "+}", "bold $text-error"),
}


def quotation_lines(results: Sequence[QuotationResult], attach: str) -> Iterator[Content]:
    """What came of each quotation of a claim; `attach` is the key that attaches a document."""
    for result in results:
        names = one_line(", ".join(result.quoted.sources) or "its relay", 40)
        if result.check is None:
            yield Content.styled(f"no document of {names}; {attach} attaches one", _MUTED)
            continue
        check = result.check
        where = f" in {one_line(check.places[0].document, 40)}" if check.places else f" in {result.documents} documents"
        head = [Content.styled(words(check.verdict), _VERDICTS.get(check.verdict, "bold")), shown(where)]
        if result.elsewhere and check.places:
            head.append(Content(f", which is not {names}’s"))
        yield Content("").join(head)
        if check.places and check.verdict not in (Verdict.VERBATIM,):
            yield diff_line(result)
        yield from (
            shown(f"  {change.kind}: {change.said or '–'} → {change.printed or '–'}") for change in check.changes
        )
        if result.proposes is not None:
            yield Content.styled(f"speaks for: {words(result.proposes)}", _MUTED)


def diff_line(result: QuotationResult) -> Content:
    """The word diff, with marks for those who see no colours."""
    parts = []
    for piece in result.diff:
        before, after, style = _MARKS[piece.kind]
        text = piece.text
        blank = text[: len(text) - len(text.lstrip())]
        parts.append(Content(blank) + shown(f"{before}{text[len(blank) :]}{after}", style))
    return Content("").join(parts)


def link_lines(links: Sequence[CheckLink]) -> Iterator[Content]:
    """The earlier checks that reviewers took for the claim's twin."""
    for link in links:
        by = f"  ({one_line(link.check.reviewer or link.check.id, 40)}; same, says {one_line(link.added_by)})"
        yield Content.assemble(
            "“",
            shown(one_line(link.check.claim, 200)),
            "” ",
            shown(link.check.rating or "no rating", "bold"),
            (by, _MUTED),
        )


def alike_lines(group: Sequence[Alike], claim: int) -> Iterator[Content]:
    """The desk's other claims that say nearly what `claim` says, with how far their own review is."""
    others = [one for one in group if one.claim != claim]
    if not others:
        return
    yield shown(f"Nearly the same on this desk ({len(others)}); nothing is inherited", "bold")
    articles, independent = len({one.document for one in group}), effective(group)
    if independent < articles:
        yield shown(f"{articles} articles, {independent} independent: the others carry the same copy", "$text-warning")
    for one in others[:_MOST_ALIKE]:
        finding = "" if one.finding is Finding.NONE else f", {words(one.finding)}"
        review = f"{words(one.state)}{finding}"
        yield Content.assemble(
            f"{one.score:.2f}  ",
            shown(f"{one_line(one.document, 40)} {one.number}"),
            (f"  {review}  ", _MUTED),
            shown(one_line(one.text, 200)),
        )
    if len(others) > _MOST_ALIKE:
        yield shown(f"… and {len(others) - _MOST_ALIKE} more: factcheck checks alike DOCUMENT", _MUTED)


def match_lines(match: CheckMatch) -> Iterator[Content]:
    """A match in full."""
    check = match.check
    yield shown(check.claim, "bold")
    facts = (check.rating, check.reviewer, check.date, check.claimant and f"said by {check.claimant}", check.url)
    yield shown(one_line(" · ".join(fact for fact in facts if fact), 400), _MUTED)
    yield Content.assemble("same: ", shown(", ".join(match.same) or "nothing"))
    yield Content.assemble("different: ", shown(", ".join(match.different) or "nothing", "$text-warning"))
