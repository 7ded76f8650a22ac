"""The way of the data: document → sentences → attributions → sources → claims."""

from factcheck.domain.extraction import Document, Extraction


def extract(document: Document) -> Extraction:
    """Read `document`."""
    raise NotImplementedError
