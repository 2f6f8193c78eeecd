"""A simulated reviewer works through the real queue: every item is imported, sent to a recorded provider on this machine, restored,
scored, filed, taken in the queue's order and decided by its label, in a store of its own.

    python packaging/simulate_reviewer.py --data FOLDER [--set drafts|maths|chat] [--count 1000] [--block 50] [--seed N]

Prints AUROC, ECE and the share of bad drafts inside the 10/20/30 % riskiest as decisions accumulate (each draft was judged before its
own decision was known), the time each step takes, and what was counted in the end. Exit 1 if anything made was not kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from score_judgement import auroc, catch, ece  # noqa: E402  the path is set above

from hybriddesk.privacy.kinds import KIND_NAMES, NEVER_OFF  # noqa: E402
from hybriddesk.records.ids import new_id  # noqa: E402
from hybriddesk.records.way import Draft, Message, Params, Scored  # noqa: E402
from hybriddesk.records.work import SourceItem  # noqa: E402
from hybriddesk.workflow.senders import Target  # noqa: E402
from hybriddesk.workspace import Workspace  # noqa: E402
from tests.way.desk_store import add_provider, in_store, yes  # noqa: E402
from tests.way.loopback import DONE, Loopback, Received, Wire, chat_chunk  # noqa: E402

LABELS = {"drafts": "bad", "maths": "bad", "chat": "bad"}
MARKS = (50, 100, 200, 500, 1_000)
SECOND_THOUGHTS = 25
"""Every so many decisions one is taken back and made again."""


@dataclass(frozen=True)
class Case:
    """A recorded answer with its label."""

    prompt: str
    answer: str
    workflow: str
    bad: bool
    logprobs: tuple[float, ...] = ()


@dataclass
class Tally:
    """What was made and what it took. ``judged``: (P(bad) when filed, label) in the order decided; ``seconds`` by step."""

    judged: list[tuple[float, bool]] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"draft": [], "open": [], "decide": []})
    made: int = 0
    taken_back: int = 0
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def equal(self) -> bool:
        """Whether everything made was kept, and nothing else."""
        count, bad = len(self.judged), sum(label for _, label in self.judged)
        wanted = {
            "items": count, "runs": count, "sent": count, "assessments": count, "entries": count, "decisions": self.made,
            "standing": self.made - self.taken_back, "returned": bad, "approved": count - bad, "finals": count - bad, "open": 0,
        }
        return self.kept == wanted and self.made == count + self.taken_back


def cases(folder: Path, name: str, count: int, seed: int) -> list[Case]:
    """Some rows of a set, drawn at random."""
    with gzip.open(folder / f"{name}_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    random.Random(seed).shuffle(found)
    return [
        Case(one["prompt"], one["output"], one["group"], bool(one[LABELS[name]]), tuple(one["logprobs"] or ()))
        for one in found if one["prompt"].strip() and one["output"].strip()
    ][:count]


def simulate(found: Sequence[Case], folder: Path, block: int) -> Tally:
    """Works through the cases, ``block`` drafted and then decided at a time."""
    tally, waiting = Tally(), list[Case]()

    def recorded(wire: Wire, _request: Received) -> None:
        case = waiting.pop(0)
        wire.head(200, (("x-request-id", "recorded"),))
        wire.chunk(chat_chunk({"role": "assistant", "content": ""}))
        wire.chunk(_answer(case))
        wire.chunk(chat_chunk({}, finish="stop"))
        wire.chunk(DONE)
        wire.end()

    with Loopback(otherwise=recorded) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url, "recorded")
            workspace.settings.set("general.person", "simulated")
            workspace.settings.set("review.threshold", 1.0)
            workspace.settings.set("privacy.kinds_off", tuple(sorted(KIND_NAMES - NEVER_OFF)))  # the recorded answers know no placeholders
            for start in range(0, len(found), block):
                labels = {await _drafted(workspace, case, waiting, tally): case.bad for case in found[start : start + block]}
                await _decided(workspace, labels, tally)
            tally.kept = _kept(workspace)
            workspace.audit.verify()

        in_store(folder, work)
    return tally


async def _drafted(workspace: Workspace, case: Case, waiting: list[Case], tally: Tally) -> str:
    """One case on the whole way of a prompt; returns its entry's id."""
    began, filed = time.perf_counter(), list[str]()
    number = len(tally.seconds["draft"])
    source = SourceItem("recorded", str(number), "text", "", case.prompt)
    (item_id,) = workspace.items.file_import("recorded", case.workflow, [source]).new
    item = workspace.items.get(item_id)
    drafting = workspace.drafting
    path, filing = drafting._path, drafting._filing  # noqa: SLF001  the sets have prompts of their own, which no prompt file renders
    waiting.append(case)

    def file(scored: Scored) -> None:
        filed.append(filing.file(scored, title=f"Case {number}", request=case.prompt, item=item))
        workspace.items.set_state(item_id, "drafted")

    draft = Draft(item_id, new_id(), case.workflow, (Message("user", case.prompt),), "recorded@1", item_id)
    await path.walk(draft, Target("recorded", "small-1", Params(logprobs=bool(case.logprobs))), yes, file=file)
    tally.seconds["draft"].append(time.perf_counter() - began)
    return filed[0]


async def _decided(workspace: Workspace, labels: dict[str, bool], tally: Tally) -> None:
    """Takes what waits in the queue's order and decides each by its label."""
    desk = workspace.reviewing
    while True:
        began = time.perf_counter()
        taken = workspace.reviews.take_next(desk.person)
        if taken is None:
            return
        review = (await desk.open(taken.id)).review
        opened = time.perf_counter()
        bad = labels[review.id]
        await _decide(workspace, review.id, review.draft, bad=bad)
        tally.made += 1
        if len(tally.judged) % SECOND_THOUGHTS == SECOND_THOUGHTS - 1:
            await desk.undo(review.id)
            tally.taken_back += 1
            await _decide(workspace, review.id, review.draft, bad=bad)
            tally.made += 1
        tally.judged.append((1 - review.confidence, bad))
        tally.seconds["open"].append(opened - began)
        tally.seconds["decide"].append(time.perf_counter() - opened)


async def _decide(workspace: Workspace, review_id: str, draft: str, *, bad: bool) -> None:
    if bad:
        await workspace.reviewing.send_back(review_id, "Wrong", 1.0)
    else:
        await workspace.reviewing.approve(review_id, draft, 1.0)


def _answer(case: Case) -> bytes:
    """The whole answer in one event, with its log-probabilities where they were recorded."""
    choice: dict[str, object] = {"index": 0, "delta": {"content": case.answer}, "finish_reason": None}
    if case.logprobs:
        choice["logprobs"] = {"content": [{"token": "t", "logprob": value, "bytes": None, "top_logprobs": []} for value in case.logprobs]}
    chunk = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "served-1", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def _kept(workspace: Workspace) -> dict[str, int]:
    def count(what: str) -> int:
        return int(workspace.db.query(f"SELECT count(*) FROM {what}")[0][0])  # noqa: S608  names of this file

    return {
        "items": count("items WHERE state = 'drafted'"), "runs": count("runs WHERE state = 'done'"), "sent": count("ledger WHERE outcome = 'done'"),
        "assessments": count("assessments"), "entries": count("reviews"), "decisions": count("decisions"),
        "standing": count("decisions WHERE undone_ms IS NULL"), "returned": count("reviews WHERE state = 'returned'"),
        "approved": count("reviews WHERE state = 'approved'"), "finals": count("finals"), "open": workspace.reviews.counts()["all"],
    }


def report(tally: Tally) -> None:
    """Prints a line for each stretch of decisions, the times and the counts."""
    print("decisions before   drafts    bad  AUROC    ECE   c@10   c@20   c@30")
    start = 0
    for mark in (*MARKS, len(tally.judged)):
        end = min(mark, len(tally.judged))
        part = tally.judged[start:end]
        bad = np.asarray([label for _, label in part], dtype=float)
        if part and 0 < bad.sum() < len(part):
            scores = np.asarray([p for p, _ in part], dtype=float)
            figures = (auroc(scores, bad), ece(scores, bad), *(catch(scores, bad, share) for share in (0.1, 0.2, 0.3)))
            print(f"{start:>7} to {end - 1:<6} {len(part):>6}  {bad.mean():.3f}  " + "  ".join(f"{value:.3f}" for value in figures))
        start = end
    for step, seconds in tally.seconds.items():
        middle, late = np.median(seconds) * 1_000, np.quantile(seconds, 0.95) * 1_000
        print(f"{step:<8} median {middle:7.1f} ms   95 % {late:7.1f} ms   ({len(seconds)} times)")
    print(f"made {tally.made} decisions, took {tally.taken_back} back; kept: {tally.kept}")
    print("everything made was kept, and nothing else" if tally.equal else "WHAT WAS MADE AND WHAT WAS KEPT DIFFER")


def main() -> int:
    """Returns 1 if anything made was not kept."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", choices=tuple(LABELS), default="drafts")
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--block", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hybriddesk-simulated-") as home:
        tally = simulate(cases(options.data, options.set, options.count, options.seed), Path(home) / "store", options.block)
    report(tally)
    return int(not tally.equal)


if __name__ == "__main__":
    sys.exit(main())
