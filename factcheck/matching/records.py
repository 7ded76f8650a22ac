"""What others call a fact check, made into ours: ClaimReview, the Fact Check Tools API, tables, our exports."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from factcheck.domain.matching import EarlierCheck
from factcheck.matching.dates import plain_date

_CLAIM = ("claimreviewed", "claim", "claimtext", "statement", "claimchecked", "text")
_RATING = (
    "rating",
    "textualrating",
    "reviewrating",
    "ratingname",
    "alternatename",
    "verdict",
    "truthrating",
    "label",
    "finding",
)
_URL = ("url", "link", "reviewurl", "claimreviewurl", "factcheckurl")
_CLAIMANT = ("claimant", "speaker", "claimauthor", "author", "source", "saidby")
_REVIEWER = ("publisher", "reviewer", "publishername", "organization", "factchecker", "checkedby")
_DATE = ("claimdate", "date", "datepublished", "reviewdate", "checkedat")
_ID = ("id", "identifier", "checkid", "number")
CLAIM_COLUMNS = frozenset(_CLAIM)
_UNDECIDED = ("", "none")
_LARGEST_NESTING = 8
_PREFIX = re.compile(r"^(?:schema:|https?://schema\.org/)")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")


class NotACheck(Exception):
    """A record without a claim that was reviewed; the message says what is missing."""


def column(name: str) -> str:
    """A column's or key's name without case, blanks and marks."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def checks_of(value: object, place: str) -> Iterator[EarlierCheck]:
    """The checks in one JSON value; `place` names those that have neither id nor address. Raises NotACheck."""
    found = list(_within(value, place, 0))
    if not found and not (isinstance(value, dict) and _of_another_type(value)):
        raise NotACheck("holds no claimReviewed; give ClaimReview objects")
    yield from found


def checks_of_row(row: Mapping[str, str], place: str) -> Iterator[EarlierCheck]:
    """The check in one row of a table, by the names of its columns. Raises NotACheck where the claim is empty."""
    own = "attributioncheck" in row and "finding" in row
    if own and row["finding"].strip() in _UNDECIDED:
        return
    claim = _first(row, _CLAIM)
    if not claim:
        raise NotACheck("has no claim")
    identity = _first(row, _ID)
    if own:
        # our tables put an apostrophe before what a spreadsheet would run
        claim = claim[1:] if re.match(r"'[\s\"'“”]*[=+\-@]", claim) else claim
        identity = f"{row.get('document', '')}#{identity}"
    yield EarlierCheck(
        id=identity or _first(row, _URL) or place,
        claim=claim,
        rating=_first(row, _RATING),
        url=_first(row, _URL),
        claimant=_first(row, _CLAIMANT),
        reviewer=_first(row, _REVIEWER),
        date=plain_date(_first(row, _DATE)),
    )


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := " ".join((row.get(name) or "").split()))), "")


def _of_another_type(value: Mapping[str, object]) -> bool:
    """A node of a graph that is something else (an article, an organisation), or a claim of ours that is undecided."""
    kinds = _types(value)
    other = bool(kinds) and kinds.isdisjoint(("ClaimReview", "DataFeedItem", "DataFeed"))
    # what was taken out of a feed leaves an empty item
    emptied = "item" in value and not value["item"]
    return other or emptied or ("finding" in value and "attribution_check" in value)


def _within(value: object, place: str, depth: int) -> Iterator[EarlierCheck]:
    if depth > _LARGEST_NESTING:
        return
    if isinstance(value, list):
        for item in value:
            yield from _within(item, place, depth + 1)
    elif isinstance(value, dict):
        value = _unprefixed(value)
        if "claimReviewed" in value or _is_review(value):
            yield from _claim_review(value, place)
        elif "finding" in value and "attribution_check" in value:
            yield from _our_claim(value, place)
        elif isinstance(value.get("claimReview"), list) and _words(value.get("text")):
            yield from _api_claim(value, place)
        else:
            for key in ("item", "dataFeedElement", "@graph", "claims", "itemListElement", "claimReview", "review"):
                if isinstance(value.get(key), list | dict):
                    yield from _within(value[key], place, depth + 1)
            if set(map(column, value)) & CLAIM_COLUMNS and not any(isinstance(v, list | dict) for v in value.values()):
                # a flat object: a row of a table, written as JSON
                yield from checks_of_row({column(key): _words(cell) for key, cell in value.items()}, place)


def _unprefixed(value: dict[str, object]) -> dict[str, object]:
    """`value` with keys as schema.org has them, where they are written "schema:url" or "https://schema.org/url"."""
    if not any(key.startswith(("schema:", "http")) for key in value):
        return value
    return {_PREFIX.sub("", key): inner for key, inner in value.items()}


def _types(value: Mapping[str, object]) -> frozenset[str]:
    kinds = value.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(_PREFIX.sub("", kind) for kind in found if isinstance(kind, str))


def _is_review(value: Mapping[str, object]) -> bool:
    return "ClaimReview" in _types(value)


def _claim_review(value: Mapping[str, object], place: str) -> Iterator[EarlierCheck]:
    """https://schema.org/ClaimReview; the claim may also be in what was reviewed, and that in another."""
    reviewed = _object(value.get("itemReviewed"))
    while "author" not in reviewed and isinstance(inner := reviewed.get("itemReviewed"), dict):
        reviewed = {**inner, **{key: of for key, of in reviewed.items() if key != "itemReviewed"}}
    told = value.get("claimReviewed") or _first_of(reviewed, "text", "name", "headline", "description")
    claims = told if isinstance(told, list) else [told]
    url = _address(value.get("url")) or _words(value.get("@id")) or _address(value.get("mainEntityOfPage"))
    claimant = _name(reviewed.get("author")) or _name(reviewed.get("creator"))
    for seen in ("firstAppearance", "appearance"):
        claimant = claimant or _name(_object(reviewed.get(seen)).get("author"))
    for claim in map(_words, claims):
        if claim:
            yield EarlierCheck(
                id=_words(value.get("@id"))
                or _words(value.get("identifier"))
                or _words(value.get("id"))
                or url
                or place,
                claim=claim,
                rating=_rating(value.get("reviewRating")),
                url=url,
                claimant=claimant,
                reviewer=_name(value.get("author")) or _name(value.get("publisher")),
                date=_date(reviewed) or _date(value),
            )


def _api_claim(value: Mapping[str, object], place: str) -> Iterator[EarlierCheck]:
    """https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims"""
    reviews = value["claimReview"]
    for review in reviews if isinstance(reviews, list) else ():
        one = _object(review)
        yield EarlierCheck(
            id=_words(one.get("url")) or place,
            claim=_words(value.get("text")),
            rating=_words(one.get("textualRating")),
            url=_words(one.get("url")),
            claimant=_words(value.get("claimant")),
            reviewer=_name(one.get("publisher")),
            date=plain_date(_words(value.get("claimDate"))) or plain_date(_words(one.get("reviewDate"))),
        )


def _our_claim(value: Mapping[str, object], place: str) -> Iterator[EarlierCheck]:
    """A claim of one of our own exports; only where something was found about it."""
    finding, text = _words(value.get("finding")), _words(value.get("text"))
    if finding in _UNDECIDED or not text:
        return
    sources = value.get("sources")
    names = [_name(source) for source in sources] if isinstance(sources, list) else []
    yield EarlierCheck(
        id=f"{_words(value.get('document'))}#{_words(value.get('number'))}" if value.get("document") else place,
        claim=text,
        rating=finding,
        claimant="; ".join(filter(None, names)),
        reviewer=_words(value.get("checked_by")),
        date=_words(value.get("checked_at")),
    )


def _rating(value: object) -> str:
    if isinstance(value, list):
        return next(filter(None, map(_rating, value)), "")
    if not isinstance(value, dict) or "@value" in value:
        return _words(value)
    return _first_of(value, "alternateName", "name", "ratingValue", "ratingExplanation")


def _name(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_name, value)))
    if isinstance(value, dict):
        return _words(value.get("name")) or _words(value.get("site"))
    return _words(value)


def _object(value: object) -> Mapping[str, object]:
    if isinstance(value, list):
        return next((item for item in value if isinstance(item, dict)), {})
    return value if isinstance(value, dict) else {}


def _first_of(value: Mapping[str, object], *keys: str) -> str:
    return next((word for key in keys if (word := _words(value.get(key)))), "")


def _address(value: object) -> str:
    """A link, however it is given: a text, an object with an id, the first of several."""
    if isinstance(value, list):
        return next(filter(None, map(_address, value)), "")
    return _first_of(value, "@id", "url") if isinstance(value, dict) and "@value" not in value else _words(value)


def _date(value: Mapping[str, object]) -> str:
    return next((date for key in ("datePublished", "dateCreated") if (date := plain_date(_words(value.get(key))))), "")


def _words(value: object) -> str:
    """A text or number in one line, without the marks of a web page; nothing for what holds none.

    Of several, the first; of {"@value": …, "@language": …}, the value.
    """
    if isinstance(value, list):
        return next(filter(None, map(_words, value)), "")
    if isinstance(value, dict):
        return _words(value.get("@value"))
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value != value:
        return ""
    text = str(value)
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    if "&" in text:
        text = unescape(text)
    return " ".join(text.encode("utf-8", "replace").decode().split())
