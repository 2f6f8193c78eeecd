"""Two reviewers at one desk: what the second sees, what is kept, how a disagreement ends, and what the figures say."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import SourceItem
from hybriddesk.workflow.overlapping import drawn
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store, never, yes

HELPER = Target("helper")


async def drafts(workspace: Workspace, count: int) -> list[str]:
    """Review ids of the helper's drafts; Ada reviews, Ben is the other one, and everything is looked at twice."""
    workspace.settings.set("general.person", "Ada")
    workspace.settings.set("review.reviewers", ("Ada", "Ben", " "))
    workspace.settings.set("review.overlap_share", 1.0)
    items = [SourceItem("t", str(n), "text", "Question", f"Where is parcel {n}? Thank you, Anna", "") for n in range(count)]
    filed = workspace.drafting.file_import("t", "reply", items)
    await workspace.drafting.draft(filed.new, HELPER, never)
    return list(workspace.reviews.ids("all", "oldest"))


def test_the_second_reviewer_sees_nothing_of_the_first(tmp_path: Path) -> None:
    """Not in the lists, not on the desk: no state, final, edit, reason, log line, note or answer of the first; their own text is kept."""
    async def work(workspace: Workspace) -> None:
        desk = workspace.reviewing
        (one,) = await drafts(workspace, 1)
        await desk.open(one)
        await desk.noting.add(one, "I would never send this", "draft", "parcel")
        await desk.approve(one, "Dear Anna, tomorrow.", 3.0)
        assert workspace.reviews.ids("second", person="Ada") == workspace.reviews.ids("needs")
        assert list(workspace.reviews.ids("done", person="Ada")) == [one]
        desk.overlapping.session = "Ben"
        assert list(workspace.reviews.ids("second", person="Ben")) == [one]
        assert list(workspace.reviews.ids("second", text="parcel", person="Ben")) == [one]
        assert list(workspace.reviews.ids("second", text="nonsense", person="Ben")) == []
        assert list(workspace.reviews.ids("done", person="Ben")) == []
        assert (workspace.reviews.counts("Ben")["second"], workspace.reviews.counts("Ada")["second"]) == (1, 0)
        opened = await desk.open(one)
        seen = opened.review
        assert (seen.state, seen.final, seen.working, seen.decided_ms, seen.edit_words, seen.note) == ("pending", None, None, None, None, "")
        assert opened.blind
        assert ([row.act for row in opened.history], opened.notes, opened.answers) == (["filed"], (), ())
        await desk.renew(one)
        await desk.autosave(one, "Dear An")
        assert (await desk.open(one)).review.working == "Dear An"
        assert workspace.reviews.get(one).working == "Dear Anna, tomorrow."

    in_store(tmp_path, work)


def test_both_decisions_are_kept_and_one_final_leaves(tmp_path: Path) -> None:
    """The first stands at once and stays; the second is kept beside it; what is exported is the first alone until somebody settles."""
    async def work(workspace: Workspace) -> None:
        desk = workspace.reviewing
        one, other = await drafts(workspace, 2)
        for entry in (one, other):
            draft = (await desk.open(entry)).review.draft
            await desk.approve(entry, draft, 2.0)
        desk.overlapping.session = "Ben"
        mine = await desk.approve(one, draft if workspace.reviews.get(one).draft == draft else workspace.reviews.get(one).draft, 1.0)
        assert mine.state == "approved"
        left = await desk.send_back(other, "Wrong parcel", 1.0)
        assert (left.state, left.note) == ("returned", "Wrong parcel")
        assert [workspace.reviews.get(entry).state for entry in (one, other)] == ["approved", "approved"]
        assert len(list(workspace.reviews.approved())) == 2
        assert list(workspace.reviews.ids("differ")) == [other]
        both = desk.overlapping.both(other)
        assert ((both.first.person, both.first.action), (both.second.person, both.second.action)) == (("Ada", "approve"), ("Ben", "return"))
        taken = await desk.settle(other, "second")
        assert (taken.state, taken.note) == ("returned", "Wrong parcel")
        assert [one.id for one in workspace.reviews.approved()] == [one]
        assert [row.act for row in workspace.reviews.history(other)] == ["filed", "approve", "undo", "return"]
        assert list(workspace.reviews.ids("differ")) == []
        with pytest.raises(Refused, match=r"review\.settled"):
            await desk.settle(other, "first")

    in_store(tmp_path, work)


def test_settling_for_the_first_changes_nothing_but_the_list(tmp_path: Path) -> None:
    """Two edits with little in common disagree; two that are nearly the same do not."""
    async def work(workspace: Workspace) -> None:
        desk = workspace.reviewing
        one, other = await drafts(workspace, 2)
        for entry in (one, other):
            await desk.open(entry)
            await desk.approve(entry, "Dear Anna, your parcel comes tomorrow morning at nine.", 2.0)
        desk.overlapping.session = "Ben"
        await desk.approve(one, "Dear Anna, your parcel comes tomorrow morning at ten.", 1.0)
        await desk.approve(other, "Please call us.", 1.0)
        assert list(workspace.reviews.ids("differ")) == [other]
        await desk.settle(other, "first")
        assert workspace.reviews.get(other).final == "Dear Anna, your parcel comes tomorrow morning at nine."
        assert desk.overlapping.both(other).settled_by == "Ben"
        desk.overlapping.session = "Ada"
        with pytest.raises(Refused, match=r"review\.no_second_look"):
            await desk.settle((await drafts(workspace, 3))[-1], "first")

    in_store(tmp_path, work)


def test_settling_for_an_edited_second_puts_its_text_in(tmp_path: Path) -> None:
    """The second's final stands and feeds the helper; the first's decision stays in the log."""
    async def work(workspace: Workspace) -> None:
        desk = workspace.reviewing
        (one,) = await drafts(workspace, 1)
        await desk.open(one)
        await desk.send_back(one, "No", 2.0)
        desk.overlapping.session = "Ben"
        await desk.approve(one, "Dear Anna, it is at the door.", 1.0)
        taken = await desk.settle(one, "second")
        assert (taken.state, taken.final) == ("edited", "Dear Anna, it is at the door.")
        assert taken.edit_words is not None
        assert workspace.db.query("SELECT final FROM finals WHERE review = ?", (one,))

    in_store(tmp_path, work)


def test_undo_takes_a_second_look_back_as_any_other_act(tmp_path: Path) -> None:
    """The last act goes first, whichever kind it was; the text of the second look is still there."""
    async def work(workspace: Workspace) -> None:
        desk = workspace.reviewing
        one, other = await drafts(workspace, 2)
        await desk.open(one)
        await desk.approve(one, "By Ada.", 2.0)
        desk.overlapping.session = "Ben"
        await desk.approve(one, "By Ben.", 1.0)
        assert (await desk.undo()).ids == (one,)
        assert (await desk.open(one)).review.working == "By Ben."
        await desk.approve(one, "By Ben.", 1.0)
        await desk.open(other)
        await desk.send_back(other, "No", 1.0)
        assert (await desk.undo()).ids == (other,)
        assert (await desk.undo(one)).ids == (one,)
        assert workspace.reviews.get(one).final == "By Ada."
        assert not desk.overlapping.take_back(one, 0)

    in_store(tmp_path, work)


def test_what_a_second_look_cannot_do(tmp_path: Path) -> None:
    """No escalating, no other draft, and no second look by whoever decided first, nor twice."""
    async def work(workspace: Workspace) -> None:
        desk = workspace.reviewing
        (one,) = await drafts(workspace, 1)
        with pytest.raises(Refused, match=r"review\.no_second_look"):
            desk.overlapping.decide(_as_is(one))
        await desk.open(one)
        await desk.approve(one, "By Ada.", 2.0)
        with pytest.raises(Refused, match=r"review\.no_second_look"):
            desk.overlapping.decide(_as_is(one))
        desk.overlapping.session = "Ben"
        with pytest.raises(Refused, match=r"review\.second_escalates"):
            await desk.escalate(one, "Boss", 1.0)
        with pytest.raises(Refused, match=r"review\.second_redrafts"):
            await desk.redraft(one, "shorter", yes)
        await desk.approve(one, "By Ben.", 1.0)
        with pytest.raises(Refused, match=r"review\.moved_on"):
            await desk.approve(one, "Again.", 1.0)

    in_store(tmp_path, work)


def _as_is(review: str):
    from hybriddesk.records.work import NewDecision

    return NewDecision(review, "approve", None, "", 0.0, 0.0, 1.0)


def test_a_lone_reviewer_and_a_share_of_none_draw_nothing(tmp_path: Path) -> None:
    """Bulk decisions are drawn from too; an escalated entry is not."""
    async def work(workspace: Workspace) -> None:
        desk = workspace.reviewing
        ids = await drafts(workspace, 5)
        workspace.settings.set("review.reviewers", ())
        await desk.open(ids[0])
        await desk.send_back(ids[0], "No", 1.0)
        workspace.settings.set("review.reviewers", ("Ben",))
        workspace.settings.set("review.overlap_share", 0.0)
        await desk.open(ids[1])
        await desk.send_back(ids[1], "No", 1.0)
        workspace.settings.set("review.overlap_share", 1.0)
        await desk.open(ids[2])
        await desk.escalate(ids[2], "Boss", 1.0)
        await desk.bulk.escalate([ids[3]], "Boss", 1.0)
        assert workspace.reviews.counts("Ben")["second"] == 0
        await desk.bulk.approve([ids[4]], 1.0)
        assert list(workspace.reviews.ids("second", person="Ben")) == [ids[4]]

    in_store(tmp_path, work)


def test_agreement_says_how_much_it_stands_on(tmp_path: Path) -> None:
    """Percent from the first pair with its interval; kappa from thirty on; the two names in one order whoever came first."""
    async def work(workspace: Workspace) -> None:
        desk = workspace.reviewing
        ids = await drafts(workspace, 32)
        assert desk.overlapping.agreement() == ()
        for n, one in enumerate(ids):
            desk.overlapping.session = "Ada" if n % 2 else "Ben"
            draft = (await desk.open(one)).review.draft
            await (desk.approve(one, draft, 1.0) if n % 4 < 2 else desk.send_back(one, "No", 1.0))
            desk.overlapping.session = "Ben" if n % 2 else "Ada"
            await (desk.approve(one, draft, 1.0) if n % 4 < 2 or n > 28 else desk.send_back(one, "No", 1.0))
            (found,) = desk.overlapping.agreement()
            assert (found.kappa is None) == (n + 1 < 30)
        assert found.people == ("Ada", "Ben")
        assert (found.percent.count, found.percent.value) == (32, 30 / 32)
        assert found.kappa is not None
        assert 0.7 < found.kappa.value < 1.0

    in_store(tmp_path, work)


def test_the_draw_is_the_share_and_the_same_when_asked_again() -> None:
    """A tenth of many ids, each for good."""
    ids = [f"{n:026}" for n in range(4_000)]
    first = [one for one in ids if drawn(one, 0.1)]
    assert first == [one for one in ids if drawn(one, 0.1)]
    assert 300 < len(first) < 500
