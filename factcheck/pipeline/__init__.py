"""From a document to everything that it yields."""

from factcheck.pipeline.extract import extract

__all__ = ["extract"]
