"""What a person sets for themselves in a file, and what the program remembers of how they left it."""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from factcheck.domain.errors import InputError

SETTINGS_VARIABLE = "FACTCHECK_SETTINGS"
THEMES = ("dark", "light", "ansi", "ansi-light")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings file: `reviewer` and `theme` are None where it does not say; `keys` are keys by command id."""

    reviewer: str | None = None
    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


def path() -> Path:
    """Where the settings file lies, or would."""
    named = os.environ.get(SETTINGS_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_config_dir("factcheck", appauthor=False)) / "settings.toml"


def preferences() -> Preferences:
    """What the settings file says; nothing where there is none. Raises InputError, which names file and fault."""
    where = path()
    try:
        found = tomllib.loads(where.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if SETTINGS_VARIABLE in os.environ:
            raise InputError(f"{where}: is not there; make it, or change {SETTINGS_VARIABLE}") from None
        return Preferences()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{where}: cannot be read ({error}); check it") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: is no TOML ({error}); mend it") from None
    for name in found:
        if name not in ("reviewer", "theme", "keys"):
            raise InputError(f"{where}: {name} is not known; it may hold reviewer, theme and [keys]")
    theme = _text(where, found, "theme")
    if theme is not None and theme not in THEMES:
        raise InputError(f"{where}: theme “{theme}” is not known; it may be {', '.join(THEMES)}")
    return Preferences(_text(where, found, "reviewer"), theme, _keys(where, found.get("keys", {})))


def _text(where: Path, found: Mapping[str, object], name: str) -> str | None:
    value = found.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise InputError(f'{where}: {name} wants a text, as {name} = "…"')
    return value.strip()


def _keys(where: Path, found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        raise InputError(f'{where}: keys is a table; write [keys], and below it "review.checked" = "m"')
    keys: dict[str, str] = {}
    for name, value in _flat(found):
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not listed or not all(isinstance(key, str) and key for key in listed):
            raise InputError(f'{where}: keys of {name}: wants a key or a list of them, as "m" or ["m", "ctrl+k"]')
        keys[name] = ",".join("comma" if key == "," else key for key in listed)
    return keys


def _flat(found: Mapping[str, object]) -> list[tuple[str, object]]:
    """Names with a dot mean the same whether they stand in quotation marks or not."""
    flat: list[tuple[str, object]] = []
    for name, value in found.items():
        inner = [(f"{name}.{rest}", one) for rest, one in _flat(value)] if isinstance(value, dict) else None
        flat += [(name, value)] if inner is None else inner
    return flat


def state_folder() -> Path:
    """Where the program keeps what is neither the desk's nor a setting."""
    return Path(platformdirs.user_state_dir("factcheck", appauthor=False))


def _remembered_path() -> Path:
    return state_folder() / "remembered.json"


def remembered() -> dict[str, str]:
    """How the person left the program: nothing where that was never kept or cannot be read any more."""
    try:
        found = json.loads(_remembered_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # nothing depends on it: the program starts as for the first time
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def remember(**values: str) -> None:
    """Keep `values` with what is remembered. Raises InputError where that cannot be written."""
    where = _remembered_path()
    partial = where.with_name(f"{where.name}.{os.getpid()}")
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps({**remembered(), **values}), encoding="utf-8")
        partial.replace(where)
    except OSError as error:
        raise InputError(f"{where}: cannot be written ({error.strerror}); check its folder") from None
