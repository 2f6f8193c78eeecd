"""Bundles from the window: written, checked, previewed, brought in."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtGui import QGuiApplication

from hybriddesk.desk.sync import phrases
from hybriddesk.desk.sync.phrases import counts, import_facts, preview_sentence
from hybriddesk.desk.words import number, size
from hybriddesk.sync import age
from hybriddesk.sync.manifest import ImportSummary, TableCount
from tests.desk.home.opened_home import unnamed
from tests.desk.privacy.opened_place import AskedAtOnce, opened_place

PASSPHRASE = "seven quiet rivers bend"


@pytest.fixture(autouse=True)
def quick_seal(monkeypatch):
    """The seal's key derivation, weak and quick: what it costs is tested where it lives."""
    init = age.Sealer.__init__
    monkeypatch.setattr(age.Sealer, "__init__", lambda self, raw, passphrase, **_: init(self, raw, passphrase, log_n=4))


def export(desk, path, keys=False):
    card = desk.place.export
    card.choose_path(path)
    for field in (card.passphrase.first, card.passphrase.second):
        field.setText(PASSPHRASE)
    card.passphrase.judge()
    card.keys.setChecked(keys)
    card.button.click()
    desk.wait(lambda: not card.running.busy)
    desk.idle()
    return card


def verify(desk, path, passphrase=PASSPHRASE):
    card = desk.place.verify
    card.choose_path(path)
    card.passphrase.setText(passphrase)
    card.button.click()
    desk.wait(lambda: not card.running.busy)
    return card.result.title.text()


def preview(desk, path, passphrase=PASSPHRASE):
    card = desk.place.import_
    card.choose_path(path)
    card.passphrase.setText(passphrase)
    card.look.click()
    desk.wait(lambda: not card.running.busy)
    return card


def test_export_waits_for_a_file_and_a_good_passphrase_written_twice(desk, tmp_path):
    """The button is off until nothing is missing; the sentence says what is."""
    card = desk.open("sync").export
    assert not card.button.isEnabled()
    card.choose_path(tmp_path / "b.age")
    pair = card.passphrase
    pair.first.setText("short")
    pair.judge()
    assert "short" in pair.strength.text().lower() or pair.strength.property("tone") == "bad"
    pair.first.setText(PASSPHRASE)
    pair.second.setText("another one entirely")
    pair.judge()
    assert pair.strength.text() == "The two passphrases are not the same."
    assert not card.button.isEnabled()
    pair.second.setText(PASSPHRASE)
    pair.judge()
    assert card.button.isEnabled()
    card.file.show_path(None)
    card.allow()
    card.start()
    assert not card.running.busy


def test_a_suggested_passphrase_is_shown_and_told_to_be_strong(desk):
    """Six random words, in sight so that they can be written down."""
    pair = desk.open("sync").export.passphrase
    pair.suggest()
    assert len(pair.text().split()) == 6
    assert pair.first.echoMode() == pair.first.EchoMode.Normal
    assert "bits of chance" in pair.strength.text()
    assert pair.good
    pair.forget()
    assert not pair.good
    assert pair.text() == ""


def test_an_export_tells_file_size_digest_and_counts(desk, tmp_path):
    """The result can be compared with the file on the disk, and says how it opens elsewhere."""
    desk.samples()
    desk.open("sync")
    target = tmp_path / "b.age"
    card = export(desk, target)
    said = card.result.facts.text()
    assert card.result.title.text() == "Exported: b.age"
    assert "age -d b.age | tar x" in card.result.words.text()
    assert "12 drafts" in said
    assert "not inside" in said
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert digest[:16] in said
    card.result._buttons[1].click()
    assert QGuiApplication.clipboard().text() == digest
    assert card.passphrase.text() == ""
    desk.wait(lambda: desk.place.history.table.rowCount() == 1)
    assert desk.place.history.table.item(0, 1).text() == "A bundle was exported"


def test_keys_go_along_only_when_asked_for(desk, tmp_path):
    """The box is off from the start; the bundle says whether keys are inside."""
    desk.open("sync")
    assert not desk.place.export.keys.isChecked()
    card = export(desk, tmp_path / "b.age", keys=True)
    assert ("Provider keys", "inside") in [(name.text(), value.text()) for name, value in card.result.facts.labels]


def test_an_export_that_is_stopped_leaves_nothing(desk, tmp_path, monkeypatch):
    """Cancel at a step: no file, no line in the log, and the words say so."""
    desk.samples()
    monkeypatch.setattr("hybriddesk.desk.sync.running.Stop", AskedAtOnce)
    card = desk.open("sync").export
    card.choose_path(tmp_path / "b.age")
    card.passphrase.suggest()
    card.start()
    card.running.cancel()
    desk.wait(lambda: not card.running.busy)
    assert card.result.title.text() == "Stopped"
    assert list(tmp_path.glob("*.age*")) == []
    assert "sync.export" not in dict(desk.acts())


def test_a_full_or_forbidden_folder_is_told_in_words(desk, tmp_path):
    """What failed, what still holds, what to do; the folder button of a success is not offered."""
    desk.open("sync")
    card = export(desk, tmp_path / "no such folder" / "b.age")
    assert "could not be written" in card.result.title.text()
    assert "Your store is complete" in card.result.words.text()
    assert not any(button.isVisible() for button in card.result._buttons)
    assert card.button.isEnabled()


def test_verify_tells_the_kinds_of_trouble_apart(desk, tmp_path):
    """Whole, wrong passphrase, damaged, cut and foreign each have their own sentence."""
    desk.samples()
    desk.open("sync")
    good = tmp_path / "good.age"
    export(desk, good)
    content = good.read_bytes()
    cut, damaged, foreign, empty = (tmp_path / f"{name}.age" for name in ("cut", "damaged", "foreign", "empty"))
    cut.write_bytes(content[: len(content) - 3000])
    damaged.write_bytes(content[:20_000] + bytes([content[20_000] ^ 1]) + content[20_001:])
    foreign.write_bytes(b"PK\x03\x04 a zip")
    empty.write_bytes(b"")
    assert verify(desk, good) == "This bundle is whole and opens with this passphrase."
    assert "12 drafts" in desk.place.verify.result.facts.text()
    desk.place.verify.result._buttons[0].click()
    assert QGuiApplication.clipboard().text() == hashlib.sha256(content).hexdigest()
    said = [verify(desk, good, "wrong wrong wrong"), *(verify(desk, path) for path in (damaged, cut, foreign, empty))]
    assert len(set(said)) == 5
    assert "passphrase" in said[0]
    assert desk.place.verify.result.facts.isHidden()
    assert "sync.verify" in dict(desk.acts())


def test_focus_stays_in_the_card_after_a_wrong_passphrase(desk, tmp_path):
    """The field is ready to be typed into again."""
    desk.open("sync")
    export(desk, tmp_path / "b.age")
    card = desk.place.verify
    card.choose_path(tmp_path / "b.age")
    card.passphrase.setText("wrong wrong wrong")
    card.passphrase.setFocus()
    desk.window.activateWindow()
    card.passphrase.returnPressed.emit()
    desk.wait(card.result.isVisible)
    desk.idle()
    assert desk.window.focusWidget() is card.passphrase


def test_how_far_it_is_is_told_of_a_known_whole(desk, tmp_path):
    """Export counts rows of the rows in the store; verify counts bytes of the file."""
    desk.fetch(lambda: _fill(desk))
    place = desk.open("sync")
    for card in (place.export, place.verify):
        card.said, show = [], card.running.progress.show_steps
        card.running.progress.show_steps = lambda done, whole, words, said=card.said, show=show: (said.append((done, whole, words)), show(done, whole, words))
    target = tmp_path / "b.age"
    rows = sum(export(desk, target)._made.rows.values())
    done, whole, words = place.export.said[-1]
    assert (done, whole) == (1000, 1000)
    assert words == f"Sealing, {number(rows)} of {number(rows)} entries"
    verify(desk, target)
    done, whole, words = place.verify.said[-1]
    assert 0 < done <= whole == 1000
    assert words.startswith("Reading, ")
    assert words.endswith(f" of {size(target.stat().st_size)}")


def _fill(desk):
    with desk.db.write():
        for number_ in range(1100):
            desk.workspace.audit.add("privacy.kind_off", f"n{number_}")


def test_an_import_shows_first_what_it_would_do(desk, qtbot, theme, tmp_path):
    """The preview writes nothing; Import brings in what it counted; a second time nothing is new."""
    target = tmp_path / "b.age"
    (tmp_path / "other").mkdir()
    with opened_place(qtbot, theme, tmp_path / "other") as other:
        other.samples()
        other.open("sync")
        export(other, target)
    desk.open("sync")
    card = preview(desk, target)
    assert card.result.title.text() == "This is what the import would do"
    assert "12 drafts" in card.result.facts.text()
    assert card.button.isVisible()
    assert desk.fetch(desk.workspace.reviews.counts)["pending"] == 0
    card.button.click()
    desk.wait(lambda: card.result.title.text() == "Imported")
    desk.idle()
    assert desk.fetch(lambda: len(desk.workspace.reviews.ids("all"))) == 12
    assert not card.button.isVisible()
    assert card.passphrase.text() == ""
    assert "sync.import" in dict(desk.acts())
    again = preview(desk, target)
    assert "here already" in again.result.words.text()
    assert not again.button.isVisible()


def test_another_file_takes_the_preview_back(desk, qtbot, theme, tmp_path):
    """Import never runs on a file that was not previewed."""
    target = tmp_path / "b.age"
    (tmp_path / "other").mkdir()
    with opened_place(qtbot, theme, tmp_path / "other") as other:
        other.samples()
        other.open("sync")
        export(other, target)
    desk.open("sync")
    card = preview(desk, target)
    card.choose_path(tmp_path / "else.age")
    assert card.result.isHidden()
    card.start()
    assert not card.running.busy
    desk.idle()
    assert "sync.import" not in dict(desk.acts())


def test_a_dropped_bundle_fills_the_import_card(desk, tmp_path):
    """Only bundles are taken; other files go to the window's own import."""
    place = desk.open("sync")
    assert place.drop([str(tmp_path / "one.AGE"), str(tmp_path / "two.age")])
    assert place.import_.file.path == tmp_path / "one.AGE"
    assert "One bundle at a time" in desk.toast()
    assert not place.drop([str(tmp_path / "letter.txt")])
    desk.shell.go_to("sync", bundle=str(tmp_path / "three.age"))
    assert place.import_.file.path == tmp_path / "three.age"


def test_the_lock_leaves_no_passphrase_in_a_field(desk):
    """What was typed but not used is gone."""
    place = desk.open("sync")
    place.verify.passphrase.setText(PASSPHRASE)
    place.import_.passphrase.setText(PASSPHRASE)
    place.export.passphrase.suggest()
    place.leaving()
    assert (place.verify.passphrase.text(), place.import_.passphrase.text(), place.export.passphrase.text()) == ("", "", "")


@pytest.mark.parametrize("width", [1440, 1024])
def test_everything_focusable_has_a_name_and_a_size(desk, tmp_path, width):
    """Screen readers and fingers find every control, also those of a result."""
    desk.open("sync", width, 700)
    export(desk, tmp_path / "b.age")
    assert unnamed(desk.place) == []


def test_commands_ask_for_a_file(desk, monkeypatch):
    """The palette starts each of the five by asking where."""
    asked = []
    for module in ("export_card", "verify_card", "import_card", "readable_card"):
        for name in ("save_as", "open_file", "open_folder"):
            monkeypatch.setattr(f"hybriddesk.desk.sync.{module}.{name}", lambda _parent, title, *_: asked.append(title), raising=False)
    desk.open("sync")
    for name in ("export", "verify", "import", "replies", "conversations"):
        assert desk.shell.registry.run(f"sync.{name}")
    assert asked == ["Export a bundle", "Verify a bundle", "Import a bundle", "Export approved replies", "Export conversations"]
    assert desk.shell.registry.conflicts() == ()


def test_counts_are_told_with_their_nouns():
    """One is singular, many are plural, tables without a word are counted together."""
    assert counts({"reviews": 1, "turns": 2, "spans": 3, "audit": 1, "items": 0}) == "2 messages, 1 draft, 4 other entries"
    assert counts({}) == "nothing yet"
    assert set(phrases.TABLES) <= set(_tables())


def test_an_import_that_brings_nothing_says_so():
    """The four counts are told even when they are nought."""
    nothing = ImportSummary(0, 5, 0, 1, 0, {"turns": TableCount(same=5, older=1)})
    assert "change nothing" in preview_sentence(nothing)
    assert dict(import_facts(nothing))["New"] == "nothing"
    assert dict(import_facts(nothing))["Older than yours"] == "1 entry, left as it is here"
    some = ImportSummary(2, 0, 0, 0, 1, {"turns": TableCount(new=2, conflicts=1)})
    assert "Nothing of yours is deleted" in preview_sentence(some)
    assert dict(import_facts(some))["New"] == "2 messages"
    assert dict(import_facts(some))["Changed on both sides"] == "1 text, both versions are kept"


def _tables():
    from hybriddesk.sync.tables import BY_NAME

    return BY_NAME
