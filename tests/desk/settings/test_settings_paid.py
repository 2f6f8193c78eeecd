"""What makes answers cost more is asked about first, with the costs in words."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from hybriddesk.desk.settings.paid_editor import said
from hybriddesk.workflow.checking import Costs


def stored(desk, name):
    return desk.shell.setting(name)


def dialog(desk):
    desk.wait(lambda: any(one.isVisible() for one in desk.shell.findChildren(QDialog, "confirm")))
    return next(one for one in desk.shell.findChildren(QDialog, "confirm") if one.isVisible())


def test_further_answers_are_switched_on_after_a_yes(desk):
    """Nothing is stored before; a no puts the old number back; fewer never asks."""
    page = desk.page("review")
    box = desk.find("setting_review_extra_samples")
    box.setValue(2)
    asked = dialog(desk)
    assert "2 more requests" in asked.sentences[0].text()
    row = next(one for one in page.rows if one.setting.name == "review.extra_samples")
    row.flush()
    assert stored(desk, "review.extra_samples") == 0
    asked.no.click()
    assert box.value() == 0
    box.setValue(1)
    dialog(desk).yes.click()
    desk.wait(lambda: stored(desk, "review.extra_samples") == 1)
    box.setValue(0)
    desk.wait(lambda: stored(desk, "review.extra_samples") == 0)


def test_a_judge_is_chosen_from_the_providers_after_a_yes(desk):
    """One that was removed is still named."""
    add = desk.shell.context.workspace.providing.add
    job = desk.shell.context.engine.call(lambda: add("cloud", "openai", "https://a.example/v1", "key", default_model="m"))
    job.start()
    desk.page("review")
    drop = desk.find("setting_review_judge_provider")
    editor = drop.parent()
    desk.wait(lambda: not desk.shell.context.engine.busy)
    editor.show_value("")
    drop.setCurrentIndex(drop.findData("cloud"))
    drop.activated.emit(drop.currentIndex())
    drop.activated.emit(drop.currentIndex())
    editor.show_value("")
    dialog(desk).yes.click()
    desk.wait(lambda: stored(desk, "review.judge_provider") == "cloud")
    editor.show_value("gone")
    assert drop.currentText() == "gone (removed)"


def test_costs_that_cannot_be_known_stop_at_a_fault(desk, monkeypatch):
    """The old value stands, and the fault is said."""
    from hybriddesk.records.errors import Permanent

    def broken(**_given):
        raise Permanent("vault.damaged")

    desk.page("review")
    monkeypatch.setattr(desk.shell.context.workspace.checking, "costs", broken)
    box = desk.find("setting_review_extra_samples")
    box.setValue(1)
    desk.wait(lambda: box.value() == 0)
    assert stored(desk, "review.extra_samples") == 0


def test_the_costs_in_words():
    """An amount where it is known, and the truth where it is not."""
    assert said(Costs(1, None, 0.0))[1].startswith("What an answer costs is not known here")
    first, second = said(Costs(3, 0.002, 10.0))
    assert "3 more requests" in first
    assert "0.06" in second
    assert "one more request" in said(Costs(1, 0.0, 0.0))[0]


def test_a_share_that_does_not_reach_from_none_to_all_stands_in_percent(desk):
    """The bad drafts that may pass in risk mode: 5 %, and not the 0 that a whole number makes of it."""
    desk.page("review")
    box = desk.find("setting_review_risk")
    assert (box.value(), box.low, box.high) == (5, 1, 50)
    box.setValue(10)
    desk.wait(lambda: stored(desk, "review.risk") == 0.1)
