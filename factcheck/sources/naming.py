"""Where a text names people and bodies: capitalised stretches, without titles before and possessives after."""

import re
from collections.abc import Iterator
from dataclasses import replace

from factcheck.domain.spans import Span
from factcheck.sources.acronyms import acronyms, spelled_out
from factcheck.sources.compounds import taken_apart
from factcheck.sources.lexicon import lexicon
from factcheck.sources.mention import Mention
from factcheck.sources.metonyms import stands_for

_TITLE = (
    r"(?:Sens?|Reps?|Gov|Gen|Mrs?|Ms|Messrs|Drs?|Prof|Rev|Lt|Col|Sgt|Capt|Adm|Maj|Brig|Cmdr|Cpl"
    r"|St|Jr|Sr|Mt|Inc|Corp|Co|Ltd)\."
)
_PREFIX = r"(?:(?:al|el|ul|bin|ben)-|[dl][’'])"
_WORD = rf"(?:{_TITLE}|(?:[A-Z]\.){{2,}}|[A-Z]\.|{_PREFIX}?[A-ZÀ-ÖØ-Þ][\w’'&-]*(?<![’'-]))"
_PARTICLES = r"(?:(?:de|da|di|do|dos|du|del|della|la|las|los|von|van|der|den|bin|ibn|al|el|bint|ten|ter|y|e)[ \u00a0])"
_AND = r"(?:and|&)[ \u00a0]"
_LINK = rf"(?:[ \u00a0](?:{_PARTICLES}{{1,3}}|(?:of|for|on)[ \u00a0](?:the[ \u00a0])?|{_AND}(?:the[ \u00a0])?)?)"
_NAME = re.compile(rf"(?<![\w’'.@#])(?:{_WORD})(?:{_LINK}(?:{_WORD}))*")
_SIGNED = re.compile(r"(?<!\w)@[A-Za-z]\w{1,29}")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_PARTY = re.compile(r"[RDI]-[A-Z][\w.]*")
_LINK_BEFORE = re.compile(r"(?://|www\.|\.(?:com|org|net|gov|ly|co)/)\S*$")
_COMPOUND = re.compile(r"-[a-z]")
_LOWER = re.compile(r"(?<![\w’'-])[a-z][\w’'-]*")
_DERIVED = re.compile(r"[\w.’' -]+-(?:based|led|born|backed|controlled|leaning|trained|heavy|style|era|area|[a-z]+ed)")
_DERIVED_BEFORE = re.compile(r"[\w.’']+-(?:based|led|born|backed|controlled|[a-z]{3,}ed) (?=[A-Z])")
_LETTERS = re.compile(r"[^\W\d_][\w’'-]*")
# Longer words that headlines set small
_SMALL = frozenset({"from", "with", "over", "into", "than", "that", "after", "about", "between", "through", "against"})
_MOST_SMALL = 0.1
_MONTH_BEFORE = re.compile(
    r"(?:in|since|by|until|of|last|this|next|early|late|mid|from|to|on|and|between) $", re.IGNORECASE
)
# "Theresa May", "Mrs. May", not "Theresa (May 3)" or "Dr. March 5"
_BEARER = re.compile(r"(?<!\w)([A-Z][\w’'-]*\.?) (April|August|June|March|May|Will)(?:[’']s)?(?![\w’'-])(?! \d)")
_ACTS = re.compile(r"(?:[’']s)? (?!be\b|have\b)(?:\w+ed|\w+s|said|told|met|won|lost|made|took|will|had|could|would)\b")
_DAY = re.compile(r" \d")
_NOUNS = ("group_heads", "document_heads", "poll_heads", "issued_heads", "roles")


def mentions(text: str, sentences: list[Span]) -> list[Mention]:
    """The names in `text`, in order; in headlines, where every word has a capital, only names that the rest gives."""
    plain: list[Mention] = []
    headlines: list[Span] = []
    common = frozenset(_LOWER.findall(text))
    borne = _borne(text)
    for sentence in sentences:
        if _title_case(text, sentence):
            headlines.append(sentence)
        else:
            plain.extend(_in_sentence(text, sentence, common, borne))
    plain.extend(Mention(Span(*m.span()), m.group()) for m in _SIGNED.finditer(text))
    plain = _with_acronyms(text, plain)
    known = _known_words(plain)
    for sentence in headlines:
        plain.extend(
            _in_headline(text, sentence, known) or ([] if known else _in_sentence(text, sentence, common, borne))
        )
    return sorted(_with_families(text, plain), key=lambda m: m.span)


def _with_acronyms(text: str, found: list[Mention]) -> list[Mention]:
    """Long forms that hold lower-case words ("Alliance to Reclaim Our Schools") as one mention."""
    for long, _ in acronyms(text):
        inside = [m for m in found if long.covers(m.span)]
        if not any(m.span == long for m in inside) and text[long.start].isupper():
            crossing = [m for m in found if m.span.overlaps(long)]
            found = [m for m in found if m not in crossing]
            found.append(Mention(long, " ".join(long.of(text).split())))
    return found


def _title_case(text: str, sentence: Span) -> bool:
    known = lexicon()
    every = _LETTERS.findall(text, *sentence)
    words = [w for w in every if len(w) > 3]
    small = [w for w in words if w[0].islower() and w not in _SMALL]
    if any(len(w) == 3 and w[0].islower() and not known.has("function_words", w) for w in every):
        # "Prime Minister Jane Roe met Angela Merkel"
        return False
    return len(words) > 3 and len(small) <= _MOST_SMALL * len(words)


def _known_words(found: list[Mention]) -> dict[str, list[list[str]]]:
    """The names and their last words, as lists of words by their first one."""
    known: dict[str, list[list[str]]] = {}
    for name in {m.name for m in found}:
        words = name.split()
        for form in [words, words[-1:]] if len(words) > 1 else [words]:
            forms = known.setdefault(form[0].lower(), [])
            if form not in forms:
                forms.append(form)
    for forms in known.values():
        forms.sort(key=len, reverse=True)
    return known


def _in_headline(text: str, sentence: Span, known: dict[str, list[list[str]]]) -> list[Mention]:
    found: list[Mention] = []
    words = list(re.finditer(r"[\w.’'-]*[\w.]", text[sentence.start : sentence.end]))
    at = 0
    while at < len(words):
        bare = [_POSSESSIVE.sub("", w.group()).rstrip(".,") for w in words[at : at + 8]]
        fitting = next(
            (
                form
                for form in known.get(bare[0].lower(), [])
                if [w.rstrip(".").lower() for w in form] == [b.lower() for b in bare[: len(form)]]
            ),
            None,
        )
        if fitting and words[at].group()[0].isupper() and not lexicon().has("function_words", bare[0]):
            begin = sentence.start + words[at].start()
            end = sentence.start + words[at + len(fitting) - 1].start() + len(bare[len(fitting) - 1])
            found.append(Mention(Span(begin, end), " ".join(fitting), headline=True))
            at += len(fitting)
        else:
            at += 1
    return found


def _borne(text: str) -> frozenset[str]:
    """The months that are somebody's family name in `text`: "Theresa May"."""
    words = lexicon()
    honorifics = ("honorifics_he", "honorifics_she", "titles")
    return frozenset(
        found[2]
        for found in _BEARER.finditer(text)
        if words.pronoun_of(found[1]) or any(words.has(kind, found[1]) for kind in honorifics)
    )


def _in_sentence(text: str, sentence: Span, common: frozenset[str], borne: frozenset[str]) -> Iterator[Mention]:
    words = lexicon()
    for match in _NAME.finditer(text, *sentence):
        begin, name = match.start(), match.group()
        if text[max(0, begin - 1)] == "/" and _LINK_BEFORE.search(text, max(0, begin - 200), begin):
            continue
        if text[max(0, begin - 1)] == "-" or _COMPOUND.match(text, match.end()):
            # "anti-U.S.", "Russian-led"
            continue
        first = begin - sentence.start <= 2 or text[begin - 1] in "“\"‘'(:—–"
        name = _before_weekday(name, borne)
        if (derived := _DERIVED_BEFORE.match(name)) is not None:
            # "Pyongyang-based KCNA"
            begin, name = begin + derived.end(), name[derived.end() :]
        while (head := re.match(r"[\w’'.-]+\s+(?:of\s|for\s|on\s|and\s|&\s)?(?:the\s)?", name)) and _no_name(
            text, begin, head.group().split()[0], name[head.end() :], first
        ):
            begin += head.end()
            name = name[head.end() :]
        bare = _POSSESSIVE.sub("", name)
        if bare in borne:
            lone = (first and begin == match.start()) or _MONTH_BEFORE.search(
                text, max(0, begin - 12), begin
            ) is not None
            lone = (lone and not _ACTS.match(text, match.end())) or _DAY.match(text, match.end()) is not None
        else:
            lone = any(words.has(kind, bare) for kind in ("function_words", "lone_words", "pronouns_he"))
        if len(bare) < 2 or (lone and not spelled_out(text, bare)):
            continue
        if _PARTY.fullmatch(bare) or _DERIVED.fullmatch(bare) or words.has("abbreviated_states", bare.rstrip(".")):
            continue
        if bare.isupper() and bare.lower() in words.body_classes:
            # "the PAC" is a noun
            continue
        if first and " " not in bare and bare not in borne and _common(bare, common) and not spelled_out(text, bare):
            continue
        for mention in taken_apart(bare, begin):
            the = text[max(0, mention.span.start - 4) : mention.span.start].lower() == "the "
            named = (the and stands_for(text, f"the {mention.name}")) or stands_for(text, mention.name)
            yield replace(mention, name=named or mention.name)


def _before_weekday(name: str, borne: frozenset[str]) -> str:
    """`name` up to a word that is none: "John Roe on Tuesday" is "John Roe"."""
    words = lexicon()
    for match in re.finditer(r"\s(?:(?:of|for|on|and|&)\s)?(?:the\s)?([A-Z][\w’'.]*)", name):
        word = match.group(1)
        known = any(words.has(kind, word) for kind in ("titles", "group_heads")) or _POSSESSIVE.sub("", word) in borne
        if words.has("function_words", word) and not known:
            return name[: match.start()]
    return name


def _no_name(text: str, at: int, word: str, rest: str, first: bool) -> bool:
    """Whether a word with a capital in front of the name `rest` is no part of it."""
    words = lexicon()
    bare = word.rstrip(".,")
    if words.has("function_words", bare):
        given = bare == word and words.pronoun_of(bare) and _MONTH_BEFORE.search(text, max(0, at - 12), at) is None
        return not (spelled_out(text, bare) or (given and rest[:1].isupper()))
    if first and words.has("rivals", bare):
        return True
    return first and (words.has("group_heads", bare) or (bare.isupper() and len(bare) > 5))


def _common(word: str, common: frozenset[str]) -> bool:
    """Whether a lone word at the start of a sentence owes its capital to that."""
    words = lexicon()
    lower = word.lower()
    return (
        lower in common
        or lower.endswith(("ly", "ing", "ed", "tion", "ment", "ness"))
        or any(words.has(kind, form) for form in (lower, lower.removesuffix("s")) for kind in _NOUNS)
    )


def _with_families(text: str, found: list[Mention]) -> list[Mention]:
    """ "James and Olive Meehan" names two of one family; "Hold Jane Roe" at a sentence's start names Jane Roe."""
    lex = lexicon()
    found = sorted(found, key=lambda m: m.span)
    names = {m.name for m in found}
    mended: list[Mention] = []
    for number, mention in enumerate(found):
        words = mention.name.split()
        following = found[number + 1] if number + 1 < len(found) else None
        if len(words) == 1 and following is not None and lex.pronoun_of(mention.name):
            between = text[mention.span.end : following.span.start]
            theirs = following.name.split()
            if between in (" and ", " & ") and len(theirs) == 2 and lex.pronoun_of(theirs[0]) and not following.role:
                mention = Mention(mention.span, f"{mention.name} {theirs[1]}", mention.role)
        elif len(words) > 2 and " ".join(words[1:]) in names and not lex.pronoun_of(words[0]) and not mention.role:
            mention = Mention(Span(mention.span.end - len(" ".join(words[1:])), mention.span.end), " ".join(words[1:]))
        mended.append(mention)
    return mended
