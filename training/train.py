"""Fine-tune the tagger.

usage: python -m training.train --corpus FOLDER --encoder FOLDER --output FOLDER [--start FOLDER] [--own FILE …]
                                [--taught FILE …]

FOLDER of the corpus holds train.jsonl and, if several people read some articles, train.multi.jsonl; --own adds a
newsroom's own annotations in the same format; --start goes on from exported weights; --taught learns from what
training.distil wrote instead of cutting new batches. A checkpoint is written after every epoch and every ten minutes,
and an interrupted run goes on from it when started again with the same --output.
"""

import argparse
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from training.data import Article, batches, readings
from training.model import Batch, Expected, Tagger
from training.restore import restored

HEADS_FASTER = 5
"""How much faster the heads learn than the encoder."""
WARM_UP = 0.06
SAVE_EVERY = 600.0


def main() -> None:
    """Train from the command line."""
    train(arguments().parse_args())


def arguments() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--own", type=Path, nargs="*", default=[])
    parser.add_argument("--times", type=int, default=1, help="how often an own article is read for one of the corpus")
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder with config.json, model.safetensors, tokenizer.json"
    )
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="folder of exported weights to go on from")
    parser.add_argument(
        "--taught", type=Path, nargs="*", default=[], help="what training.distil wrote, one file an epoch"
    )
    parser.add_argument("--soft", type=float, default=0.7, help="what the teachers count beside the annotation, 0 to 1")
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--decay", type=float, default=0.999, help="of the running average of the weights")
    parser.add_argument("--frozen", type=int, default=0, help="lower layers of the encoder that are kept as they are")
    parser.add_argument("--tokens", type=int, default=2048, help="word pieces a batch")
    parser.add_argument(
        "--bfloat16", action="store_true", help="half the precision in the encoder, for processors that have it"
    )
    parser.add_argument("--link-weight", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    return parser


def train(options: argparse.Namespace) -> Path:
    """Run the epochs that the checkpoint in `options.output` does not hold yet, and say where the weights are."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    np.random.seed(options.seed)
    tokenizer = plain_tokenizer(options.encoder)
    groups = [*readings(*corpus_files(options.corpus)), *readings(*options.own) * options.times]
    model = restored(options.start, options.encoder) if options.start else Tagger.pretrained(options.encoder)
    model.freeze(options.frozen)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": HEADS_FASTER * options.rate}],
        weight_decay=0.01,
    )
    an_epoch = sum(1 for _ in lessons(groups, tokenizer, options, 0))
    total = round(an_epoch * options.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (WARM_UP * total), max(0.0, (total - step) / (total * (1 - WARM_UP))))
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(options.decay)
    )
    options.output.mkdir(parents=True, exist_ok=True)
    checkpoint = options.output / "checkpoint.pt"
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        step = state["step"]
        print(f"going on from step {step} of {total}", flush=True)

    def save() -> None:
        state = {
            "model": model.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "step": step,
        }
        partial = checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(checkpoint)

    saved = time.monotonic()
    for epoch in range(step // an_epoch, math.ceil(options.epochs)):
        losses: list[float] = []
        begun = time.monotonic()
        for number, (batch, taught) in enumerate(lessons(groups, tokenizer, options, epoch)):
            if step >= total:
                break
            if epoch * an_epoch + number < step:
                continue
            model.train()
            chains = model.chains(batch, model.outputs(batch, options.bfloat16), options.link_weight)
            expected = chains.annotated() if taught is None else chains.taught(taught, options.soft)
            loss = chains.loss(expected) / len(batch.ids)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            step += 1
            losses.append(loss.item())
            if step % 25 == 0:
                rate = (time.monotonic() - begun) / len(losses)
                print(
                    f"epoch {epoch} step {step}/{total} loss {np.mean(losses[-50:]):.3f} {rate:.2f} s/step", flush=True
                )
            if time.monotonic() - saved > SAVE_EVERY:
                save()
                saved = time.monotonic()
        save()
        torch.save(average.module.state_dict(), options.output / f"tagger-{epoch + 1}.pt")
    return Path(options.output / f"tagger-{math.ceil(options.epochs)}.pt")


def corpus_files(corpus: Path) -> list[Path]:
    """The files to train on in the folder `corpus`."""
    multi = corpus / "train.multi.jsonl"
    return [corpus / "train.jsonl", *([multi] if multi.exists() else [])]


def lessons(
    groups: list[list[Article]], tokenizer: Tokenizer, options: argparse.Namespace, epoch: int
) -> Iterator[tuple[Batch, Expected | None]]:
    """The batches of an epoch, with what teachers expect of them where there are teachers."""
    if options.taught:
        taught = torch.load(options.taught[epoch % len(options.taught)], weights_only=False)
        random.Random(options.seed + epoch).shuffle(taught)
        yield from taught
    else:
        for batch in batches(groups, tokenizer, options.seed + epoch, options.tokens):
            yield batch, None


def plain_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of `folder` without the truncation and padding it ships with."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


if __name__ == "__main__":
    main()
