"""Nothing leaves the machine: what the program runs on may neither call home nor leave anything in the home folder."""

import os
import subprocess
import sys
from pathlib import Path


def test_reading_leaves_nothing_in_the_home_folder(article: Path, tmp_path: Path) -> None:
    """What the network library would send lies there first; variables that a CI sets would keep it quiet anyway."""
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "factcheck", "extract", article],
        env={"PATH": os.environ["PATH"], "HOME": str(home)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Kim Jong Un" in done.stdout and done.stderr == ""
    assert [str(path.relative_to(home)) for path in home.rglob("*")] == []
