"""Whose desk it is: where the database lies and who is at the keyboard."""

import getpass
import os
from pathlib import Path

import platformdirs

from factcheck.workbench import preferences

DATABASE_VARIABLE = "FACTCHECK_DATABASE"
REVIEWER_VARIABLE = "FACTCHECK_REVIEWER"


def database(given: str | None = None) -> str:
    """The database to use: what is given, else what the environment names, else SQLite in the user's data folder."""
    return given or os.environ.get(DATABASE_VARIABLE) or str(default_path())


def default_path() -> Path:
    """The SQLite file of a one-person desk."""
    return Path(platformdirs.user_data_dir("factcheck", appauthor=False)) / "desk.db"


def reviewer(given: str | None = None) -> str:
    """Who decides: what is given, else what the environment names, else the settings file, else the login name."""
    named = (given or os.environ.get(REVIEWER_VARIABLE) or "").strip()
    named = named or preferences.preferences().reviewer or ""
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"
