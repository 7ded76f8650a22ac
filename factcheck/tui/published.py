"""Writing what the report screen offers: the bytes of a report, and ClaimReviews as a file each."""

from dataclasses import dataclass
from pathlib import Path

from factcheck.domain.errors import FactcheckError, InputError
from factcheck.domain.review import State
from factcheck.reports.files import file_name, placed
from factcheck.reports.forms import ENDINGS, LAID_OUT, Form, told_in, written_as
from factcheck.reports.view import Audience, Layout, Report
from factcheck.tui.labels import counted
from factcheck.workbench import Workbench
from factcheck.workbench.reporting import reported

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: `template` is a layout of the desk's own, `publication` says where a desk publishes."""

    form: Form
    layout: Layout | None
    audience: Audience
    template: Path | None = None
    publication: Path | None = None


def written(desk: Workbench, document: str, wanted: Wanted, target: Path) -> str:
    """Write to the file `target`, or ClaimReviews into a folder of that name; gives what to tell.

    What is there already stays. Raises FactcheckError.
    """
    if wanted.form is Form.CLAIMREVIEW:
        return _reviews(_made(desk, document, wanted), document, wanted, target)
    own = wanted.template if wanted.form in LAID_OUT else None
    made = _made(desk, document, wanted)
    content = written_as(made, wanted.form, wanted.layout or Layout.CLAIM_CARDS, own)
    _put(target, content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    return f"written: {target}"


def _made(desk: Workbench, document: str, wanted: Wanted) -> Report:
    own = wanted.template is not None and wanted.form in LAID_OUT
    made = reported(desk, document, told=told_in(wanted.form, wanted.layout, wanted.audience, own))
    if wanted.audience is Audience.PUBLIC and wanted.form is not Form.CLAIMREVIEW:
        from factcheck.reports.audience import public

        made = public(made)
    return made


def _reviews(made: Report, document: str, wanted: Wanted, folder: Path) -> str:
    from factcheck.reports.audience import public
    from factcheck.reports.claimreview import claim_reviews
    from factcheck.reports.publication import publication

    if wanted.publication is None:
        raise InputError("a ClaimReview wants the address where it is published; name a publication file")
    # only what is signed off is published, whoever the other reports are for
    reviews, left_out = claim_reviews(public(made), document, publication(wanted.publication))
    reasons = [f"claim {one.claim}: {one.why}" for one in left_out[:_NAMED]]
    reasons += [f"{len(left_out) - _NAMED} more"] if len(left_out) > _NAMED else []
    unsigned = sum(one.claim.review.state is not State.SIGNED_OFF for one in made.claims)
    reasons += [f"{counted(unsigned, 'claim')} not signed off"] if unsigned else []
    missing = f"; left out: {'; '.join(reasons)}" if reasons else ""
    if not reviews:
        raise InputError(f"no claim of {document} makes a ClaimReview{missing}")
    files = {folder / (file_name(f"{document}-{one.claim}") + ENDINGS[wanted.form]): one for one in reviews}
    if taken := [path.name for path in files if path.exists()]:
        raise InputError(f"{folder}: {taken[0]} is there already; name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FactcheckError(f"{folder}: cannot be made ({error.strerror}); name another folder") from None
    for path, one in files.items():
        _put(path, one.text.encode("utf-8"))
    warnings = [f"claim {one.claim}: {warning}" for one in reviews for warning in one.warnings]
    look = f"; look at {'; '.join(warnings[:_NAMED])}" if warnings else ""
    return f"written: {counted(len(reviews), 'ClaimReview')} into {folder}{missing}{look}"


def _put(target: Path, data: bytes) -> None:
    with placed(str(target), force=False) as stream:
        stream.write(data)
