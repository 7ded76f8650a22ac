"""What else reads who said what, run on the same text: textacy, and rules over a spaCy parse.

Both are optional: `pip install spacy textacy` and a spaCy model of English.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MODELS = ("en_core_web_md", "en_core_web_sm")
VERBS = frozenset(
    word
    for line in (Path(__file__).parent / "verbs.txt").read_text(encoding="utf-8").splitlines()
    for word in line.split()
    if not line.startswith("#")
)


def peers() -> Iterator[tuple[str, Callable[[str], int]]]:
    """Each peer that is installed: its name, and a function from a text to the number of attributions it finds."""
    parser = _parser()
    if parser is None:
        return
    yield f"spaCy {parser.meta['name']}, parse alone", lambda text: len(list(parser(text).sents))
    yield f"rules over spaCy {parser.meta['name']}", lambda text: len(list(by_rule(parser(text))))
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return

    def by_textacy(text: str) -> int:
        found = 0
        for paragraph in text.split("\n\n"):
            try:
                found += len(list(direct_quotations(parser(paragraph))))
            except ValueError:
                continue  # it gives up a paragraph whose quotation marks are uneven
        return found

    yield "textacy direct_quotations", by_textacy


def by_rule(parsed: Any) -> Iterator[tuple[str, str, str]]:
    """Source, cue and content of every verb of speech with a clausal complement.

    That is the syntactic rule of the Gender Gap Tracker (Asr et al., 2021).
    """
    for token in parsed:
        if token.lemma_ not in VERBS or token.pos_ != "VERB":
            continue
        source = next((child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        content = next((child for child in token.children if child.dep_ in ("ccomp", "parataxis")), None)
        if source is not None and content is not None:
            yield (
                " ".join(t.text for t in source.subtree),
                token.text,
                " ".join(t.text for t in content.subtree),
            )


def _parser() -> Any:
    try:
        import spacy
    except ImportError:
        return None
    for name in MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=["ner"])
    return None
