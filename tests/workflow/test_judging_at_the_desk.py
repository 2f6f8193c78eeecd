"""The learned judge, the gate and the queue's order at work in a real store."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import SourceItem
from hybriddesk.vault.assessments import Assessments
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store, never

HELPER = Target("helper")


async def draft(workspace: Workspace, *bodies: str, workflow: str = "reply") -> list[str]:
    """Review ids of the helper's drafts for these messages."""
    known = set(workspace.reviews.ids("all", "oldest")) | set(workspace.reviews.ids("done", "oldest"))
    items = [SourceItem("t.mbox", f"{len(known)}-{n}", "mail", "Question", body, sender="a@example.org") for n, body in enumerate(bodies)]
    filed = workspace.drafting.file_import("t.mbox", workflow, items)
    await workspace.drafting.draft(filed.new, HELPER, never)
    return [one for one in workspace.reviews.ids("all", "oldest") if one not in known]


LONG = ("We met on Monday. Anna will write the report about order 10{n} by Friday. Ben calls the supplier about the parcel. "
        "The price stays as it is. The next meeting is in two weeks. Nobody objected to the plan.")
ASK = "Hello, where is my parcel? My order is number 10{n}. Thank you, Anna"


def test_rejections_lower_the_next_confidence(tmp_path: Path) -> None:
    """From the first decisions on: after a run of rejected drafts the next one of the same kind is trusted less."""
    async def work(workspace: Workspace) -> None:
        ids = await draft(workspace, *(ASK.format(n=n) for n in range(12)))
        before = workspace.reviews.get(ids[-1]).confidence
        for one in ids:
            await workspace.reviewing.open(one)
            await workspace.reviewing.send_back(one, "wrong", 1.0)
        (after,) = await draft(workspace, ASK.format(n=77))
        assert workspace.reviews.get(after).confidence < before - 0.1

    in_store(tmp_path, work)


def test_a_rule_of_the_persons_own_is_told_first(tmp_path: Path) -> None:
    """A topic, a new prompt version: the draft waits whatever its confidence, and the first reason names the rule."""
    async def work(workspace: Workspace) -> None:
        workspace.settings.set("review.threshold", 0.0)
        workspace.settings.set("review.audit_share", 0.0)
        workspace.settings.set("review.always_topics", ("parcel",))
        (one,) = await draft(workspace, LONG.format(n=1), workflow="summary")
        assert workspace.reviews.get(one).needs_person
        assert workspace.reviews.get(one).reasons[0].code == "review.topic"
        workspace.settings.set("review.always_topics", ())
        workspace.settings.set("review.new_version_drafts", 3)
        seen = [workspace.reviews.get((await draft(workspace, LONG.format(n=n), workflow="summary"))[0]).needs_person for n in (2, 3, 4)]
        assert seen == [True, True, False]

    in_store(tmp_path, work)


def test_capacity_sends_the_riskiest_share(tmp_path: Path) -> None:
    """After twenty answers the line follows the latest ones; before, the person's threshold stands."""
    async def work(workspace: Workspace) -> None:
        workspace.settings.set("review.mode", "capacity")
        assert workspace.gating.threshold() == workspace.settings.get("review.threshold")
        await draft(workspace, *(ASK.format(n=n) + " word" * n for n in range(24)))
        workspace.settings.set("review.capacity_percent", 50)
        half = workspace.gating.threshold()
        confidences = [1 - p for (p,) in workspace.db.query("SELECT p_bad FROM assessments")]
        assert sum(one < half for one in confidences) == pytest.approx(12, abs=3)
        workspace.settings.set("review.per_day", 1)
        assert workspace.gating.threshold() < half
        workspace.settings.set("review.capacity_percent", 0)
        workspace.settings.set("review.per_day", 0)
        assert workspace.gating.threshold() == 0.0

    in_store(tmp_path, work)


def test_risk_mode_waits_for_labels_then_draws_its_line(tmp_path: Path) -> None:
    """Without 100 decisions the threshold stands; with them the line comes from the curve, and the curve can be shown."""
    async def work(workspace: Workspace) -> None:
        workspace.settings.set("review.mode", "risk")
        workspace.settings.set("review.risk", 0.2)
        assert workspace.gating.threshold() == workspace.settings.get("review.threshold")
        ids = await draft(workspace, *(ASK.format(n=n) + " word" * n for n in range(110)))
        for one in ids:
            review = workspace.reviews.get(one)
            await workspace.reviewing.approve(one, review.draft, 1.0)
        assert workspace.gating.threshold() < min(workspace.reviews.get(one).confidence for one in ids) + 1e-9
        assert workspace.gating.threshold() == workspace.gating.threshold()
        assert workspace.gating.risk_curve()[-1].risk == 0.0

    in_store(tmp_path, work)


def test_the_line_is_drawn_on_what_the_judge_in_force_says(tmp_path: Path) -> None:
    """After a refit the decisions are looked at again by a judge that had not seen them, not by what was said when nothing was known."""
    async def work(workspace: Workspace) -> None:
        workspace.settings.set("review.mode", "risk")
        ids = await draft(workspace, *(ASK.format(n=n) for n in range(110)))
        for one in ids:
            await workspace.reviewing.open(one)
            await workspace.reviewing.approve(one, workspace.reviews.get(one).draft, 1.0)
        said = max(p for p, _ in workspace.gating.known().judged)
        before = workspace.gating.threshold()
        await draft(workspace, ASK.format(n=777))
        again = workspace.gating.known().judged
        assert len(again) == 110
        assert max(p for p, _ in again) < said
        assert workspace.gating.threshold() > before

    in_store(tmp_path, work)


def test_random_checks_estimate_what_passed(tmp_path: Path) -> None:
    """Every draft that may pass is drawn here; those decided say how much of what passed was bad, those that wait do not dilute it."""
    async def work(workspace: Workspace) -> None:
        workspace.settings.set("review.threshold", 0.0)
        workspace.settings.set("review.audit_share", 1.0)
        assert workspace.gating.misses() is None
        ids = await draft(workspace, *(LONG.format(n=n) for n in range(6)), workflow="summary")
        assert {workspace.reviews.get(one).reasons[0].code for one in ids} == {"review.random_check"}
        for turn, one in enumerate(ids[:4]):
            await workspace.reviewing.open(one)
            if turn:
                await workspace.reviewing.approve(one, workspace.reviews.get(one).draft, 1.0)
            else:
                await workspace.reviewing.send_back(one, "no", 1.0)
        found = workspace.gating.misses()
        assert found is not None
        assert (found.value, found.count) == (0.25, 4)

    in_store(tmp_path, work)


def test_the_order_follows_risk_then_age(tmp_path: Path) -> None:
    """An entry that waited its time moves past a slightly riskier fresh one."""
    async def work(workspace: Workspace) -> None:
        workspace.settings.set("review.threshold", 1.0)
        ids = await draft(workspace, ASK.format(n=1), ASK.format(n=2))
        before = dict(workspace.db.query("SELECT id, risk FROM reviews"))
        with workspace.db.write("ageing") as connection:
            connection.execute("UPDATE ageing SET filed_ms = filed_ms - 86400000, due_ms = due_ms - 86400000 WHERE review = ?", (ids[0],))
        assert workspace.waiting.advance() == 1
        after = dict(workspace.db.query("SELECT id, risk FROM reviews"))
        assert after[ids[0]] == pytest.approx(2 * before[ids[0]])
        assert after[ids[1]] == before[ids[1]]
        assert workspace.waiting.advance() == 0

    in_store(tmp_path, work)


def test_asking_again_is_a_word_about_the_answer(tmp_path: Path) -> None:
    """The same thing asked again, and an answer asked for anew, are kept with their context and teach a little."""
    async def work(workspace: Workspace) -> None:
        talk = await workspace.conversing.new(HELPER)
        first = await workspace.conversing.say(talk.id, "How do I write a refund letter for order 1042", never)
        second = await workspace.conversing.say(talk.id, "How do I write the refund letter for order 1042", never)
        await workspace.conversing.say(talk.id, "What is for lunch", never)
        await workspace.conversing.again(second.id, never)
        signals = [(one.turn, one.name) for one in workspace.feedback.of(talk.id)]
        assert signals == [(first.id, "rephrase"), (second.id, "regenerate")]
        (context,) = workspace.db.query("SELECT context_json FROM feedback LIMIT 1")
        assert '"prompt_version":"chat@1"' in context[0]
        assert '"step":"answer"' in context[0]
        hints = Assessments(workspace.db).hints(10)
        assert [signals for _, _, signals in hints] == [(("rephrase", "0.90"),), (("regenerate", "1"),)]

    in_store(tmp_path, work)


def test_a_correction_becomes_a_hard_case(tmp_path: Path) -> None:
    """Proposed from what was changed, kept when confirmed, held against an answer; open and hardly changed drafts make none."""
    async def work(workspace: Workspace) -> None:
        ids = await draft(workspace, *(ASK.format(n=n) for n in range(3)))
        with pytest.raises(Refused) as caught:
            workspace.learning.propose(ids[0])
        assert caught.value.code == "case.not_decided"
        await workspace.reviewing.approve(ids[0], "The parcel was lost; we refund 189 francs today.", 1.0)
        await workspace.reviewing.approve(ids[1], workspace.reviews.get(ids[1]).draft, 1.0)
        await workspace.reviewing.send_back(ids[2], "wrong tone", 1.0)
        with pytest.raises(Refused) as caught:
            workspace.learning.propose(ids[1])
        assert caught.value.code == "case.not_hard"
        assert workspace.learning.propose(ids[2]).reason == "wrong tone"
        workspace.learning.confirm(workspace.learning.propose(ids[0]))
        (row,) = workspace.learning.cases.of("reply")
        assert workspace.learning.hold_against(row, "The parcel was lost; we refund 189 francs today.").passed
        assert not workspace.learning.hold_against(row, workspace.reviews.get(ids[0]).draft).passed

    in_store(tmp_path, work)
