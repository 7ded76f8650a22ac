"""How the command ends: its exit code, and one line on standard error when it cannot do what was asked."""

import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from factcheck.domain.errors import FactcheckError
from factcheck.reports.files import reason

DONE = 0
CHECK_FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130
PIPE_CLOSED = 141


class CheckFailed(Exception):
    """A check that was asked for did not pass; the message is one line."""


class CommandLine(click.Group):
    """The outermost group: runs a command and turns whatever stops it into an exit code and one line."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run and exit; never returns, never shows a traceback for what a person can put right."""
        extra.update(prog_name="factcheck", standalone_mode=False)
        _fill_closed()
        _reconfigure()
        try:
            result = super().main(args, **extra)
            code = result if isinstance(result, int) else DONE
            sys.stdout.flush()
        except click.UsageError as error:
            code = _say(_usage(error), BAD_INPUT)
        except click.ClickException as error:
            code = _say(error.format_message(), BAD_INPUT)
        except click.Abort:
            code = INTERRUPTED
        except CheckFailed as error:
            code = _say(str(error), CHECK_FAILED)
        except FactcheckError as error:
            code = _say(str(error), BAD_INPUT)
        except OSError as error:
            code = _say(reason(error), BAD_INPUT)
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C and a reader that has gone away (`| head`) end it quietly."""
        # click's own main() would turn these into messages and into exit code 1
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _close_output()
            raise click.exceptions.Exit(PIPE_CLOSED) from None


def _say(message: str, code: int) -> int:
    # deferred: the help texts need none of it
    from factcheck.text.display import visible

    try:
        click.echo(f"factcheck: {visible(' '.join(message.split()))}", err=True)
    except OSError:
        # nobody can be told; the exit code still says it
        _close_output()
    return code


def _usage(error: click.UsageError) -> str:
    message = error.format_message().rstrip(".")
    if message[:2].istitle() and not message.startswith("'"):
        message = message[0].lower() + message[1:]
    command = error.ctx.command_path if error.ctx else "factcheck"
    return f"{message} See {command} --help" if message.endswith("?") else f"{message}; see {command} --help"


def _reconfigure() -> None:
    """Let any text be written, whatever the locale: files and pipes get UTF-8, terminals what they can show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


class _Closed(io.TextIOBase):
    """Standard output where there is none: who has nothing to say never learns of it."""

    def write(self, text: str, /) -> int:
        """Raises FactcheckError."""
        raise FactcheckError("standard output is closed; send it to a file, or to /dev/null")


def _fill_closed() -> None:
    """Let no file that is opened from here on take the place of a standard stream that the caller has closed."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    # Python has None for a stream that was closed when it started
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (it is there till the end)


def _close_output() -> None:
    """Point standard output nowhere, so that the interpreter's last flush does not fail again."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
