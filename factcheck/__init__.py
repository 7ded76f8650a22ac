"""Factcheck: who says what in a news article, claim by claim, reviewed at the terminal."""

__version__ = "0.1.0"
