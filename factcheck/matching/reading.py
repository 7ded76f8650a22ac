"""An alignment read word by word: what kind of quotation it is, and what differs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.domain.matching import Change, ChangeKind, Verdict
from factcheck.domain.spans import Span
from factcheck.matching.alignment import Alignment, Step
from factcheck.matching.changes import altering, changes, opposites, respelled_name, same_letters, turned_round, written
from factcheck.matching.edges import left_out_after, left_out_before, name_before, said_after, said_before
from factcheck.matching.ellipses import lost
from factcheck.matching.lemmas import akin
from factcheck.matching.printed import PartKind, Printed
from factcheck.matching.token import Token, TokenKind, folded
from factcheck.matching.words import words

_WRAP = re.compile(r"[ \t]*(?:\r\n|[\r\n\u2028\u2029])\s*")
_DIRECTION = re.compile(r"\s*[(\[][^()\[\]]{1,60}[)\]]")
_SENTENCE_END = re.compile(r"[.!?…][\"'“”‘’»)\]]*\s+[\"'“”‘’«(\[]*[^\W\d_a-zß-öø-ÿ]|[\r\n]\s*[\r\n]")
_ENDS_HERE = re.compile(r"[\"'“”‘’«»)\]]*(?:[.!?…]|\s*(?:[\r\n]|$))")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_OPENERS = "\"'“‘«„‚"
_CLOSERS = " \t\r\n\u00a0\"'“”‘’«»„"

# what an ellipsis may leave out before its two sides are pieces from distant places
_MOST_SKIPPED = 40
_SENTENCES_SKIPPED = 3
_LONG_SENTENCES = 20
# and what may be missing without one
_MOST_DROPPED = 12
_DROPPED_ACROSS_SENTENCES = 5
_LEAST_PIECE = 3
_ANY = frozenset({"any", "each"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one place makes of a quotation; `score` and `share` (of its words that stand there) are 0 to 1."""

    verdict: Verdict
    spans: tuple[Span, ...]
    changes: tuple[Change, ...]
    score: float
    share: float


@dataclass(slots=True)
class _Notes:
    """What was seen on the way through an alignment."""

    changes: list[Change] = field(default_factory=list)
    typographic: bool = False
    reworded: bool = False
    shortened: bool = False
    own_gaps: int = 0
    breaks: list[int] = field(default_factory=list)
    distant: bool = False


def read(printed: Printed, alignment: Alignment, text: str) -> Reading:
    """Read `alignment` of `printed` with words of `text`."""
    steps = alignment.steps
    notes = _Notes(shortened=printed.edited)
    pairs = [n for n, step in enumerate(steps) if _paired(step)]
    _edges(printed, steps, text, notes, pairs)
    for number in range(len(pairs)):
        _pair(steps[pairs[number]], text, printed, notes)
        if number + 1 < len(pairs):
            _between(steps, pairs, number, text, printed, notes)
    found = turned_round(notes.changes, _said_around(text, steps))
    if notes.own_gaps and notes.own_gaps == sum(
        part.kind is not PartKind.WORD or part.bracketed for part in printed.parts
    ):
        notes.shortened = False
    whole = sum(_weight(word) for word in printed.words)
    same = sum(_weight(step.part.token) for step in steps if step.part and step.part.token and _alike(step))
    share = same / max(whole, 1)
    verdict = _verdict(notes, found)
    score = alignment.score
    if verdict is not Verdict.VERBATIM:
        # a likeness is none of being the same
        score = min(score, 0.99)
    return Reading(verdict, _spans(steps, pairs, text, printed, notes), tuple(found), score, share)


def _verdict(notes: _Notes, found: Sequence[Change]) -> Verdict:
    if altering(found):
        return Verdict.MEANING_ALTERED
    if notes.distant:
        return Verdict.SPLICED
    if found or notes.reworded:
        return Verdict.WORDING_ALTERED
    if notes.shortened:
        return Verdict.SHORTENED
    return Verdict.TYPOGRAPHIC if notes.typographic else Verdict.VERBATIM


def _said_around(text: str, steps: Sequence[Step]) -> str:
    said = [step.token for step in steps if step.token is not None]
    return text[min(token.start for token in said) : max(token.end for token in said)]


def _weight(token: Token) -> int:
    return 1 if token.kind is TokenKind.WORD and len(token.norm) <= 3 else 2


def _paired(step: Step) -> bool:
    """Whether the step holds the same word on both sides."""
    return step.part is not None and step.token is not None and step.part.same(step.token)


def _alike(step: Step) -> bool:
    """Whether the step holds the same word on both sides, or two forms of it: "affect", "affects"."""
    if step.part is None or step.part.token is None or step.token is None:
        return False
    return _paired(step) or (step.token.kind is TokenKind.WORD and akin(step.token.norm, step.part.token.norm))


def _pair(step: Step, text: str, printed: Printed, notes: _Notes) -> None:
    """Two tokens that count as the same word: how are they written?"""
    assert step.part is not None and step.part.token is not None and step.token is not None
    ours, theirs = step.token, step.part.token
    if ours.text == theirs.text or (step.part.kept and ours.norm != theirs.norm):
        return
    notes.typographic = True
    if _beginning_of_short_form(ours, text) or _beginning_of_short_form(theirs, printed.text):
        # the "n't" that follows tells
        return
    if ours.kind is TokenKind.NUMBER or ours.norm.startswith("#"):
        return
    small, capital = sorted((ours, theirs), key=lambda token: token.acronym)
    if capital.acronym and not small.acronym and small.text.islower():
        # "US" is not "us"
        notes.changes.append(Change(ChangeKind.NAME, ours.text, theirs.text))
    elif (
        _letters(ours.text) != _letters(theirs.text)
        and ours.kind is not TokenKind.UNIT
        and not _abbreviated(ours, theirs)
    ):
        said, put = _word_around(ours, text), _word_around(theirs, printed.text)
        change = Change(ChangeKind.WORD, said, put)
        if change not in notes.changes:
            notes.changes.append(change)


def _beginning_of_short_form(token: Token, text: str) -> bool:
    """Whether the token is the "ca" of "can't"."""
    return text[token.end : token.end + 1] in ("n", "N") and text[token.end + 1 : token.end + 2] in (
        "'",
        "’",
        "‘",
        "ʼ",
        "`",
    )


def _letters(text: str) -> str:
    return "".join(letter for letter in folded(text) if letter.isalnum())


def _abbreviated(ours: Token, theirs: Token) -> bool:
    return ours.kind is TokenKind.DATE and theirs.kind is TokenKind.DATE


def _word_around(token: Token, text: str) -> str:
    """The whole word as written, with what a short form leaves of the one before it: "did not", "didn't"."""
    begin = token.start
    if token.text[:1] in "n'’" and begin and text[begin - 1].isalnum():
        while begin and (text[begin - 1].isalnum() or text[begin - 1] in "'’"):
            begin -= 1
        return text[begin : token.end]
    before = re.search(r"\w+\s+$", text[max(0, begin - 24) : begin])
    if token.norm == "not" and before:
        return " ".join((before.group() + token.text).split())
    return token.text


def _between(
    steps: Sequence[Step], pairs: Sequence[int], number: int, text: str, printed: Printed, notes: _Notes
) -> None:
    """What stands between one pair of same words and the next."""
    before, after = steps[pairs[number]], steps[pairs[number + 1]]
    inner = steps[pairs[number] + 1 : pairs[number + 1]]
    assert before.part and before.part.token and before.token and after.part and after.part.token and after.token
    if not inner:
        _separators(before, after, text, printed, notes)
        return
    said, put, skipped, replaced, inserted = _sorted_out(inner)
    inner_tokens = [step.token for step in inner if step.token is not None]
    gap = any(step.part is not None and step.part.kind is PartKind.GAP for step in inner)
    crossed = len(_SENTENCE_END.findall(text, before.token.end, after.token.start + 1))
    if gap and not inner_tokens and _ELLIPSIS.search(text, before.token.end, after.token.start):
        # the document has the ellipsis, too
        notes.own_gaps += 1
        notes.typographic = True
    elif gap:
        notes.breaks.append(number)
        far = len(skipped) > _MOST_SKIPPED or (crossed >= _SENTENCES_SKIPPED and len(skipped) > _LONG_SENTENCES)
        notes.distant = notes.distant or far
        if not far:
            notes.changes.extend(lost(skipped, before.token, after.token, text))
    sides = min(number + 1, len(pairs) - number - 1)
    dropped = len(said) - len(put)
    if (
        not gap
        and sides >= _LEAST_PIECE
        and (dropped > _MOST_DROPPED or (crossed and dropped > _DROPPED_ACROSS_SENTENCES))
    ):
        notes.distant = True
        notes.breaks.append(number)
        said = []
    for owned, owner in ((said, before.token), (put, before.part.token)):
        if owned and owned[0].norm == "'s" and not (said and put):
            # "the senator's brother" is not the senator
            whose = text if owned is said else printed.text
            own = written([owner, *owned], whose)
            both = (own, owner.text) if owned is said else (owner.text, own)
            notes.changes.append(Change(ChangeKind.NAME, *both))
            said, put = [], []
    if gap and (denying := opposites(skipped, put)) is not None:
        # "rejected the offer but accepted", "… accepted the offer"
        notes.changes.append(Change(ChangeKind.NEGATION, denying[0].text, denying[1].text))
    beside = TokenKind.NAME in (before.token.kind, after.token.kind)
    notes.changes.extend(_insertions(replaced, inserted, text, printed.text))
    notes.changes.extend(_changed(said, put, text, printed.text, notes, beside))


def _sorted_out(
    inner: Sequence[Step],
) -> tuple[list[Token], list[Token], list[Token], list[Token], list[Token]]:
    """Words said and printed, skipped by an ellipsis, replaced by an insertion, inserted."""
    said: list[Token] = []
    put: list[Token] = []
    skipped: list[Token] = []
    replaced: list[Token] = []
    inserted: list[Token] = []
    into = said
    for step in inner:
        if step.part is not None:
            if step.part.kind is PartKind.GAP:
                into = skipped
            elif step.part.kind is PartKind.INSERTION:
                into = replaced
                inserted.extend(step.part.inserted)
            else:
                into = said
                if step.part.token is not None:
                    put.append(step.part.token)
        if step.token is not None:
            into.append(step.token)
    return said, put, skipped, replaced, inserted


def _changed(
    said: list[Token], put: list[Token], text: str, printed_text: str, notes: _Notes, beside: bool
) -> list[Change]:
    if not said and not put:
        return []
    if same_letters(said, put):
        notes.typographic = True
        return []
    if len(said) == len(put) == 1 and said[0].kind is put[0].kind is TokenKind.NAME and respelled_name(said[0], put[0]):
        return [Change(ChangeKind.WORD, said[0].text, put[0].text)]
    return changes(said, put, text, printed_text, beside)


def _insertions(replaced: list[Token], inserted: list[Token], text: str, printed_text: str) -> list[Change]:
    """What brackets alter: a negation or hedge put in or taken out, a number or name put for another."""
    if not inserted and not replaced:
        return []
    if inserted and replaced and text[: replaced[0].start].rstrip()[-1:] in ("[", "("):
        # the document's own brackets hold other words
        return changes(replaced, inserted, text, printed_text)
    found: list[Change] = []
    if (anyone := next((token for token in replaced if token.norm in _ANY), None)) and inserted:
        # "[high] doses" are not any
        found.append(Change(ChangeKind.HEDGE, anyone.text, written(inserted, printed_text)))
    for change in changes(replaced, inserted, text, printed_text):
        one_sided = not change.said or not change.printed
        explaining = (
            change.kind in (ChangeKind.NAME, ChangeKind.DATE, ChangeKind.NUMBER, ChangeKind.UNIT) and not change.said
        )
        if change.kind is ChangeKind.WORD or explaining:
            continue
        if change.kind is ChangeKind.NAME and (one_sided or change.said.lower() in words().persons):
            # "[his]" for "my", "[Smith]" for "he"
            continue
        found.append(change)
    return found


def _separators(before: Step, after: Step, text: str, printed: Printed, notes: _Notes) -> None:
    assert before.part and before.part.token and before.token and after.part and after.part.token and after.token
    ours = text[before.token.end : after.token.start]
    put = printed.text[before.part.token.end : after.part.token.start]
    if ours == put or _joint(printed, before.part.token.end, after.part.token.start):
        return
    ours, put = _WRAP.sub(" ", ours), _WRAP.sub(" ", put)
    if ours == put:
        return
    ours = _DIRECTION.sub("", ours)
    notes.typographic = True
    if ("?" in ours) != ("?" in put):
        notes.changes.append(
            Change(ChangeKind.WORD, before.token.text + ours.strip(), before.part.token.text + put.strip())
        )


def _joint(printed: Printed, start: int, end: int) -> bool:
    """Whether the article interrupts the quotation here ("We will," Kim said, "and …")."""
    at = 0
    for span in printed.quoted.spans[:-1]:
        at += len(span)
        if start <= at <= end:
            return True
        at += 1
    return False


def _edges(printed: Printed, steps: Sequence[Step], text: str, notes: _Notes, pairs: Sequence[int]) -> None:
    """Words of the quotation before the first and after the last that both have, and where its sentence ends."""
    first, last = pairs[0], pairs[-1]
    for piece in filter(None, (steps[:first], steps[last + 1 :])):
        said, put, _, replaced, inserted = _sorted_out(piece)
        begins, ends = steps[first].token, steps[last].token
        if put and not said and begins is not None and ends is not None:
            said = said_before(text, begins, put) if piece[0] is steps[0] else said_after(text, ends, put)
        if inserted and not replaced and not said and begins is not None and piece[0] is steps[0]:
            # "[Calder] sold": who sold, if not Calder?
            replaced = name_before(text, begins)
        notes.changes.extend(_insertions(replaced, inserted, text, printed.text))
        notes.changes.extend(_changed(said, put, text, printed.text, notes, False))
    if not first:
        notes.changes.extend(left_out_before(printed, steps[0], text))
        notes.typographic = notes.typographic or _other_mark(printed, steps[0], text)
    final = steps[last]
    if last != len(steps) - 1 or final.token is None or final.part is None or final.part.token is None:
        return
    notes.changes.extend(left_out_after(printed, final, text))
    printed_end = printed.text[final.part.token.end :].strip(_CLOSERS)
    said_end = _ENDS_HERE.match(text, final.token.end)
    asked = said_end is not None and "?" in said_end.group()
    if (printed_end.startswith("?") and not asked) or (
        printed.quoted.whole and asked and printed_end[:1] in (".", "!")
    ):
        notes.changes.append(
            Change(
                ChangeKind.WORD,
                final.token.text + (said_end.group().strip() if said_end else ""),
                final.part.token.text + printed_end[:1],
            )
        )
    elif printed.quoted.whole and printed_end[:1] in (".", "!") and said_end is None:
        notes.shortened = True


def _other_mark(printed: Printed, step: Step, text: str) -> bool:
    """Whether a quotation mark opens the first word in one of both and another in the other."""
    assert step.part is not None and step.part.token is not None and step.token is not None
    put = printed.text[: step.part.token.start].strip()
    said = text[max(0, step.token.start - 1) : step.token.start]
    return put in _OPENERS and said in _OPENERS and put != said and bool(put) and bool(said)


def _spans(steps: Sequence[Step], pairs: Sequence[int], text: str, printed: Printed, notes: _Notes) -> tuple[Span, ...]:
    """The stretches of the document that the quotation takes, parted where it leaves much out."""
    found: list[Span] = []
    begin = 0
    for stop in [*(pairs[number] for number in notes.breaks), len(steps) - 1]:
        here = [step.token for step in steps[begin : stop + 1] if step.token is not None]
        found.append(Span(min(token.start for token in here), here[-1].end))
        begin = next((pair for pair in pairs if pair > stop), stop)
    last = steps[-1]
    if last.part is None or last.part.token is None or last.token is None:
        return tuple(found)
    end, at = found[-1].end, last.part.token.end
    while end < len(text) and at < len(printed.text) and text[end] == printed.text[at] and not text[end].isalnum():
        end, at = end + 1, at + 1
    found[-1] = Span(found[-1].start, found[-1].start + len(text[found[-1].start : end].rstrip()))
    return tuple(found)
