"""Every trait a judge may use: what it weighs before anything is learned, how it is scaled, and how firmly that prior is held.

The hand-set weights stand for general knowledge (a model unsure of its words errs more; an answer its samples contradict is wrong
more often) and hold for any task; weights learned on other tasks are worse than none. A trait without a prior starts at 0, is held
three times as firmly, and counts only once decisions teach what it means here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from hybriddesk.review.asked import asked, compliance
from hybriddesk.review.certainty import certainty
from hybriddesk.review.consistency import consistency
from hybriddesk.review.seen import Seen, Signal
from hybriddesk.review.shape import shape

Scale = Literal["pooled", "own", "fixed"]

FIRM, LOOSE = 120.0, 40.0


@dataclass(frozen=True, slots=True)
class Trait:
    """``weight``: change of the log-odds of "bad" per standard deviation. ``mean``, ``sd``: nominal, until enough values were seen.

    ``scale``: by all values seen (``pooled``), by those of the same workflow (``own``), or measured in deviations already (``fixed``).
    """

    weight: float
    mean: float = 0.0
    sd: float = 1.0
    scale: Scale = "own"

    @property
    def precision(self) -> float:
        """How firmly the prior weight is held, in units of the loss."""
        return LOOSE if self.weight else FIRM


TRAITS: Mapping[str, Trait] = {
    "lp_mean": Trait(-0.6, -0.45, 0.22, "pooled"), "lp_lowfrac": Trait(0.05, 0.10, 0.07, "pooled"),
    "lp_tail": Trait(0.0, -2.2, 0.8, "pooled"), "lp_run": Trait(0.15, 1.0, 0.5, "pooled"), "pieces": Trait(0.35, 0.35, 0.2, "pooled"),
    "lp_total": Trait(0.15, 2.5, 0.8, "pooled"), "lp_min": Trait(0.0, -3.0, 1.2, "pooled"), "lp_median": Trait(0.0, -0.2, 0.12, "pooled"),
    "lp_top": Trait(-0.1, 3.0, 0.8, "pooled"), "lp_spread": Trait(0.0, 0.6, 0.25, "pooled"), "lp_head": Trait(0.0, -0.6, 0.45, "pooled"), "lp_foot": Trait(0.0, -0.4, 0.3, "pooled"),
    "raw_mean": Trait(-0.5, 10.0, 2.0),
    "c_f1": Trait(-0.25, 0.6, 0.2, "pooled"), "c_word": Trait(-0.15, 0.6, 0.2, "pooled"), "c_rare": Trait(-0.15, 0.6, 0.25, "pooled"),
    "c_num": Trait(-0.15, 0.5, 0.35, "pooled"), "c_recall": Trait(-0.15, 0.5, 0.3, "pooled"), "c_last": Trait(-0.5, 0.5, 0.4, "pooled"),
    "c_none": Trait(0.3, 0.3, 0.45, "pooled"), "c_rival": Trait(0.3, 0.4, 0.25, "pooled"), "c_agree": Trait(0.0, 0.4, 0.4, "pooled"),
    "c_length": Trait(0.0, -0.2, 0.2, "pooled"),
    "arith_bad": Trait(0.4, 0.0, 0.14), "refuse": Trait(0.3, 0.0, 0.17), "hedge": Trait(0.15, 0.0, 0.24), "rep4": Trait(0.15, 0.0, 0.05),
    "language": Trait(0.2, 0.0, 0.14), "itself": Trait(0.25, 0.0, 0.35), "count_off": Trait(0.15, 0.0, 0.3), "limit_off": Trait(0.2, 0.0, 0.35),
    "open": Trait(-0.2, 0.5, 0.5), "closed": Trait(0.1, 0.5, 0.5), "reach": Trait(0.15, 0.0, 0.35), "points": Trait(0.1, 0.0, 0.3),
    "num_lost": Trait(0.1, 0.5, 0.35), "copied": Trait(0.1, 0.2, 0.2), "figures": Trait(0.2, 0.2, 0.5), "rep2": Trait(0.1, 0.02, 0.04),
    "fraction": Trait(0.15, 0.0, 0.3), "negative": Trait(0.1, 0.0, 0.1), "idle": Trait(0.1, 0.4, 0.5), "dead": Trait(0.1, 0.2, 0.3),
    "first": Trait(0.0, 0.02, 0.04), "slots_open": Trait(0.0, 0.0, 0.14), "taken_up": Trait(0.0, 0.4, 0.3), "num": Trait(0.0, 0.8, 0.9),
    "asked_num": Trait(0.0, 0.5, 0.7), "num_new": Trait(0.0, 0.3, 0.4), "names": Trait(0.0, 0.06, 0.07), "signs": Trait(0.0, 0.14, 0.06),
    "word_length": Trait(0.0, 4.7, 0.8), "asked_names": Trait(0.0, 0.06, 0.08), "asked_signs": Trait(0.0, 0.14, 0.08),
    "asked_word_length": Trait(0.0, 4.7, 0.9), "words": Trait(0.0, 3.8, 1.0), "asked_words": Trait(0.0, 3.3, 1.0),
    "ratio": Trait(0.0, 0.5, 1.0), "variety": Trait(0.0, 2.2, 0.6), "lines": Trait(0.0, 1.0, 1.0), "asked_lines": Trait(0.0, 0.5, 0.8),
    "list": Trait(0.0, 0.2, 0.4), "years": Trait(0.0, 0.2, 0.5),
    "date_bad": Trait(0.4, scale="fixed"), "own": Trait(0.5, scale="fixed"), "match": Trait(0.25, scale="fixed"),
    "numbers": Trait(0.05, scale="fixed"), "slots": Trait(0.2, scale="fixed"), "length": Trait(0.15, scale="fixed"),
    "unresolved": Trait(0.3, scale="fixed"), "missing": Trait(0.3, scale="fixed"), "secrets": Trait(0.3, scale="fixed"), "contacts": Trait(0.3, scale="fixed"),
    "stopped": Trait(0.8, scale="fixed"), "empty": Trait(2.0, scale="fixed"),
    "cut_off": Trait(0.1, scale="fixed"), "structure": Trait(0.4, scale="fixed"), "citations": Trait(0.4, scale="fixed"),
    "rejected": Trait(0.3, scale="fixed"), "judge": Trait(0.4, scale="fixed"),
}
"""Names -> traits. The first two groups are pooled: between workflows a model's doubt means the same, the length of a text does not.
What is seldom there has the nominal mean 0, so that its absence says nothing before anything is known."""

BASE = -1.4
"""Log-odds of "bad" until decisions are known: one draft in five."""


RULES = frozenset({
    "empty", "refuse", "arith_bad", "date_bad", "language", "slots", "unresolved", "missing", "secrets", "contacts", "stopped", "cut_off", "structure",
    "citations", "rejected",
})
"""Traits whose presence alone sends an answer to a person."""


def traits(seen: Seen, signals: Iterable[Signal] = ()) -> dict[str, float]:
    """Raw values of every trait that can be measured; a missing one is left out, which weighs nothing. ``signals`` are the checks' own."""
    checked = {signal.name: signal.z for signal in signals}
    fixed = {name: z for name, z in checked.items() if name in TRAITS and TRAITS[name].scale == "fixed"}
    if not seen.text.strip():
        return fixed
    outer = shape(seen.source, seen.text, seen.context)
    if seen.instructs:
        outer |= {**asked(seen.source), **compliance(seen.source, seen.text)}
    else:
        del outer["itself"]  # "sorry" and "unfortunately" are manners in a letter
    return {
        **certainty(seen), **consistency(seen), **outer, **fixed, "language": float("language" in checked),
    }


def fired(values: Mapping[str, float]) -> frozenset[str]:
    """The rules that a stored answer broke."""
    return frozenset(name for name in RULES if values.get(name, 0.0) > 0)
