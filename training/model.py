"""The attribution tagger: a transformer encoder with tag heads and a cue-anchored linker, in torch.

Three linear-chain CRFs (Lafferty et al., 2001) tag source, cue and content. For every cue two more
read the same pieces conditioned on that cue: their emissions are the tag emissions plus a
biaffine score (Dozat & Manning, 2017) of the cue against the piece plus biases for distance, for the
number of other cues in between and for the number of paragraph breaks in between.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PreTrainedConfig

from factcheck.attribution.encoding import CASES, QUOTE_STATES
from factcheck.attribution.linking import BETWEEN_BUCKETS, BREAK_BUCKETS, DISTANCE_BUCKETS

ROLES = 3
LABELS = 3
LINKED_ROLES = 2
PROJECTION = 64
LINK_WIDTH = LINKED_ROLES * (LABELS - 1) * PROJECTION
FORBIDDEN = -1e4
_MPNET_SHIFT = 4
_MPNET_SPECIAL = {0: 1, 101: 0, 102: 2}


@dataclass
class Batch:
    """`[B, L]` inputs; `tags` is `[B, 3, L]`; per cue: its row, first and last piece, `[N, 2, L]` labels.

    `mask` tells what the encoder attends to, `live` what the chains run over (no special pieces).
    A special piece carries the label of the piece before it, so that chains run across it. `made` `[B]` marks
    windows that hold made-up statements.
    """

    ids: Tensor
    case: Tensor
    quote: Tensor
    mask: Tensor
    live: Tensor
    tags: Tensor
    made: Tensor
    cue_row: Tensor
    cue_first: Tensor
    cue_last: Tensor
    distance: Tensor
    between: Tensor
    breaks: Tensor
    linked: Tensor


class Tagger(nn.Module):
    """Encoder and heads; `forward` gives what the exported graph gives."""

    def __init__(self, config: PreTrainedConfig) -> None:
        super().__init__()
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False)
        width = config.hidden_size
        self.case = nn.Embedding(len(CASES), width)
        self.quote = nn.Embedding(len(QUOTE_STATES), width)
        self.tag = nn.Linear(width, ROLES * LABELS)
        self.cue_side = nn.Linear(width, LINK_WIDTH)
        self.piece_side = nn.Linear(width, LINK_WIDTH)
        self.dropout = nn.Dropout(0.1)
        kinds = LINKED_ROLES * (LABELS - 1)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, kinds)
        self.between = nn.Embedding(BETWEEN_BUCKETS, kinds)
        self.breaks = nn.Embedding(BREAK_BUCKETS, kinds)
        self.transitions = nn.Parameter(torch.zeros(ROLES + LINKED_ROLES, LABELS, LABELS))
        for table in (self.case, self.quote, self.distance, self.between, self.breaks):
            nn.init.normal_(table.weight, std=0.02)

    @classmethod
    def pretrained(cls, folder: Path) -> "Tagger":
        """A tagger whose encoder starts from the BERT or MPNet weights in `folder`."""
        # drawing the masks of attention's dropout takes an eighth of a step
        model = cls(AutoConfig.from_pretrained(folder, attention_probs_dropout_prob=0.0))
        state = load_file(folder / "model.safetensors")
        state = {key.removeprefix("bert."): value for key, value in state.items()}
        missing, _ = model.encoder.load_state_dict(state, strict=False)
        if missing:
            raise ValueError(f"{folder} lacks encoder weights: {', '.join(missing[:3])} …")
        return model

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Tag emissions `[B, L, 9]`, cue-side `[B, L, 256]` and piece-side `[B, L, 256]` projections."""
        if self.encoder.config.model_type == "mpnet":
            ids = _mpnet_ids(ids)
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(case) + self.quote(quote)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tag(hidden), self.cue_side(hidden), self.piece_side(hidden)

    def outputs(self, batch: Batch, bfloat16: bool) -> tuple[Tensor, Tensor, Tensor]:
        """What `forward` gives for `batch`, computed in bfloat16 if so wished, in full precision after that."""
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            tags, cue_side, piece_side = self(batch.ids, batch.case, batch.quote, batch.mask)
        return tags.float(), cue_side.float(), piece_side.float()

    def freeze(self, layers: int) -> None:
        """Keep the word embeddings and the lowest `layers` of the encoder as they are, where there are any."""
        if layers:
            for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
                part.requires_grad_(False)
                for dropout in (m for m in part.modules() if isinstance(m, nn.Dropout)):
                    dropout.p = 0.0

    def linked_emissions(self, batch: Batch, outputs: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        """Emissions `[N, 2, L, 3]` of the source and the content of each of the batch's cues."""
        tags, cue_side, piece_side = outputs
        length = tags.shape[1]
        place = torch.arange(length).unsqueeze(0)
        inside = (place >= batch.cue_first.unsqueeze(1)) & (place <= batch.cue_last.unsqueeze(1))
        weight = inside.float() / inside.sum(1, keepdim=True)
        cue = torch.einsum("nl,nlw->nw", weight, cue_side[batch.cue_row])
        shape = (-1, LINKED_ROLES * (LABELS - 1), PROJECTION)
        keys = piece_side[batch.cue_row].view(len(cue), length, *shape[1:])
        score = torch.einsum("nkp,nlkp->nlk", cue.view(shape), keys) / PROJECTION**0.5
        score = score + self.distance(batch.distance) + self.between(batch.between) + self.breaks(batch.breaks)
        score = score.view(len(cue), length, LINKED_ROLES, LABELS - 1).transpose(1, 2)
        score = nn.functional.pad(score, (1, 0))
        own = tags.view(*tags.shape[:2], ROLES, LABELS)[:, :, [0, 2]].transpose(1, 2)
        return score + own[batch.cue_row]

    def chains(self, batch: Batch, outputs: tuple[Tensor, Tensor, Tensor], link_weight: float) -> "Chains":
        """The chains of a batch: source, cue and content of each window, then source and content of each cue."""
        tags = outputs[0]
        rows, length = tags.shape[:2]
        count = len(batch.cue_row)
        plain = tags.view(rows, length, ROLES, LABELS).transpose(1, 2).reshape(rows * ROLES, length, LABELS)
        emissions, gold = [plain], [batch.tags.reshape(rows * ROLES, length)]
        if count:
            emissions.append(self.linked_emissions(batch, outputs).reshape(count * LINKED_ROLES, length, LABELS))
            gold.append(batch.linked.reshape(count * LINKED_ROLES, length))
        live = [batch.live.repeat_interleave(ROLES, 0), batch.live[batch.cue_row].repeat_interleave(LINKED_ROLES, 0)]
        role = [torch.arange(ROLES).repeat(rows), ROLES + torch.arange(LINKED_ROLES).repeat(count)]
        weight = [torch.ones(rows * ROLES), torch.full((count * LINKED_ROLES,), link_weight)]
        made = [batch.made.repeat_interleave(ROLES), batch.made[batch.cue_row].repeat_interleave(LINKED_ROLES)]
        return Chains(
            torch.cat(emissions),
            self.steps(torch.cat(role)),
            torch.cat(live),
            torch.cat(gold),
            torch.cat(made),
            torch.cat(weight),
        )

    def steps(self, roles: Tensor) -> Tensor:
        """Transition scores `[S, 3, 3]` (from, to) with O to I forbidden."""
        allowed = self.transitions.clone()
        allowed[:, 0, 2] = FORBIDDEN
        return allowed[roles]


def _mpnet_ids(ids: Tensor) -> Tensor:
    """BERT's word-piece ids as MPNet's: its vocabulary is BERT's moved by four, with special pieces of its own."""
    moved = ids + _MPNET_SHIFT
    for bert, mpnet in _MPNET_SPECIAL.items():
        moved = torch.where(ids == bert, mpnet, moved)
    return moved


@dataclass
class Chains:
    """Linear chains that start outside: `emissions` `[S, L, 3]`, `steps` `[S, 3, 3]` (from, to), `live` `[S, L]`.

    `gold` `[S, L]` are the annotated labels, `weight` `[S]` what a chain counts in the loss, `made` `[S]` marks
    chains over made-up statements. The first column of each chain is the `[CLS]` piece, which is always outside.
    """

    emissions: Tensor
    steps: Tensor
    live: Tensor
    gold: Tensor
    made: Tensor
    weight: Tensor

    def loss(self, expected: "Expected") -> Tensor:
        """Cross-entropy of the chains against the labels expected, summed.

        With labels that are certain this is the negative log-likelihood; with a teacher's marginals it is the
        structural distillation of Wang et al. (2020), exact for a linear chain.
        """
        path = (expected.labels * self.emissions).sum((1, 2)) + (expected.steps * self.steps).sum((1, 2))
        return ((self.log_partition() - path) * self.weight).sum()

    def log_partition(self) -> Tensor:
        """The log of the summed weight of all labellings `[S]`, by the forward algorithm."""
        alpha = torch.tensor([[0.0, FORBIDDEN, FORBIDDEN]]).expand(len(self.emissions), -1)
        for place in range(1, self.emissions.shape[1]):
            forward = torch.logsumexp(alpha.unsqueeze(2) + self.steps, 1) + self.emissions[:, place]
            alpha = torch.where(self.live[:, place].unsqueeze(1), forward, alpha)
        return torch.logsumexp(alpha, 1)

    def annotated(self) -> "Expected":
        """What the annotation says."""
        live = self.live.clone()
        live[:, 0] = False
        shares = nn.functional.one_hot(self.gold, LABELS).float()
        steps = torch.einsum("sla,slb->sab", shares[:, :-1], shares[:, 1:] * live[:, 1:].unsqueeze(2))
        return Expected(shares * live.unsqueeze(2), steps)

    def taught(self, teacher: "Expected", share: float) -> "Expected":
        """What the annotation says, mixed with `share` of what `teacher` expects, but for made-up statements."""
        plain, shares = self.annotated(), torch.where(self.made, 0.0, share)[:, None, None]
        return Expected(
            torch.lerp(plain.labels, teacher.labels.float(), shares),
            torch.lerp(plain.steps, teacher.steps.float(), shares),
        )

    def marginals(self) -> "Expected":
        """What the chains themselves expect: the gradients of the log partition."""
        emissions, steps = self.emissions.detach().requires_grad_(), self.steps.detach().requires_grad_()
        partition = replace(self, emissions=emissions, steps=steps).log_partition().sum()
        return Expected(*torch.autograd.grad(partition, (emissions, steps)))


@dataclass
class Expected:
    """Labels expected of chains: the share `[S, L, 3]` of each at each piece, and how often `[S, 3, 3]` one follows."""

    labels: Tensor
    steps: Tensor
