"""Where a text names people and bodies: capitalised stretches, without titles before and possessives after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon

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
_LINKED = re.compile(r"\s(?:of|for|on)\s(?:the\s)?")
_JOINED = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_OWNED = re.compile(r"(?<=\w)[’']s\s|(?<=s)[’']\s")
_PARTY = re.compile(r"[RDI]-[A-Z][\w.]*")
_ABBREVIATED = re.compile(r"(?:the )?(?:(?:[a-z]\.){2,}|us|uk|un|eu|dprk|america)")
_LINK_BEFORE = re.compile(r"(?://|www\.|\.(?:com|org|net|gov|ly|co)/)\S*$")
_COMPOUND = re.compile(r"-[a-z]")
_LOWER = re.compile(r"(?<![\w’'-])[a-z][\w’'-]*")
_DERIVED = re.compile(r"[\w.’' -]+-(?:based|led|born|backed|controlled|leaning|trained|heavy|style|era|area|[a-z]+ed)")
_DERIVED_BEFORE = re.compile(r"[\w.’']+-(?:based|led|born|backed|controlled|[a-z]{3,}ed) (?=[A-Z])")
_LETTERS = re.compile(r"[^\W\d_][\w’'-]*")
# Longer words that headlines set small
_SMALL = frozenset({"from", "with", "over", "into", "than", "that", "after", "about", "between", "through", "against"})
_MOST_SMALL = 0.1
# "Alliance to Reclaim Our Schools (AROS)"
_ACRONYM = re.compile(r"\(\s?[“\"]?(?:the )?([A-Z][A-Za-z&.-]{1,9})[”\"]?\s?\)")
_MONTH_BEFORE = re.compile(
    r"(?:in|since|by|until|of|last|this|next|early|late|mid|from|to|on|and|between) $", re.IGNORECASE
)
# "Theresa May", "Mrs. May", not "Theresa (May 3)" or "Dr. March 5"
_BEARER = re.compile(r"(?<!\w)([A-Z][\w’'-]*\.?) (April|August|June|March|May|Will)(?:[’']s)?(?![\w’'-])(?! \d)")
_ACTS = re.compile(r"(?:[’']s)? (?!be\b|have\b)(?:\w+ed|\w+s|said|told|met|won|lost|made|took|will|had|could|would)\b")
_DAY = re.compile(r" \d")
_CAPITALS = re.compile(r"(?:[A-Z][a-z’'-]+(?: (?:of|for|the|and|in) | ))+[A-Z][a-z’'-]+$")
_NOUNS = ("group_heads", "document_heads", "poll_heads", "issued_heads", "roles")
# whose schools, hospitals and churches are called after them
_PATRONS = frozenset({"King", "Queen", "Queens", "Prince", "Princess", "Mary", "Women", "Men", "Boys", "Girls"})
_UNSPLIT = frozenset(
    {
        "women",
        "men",
        "people",
        "children",
        "veterans",
        "workers",
        "farmers",
        "teachers",
        "mcdonald",
        "moody",
        "macy",
        "lowe",
        "kohl",
        "levi",
        "lloyd",
    }
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names somebody: `name` is bare, `role` the titles before it and `suffix` "s" where it owns."""

    span: Span
    name: str
    role: str = ""
    headline: bool = False

    @property
    def honorific(self) -> str:
        """The last title, in lower case."""
        return self.role.split()[-1].lower() if self.role else ""


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


def acronyms(text: str) -> Iterator[tuple[Span, Span]]:
    """Each long form with the span of the acronym in parentheses after it (Schwartz & Hearst, PSB 2003)."""
    for match in _ACRONYM.finditer(text):
        short = re.sub(r"[^A-Za-z]", "", match.group(1))
        before = text[max(0, match.start() - 120) : match.start()].rstrip()
        begin = _long_form(short, before)
        if begin is None:
            begin = _foreign_form(short, before)
        if begin is not None:
            shift = max(0, match.start() - 120)
            yield Span(shift + begin, shift + len(before)), Span(*match.span(1))


def _long_form(short: str, before: str) -> int | None:
    """Where in `before` the long form begins whose words give the letters of `short`, from the right."""
    words = [m for m in re.finditer(r"[\w’'&-]+", before)][-(len(short) + 5) :]
    letter = len(short) - 1
    for word in reversed(words):
        initials = [part[0] for part in word.group().split("-") if part] if "-" in word.group() else [word.group()[0]]
        for initial in reversed(initials):
            if (
                letter >= 0
                and initial.lower() == short[letter].lower()
                and (initial.isupper() or short[letter].islower())
            ):
                letter -= 1
        if letter < 0:
            return word.start()
    return None


def _foreign_form(short: str, before: str) -> int | None:
    """Where the name begins of which `short` has other letters, being those of another language: "(MSF)"."""
    name = _CAPITALS.search(before) if len(short) > 2 and short.isupper() else None
    if name is None:
        return None
    words = re.sub(r"^(?:The|In|At|For|From|But|And) ", "", name.group())
    given = lexicon().pronoun_of(words.split()[0])
    return None if given or " " not in words or lexicon().is_place(words) else len(before) - len(words)


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
        if len(bare) < 2 or (lone and not _spelled_out(text, bare)):
            continue
        if _PARTY.fullmatch(bare) or _DERIVED.fullmatch(bare) or words.has("abbreviated_states", bare.rstrip(".")):
            continue
        if bare.isupper() and bare.lower() in words.body_classes:
            # "the PAC" is a noun
            continue
        if first and " " not in bare and bare not in borne and _common(bare, common) and not _spelled_out(text, bare):
            continue
        for mention in _taken_apart(bare, begin):
            the = text[max(0, mention.span.start - 4) : mention.span.start].lower() == "the "
            named = (the and stands_for(text, f"the {mention.name}")) or stands_for(text, mention.name)
            yield replace(mention, name=named or mention.name)


def stands_for(text: str, words: str) -> str | None:
    """The state that a capital or an abbreviation stands for; a capital or "the North" only where the text names it."""
    lower = words.lower()
    state = lexicon().metonyms.get(lower)
    if state is None or _ABBREVIATED.fullmatch(lower):
        return state
    return state if _names(text, state) and not _surname_too(text, words) else None


def _names(text: str, state: str) -> bool:
    """Whether `text` names the state, if only by its adjective: "Germany", "the German chipmaker"."""
    forms = lexicon().states.get(state, (state,))
    return any(form in text and _standing_alone(form).search(text) for form in forms)


@cache
def _standing_alone(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")


def _surname_too(text: str, word: str) -> bool:
    """Whether the text has a person of that name, too: "Adriana Lima", "Santiago Pena"."""
    given = lexicon().pronoun_of
    before = (m.group(1) for m in re.finditer(rf"([A-Z]\w+) {re.escape(word)}(?!\w)", text))
    if any(given(name) for name in before):
        return True
    return bool(given(word)) and re.search(rf"(?<!\w){re.escape(word)} [A-Z][a-z]", text) is not None


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
        return not (_spelled_out(text, bare) or (given and rest[:1].isupper()))
    if first and words.has("rivals", bare):
        return True
    return first and (words.has("group_heads", bare) or (bare.isupper() and len(bare) > 5))


def _spelled_out(text: str, word: str) -> bool:
    """Whether a word in capitals is short for a name of the text: "WHO" beside "World Health Organization"."""
    if len(word) < 3 or not word.isupper() or not word.isalpha():
        return False
    return (
        re.search(r"(?<!\w)" + r" (?:(?:of|for|the|and) )*".join(rf"{letter}[a-z]+" for letter in word), text)
        is not None
    )


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


def _taken_apart(name: str, begin: int) -> Iterator[Mention]:
    """One mention, or several where "and", "of" or a possessive joins names ("Russia’s Kursk")."""
    words = lexicon()
    owned = _OWNED.search(name)
    if owned and not _owned_name(name[: owned.start()], name[owned.end() :]):
        yield from _taken_apart(name[: owned.start()], begin)
        yield from _taken_apart(name[owned.end() :], begin + owned.end())
        return
    joined = _JOINED.search(name)
    while joined is not None:
        left, right = name[: joined.start()], name[joined.end() :]
        if not _one_body(left, right):
            yield from _taken_apart(left, begin)
            yield from _taken_apart(right, begin + joined.end())
            return
        joined = _JOINED.search(name, joined.end())
    linked = _LINKED.search(name)
    if linked is not None:
        left, right = name[: linked.start()], name[linked.end() :]
        head = left.split()[-1].lower()
        after = right.split()
        given = next((i for i, word in enumerate(after[:-1]) if i and words.pronoun_of(word)), None)
        if given is not None and words.has("titles", head):
            # "Speaker of the House Newt Gingrich"
            at = begin + linked.end() + right.index(f" {after[given]} ") + 1
            role = " ".join(name[: at - begin].split())
            yield Mention(Span(at, begin + len(name)), " ".join(after[given:]), role)
            return
        place = words.is_place(right)
        titled = [words.has("titles", word) for word in left.split()]
        bare = left.split()[titled.index(False) :] if False in titled else []
        person = len(bare) > 1 and words.pronoun_of(bare[0]) != ""
        person = person or (place and titled[0] and titled.count(False) > 0 and not titled[-1])
        if person or words.has("group_heads", head) or (place and head in ("republican", "democrat", "sen.", "rep.")):
            yield from _taken_apart(left, begin)
            yield from _taken_apart(right, begin + linked.end())
            return
    yield from _titled(name, begin)


def _owned_name(left: str, right: str) -> bool:
    """Whether a possessive is part of a name: "Children’s Hospital", "St. Anne’s Hospital", "King’s College London"."""
    if left.split()[-1].lower() in _UNSPLIT or left.endswith("s’s"):
        return True
    named = left.split()[-2:-1] == ["St."] or left.split()[-1] in _PATRONS
    body = [word for word in right.split()[:2] if lexicon().has("organization_heads", word)]
    return named and bool(body)


def _one_body(left: str, right: str) -> bool:
    """Whether "and" stands inside one name: "Securities and Exchange Commission", not "Iran and the Pentagon"."""
    words = lexicon()
    first, last = left.split(), right.split()
    if not words.has("organization_heads", last[-1]) and not _LINKED.search(left):
        return False
    if words.has("organization_heads", first[-1]) and len(first) > 1:
        return words.has("organization_heads", last[-1]) and len(last) == 1
    if words.is_place(left) or words.has("media", left):
        return False
    return not (len(first) > 1 and words.pronoun_of(first[0])) and not (len(last) > 1 and words.pronoun_of(last[0]))


def _titled(name: str, begin: int) -> Iterator[Mention]:
    """Titles before a person's name become its role; a body's name among them is a mention of its own."""
    words = lexicon()
    parts = [(m.group(), m.start()) for m in re.finditer(r"\S+", name)]
    whole = Mention(Span(begin, begin + len(name)), " ".join(name.split()))
    at = -1
    if len(parts) > 1 and not words.has("organization_heads", parts[-1][0]) and not _LINKED.search(name):
        at = max((i for i, (word, _) in enumerate(parts[:-1]) if words.has("titles", word)), default=-1)
    if at >= 0 and at + 2 < len(parts) and [w.lower() for w, _ in parts[at : at + 2]] == ["chief", "executive"]:
        at += 1
    if at < 0 and len(parts) > 3 and words.has("roles", parts[-3][0]) and words.pronoun_of(parts[-2][0]):
        # "New York City Public Advocate Jane Roe"
        at = len(parts) - 3
    if at < 0 or whole.name.lower() in words.words["places"]:
        if not words.has("demonyms", parts[-1][0]):
            yield whole
        return
    rest = parts[at + 1 :]
    bare = [word for word, _ in parts[: at + 1]]
    no_body = ("titles", "title_modifiers", "demonyms")
    body = [word for word in bare if not any(words.has(kind, word) for kind in no_body)]
    if body and bare[: len(body)] == body:
        yield Mention(Span(begin, begin + parts[len(body) - 1][1] + len(body[-1])), " ".join(body))
    yield Mention(Span(begin + rest[0][1], begin + len(name)), " ".join(w for w, _ in rest), " ".join(bare))
