"""Which drafts may pass without a person: the person's choice of line, their rules, and the random checks that measure the misses."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import cast, get_args

from hybriddesk.records.asked import asked
from hybriddesk.records.way import Reason, Scored
from hybriddesk.review.always import AlwaysRules, always
from hybriddesk.review.gate_price import (
    GateChoice,
    Known,
    Mode,
    Price,
    capacity_limit,
    confidence_of,
    line_of,
    price,
    risk_limit,
)
from hybriddesk.review.gating import Estimate, Point, check_chance, curve, passed_bad
from hybriddesk.review.queue import gate
from hybriddesk.vault.assessments import Assessments
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.settings_table import Settings

LATEST, FEWEST = 500, 20
"""Answers that "the riskiest share" is measured on, and how many there must be before it means anything."""
LABELS = 2_000


@dataclass(frozen=True, slots=True)
class Gated:
    """``reason``: what sends the draft to a person, None: it may pass. ``chance``: with what chance a random check could have been drawn."""

    reason: Reason | None
    chance: float | None


class Gating:
    """Draws the line anew for each draft from what the store knows."""

    def __init__(self, settings: Settings, assessments: Assessments, audit: Audit) -> None:
        self._settings = settings
        self._audit = audit
        self._assessments = assessments
        self._risk_line: tuple[tuple[int, float], float | None] | None = None
        self._rejudged: tuple[tuple[float, float], ...] = ()

    def rejudged(self, pairs: Sequence[tuple[float, float]]) -> None:
        """Takes (P(bad), bad) of the decisions, oldest first, as the judge in force sees them without having learned from them: a line drawn
        on what weaker judges said at the time gives coverage away. Until any come, what was said at the time stands."""
        self._rejudged, self._risk_line = tuple(pairs[-LABELS:]), None

    def threshold(self) -> float:
        """The confidence below which a draft waits. Where a mode has too little to go by, the person's own threshold stands."""
        choice = self.choice()
        match choice.mode:
            case "capacity":
                limit = capacity_limit(choice, self._assessments.latest_p_bad(LATEST), self._assessments.per_day())
                return confidence_of(limit, choice.threshold, inclusive=True)
            case "risk":
                return confidence_of(self._risk_limit(choice), choice.threshold, inclusive=False)
            case _:
                return choice.threshold

    def choice(self) -> GateChoice:
        """What the person chose."""
        mode = str(self._settings.get("review.mode"))
        assert mode in get_args(Mode)
        numbers = (self._number(f"review.{name}") for name in ("threshold", "capacity_percent", "per_day", "risk", "audit_share"))
        return GateChoice(cast("Mode", mode), *numbers)

    def choose(self, choice: GateChoice) -> GateChoice:
        """Stores another choice whole, writes it into the audit log, and returns the one before it. Raises ``Refused('settings.invalid')``."""
        whole = {"capacity_percent", "per_day"}
        wanted = {f"review.{name}": round(value) if name in whole else value for name, value in asdict(choice).items()}
        return self._keep(wanted)

    def set(self, name: str, value: object) -> None:
        """Stores any one setting; where it is one of the gate's, that is in the audit log as well. Raises as ``Settings.set`` does."""
        self._keep({name: value})

    def _keep(self, wanted: Mapping[str, object]) -> GateChoice:
        before = self.choice()
        with self._audit.db.write("settings"):
            for name, value in wanted.items():
                self._settings.set(name, value)
            choice = self.choice()
            if choice != before:
                self._audit.add("gate.change", "", mode=choice.mode, threshold=choice.threshold, capacity_percent=choice.capacity_percent,
                                per_day=choice.per_day, risk=choice.risk, audit_share=choice.audit_share)
        return before

    def line(self, choice: GateChoice) -> tuple[float, bool]:
        """The confidence below which a draft would wait, and whether that is only the person's own threshold."""
        return line_of(choice, self.known())

    def known(self) -> Known:
        """What a choice can be priced on."""
        return Known(self._assessments.latest_p_bad(LATEST), self._assessments.per_day(), self._judged())

    def price(self, choice: GateChoice) -> Price | None:
        """What a choice would have cost on the latest answers; None while there are too few."""
        return price(choice, self.known())

    def decide(self, scored: Scored) -> Gated:
        """What happens to a draft. Asking twice gives the same answer while nothing else happens."""
        draft = scored.restored.reply.outgoing.scrubbed.draft
        chance = self._chance(1 - scored.confidence)
        found = gate(scored, threshold=self.threshold(), audit_share=0.0, run=draft.run) or self._always(scored)
        if found:
            return Gated(found, None)
        return Gated(gate(scored, threshold=0.0, audit_share=chance, run=draft.run), chance)

    def note(self, scored: Scored, gated: Gated) -> None:
        """Keeps what was decided, so that the misses can be estimated later."""
        run = scored.restored.reply.outgoing.scrubbed.draft.run
        self._assessments.gated(run, passed=gated.reason is None, check_chance=gated.chance)

    def risk_curve(self) -> tuple[Point, ...]:
        """What each line would cost, from the latest decisions."""
        pairs = self._judged()
        return curve([p for p, _ in pairs], [bad for _, bad in pairs])

    def misses(self) -> Estimate | None:
        """The share of bad drafts among those that passed, from the random checks; None before the first was decided."""
        checks, (could, drawn) = self._assessments.checks(LABELS), self._assessments.could_pass()
        stands_for = could * len(checks) / drawn if drawn else 0.0  # checks nobody decided yet say nothing about their share
        return passed_bad([(check.bad, check.chance) for check in checks], stands_for)

    def _judged(self) -> tuple[tuple[float, float], ...]:
        return self._rejudged or self._assessments.judged(LABELS)

    def _risk_limit(self, choice: GateChoice) -> float | None:
        key = (self._assessments.decisions(), choice.risk)
        if self._risk_line is None or self._risk_line[0] != key:
            self._risk_line = (key, risk_limit(choice, self._judged()))
        return self._risk_line[1]

    def _chance(self, p_bad: float) -> float:
        known = self._assessments.latest_p_bad(LATEST)
        mean_root = sum(map(math.sqrt, known)) / len(known) if len(known) >= FEWEST else math.sqrt(max(0.0, p_bad))
        return check_chance(max(0.0, p_bad), self._number("review.audit_share"), mean_root)

    def _always(self, scored: Scored) -> Reason | None:
        scrubbed, new = scored.restored.reply.outgoing.scrubbed, int(self._number("review.new_version_drafts"))
        rules = AlwaysRules(
            frozenset(kind.strip().upper() for kind in self._words("review.always_kinds")), self._number("review.always_amount"),
            self._words("review.always_topics"), new,
        )
        source = asked(scrubbed.draft.messages, "\n")
        before = self._assessments.of_version(scrubbed.draft.prompt_version, new + 1) - 1 if new else 0
        return always(rules, scored.restored.text, source, (one.kind for one in scrubbed.replacements), before)

    def _number(self, name: str) -> float:
        value = self._settings.get(name)
        assert isinstance(value, (int, float))
        return value

    def _words(self, name: str) -> tuple[str, ...]:
        value = self._settings.get(name)
        assert isinstance(value, tuple)
        return value
