"""The wheel, installed in an empty environment away from the checkout, does the main job."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh installation of the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = ["-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([sys.executable, *pip, "wheel", "--no-deps", "--wheel-dir", folder, ROOT], check=True)
    venv.create(folder / "venv", with_pip=True)
    (wheel,) = folder.glob("factcheck_desk-*.whl")
    subprocess.run([folder / "venv" / "bin" / "python", *pip, "install", wheel], check=True)
    return folder / "venv" / "bin" / "factcheck"


def test_the_main_job(program: Path, tmp_path: Path, article: Path) -> None:
    def run(*arguments: str) -> str:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, cwd=tmp_path, check=True)
        return done.stdout

    desk = ["--database", str(tmp_path / "desk.db")]
    assert "Volodymyr Zelenskyy" in run("extract", str(article))
    assert "added kim-toughest-policy" in run("add", *desk, str(article))
    assert "Kim Jong Un" in run("export", "kim-toughest-policy", *desk)
    script = "import factcheck.tui.app; from importlib.resources import files; print(files('factcheck.tui'))"
    python = program.parent / "python"
    done = subprocess.run([python, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert str(ROOT) not in done.stdout
