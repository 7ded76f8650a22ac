"""What the terminal app imports before it shows something: nothing that takes long and is not needed yet."""

import subprocess
import sys


def test_the_app_starts_without_what_it_does_not_need_yet() -> None:
    heavy = "{'onnxruntime', 'alembic', 'docx', 'jinja2', 'numpy'}"
    told = f"import sys, factcheck.tui.app; print(*({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
