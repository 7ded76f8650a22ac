"""What the public may read of a review: a view from which everything of the desk's own is gone.

Every form is written from that view, so that nothing left out here can appear in any of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from ipaddress import ip_address
from textwrap import shorten
from urllib.parse import unquote, urlsplit

from factcheck.domain.desk import ClaimView, SourceView
from factcheck.domain.evidence import Evidence, Reply
from factcheck.domain.extraction import SourceKind
from factcheck.domain.review import State
from factcheck.reports.escaping import is_plain_address
from factcheck.reports.view import Audience, Report, ReportedClaim, rearranged

_HEADLINE = 90
# so many letters of a name tell whose it is, wherever they stand
_TELLING = 5
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"https?://[^\s/?#]*", re.IGNORECASE)
# what opens a door that is shut for others
_KEY = re.compile(
    r"[?&;#](?:[\w.-]*[-_.])?(?:token|key|sig|signature|auth|password|passwd|pwd|secret|session|sid|credential)=",
    re.IGNORECASE,
)
_WITHHELD = "[withheld]"
_CONTACT = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/.=-])\+?\(?\d[\d\s().-]{6,}\d(?![\w/=-])")
_INSIDE = (".local", ".localhost", ".internal", ".lan", ".intranet", ".home.arpa")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}\s?[-–]\s?\d{4}")


def public(report: Report) -> Report:
    """The report as anybody may read it.

    Claims that are not signed off are counted only. Gone are: the names of anonymous sources, of reviewers and
    of those who were asked for a reply, the document's name on the desk, notes, reasons, the log, files, evidence
    without a public address, all evidence on claims of anonymous sources, and mail addresses and telephone
    numbers wherever the desk wrote them. The article's own text stays as it was published.
    """
    published = [one for one in report.in_order if one.claim.review.state is State.SIGNED_OFF]
    claims = [*(one.claim for one in report.in_order), *(one.claim for one in report.struck)]
    unnamed = {
        source.id: source
        for claim in claims
        for source in (*claim.sources, *claim.via)
        if source.kind is SourceKind.ANONYMOUS
    }
    strip = _Stripping(report, list(unnamed.values()))
    return rearranged(
        report,
        [strip.claim(one) for one in published],
        audience=Audience.PUBLIC,
        name=_headline(report),
        title=_headline(report),
        withheld=len(report.claims) - len(published),
        signed_by_their_checker=report.signed_by_their_checker,
        struck=(),
        quotations=(),
    )


class _Stripping:
    """Takes out of the claims of one report what is not for the public."""

    def __init__(self, report: Report, unnamed: Sequence[SourceView]) -> None:
        self._name = _headline(report)
        self._unnamed = {
            source.id: f"unnamed source {number}" if len(unnamed) > 1 else "an unnamed source"
            for number, source in enumerate(unnamed, 1)
        }
        # a description that the article itself prints gives nobody away
        hidden = [*_hidden(report, unnamed)]
        self._identities = _any_of(hidden)
        names = [*hidden, *_staff(report)]
        self._staff = _any_of(names)
        # in an address names stand without blanks, and grown together with other words
        self._inside_words = _any_within(names)

    def claim(self, reported: ReportedClaim) -> ReportedClaim:
        claim = reported.claim
        review = replace(
            claim.review,
            note="",
            reason="",
            correction=self._written(claim.review.correction),
            rating=self._written(claim.review.rating),
            public_note=self._written(claim.review.public_note),
            checked_by=None,
            signed_by=None,
            assigned_to=None,
            second_by=None,
        )
        evidence = () if self._rests_on_unnamed(claim) else tuple(self._evidence(claim.evidence))
        stripped = replace(
            claim,
            checked_before=(),
            independence=None,
            document_name=self._name,
            text=self._identities.sub(_WITHHELD, claim.text),
            sources=tuple(map(self._source, claim.sources)),
            via=tuple(map(self._source, claim.via)),
            review=review,
            evidence=evidence,
            replies=() if self._rests_on_unnamed(claim) else tuple(map(self._reply, claim.replies)),
        )
        return replace(
            reported,
            claim=stripped,
            events=(),
            corrected_by=None,
            earlier=None,
            withheld=len(claim.evidence) - len(evidence),
            # what stands beside a figure may not be signed off, or come from somebody unnamed
            figures=(),
            # the desk's documents are its own, and so are its other articles
            quotations=(),
            alike=(),
        )

    def _rests_on_unnamed(self, claim: ClaimView) -> bool:
        return any(source.id in self._unnamed for source in (*claim.sources, *claim.via))

    def _source(self, source: SourceView) -> SourceView:
        return replace(source, name=self._unnamed.get(source.id) or self._written(source.name))

    def _evidence(self, pieces: Iterable[Evidence]) -> Iterator[Evidence]:
        shown = [piece for piece in pieces if self._is_public(piece.url)]
        numbers = {piece.number for piece in shown}
        for piece in shown:
            yield replace(
                piece,
                title=self._written(piece.title),
                archive_url=piece.archive_url if self._is_public(piece.archive_url) else "",
                locator=self._written(piece.locator),
                independent_of=tuple(number for number in piece.independent_of if number in numbers),
                quotation=self._written(piece.quotation),
                file="",
                sha256="",
                added_by="",
            )

    def _is_public(self, url: str) -> bool:
        """Whether anybody can open the address, and nothing of the desk stands in it."""
        if not is_plain_address(url):
            return False
        plain = _decoded(url)
        if self._staff.search(plain) or self._inside_words.search(plain) or _KEY.search(plain):
            return False
        # an archive's address may hold another one
        return all(map(_is_open, [url, *_ADDRESS.findall(plain)[1:]]))

    def _reply(self, reply: Reply) -> Reply:
        return replace(reply, person="", answer=self._written(reply.answer), added_by="")

    def _written(self, text: str) -> str:
        """What the desk wrote, without names of its own and without ways to reach anybody."""
        return _CONTACT.sub(_unless_date, self._staff.sub(_WITHHELD, text))


def _headline(report: Report) -> str:
    """What the article is called where everybody sees it: never by the desk's own name for it."""
    if report.title and report.title != report.name:
        return report.title
    return shorten(report.lines[0].text, _HEADLINE, placeholder="…") if report.lines else "An article"


def _decoded(url: str) -> str:
    """The address with nothing encoded in it, however often it was."""
    plain = unquote(url)
    return plain if plain == url else _decoded(plain)


def _is_open(url: str) -> bool:
    """Whether the address leads to where anybody may go, and nothing but the address is wanted there."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return "@" not in parts.netloc and "." in host and not _is_inside(host)


def _is_inside(host: str) -> bool:
    """Whether only a local network knows the host."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host.endswith(_INSIDE)


def _hidden(report: Report, unnamed: Iterable[SourceView]) -> Iterator[str]:
    """The names of anonymous sources, and the parts of them by which a person would be called, that no reader knows."""
    for name in [*(source.name for source in unnamed), *_once_credited(report)]:
        if not _any_of([name]).search(report.text):
            yield from _with_parts(name, report.text)


def _with_parts(name: str, text: str) -> Iterator[str]:
    """A name, and those parts of it by which a person would be called that `text` does not have."""
    known = set(_WORD.findall(text.casefold()))
    yield name
    parts = re.findall(r"\w+(?:[-’']\w+)*", name)
    yield from (part for part in parts if part[0].isupper() and len(part) > 2 and part.casefold() not in known)


def _once_credited(report: Report) -> Iterator[str]:
    """Names under which claims of anonymous sources stood before: the log has them."""
    named = {
        source.name
        for one in report.claims
        for source in (*one.claim.sources, *one.claim.via)
        if source.kind is not SourceKind.ANONYMOUS
    }
    for one in report.claims:
        if any(source.kind is SourceKind.ANONYMOUS for source in (*one.claim.sources, *one.claim.via)):
            for event in one.events:
                if event.field in ("sources", "via"):
                    for credited in (event.before, event.after):
                        names = credited.partition(": ")[2].split(" + ")
                        yield from (name for name in names if name and name not in named)


def _staff(report: Report) -> set[str]:
    """Names of those who work at the desk, with their parts, and of those it asked whom the article does not name."""
    staff = {one.by for one in report.struck}
    asked: set[str] = set()
    for one in report.claims:
        review = one.claim.review
        staff.update(filter(None, (review.checked_by, review.second_by, review.signed_by, review.assigned_to)))
        staff.update(event.by for event in one.events)
        staff.update(piece.added_by for piece in one.claim.evidence)
        staff.update(reply.added_by for reply in one.claim.replies)
        asked.update(reply.person for reply in one.claim.replies)
    parts = {part for name in staff for part in _with_parts(name, report.text)}
    return parts | {person for person in asked if not _any_of([person]).search(report.text)}


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of `names` as whole words, whatever their case; nothing where there are none."""
    longest_first = sorted(
        {name.strip() for name in _in_capitals_too(names) if name.strip()}, key=lambda name: (-len(name), name)
    )
    if not longest_first:
        return re.compile(r"(?!)")
    either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<![^\W\d_])(?:{either})(?![^\W\d_])", re.IGNORECASE)


def _in_capitals_too(names: Iterable[str]) -> Iterator[str]:
    """`names`, and where capitals are spelled otherwise (Weiß, WEISS) that spelling, too."""
    for name in names:
        yield name
        if len(name.upper()) != len(name):
            yield name.upper()


def _any_within(names: Iterable[str]) -> re.Pattern[str]:
    """Any of `names` that is long enough to tell, its words with anything or nothing between, even within a word."""
    words = [_WORD.findall(name) for name in _in_capitals_too(names)]
    long = sorted({r"[\W\d_]*".join(map(re.escape, one)) for one in words if sum(map(len, one)) >= _TELLING})
    return re.compile("|".join(long), re.IGNORECASE) if long else re.compile(r"(?!)")


def _unless_date(match: re.Match[str]) -> str:
    return match.group() if _DATE.fullmatch(match.group()) else _WITHHELD
