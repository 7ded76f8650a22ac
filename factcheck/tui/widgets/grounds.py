"""Evidence and rights of reply in words."""

from collections.abc import Iterator
from datetime import UTC, datetime

from textual.content import Content

from factcheck.domain.evidence import Bearing, Evidence, Reply
from factcheck.tui.content import one_line, shown

_MUTED = "$text-muted"
BEARINGS = {Bearing.SUPPORTS: "+ supports", Bearing.CONTRADICTS: "− contradicts"}
_BEARING_STYLES = {Bearing.SUPPORTS: "$text-success", Bearing.CONTRADICTS: "$text-error"}


def evidence_lines(piece: Evidence) -> Iterator[Content]:
    """What a piece of evidence says, the name first."""
    name = Content("  ").join([shown(part) for part in (piece.title, piece.url or piece.file) if part])
    head = [Content(f"{piece.number}. "), name if name.plain else shown(one_line(piece.quotation, 80))]
    if piece.bearing is not None:
        head.append(Content.styled(f"  {BEARINGS[piece.bearing]}", _BEARING_STYLES[piece.bearing]))
    yield Content("").join(head)
    facts = [str(piece.rank)] if piece.rank is not None else []
    facts += [piece.locator] if piece.locator else []
    facts += [f"independent of {', '.join(map(str, piece.independent_of))}"] if piece.independent_of else []
    facts += [f"accessed {piece.accessed.isoformat()}"] if piece.accessed else []
    facts.append(f"{piece.added_by}, {piece.added_at.astimezone():%d %b}")
    yield shown("   " + one_line(" · ".join(facts)), _MUTED)
    if piece.quotation and name.plain:
        yield Content.assemble("   “", shown(piece.quotation), "”")
    if piece.archive_url:
        yield shown(f"   archived at {piece.archive_url}", _MUTED)
    if piece.file:
        yield shown(f"   file {piece.file} · sha256 {piece.sha256[:12]}…", _MUTED)


def reply_lines(reply: Reply) -> Iterator[Content]:
    """Who was asked, until when, and what came back."""
    standing, style = reply_standing(reply)
    yield Content.assemble(shown(reply.person), "  ", (standing, style))
    facts = [f"asked {reply.asked.astimezone():%Y-%m-%d %H:%M}"]
    facts += [f"deadline {reply.deadline.astimezone():%Y-%m-%d %H:%M}"] if reply.deadline else []
    facts += [f"answered {reply.answered.astimezone():%Y-%m-%d %H:%M}"] if reply.answered else []
    yield shown("   " + one_line(" · ".join([*facts, reply.added_by])), _MUTED)
    if reply.answer:
        yield Content.assemble("   “", shown(reply.answer), "”")


def reply_standing(reply: Reply) -> tuple[str, str]:
    """How a right of reply stands, with a style."""
    if reply.answer:
        return "✓ answered", "$text-success"
    if reply.is_overdue(datetime.now(UTC)):
        return "! overdue", "$text-error"
    return "… waiting", "$text-warning"
