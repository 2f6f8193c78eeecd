"""The knowledge command: sources, what a question finds, versions of the index, kept questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Run = Callable[..., object]

RETURNS = "# Returns\n\nYou may return a kettle within 30 days. We refund the price within five working days.\n"


def source(tmp_path: Path, name: str = "returns.md", text: str = RETURNS) -> Path:
    file = tmp_path / name
    file.write_text(text)
    return file


def test_from_a_file_to_a_passage(store: Run, tmp_path: Path) -> None:
    """Added, listed, shown, found and removed; every line is JSON."""
    added = store("knowledge", "add", source(tmp_path))
    (row,) = added.lines
    assert (added.code, row["name"], row["chunks"]) == (0, "returns.md", 1)
    assert "1 source(s) taken in, 0 unchanged, 0 not read." in added.words
    assert store("knowledge", "list").lines == [row]
    assert store("knowledge", "list", "--named", "nothing").lines == []
    assert store("knowledge", "show", row["id"]).lines[0]["text"] == RETURNS.rstrip()
    found = store("knowledge", "find", "Can I return the kettle?")
    assert [(one["given"], one["source"]) for one in found.lines] == [(True, row["id"])]
    assert "1 passage(s) would go along, 0 held back; version 1" in found.words
    assert store("knowledge", "find", stdin="May a kettle be returned?\n").lines[0]["given"]
    held = store("knowledge", "find", "Who may return to Boston in the long cold winter of the year, said the captain of the ship?").lines
    assert [(one["given"], one["code"]) for one in held] == [(False, "knowledge.held_irrelevant")]
    assert store("knowledge", "remove", row["id"]).code == 0
    assert store("knowledge", "list").lines == []


def test_files_that_cannot_be_read(store: Run, tmp_path: Path) -> None:
    """Each is a line with its reason; exit 4 where nothing at all came in, 0 where something did."""
    bad = store("knowledge", "add", tmp_path / "nowhere.txt")
    assert (bad.code, bad.lines[0]["code"]) == (4, "intake.missing")
    assert bad.lines[0]["words"]
    mixed = store("knowledge", "add", tmp_path / "nowhere.txt", source(tmp_path))
    assert (mixed.code, len(mixed.lines)) == (0, 2)
    assert store("knowledge", "add", source(tmp_path)).lines == []


def test_refreshing(store: Run, tmp_path: Path) -> None:
    """Without an id every file that changed; with one that source."""
    file = source(tmp_path)
    (row,) = store("knowledge", "add", file).lines
    assert "0 source(s)" in store("knowledge", "refresh").words
    file.write_text("Kettles may be returned within 90 days.")
    assert [one["id"] for one in store("knowledge", "refresh").lines] == [row["id"]]
    assert "0 source(s) taken in, 1 unchanged" in store("knowledge", "refresh", row["id"]).words
    file.unlink()
    gone = store("knowledge", "refresh")
    assert (gone.code, gone.lines[0]["code"]) == (4, "intake.missing")


def test_versions_and_questions(store: Run, tmp_path: Path) -> None:
    """Built, compared on kept questions, switched and dropped."""
    (row,) = store("knowledge", "add", source(tmp_path)).lines
    (question,) = store("knowledge", "question", "add", "Can I return the kettle?", "--wanted", row["id"]).lines
    assert store("knowledge", "question", "list").lines == [question]
    (built,) = store("knowledge", "index", "build", "--size", "300", "--overlap", "20").lines
    assert (built["version"], built["live"], built["size"]) == (2, False, 300)
    (compared,) = store("knowledge", "compare", "2").lines
    assert (compared["now"]["place"], compared["then"]["place"], compared["then"]["index"]) == (1, 1, 2)
    assert store("knowledge", "find", "Can I return the kettle?", "--index", "2").lines[0]["given"]
    assert store("knowledge", "index", "switch", "2").lines[0]["live"]
    assert store("knowledge", "index", "drop", "1").code == 0
    assert [one["version"] for one in store("knowledge", "index", "list").lines] == [2]
    assert store("knowledge", "question", "remove", question["id"]).code == 0
    assert store("knowledge", "question", "list").lines == []
    assert store("knowledge", "compare", "2").lines == []


def test_a_place_is_null_where_the_wanted_source_is_not_found(store: Run, tmp_path: Path) -> None:
    store("knowledge", "add", source(tmp_path))
    (other,) = store("knowledge", "add", source(tmp_path, "parking.txt", "Parking is free behind the house.")).lines
    store("knowledge", "question", "add", "Can I return the kettle?", "--wanted", other["id"])
    (compared,) = store("knowledge", "compare", "1").lines
    assert (compared["now"]["place"], len(compared["now"]["given"])) == (None, 1)


def test_refusals(store: Run, tmp_path: Path) -> None:
    """Exit 4 for a rule of ours, 2 for wrong usage; nothing is changed."""
    (row,) = store("knowledge", "add", source(tmp_path)).lines
    unknown = "x" * 26
    for arguments in (
        ("show", unknown), ("remove", row["id"], unknown), ("refresh", unknown), ("find", " "), ("find", "x", "--index", "7"), ("index", "drop", "1"),
        ("index", "switch", "7"), ("index", "build", "--size", "3"), ("question", "add", " "), ("question", "add", "x", "--wanted", unknown),
        ("question", "remove", unknown), ("compare", "7"),
    ):
        assert store("knowledge", *arguments).code == 4, arguments
    assert store("knowledge").code == 2
    assert store("knowledge", "index", "build", "--size", "many").code == 2
    assert [one["id"] for one in store("knowledge", "list").lines] == [row["id"]]
