"""Average a trained tagger with the exported one that it went on from, weight by weight (Wortsman et al., 2022).

usage: python -m training.average --start FOLDER --weights FILE.pt --encoder FOLDER --output FILE.pt [--share 0.75]

Both lie in one basin, so that what is between them reads at least as well and keeps more of what the first knew.
"""

import argparse
from pathlib import Path

import torch

from training.reading import load
from training.restore import restored


def main() -> None:
    """Average from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--start", type=Path, required=True, help="folder of exported weights that training started from"
    )
    parser.add_argument("--weights", type=Path, required=True, help="what training made of them")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.75, help="what the newer weights count, 0 to 1")
    options = parser.parse_args()
    old = restored(options.start, options.encoder).state_dict()
    new = load(options.weights, options.encoder).state_dict()
    torch.save(
        {
            name: old[name].lerp(new[name], options.share) if old[name].is_floating_point() else old[name]
            for name in old
        },
        options.output,
    )


if __name__ == "__main__":
    main()
