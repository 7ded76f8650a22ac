"""The option that lets a command fail where claims may not leave the desk."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from factcheck.cli.options import Command
from factcheck.reports.gates import Gate


def gates_option(says: str, **extra: Any) -> Callable[[Command], Command]:
    """The option --fail-on, whose value is a tuple of gates."""
    return click.option(
        "--fail-on",
        "gates",
        metavar="LIST",
        multiple=True,
        callback=_gates,
        help=f"{says}, with commas between: {', '.join(Gate)}.",
        **extra,
    )


def _gates(ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> tuple[Gate, ...]:
    known = [gate.value for gate in Gate]
    names = [name.strip().lower() for group in given for name in group.split(",")]
    for name in names:
        if name not in known:
            raise click.BadParameter(f"'{name}' is none of {', '.join(known)}", ctx, param)
    return tuple(map(Gate, names))
