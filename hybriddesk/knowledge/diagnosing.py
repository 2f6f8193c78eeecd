"""Why an answer was bad: traced to what was found for it, to the sources, or to the model. Pure; two texts and the passages in, a cause out.

What the person added is looked for in the passages that were given, then in those that were held back, then in the whole index; what they
removed in the request, the passages given and the earlier replies. Each finding speaks for a cause with a weight; the weightiest stands,
and where little speaks for any it is ``unclear``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hybriddesk.knowledge.bearing import Found, Text, where
from hybriddesk.knowledge.claims import claims
from hybriddesk.knowledge.complaint import complaint
from hybriddesk.knowledge.differing import Difference, New, difference, stated
from hybriddesk.knowledge.stems import POLITE
from hybriddesk.records.diagnoses import Cause, Diagnosis, Mark, Where
from hybriddesk.records.knowledge import HeldBack, Passage

LEAST = 0.3
"""Strength below which nothing is claimed."""
SOFT, FAINT, REWORDED = 0.6, 0.3, 0.5
"""Weight of a sentence that differs in words alone, of one that says the same in other words, and of all that was only reworded."""
MOST_WEIGHT = 2.0
ASKED_OF, UNLIKE = 0.15, 2
"""A passage that has less than this share of the request's telling words, and fewer than so many of the final's, has nothing to do with them."""
FIRST: tuple[Cause, ...] = ("outdated", "held", "missed", "ignored", "irrelevant", "invented", "gap", "wording")
"""Of two that weigh the same, the earlier stands: what can be mended for good comes before what the model did with it."""
SECOND: dict[Cause, float] = {"invented": 0.6, "gap": 0.55, "wording": 0.6}
"""What they weigh beside a passage that was found: a draft says something of its own where it lacked the right words."""
MOST_MARKS, MOST_ASKED = 12, 6


@dataclass(frozen=True, slots=True)
class Answer:
    """A bad answer with all it may have come from. ``final`` None: sent back; ``reason``: what the person said about it; ``given`` and
    ``held``: what the request got; ``index``: what the whole index has about the words that were missing; ``earlier``: replies that the
    built-in helper wrote it from. Texts as the person saw them, values in place."""

    request: str = field(repr=False)
    draft: str = field(repr=False)
    final: str | None = field(default=None, repr=False)
    reason: str = field(default="", repr=False)
    given: tuple[Passage, ...] = ()
    held: tuple[HeldBack, ...] = ()
    index: tuple[Passage, ...] = ()
    earlier: tuple[str, ...] = field(default=(), repr=False)


def missing(answer: Answer) -> tuple[str, ...]:
    """The sentences a person added (or said in their reason), to ask the index for, those with figures and names first."""
    compared = _compared(answer)
    text = answer.final if answer.final is not None else answer.reason
    wanted = sorted(compared.added, key=lambda one: (not one.hard, -len(one.facts)))
    return tuple(text[one.span[0]:one.span[1]] for one in wanted[:MOST_ASKED])


def changes_facts(request: str, draft: str, final: str) -> bool:
    """Whether an edit put in or took out figures, names or a "not", and not just words."""
    found = difference(claims(draft), claims(final), claims(request))
    return any(one.hard for one in (*found.added, *found.removed))


def diagnosed(answer: Answer) -> Diagnosis:
    """The cause. Any language that the sentence and word rules know; texts of any length."""
    if answer.final is None and not answer.reason.strip():
        return Diagnosis("unclear", 0.0, read="alone")
    compared = _compared(answer)
    if answer.final is None and not compared.added:
        return _without_words(answer)
    weighed = _Weighed(answer)
    for one in compared.added:
        weighed.added(one)
    for one in compared.removed:
        weighed.removed(one, compared)
    return weighed.cause(compared, answer)


def _compared(answer: Answer) -> Difference:
    request, draft = claims(answer.request), claims(answer.draft)
    if answer.final is not None:
        return difference(draft, claims(answer.final), request)
    return Difference(stated(claims(answer.reason), draft, request), (), 0)


def _without_words(answer: Answer) -> Diagnosis:
    """Sent back with a reason that names no other fact: the kind of complaint, and what the draft says that stands nowhere."""
    kind = complaint(answer.reason)
    if kind == "style":
        return Diagnosis("wording", 0.6, read="reason")
    if not kind:
        return Diagnosis("unclear", 0.0, read="reason")
    weighed = _Weighed(answer)
    own = [one for one in stated(claims(answer.draft), (), claims(answer.request)) if weighed.place(one)[0] == "nowhere"]
    if not own:
        return Diagnosis("unclear", 0.0, read="alone")
    marks = tuple(Mark("removed", "nowhere", *one.span) for one in own[:MOST_MARKS])
    return Diagnosis("invented", 0.7 if kind == "invented" else 0.4, marks=marks, read="alone")


class _Weighed:
    """Gathers what speaks for each cause."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._given = [Text.of(one.text, one.name) for one in answer.given]
        self._held = [Text.of(one.passage.text, one.passage.name) for one in answer.held]
        self._index = [Text.of(one.text, one.name) for one in answer.index]
        self._earlier = [Text.of(one) for one in answer.earlier]
        self._request = [Text.of(answer.request)]
        self._asked, self._wanted = self._request[0].words - POLITE, Text.of(answer.final or answer.reason).words
        self._weights: dict[Cause, float] = defaultdict(float)
        self._marks: list[tuple[Cause, Mark]] = []
        self._used: set[int] = set()
        """Given passages that say what the person added."""

    def added(self, new: New) -> None:
        """A claim of the person's. What the request says as well is theirs only where there is nothing else."""
        own = frozenset(fact for fact in new.facts if not self._request[0].has(fact))
        new = replace(new, facts=own) if own else new
        place, found = self._look_up(new)
        if place == "nowhere" and _rephrased(new):
            self._weights["wording"] += FAINT
            return
        if place == "request" and not new.hard:
            return
        cause: Cause = {"given": "ignored", "request": "ignored", "earlier": "ignored", "held": "held", "index": "missed"}.get(place, "gap")  # type: ignore[assignment]
        if place == "given" and found is not None:
            self._used.add(found.at)
        self._put(cause, _weight(new) * (found.score if found else 1.0), self._mark("added", place, new, found))

    def removed(self, new: New, compared: Difference) -> None:
        """A claim of the draft that the person took out."""
        place, found = self.place(new)
        put = any(one.hard for one in compared.added)
        instead = (new.hard and (put or new.beside is not None)) or (put and new.beside is not None)
        if place == "given" and found is not None and self._strange(found.at):
            self._put("irrelevant", _weight(new) * found.score, self._mark("removed", place, new, found))
        elif place == "given" and found is not None:
            if found.at not in self._used and instead:
                self._put("outdated", 1.5 * _weight(new) * found.score, self._mark("removed", place, new, found))
        elif place == "earlier":
            self._put("outdated" if instead else "irrelevant", 1.5 * _weight(new) * (found.score if found else 1.0), self._mark("removed", place, new, found))
        elif place == "nowhere" and _rephrased(new):
            self._weights["wording"] += FAINT
        elif place == "nowhere":
            self._put("invented", _weight(new) * (1.0 if new.hard else 0.5), self._mark("removed", place, new, None))

    def place(self, new: New) -> tuple[Where, Found | None]:
        """Where the draft has a claim from."""
        for place, texts in (("request", self._request), ("given", self._given), ("earlier", self._earlier)):
            if found := where(new, texts):
                return place, found  # type: ignore[return-value]
        return "nowhere", None

    def cause(self, compared: Difference, answer: Answer) -> Diagnosis:
        """The weightiest cause."""
        said = complaint(answer.reason)
        weights = dict(self._weights)
        if compared.reworded or not weights or said == "style":
            weights["wording"] = weights.get("wording", 0.0) + (0.7 if not weights else REWORDED) + (0.5 if said == "style" else 0.0)
        if said == "invented" and "invented" in weights:
            weights["invented"] += 0.5
        if answer.final == answer.draft:
            weights.clear()
        ranked = sorted(weights, key=lambda one: (-weights[one] * SECOND.get(one, 1.0), FIRST.index(one)))
        if not ranked:
            return Diagnosis("unclear", 0.0)
        first, total = ranked[0], sum(weights[one] * SECOND.get(one, 1.0) for one in ranked)
        share = weights[first] * SECOND.get(first, 1.0) / total
        strength = round(min(1.0, weights[first]) * share**0.5, 2)
        read = "final" if answer.final is not None else "reason"
        marks = tuple(mark for cause, mark in sorted(self._marks, key=lambda one: one[0] != first))[:MOST_MARKS]
        if strength < LEAST:
            return Diagnosis("unclear", strength, tuple(ranked), marks, read)  # type: ignore[arg-type]
        return Diagnosis(first, strength, tuple(one for one in ranked[1:] if one != "wording"), marks, read)  # type: ignore[arg-type]

    def _look_up(self, new: New) -> tuple[Where, Found | None]:
        """Where the person's claim stands."""
        places: Sequence[tuple[Where, list[Text]]] = (
            ("given", self._given), ("request", self._request), ("held", self._held), ("index", self._index), ("earlier", self._earlier),
        )
        for place, texts in places:
            if found := where(new, texts):
                return place, found
        return "nowhere", None

    def _strange(self, at: int) -> bool:
        text = self._given[at]
        return text.speaks_of(self._asked) < max(1.0, ASKED_OF * len(self._asked)) and text.speaks_of(self._wanted) < UNLIKE

    def _put(self, cause: Cause, weight: float, mark: Mark) -> None:
        self._weights[cause] += weight
        self._marks.append((cause, mark))

    def _mark(self, what: str, place: Where, new: New, found: Found | None) -> Mark:
        bare = Mark(what, place, *new.span)  # type: ignore[arg-type]
        if found is None or place == "nowhere":
            return bare
        start, end = found.span
        if place == "request":
            return Mark(bare.what, place, *new.span, source_start=start, source_end=end, quote=self._answer.request[start:end])
        if place == "earlier":
            return Mark(bare.what, place, *new.span, source_start=start, source_end=end, quote=self._answer.earlier[found.at][start:end])
        passage, code = self._passage(place, found.at)
        return Mark(
            bare.what, place, *new.span, passage.source, passage.name, passage.start + start, passage.start + end, passage.text[start:end], code,
        )

    def _passage(self, place: Where, at: int) -> tuple[Passage, str]:
        if place == "held":
            one = self._answer.held[at]
            return one.passage, one.code
        return (self._answer.given if place == "given" else self._answer.index)[at], ""


def _rephrased(new: New) -> bool:
    """Other words in the place of a sentence that speaks of the same thing."""
    return not new.hard and new.beside is not None


def _weight(new: New) -> float:
    """Figures and names weigh by their number, a sentence that differs in words alone weighs less."""
    if new.facts:
        return min(MOST_WEIGHT, 1.0 + 0.25 * (len(new.facts) - 1))
    return 1.0 if new.turned else SOFT
