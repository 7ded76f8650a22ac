"""Capitals and abbreviations that stand for states."""

import re
from functools import cache

from factcheck.sources.lexicon import lexicon

_ABBREVIATED = re.compile(r"(?:the )?(?:(?:[a-z]\.){2,}|us|uk|un|eu|dprk|america)")

# "Brussels" in an article on the European Union; not where it is the scene, or Belgium's
_UNION = ("brussels", "the brussels")
_UNION_NAMED = re.compile(r"(?<!\w)(?:European (?:Union|Commission|Parliament|Council)|E\.U\.|EU)(?!\w)")
_UNION_SEATED = re.compile(r"(?<!\w)(?:Belgium|Belgian|Brussels (?:airport|metro|attacks|police|prosecutors?))(?!\w)")


def stands_for(text: str, words: str) -> str | None:
    """The state that a capital or an abbreviation stands for; a capital or "the North" only where the text names it."""
    lower = words.lower()
    if lower in _UNION and _UNION_NAMED.search(text) and not _UNION_SEATED.search(text):
        return "European Union"
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
