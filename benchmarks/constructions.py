"""How the hard constructions of news prose are read, on the cases in `fixtures/constructions/`.

usage: python -m benchmarks.constructions [--misses] [--mark] [WORDS]

One line a construction: its cases, how many of them come out right, and its expected attributions by what became of
them. WORDS picks constructions by a part of their name. `--mark` rewrites which cases are known to be missed, so that
the tests expect just these to fail.
"""

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.cases import Case, Fault, Verdict, judge, load, read

_NAME = re.compile(r'^name = "(?P<name>[^"]+)"\n(?:missed = true\n)?', re.MULTILINE)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="?", default="", help="a part of the names of the constructions wanted")
    parser.add_argument("--misses", action="store_true", help="print what is wrong, case by case")
    parser.add_argument(
        "--mark", action="store_true", help="mark the cases that come out wrong as missed, and no others"
    )
    options = parser.parse_args()
    cases = [case for case in load() if options.words in case.construction]
    judged = [(case, judge(case, read(case).attributions)) for case in cases]
    table(judged)
    if options.misses:
        misses(judged)
    if options.mark:
        print(f"{sum(mark(path, judged) for path in {case.path for case in cases})} files rewritten")


def table(judged: list[tuple[Case, Verdict]]) -> None:
    """A line a construction, and one for all."""
    rows: dict[str, list[Verdict]] = defaultdict(list)
    for case, verdict in judged:
        rows[case.construction].append(verdict)
    print(f"{'':46s} cases right | attributions right " + " ".join(f"{fault.value:>12s}" for fault in Fault))
    for name, verdicts in [*rows.items(), ("all", [verdict for _, verdict in judged])]:
        faults = Counter(fault for verdict in verdicts for fault, _ in verdict.faults)
        print(
            f"{name:46s} {len(verdicts):5d} {sum(not v.faults for v in verdicts):5d} | "
            f"{sum(v.right for v in verdicts):18d} " + " ".join(f"{faults[fault]:12d}" for fault in Fault)
        )


def misses(judged: list[tuple[Case, Verdict]]) -> None:
    """What is wrong: source, cue and content as found, and as they should be."""
    construction = ""
    for case, verdict in judged:
        if verdict.faults and case.construction != construction:
            construction = case.construction
            print(f"\n{construction}")
        for fault, line in verdict.faults:
            print(f"  {case.name:28s} {fault.value:12s} {line}")


def mark(path: Path, judged: list[tuple[Case, Verdict]]) -> bool:
    """Set the marks of the cases of the file at `path`, nothing else of which changes; whether any did."""
    missed = {case.name: bool(verdict.faults) and not case.unsteady for case, verdict in judged if case.path == path}
    before = path.read_text(encoding="utf-8")
    after = _NAME.sub(lambda found: f'name = "{found["name"]}"\n' + "missed = true\n" * missed[found["name"]], before)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


if __name__ == "__main__":
    main()
