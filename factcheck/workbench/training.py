"""A corrected document as training data, in the corpus format that `training` reads."""

from typing import Any

from factcheck.workbench.workbench import Workbench


def article_of(desk: Workbench, document: str) -> dict[str, Any]:
    """`{"id", "text", "attributions": [{"source", "cue", "content"}]}` with the attributions as reviewers left them.

    An attribution whose claims were all rejected, or given another one, is left out. Spans are `[start, end]` lists.
    """
    view, read = desk.attributions(document)
    return {
        "id": view.summary.name,
        "text": view.text,
        "attributions": [
            {role: [list(span) for span in getattr(said, role)] for role in ("source", "cue", "content")}
            for said in read
        ],
    }
