"""A workflow that has stopped producing, as the window shows it."""

from __future__ import annotations

from contextlib import ExitStack


def silent_job(desk, stack):
    """A job that began and brings nothing, on a clock that is moved on."""
    clock = desk.db.clock
    at = [clock()]
    desk.fetch(lambda: setattr(desk.db, "clock", lambda: at[0]))
    stack.callback(lambda: desk.fetch(lambda: setattr(desk.db, "clock", clock)))
    job = desk.fetch(lambda: stack.enter_context(desk.workspace.producing.job("reply")))
    return job, at


def test_a_silent_job_is_told_over_any_place_and_listed_in_monitor(desk):
    """The bar over the place in front says it once, with the way to Monitor; there it stands until it is muted or produces again."""
    with ExitStack() as stack:
        job, at = silent_job(desk, stack)
        desk.view("errors")
        bar, watchman = desk.place.silences, desk.shell.watchman
        assert not bar.isVisible()
        desk.shell.go_to("home")
        at[0] += 80_000
        watchman.look()
        desk.wait(lambda: desk.shell.error_bar.fault is not None)
        assert desk.shell.error_bar.fault.code == "silent.no_sign"
        assert "“Reply” has brought nothing for 80 s" in desk.shell.error_bar.what.text()
        desk.shell.error_bar.act_button.click()
        assert desk.shell.current() is desk.place
        desk.wait(bar.isVisible)
        assert "brought nothing for 80 s" in bar.labels[0].text()
        watchman.look()
        desk.idle()
        assert desk.shell.error_bar.fault is None
        button = bar.findChild(object, "silence_mute_job_reply")
        button.click()
        desk.wait(lambda: not bar.isVisible())
        assert desk.troubles()[0].state == "muted"
        desk.fetch(lambda: desk.workspace.error_log.errors.set_state(desk.workspace.producing.silences[0].fingerprint, "open"))
        watchman.look()
        desk.wait(bar.isVisible)
        desk.fetch(lambda: desk.workspace.producing.alive(job))
        watchman.look()
        watchman.look()
        desk.wait(lambda: not bar.isVisible())
