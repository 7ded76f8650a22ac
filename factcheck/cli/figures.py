"""`factcheck figures`: what articles count, measure and date, and what they say of the same thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import click

from factcheck.cli.listing import csv_lines, json_array
from factcheck.cli.options import database_option, named, of_kind, records_option, workbench
from factcheck.cli.output import Bar, screen_width
from factcheck.cli.reading import articles
from factcheck.cli.table import Column, lines
from factcheck.domain.figures import Comparable, FigureKind, Reckoning, StatedFigure
from factcheck.reports.tables import Cell, listed
from factcheck.reports.words import chain
from factcheck.text.display import one_line

_WEEKS = {"sunday": 6, "monday": 0}
_HEADS = (
    Column("figure", share=3),
    Column("value", share=3),
    Column("of", share=2),
    Column("source", share=2),
    Column("document", share=2),
    Column("no", number=True),
    Column("as of", share=1),
    Column("beside it", share=3),
)
# below this a terminal has no room for all columns of what is compared
_WIDE = 100
_SUMS = (Column("document", share=1), Column("verdict"), Column("calculation", share=4))
_COLUMNS = (
    "document", "claim", "as_of", "figure", "offsets", "kind", "bound", "low", "high", "unit", "counted", "event",
    "start", "end", "sources", "via", "same_thing", "difference_low", "difference_high", "overlap_low", "overlap_high",
    "relation", "sentence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that one call has read; `counts` are the reckonings with the document that each stands in."""

    stated: list[StatedFigure]
    counts: list[tuple[str, Reckoning]]


@click.command(short_help="List figures; lay side by side what sources say of the same thing.")
@click.argument("names", nargs=-1, metavar="[FILE… | DOCUMENT…]")
@click.option("--kind", "kinds", multiple=True, type=of_kind(FigureKind), help="Only of this kind; may be repeated.")
@click.option("--same", "only_same", is_flag=True, help="Only figures that tell of the same thing as another.")
@click.option(
    "--week-starts",
    type=click.Choice(list(_WEEKS)),
    default="sunday",
    show_default=True,
    help="Where a week begins, for “last week”.",
)
@records_option("figure")
@database_option
def figures(
    names: Sequence[str], kinds: Sequence[str], only_same: bool, week_starts: str, form: str, database: str | None
) -> None:
    """List what articles count, measure, price and date, read out as numbers and days.

    FILE is as for extract, and no database is opened. With --database the words name documents of the desk; with
    neither, all of the desk is read. Relative dates are reckoned from the article's date.
    """
    week = _WEEKS[week_starts]
    on_desk = named("database", database) is not None or not names
    read = _desk(names, week, database) if on_desk else _files(names, week)
    # deferred: what compares takes longer to import than the help
    from factcheck.figures.grouping import comparables

    wanted = {FigureKind(kind) for kind in kinds} or set(FigureKind)
    stated = [one for one in read.stated if one.figure.kind in wanted]
    groups = comparables(stated)
    if only_same:
        kept = sorted({place for group in groups for place in group.places})
        stated = [stated[place] for place in kept]
        groups = comparables(stated)
    if form == "json":
        json_array(_records(stated, groups, read.counts))
    elif form == "csv":
        csv_lines(_COLUMNS, _rows(stated, groups))
    else:
        _tables(stated, groups, read.counts)


def _files(names: Sequence[str], week: int) -> _Read:
    given = articles(names)
    from factcheck.figures.arithmetic import reckonings
    from factcheck.figures.stating import of_extraction
    from factcheck.pipeline import extract

    read = _Read([], [])
    with Bar("reading", given.count, given.length) as bar:
        for document in given:
            found = extract(document)
            read.stated.extend(of_extraction(found, week))
            counted = reckonings(document.text, found.sentences, document.published)
            read.counts.extend((document.id, one) for one in counted)
            bar.advance()
    return read


def _desk(names: Sequence[str], week: int, database: str | None) -> _Read:
    with workbench(database) as desk:
        from factcheck.workbench.figures import figures_of

        read = _Read([], [])
        summaries = desk.documents()
        with Bar("reading", len(names) or len(summaries), 0) as bar:
            for view in desk.document_views(names):
                stated, counts = figures_of(view, week)
                read.stated.extend(stated)
                read.counts.extend((view.summary.name, one) for one in counts)
                bar.advance()
    return read


def _records(
    stated: Sequence[StatedFigure], groups: Sequence[Comparable], counts: Sequence[tuple[str, Reckoning]]
) -> Iterator[dict[str, object]]:
    beside = _beside(groups)
    for number, one in enumerate(stated):
        figure, group = one.figure, beside.get(number)
        record: dict[str, object] = {
            "id": number,
            "document": one.document,
            "claim": one.claim,
            "as_of": _day(one.as_of),
            "figure": one.quoted,
            "span": list(figure.span),
            "kind": figure.kind.value,
            "bound": figure.bound.value,
            "low": _plain(figure.low),
            "high": _plain(figure.high),
            "unit": figure.unit,
            "counted": figure.counted,
            "event": list(figure.event),
            "start": _day(figure.start),
            "end": _day(figure.end),
            "sources": list(one.sources),
            "via": list(one.via),
            "same_thing": None,
            "arithmetic": [
                {"verdict": count.verdict.value, "calculation": count.calculation}
                for name, count in counts
                if name == one.document and count.span.overlaps(figure.span)
            ],
            "sentence": one.sentence,
        }
        if group is not None:
            told = next((c for c in group.comparisons if c.other == number), None)
            record["same_thing"] = {
                "thing": group.thing,
                "figures": list(group.places),
                "relation": told.relation.value if told else None,
                "to": told.to if told else None,
                "difference": [_plain(limit) for limit in told.difference] if told else None,
                "overlap": [_plain(limit) for limit in told.overlap] if told and told.overlap else None,
            }
        yield record


def _rows(stated: Sequence[StatedFigure], groups: Sequence[Comparable]) -> Iterator[Sequence[Cell]]:
    beside = _beside(groups)
    for number, one in enumerate(stated):
        figure, group = one.figure, beside.get(number)
        told = next((c for c in group.comparisons if c.other == number), None) if group else None
        overlap = told.overlap if told and told.overlap else (None, None)
        yield (
            one.document,
            one.claim,
            _day(one.as_of),
            one.quoted,
            f"{figure.span.start}-{figure.span.end}",
            figure.kind.value,
            figure.bound.value,
            _plain(figure.low),
            _plain(figure.high),
            figure.unit,
            figure.counted,
            listed(figure.event),
            _day(figure.start),
            _day(figure.end),
            listed(one.sources),
            listed(one.via),
            group.thing if group else "",
            *((_plain(limit) for limit in told.difference) if told else (None, None)),
            *map(_plain, overlap),
            told.relation.value if told else "",
            one.sentence,
        )


def _beside(groups: Iterable[Comparable]) -> dict[int, Comparable]:
    return {place: group for group in groups for place in group.places}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _tables(
    stated: Sequence[StatedFigure], groups: Sequence[Comparable], counts: Sequence[tuple[str, Reckoning]]
) -> None:
    if not stated:
        click.echo("no figures; the articles count, measure and date nothing", err=True)
        return
    from factcheck.figures.writing import comparison

    blocks: list[tuple[str, list[tuple[int, str]]]] = []
    for group in groups:
        beside = {c.other: comparison(c, stated[c.other].figure) for c in group.comparisons}
        blocks.append((f"The same thing: {group.thing}", [(n, beside.get(n, "")) for n in group.places]))
    grouped = {place for group in groups for place in group.places}
    rest = [(number, "") for number in range(len(stated)) if number not in grouped]
    if rest:
        blocks.append(("Figures" if not groups else "Other figures", rest))
    for at, (title, places) in enumerate(blocks):
        if at:
            click.echo()
        click.echo(one_line(title))
        # what is the same in every row leaves its room to the others
        same = {"document" if len({one.document for one in stated}) < 2 else ""}
        same.add("as of" if len({one.as_of for one in stated}) < 2 else "")
        compared = any(told for _, told in places)
        if compared and (screen_width() or _WIDE) < _WIDE:
            # the title says of what; JSON and CSV have the day
            same |= {"of", "as of"}
        shown = [n for n, head in enumerate(_HEADS) if head.title not in same]
        if not compared:
            shown.remove(len(_HEADS) - 1)
        rows = [(*_cells(stated[number]), told) for number, told in places]
        heads, rows = [_HEADS[n] for n in shown], [tuple(row[n] for n in shown) for row in rows]
        for line in lines(heads, rows, screen_width()):
            click.echo(line)
    if counts:
        click.echo("\nArithmetic")
        cells = [(name, one.verdict.value.replace("_", " "), one.calculation) for name, one in counts]
        for line in lines(_SUMS, cells, screen_width()):
            click.echo(line)


def _cells(one: StatedFigure) -> tuple[str, ...]:
    from factcheck.figures.writing import value

    return (
        one.quoted,
        value(one.figure),
        " ".join(filter(None, (one.figure.counted, f"({', '.join(one.figure.event)})" if one.figure.event else ""))),
        chain(one.sources, one.via, "own voice" if one.claim else "–"),
        one.document,
        str(one.claim or "–"),
        _day(one.as_of) or "–",
    )
