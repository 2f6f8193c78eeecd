"""The whole job: files in, approved, out as files and as a bundle, into a second store; and nothing readable is left on the disk."""

import json
from email import policy
from email.parser import BytesParser

import pytest

from tests.window import steps
from tests.window.drive import says, until

BUNDLE = "bundle of seven unrelated words"
PLANTED = (
    "petra.lindqvist@example.org", "Petra Lindqvist", "+41 79 555 01 23", "CH93 0076 2011 6238 5295 7", "Weißhaupt", "Ahornstraße",
    "ruth.okonkwo@example.com", "Willow Lane", "tomasz@example.pl", "kettle stopped", "Edited reply", steps.KEY, BUNDLE,
    "seven quiet rivers bend",
)


@pytest.fixture
def own_places(tmp_path, monkeypatch):
    """HOME, TMPDIR and the XDG folders of this test alone."""
    for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        folder = tmp_path / "places" / name.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path / "places"


def test_the_main_job_from_files_to_a_second_store(own_places, start, empty, empty_template, tmp_path):
    """Import, approve by keyboard, export .md, .jsonl and .eml, bundle, verify, import into another store: counts and texts are equal."""
    import shutil

    steps.import_folder(empty, steps.INPUTS)
    steps.start_drafting(empty)
    assert steps.drafted(empty).drafted == 8
    steps.leave_import(empty)
    approved = steps.approve_all(empty)
    finals, counts = steps.finals(empty), steps.counts(empty)
    assert len(finals) >= approved > 0
    out = tmp_path / "out"
    out.mkdir()
    for form in ("md", "eml"):
        steps.export_replies(empty, form, out)
    steps.export_replies(empty, "jsonl", out / "replies.jsonl")
    assert_exports(out, {final for _state, _draft, final in finals.values()})
    steps.export_bundle(empty, out / "desk.age", BUNDLE)
    assert "whole" in steps.verify_bundle(empty, out / "desk.age", BUNDLE)
    empty.keys("Ctrl+L")
    empty.locked()
    store = empty.home
    start.end(empty)

    shutil.copytree(empty_template, tmp_path / "second")
    second = start(tmp_path / "second")
    second.unlock()
    steps.bring_in_bundle(second, out / "desk.age", BUNDLE)
    assert steps.finals(second) == finals
    until(lambda: steps.counts(second) == counts, "equal counts")
    second.go("home")
    until(lambda: says("Latest events"), "the figures on Home")
    for folder in (store, tmp_path / "second", own_places, out / "desk.age"):
        assert found_in(folder) == []


def assert_exports(out, finals):
    """Each form holds each final once, and can be read back by its own standard reader."""
    rows = [json.loads(line) for line in (out / "replies.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["final"] for row in rows} == finals
    mails = [BytesParser(policy=policy.default).parsebytes(path.read_bytes()) for path in out.rglob("*.eml")]
    assert {mail.get_content().replace("\r\n", "\n").rstrip("\n") for mail in mails} == {final.rstrip("\n") for final in finals}
    assert all(mail["X-Unsent"] == "1" for mail in mails)
    texts = [path.read_text(encoding="utf-8") for path in out.rglob("*.md")]
    assert len(texts) == len(finals)
    assert all(any(final in text for text in texts) for final in finals)


def found_in(folder):
    """Planted words found in any file, in UTF-8 or UTF-16, with the file's name."""
    hits = []
    for path in steps.files(folder) if folder.is_dir() else [folder]:
        content = path.read_bytes().lower()
        hits += [
            f"{word} in {path.name}" for word in PLANTED for coding in ("utf-8", "utf-16-le", "utf-16-be")
            if word.lower().encode(coding) in content
        ]
    return hits
