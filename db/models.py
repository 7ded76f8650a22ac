"""The tables. A draft's text is stored once; everything else points into it by spans."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy import text as condition
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from factcheck.domain.evidence import Bearing, Rank
from factcheck.domain.extraction import QuotationType, SourceKind
from factcheck.domain.review import AttributionCheck, Finding, State

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives moments back without their zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def closed_set(kind: type[StrEnum]) -> Enum:
    """A column type that holds the values of `kind` and nothing else."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=kind.__name__.lower(),
        values_callable=lambda k: [member.value for member in k],
    )


class Base(DeclarativeBase):
    """All tables."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, str: Text, list[Any]: JSON}


class DocumentRow(Base):
    """An article under check; `draft` is the number of the draft whose text it is."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    outlet: Mapped[str | None]
    published: Mapped[date | None]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    draft: Mapped[int] = mapped_column(default=1)
    drafts: Mapped[list["DraftRow"]] = relationship(order_by="DraftRow.number")
    claims: Mapped[list["ClaimRow"]] = relationship(order_by="ClaimRow.number")
    sources: Mapped[list["SourceRow"]] = relationship()


class DraftRow(Base):
    """One immutable version of a document's text."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    text: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    sentences: Mapped[list[Any]]
    added_at: Mapped[datetime]


class SourceRow(Base):
    """A person or body of one document; `body_id` is the lowest number of the sources that are one with it, if any.

    Which those are follows from `SourceLinkRow`.
    """

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[SourceKind] = mapped_column(closed_set(SourceKind))
    description: Mapped[str]
    mentions: Mapped[list[Any]]
    body_id: Mapped[int | None] = mapped_column(index=True)


class SourceLinkRow(Base):
    """A reviewer's word that two sources are the `same` body, or are not. A row never changes, as with evidence."""

    __tablename__ = "source_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    same: Mapped[bool]
    reason: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class AttributionRow(Base):
    """Who said what, as the article has it."""

    __tablename__ = "attribution"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    source: Mapped[list[Any]]
    cue: Mapped[list[Any]]
    content: Mapped[list[Any]]
    quotation: Mapped[QuotationType] = mapped_column(closed_set(QuotationType))
    confidence: Mapped[float]


class ClaimRow(Base):
    """One checkable assertion with the present state of its review.

    `struck` when a reviewer says that it is none; `cut` is the number of the draft that no longer has it, while
    `draft_id` stays with the last that did.
    """

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        # most claims are nobody's: what is not in the index costs nothing when the desk asks whose work is where
        # said for SQLite alone, as below: an option of PostgreSQL's would load its dialect at every start
        Index("ix_claim_assigned_to", "assigned_to", "document_id", sqlite_where=condition("assigned_to IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    attribution_id: Mapped[int | None] = mapped_column(ForeignKey("attribution.id"), index=True)
    number: Mapped[int]
    spans: Mapped[list[Any]]
    quoted: Mapped[list[Any]]
    text: Mapped[str]
    checkable: Mapped[bool]
    checkworthiness: Mapped[float]
    flags: Mapped[list[Any]]
    state: Mapped[State] = mapped_column(closed_set(State), index=True)
    finding: Mapped[Finding] = mapped_column(closed_set(Finding), index=True)
    attribution_check: Mapped[AttributionCheck] = mapped_column(closed_set(AttributionCheck))
    note: Mapped[str]
    reason: Mapped[str]
    correction: Mapped[str]
    rating: Mapped[str]
    public_note: Mapped[str]
    checked_by: Mapped[str | None]
    signed_by: Mapped[str | None]
    assigned_to: Mapped[str | None]
    second_by: Mapped[str | None]
    struck: Mapped[bool] = mapped_column(default=False)
    cut: Mapped[int | None]
    version: Mapped[int]
    document: Mapped[DocumentRow] = relationship(viewonly=True)
    draft: Mapped[DraftRow] = relationship(viewonly=True)
    attribution: Mapped[AttributionRow | None] = relationship()
    credits: Mapped[list["CreditRow"]] = relationship(order_by="CreditRow.position")
    evidence: Mapped[list["EvidenceRow"]] = relationship(order_by="EvidenceRow.id")
    replies: Mapped[list["ReplyRow"]] = relationship(order_by="ReplyRow.id")
    check_links: Mapped[list["CheckLinkRow"]] = relationship(
        order_by="CheckLinkRow.id", foreign_keys="CheckLinkRow.claim_id"
    )

    @classmethod
    def stands(cls) -> ColumnElement[bool]:
        """Whether the document's text has it, and nobody says that it is none."""
        return cls.struck.is_(False) & cls.cut.is_(None)


class CreditRow(Base):
    """A source of a claim, or (`relay`) one through which it reached the article."""

    __tablename__ = "credit"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    relay: Mapped[bool]
    source: Mapped[SourceRow] = relationship()


class EvidenceRow(Base):
    """What a finding rests on, as `Citation` has it. A row never changes: what is corrected is withdrawn
    and stated anew under the same number, what an undo takes back is withdrawn."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    url: Mapped[str]
    archive_url: Mapped[str]
    locator: Mapped[str]
    accessed: Mapped[date | None]
    rank: Mapped[Rank | None] = mapped_column(closed_set(Rank))
    bearing: Mapped[Bearing | None] = mapped_column(closed_set(Bearing))
    independent_of: Mapped[list[Any]]
    quotation: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class EvidenceDocumentRow(Base):
    """A document that quotations are held against, as `EvidenceDocument` has it; its text lies in its passages."""

    __tablename__ = "evidence_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    origin: Mapped[str]
    published: Mapped[date | None]
    speaker: Mapped[str]
    language: Mapped[str]
    rank: Mapped[Rank | None] = mapped_column(closed_set(Rank))
    sha256: Mapped[str] = mapped_column(unique=True)
    length: Mapped[int]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class PassageRow(Base):
    """A stretch of an evidence document's text; one after the other they are the whole of it."""

    __tablename__ = "evidence_passage"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("evidence_document.id"))
    number: Mapped[int]
    text: Mapped[str]


class SpokenRow(Base):
    """That an evidence document holds words of a source."""

    __tablename__ = "evidence_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("evidence_document.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    withdrawn: Mapped[bool] = mapped_column(default=False)


class EarlierCheckRow(Base):
    """A check that was imported, as `EarlierCheck` has it. `key` is the hash of all that tells it from another."""

    __tablename__ = "earlier_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str]
    claim: Mapped[str]
    rating: Mapped[str]
    url: Mapped[str]
    claimant: Mapped[str]
    reviewer: Mapped[str]
    date: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]


class CheckLinkRow(Base):
    """A reviewer's word that a claim is the `same` as one checked before, or is not. A row never changes."""

    __tablename__ = "check_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    check_id: Mapped[int | None] = mapped_column(ForeignKey("earlier_check.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"))
    same: Mapped[bool]
    score: Mapped[float]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    check: Mapped[EarlierCheckRow | None] = relationship()
    other: Mapped["ClaimRow | None"] = relationship(foreign_keys=[other_id])


class ReplyRow(Base):
    """A right of reply on a claim, as `Request` has it. A row never changes, as with evidence."""

    __tablename__ = "reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    number: Mapped[int]
    person: Mapped[str]
    asked: Mapped[datetime]
    deadline: Mapped[datetime | None]
    answer: Mapped[str]
    answered: Mapped[datetime | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class EventRow(Base):
    """One change. `decision` groups the events of one keystroke; `digest` chains the log (see `db.log`).

    `role` is who logged in to the PostgreSQL server, None in a file.
    """

    __tablename__ = "event"
    __table_args__ = (
        # the last event of a document is at the end of its stretch of the index
        Index("ix_event_document_id", "document_id", "id"),
        # few events take another back
        Index("ix_event_undoes", "undoes", sqlite_where=condition("undoes IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    decision: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime]
    by: Mapped[str]
    role: Mapped[str | None]
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    note: Mapped[str]
    version: Mapped[int]
    undoes: Mapped[int | None]
    previous: Mapped[str] = mapped_column(unique=True, index=True)
    digest: Mapped[str]


class SettingRow(Base):
    """A rule that all of a desk share."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
