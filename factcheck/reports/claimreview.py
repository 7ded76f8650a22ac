"""Fact-checks that other machines read: ClaimReview (https://schema.org/ClaimReview) in JSON-LD.

After Google's rules (https://developers.google.com/search/docs/appearance/structured-data/factcheck): one
addressable review a claim, of something that another said, whose answer a reader of the page can see.
"""

import re
from dataclasses import dataclass

from factcheck.domain.desk import SourceView
from factcheck.domain.errors import InputError
from factcheck.domain.extraction import SourceKind
from factcheck.domain.review import AttributionCheck, State
from factcheck.reports.publication import Publication, Rating
from factcheck.reports.structured import json_text
from factcheck.reports.view import Report, ReportedClaim

# above this, Google's pages may break the line
LONG = 75

_SAID = frozenset({AttributionCheck.CORRECT, AttributionCheck.CHAIN_COLLAPSED})
_TYPES = {
    SourceKind.PERSON: "Person",
    SourceKind.ORGANIZATION: "Organization",
    # schema.org has no type for several people without a name of their own
    SourceKind.GROUP: "Organization",
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The ClaimReview of one claim, and what an editor should look at before it is published."""

    claim: int
    record: dict[str, object]
    warnings: tuple[str, ...]

    @property
    def text(self) -> str:
        """The record as JSON that may stand in a page: nothing in it can end a script."""
        return json_text(self.record, indent=2).replace("<", "\\u003c") + "\n"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that is no ClaimReview, and why."""

    claim: int
    why: str


def claim_reviews(report: Report, name: str, publication: Publication) -> tuple[list[Reviewed], list[LeftOut]]:
    """The ClaimReviews of the document called `name`, and the claims that are left out.

    Raises InputError for a claim with a rating that the scale does not have, or with the rating in its words.
    """
    reviewed: list[Reviewed] = []
    left_out: list[LeftOut] = []
    for reported in report.in_order:
        rating = publication.scale.rating(reported.claim.review.rating, reported.claim.review.finding)
        why = _unfit(reported, rating)
        if why or rating is None:
            left_out.append(LeftOut(reported.claim.number, why))
        else:
            reviewed.append(_reviewed(report, reported, name, rating, publication))
    return reviewed, left_out


def _unfit(reported: ReportedClaim, rating: Rating | None) -> str:
    claim = reported.claim
    if claim.attribution is None or any(source.kind is SourceKind.OUTLET for source in claim.sources):
        return "it is the article's own, not a claim of others"
    if claim.review.state is not State.SIGNED_OFF:
        return "it is not signed off"
    if claim.review.attribution_check not in _SAID:
        return "nobody has confirmed that it was said"
    return "" if rating else "its finding has no public rating"


def _reviewed(report: Report, reported: ReportedClaim, name: str, rating: Rating, publication: Publication) -> Reviewed:
    claim = reported.claim
    said = " ".join(claim.text.split())
    names = "|".join(re.escape(one.name) for one in publication.scale.ratings)
    if re.match(rf"\W*({names})\s*[:–—-]", said, re.I) or re.search(rf"[(\[]({names})[)\]]\W*$", said, re.I):
        raise InputError(f"claim {claim.number} has a rating in its words (“{said}”); the claim alone is reviewed")
    record: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": publication.address(name, claim.number),
        "claimReviewed": said,
        "author": _named(
            "Organization", publication.author, publication.author_url and {"url": publication.author_url}
        ),
        **({"datePublished": reported.signed_at.date().isoformat()} if reported.signed_at else {}),
        **({"reviewBody": claim.review.public_note} if claim.review.public_note else {}),
        "reviewRating": _rated(rating, publication),
        "itemReviewed": _claim(report, reported, name, publication),
        "inLanguage": "en",
    }
    return Reviewed(claim.number, record, tuple(_warnings(said, reported)))


def _rated(rating: Rating, publication: Publication) -> dict[str, object]:
    rated: dict[str, object] = {"@type": "Rating", "alternateName": rating.name}
    if rating.value is not None:
        scale = publication.scale
        rated |= {"ratingValue": rating.value, "worstRating": scale.worst, "bestRating": scale.best}
    return rated


def _claim(report: Report, reported: ReportedClaim, name: str, publication: Publication) -> dict[str, object]:
    authors = [_author(source, publication) for source in reported.claim.sources if source.kind in _TYPES]
    published = report.published.isoformat() if report.published else None
    address = publication.articles[name].url if name in publication.articles else ""
    appearance: dict[str, object] = {"@type": "CreativeWork", "headline": report.title or name}
    if address:
        appearance["url"] = address
    if published:
        appearance["datePublished"] = published
    if report.outlet:
        appearance["publisher"] = _named("Organization", report.outlet)
    return {
        "@type": "Claim",
        **({"author": authors[0] if len(authors) == 1 else authors} if authors else {}),
        **({"datePublished": published} if published else {}),
        "appearance": appearance,
    }


def _author(source: SourceView, publication: Publication) -> dict[str, object]:
    known = publication.same_as.get(source.name)
    return _named(_TYPES[source.kind], source.name, known and {"sameAs": known})


def _named(kind: str, name: str, more: dict[str, str] | str | None = None) -> dict[str, object]:
    return {"@type": kind, "name": name, **(more if isinstance(more, dict) else {})}


def _warnings(said: str, reported: ReportedClaim) -> list[str]:
    warnings = []
    if len(said) >= LONG:
        warnings.append(f"its words are {len(said)} characters long; from {LONG} on they may be cut short")
    if not any(source.kind in _TYPES for source in reported.claim.sources):
        warnings.append("nobody who could be named stands behind it, so its author is left out")
    return warnings
