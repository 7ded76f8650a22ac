"""What else reads who said what, run on the same text: textacy, and rules over a spaCy parse.

Both are optional: `pip install spacy textacy` and a spaCy model of English.
"""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

VERBS = frozenset(
    word
    for line in (Path(__file__).parent / "verbs.txt").read_text(encoding="utf-8").splitlines()
    for word in line.split()
    if not line.startswith("#")
)


def peers() -> Iterator[tuple[str, Callable[[], Callable[[str], object]]]]:
    """Each peer that is installed: its name, and a function that loads what reads a text."""
    model = _model()
    if model is None:
        return
    yield f"{model}, parse alone", lambda: _parser(model)
    yield f"rules over {model}", lambda: _rules(_parser(model))
    if find_spec("textacy") is not None:
        yield f"textacy over {model}", lambda: _by_textacy(_parser(model))


def _model() -> str | None:
    """The first model of English that spaCy has here."""
    if find_spec("spacy") is None:
        return None
    import spacy

    return next((name for name in sorted(spacy.util.get_installed_models()) if name.startswith("en_core_web")), None)


def _parser(model: str) -> Any:
    import spacy

    return spacy.load(model, exclude=["ner"])


def _rules(parser: Any) -> Callable[[str], object]:
    return lambda text: list(by_rule(parser(text)))


def _by_textacy(parser: Any) -> Callable[[str], object]:
    from textacy.extract import direct_quotations

    def read(text: str) -> int:
        found = 0
        for paragraph in text.split("\n\n"):
            try:
                found += len(list(direct_quotations(parser(paragraph))))
            except ValueError:
                continue  # it gives up a paragraph whose quotation marks are uneven
        return found

    return read


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
