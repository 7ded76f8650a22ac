"""A PostgreSQL server of one's own in a temporary folder, which a test may crash."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

OWNER = "owner"


def _program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else shutil.which(name)


class Cluster:
    """A server that asks for passwords; `address` names its database with the owner's, `safe_address` without."""

    def __init__(self, folder: Path, password: str, user: str | None) -> None:
        self._data = folder / "data"
        self._log = folder / "log"
        self._user = user
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        secret = folder / "password"
        secret.write_text(password)
        if user is not None:
            shutil.chown(folder, user)
            shutil.chown(secret, user)
        self._run("initdb", ["-D", self._data, "-U", OWNER, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8"])
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n")
        self.safe_address = f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/postgres"
        self.address = self.safe_address.replace("@", f":{password}@")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._run("pg_ctl", ["-D", self._data, "-l", self._log, "-w", "start"])

    def pull_the_plug(self) -> None:
        """Kill every process of the server at once, as a power cut would."""
        lines = (self._data / "postmaster.pid").read_text().splitlines()
        running = subprocess.run(["ps", "-o", "pid=", "--ppid", lines[0]], capture_output=True, text=True, check=False)
        for process in (lines[0], *running.stdout.split()):
            _kill(int(process))
        (self._data / "postmaster.pid").unlink()

    def stop(self) -> None:
        """Stop the server for good."""
        subprocess.run(
            self._command("pg_ctl", ["-D", self._data, "-m", "immediate", "stop"]), capture_output=True, check=False
        )

    def log(self) -> str:
        """What the server wrote into its log."""
        return self._log.read_text(errors="replace")

    def _run(self, program: str, arguments: Sequence[object]) -> None:
        # the server keeps standard output, so a pipe there would never end
        out = subprocess.DEVNULL
        command = self._command(program, arguments)
        made = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False, cwd="/")
        assert made.returncode == 0, made.stderr

    def _command(self, program: str, arguments: Sequence[object]) -> list[str]:
        as_user = [] if self._user is None else ["runuser", "-u", self._user, "--"]
        return [*as_user, str(_program(program)), *map(str, arguments)]


def _kill(process: int) -> None:
    """Kill a process that may be gone by now."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def cluster(password: str) -> Iterator[Cluster]:
    """A server that is gone at the end; skips where PostgreSQL's programs are not installed."""
    if _program("initdb") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs PostgreSQL's server programs")
        pytest.skip("PostgreSQL's server programs are not installed")
    user = None
    if os.geteuid() == 0:
        # the server refuses to run as root
        user = next((entry.pw_name for entry in pwd.getpwall() if entry.pw_name == "postgres"), None)
        if user is None:
            if os.environ.get("CI"):
                pytest.fail("CI needs the user postgres to run a server")
            pytest.skip("root cannot run a PostgreSQL server, and there is no user postgres")
    # pytest's own folders are closed to other users
    with TemporaryDirectory(prefix="factcheck-") as folder:
        made = Cluster(Path(folder), password, user)
        try:
            yield made
        finally:
            made.stop()
