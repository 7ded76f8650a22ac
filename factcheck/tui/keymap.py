"""Keys that a person gave to commands in their settings file, and how keys are spelt on the screen."""

from collections.abc import Mapping

from textual.app import App
from textual.keys import Keys, _character_to_key

from factcheck.domain.errors import InputError
from factcheck.tui.commands import COMMANDS, Command
from factcheck.workbench import preferences

_KNOWN = frozenset(key.value for key in Keys) | {"space", "plus", "minus", "comma"}
_SPELT = {
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "asterisk": "*",
    "minus": "-",
    "comma": ",",
    "equals_sign": "=",
}
_SPELT |= {"right_square_bracket": "]", "left_square_bracket": "[", "full_stop": ".", "less_than_sign": "<"}
_SPELT |= {"greater_than_sign": ">", "escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp"}
_SPELT |= {"down": "↓", "up": "↑", "left": "←", "right": "→"}
_BY_ID = {command.id: command for command in COMMANDS}
_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")


def keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """`keys` (by command id, with commas between) as Textual names them.

    Raises InputError for a command or key that is not there, and for a key that two commands of a screen would have.
    """
    found: dict[str, str] = {}
    for name, given in keys.items():
        if name not in _BY_ID:
            raise InputError(f"{preferences.path()}: there is no command {name}; factcheck keys lists them")
        found[name] = ",".join(_named(name, key) for key in given.split(","))
    _refuse_twice(found)
    return found


def _named(command: str, key: str) -> str:
    *modifiers, base = key.strip().split("+") if key.strip() != "+" else ["plus"]
    if len(base) == 1:
        base = _character_to_key(base)
    is_known = base.lower() in _KNOWN or len(base) == 1 or base in _CHARACTERS
    if not is_known or any(modifier not in _MODIFIERS for modifier in modifiers):
        raise InputError(f"{preferences.path()}: {command}: “{key}” is no key; write it as m, F2, ctrl+k or space")
    return "+".join([*modifiers, base if len(base) == 1 else base.lower()])


_CHARACTERS = frozenset(_character_to_key(chr(code)) for code in range(33, 127))


def _refuse_twice(keys: Mapping[str, str]) -> None:
    taken: dict[tuple[str, str], str] = {}
    for command in COMMANDS:
        for key in keys.get(command.id, command.keys).split(","):
            other = taken.setdefault((command.screen, key), command.id)
            if other != command.id:
                raise InputError(
                    f"{preferences.path()}: {spelt(key)} would be {other} and {command.id}; give one another key"
                )


def shown(command: Command, keys: Mapping[str, str]) -> str:
    """How help spells the keys of `command`, those that were given to it if any were."""
    return " ".join(spelt(key) for key in keys[command.id].split(",")) if command.id in keys else command.shown


def spelt(key: str) -> str:
    """A key as people write it."""
    *modifiers, base = key.split("+")
    letter = base.upper() if modifiers else base
    base = _SPELT.get(base, letter if len(base) == 1 else base.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), base])


def key_of(app: App[object], command: str) -> str:
    """How the first key of a command is spelt now."""
    keys: Mapping[str, str] = getattr(app, "keys_given", {})
    return spelt(keys.get(command, _BY_ID[command].keys).split(",")[0])
