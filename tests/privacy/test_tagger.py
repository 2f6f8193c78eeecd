"""The trained tagger: what it finds, what it leaves, and what happens when its file is not the shipped one."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from hybriddesk.privacy import Scrubber
from hybriddesk.privacy.names import agreed
from hybriddesk.privacy.tagger import tagger as module
from hybriddesk.privacy.tagger.network import network
from hybriddesk.privacy.tagger.tagger import FOLDER, NAME, SHA256, ShippedTagger
from hybriddesk.records.errors import Refused
from hybriddesk.records.resources import resource
from hybriddesk.records.way import Span

SCRUBBER = Scrubber(kinds_on=("ORG",))


def found(text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.kind) for s in SCRUBBER.detect(text)]


@pytest.mark.parametrize(("text", "name"), [
    ("I told Quenby Ostrovnik that the order would be late.", "Quenby Ostrovnik"),
    ("my sister annika and my brother jorge are coming", "annika"),
    ("Ich habe gestern mit Wiebke Tönnsen telefoniert.", "Wiebke Tönnsen"),
    ("Hier soir, Solène Kerbrat a appelé le bureau.", "Solène Kerbrat"),
    ("Ayer hablé con Itziar Goñi sobre el contrato.", "Itziar Goñi"),
    ("Ieri ho parlato con Ludovica Bressanin del contratto.", "Ludovica Bressanin"),
    ("Ontem falei com Thaís Figueiró sobre o contrato.", "Thaís Figueiró"),
    ("Gisteren sprak ik met Femke Hoogstraten over het contract.", "Femke Hoogstraten"),
])  # fmt: skip
def test_names_of_many_languages_are_found_where_no_cue_stands(text: str, name: str) -> None:
    """A name in running text is found in seven languages, in small letters and when it is on no list."""
    assert (name, "PERSON") in found(text)


@pytest.mark.parametrize("text", [
    "Bitte formuliere den folgenden Absatz etwas freundlicher und schicke die Rechnung an die Buchhaltung.",
    "Merci de reformuler ce paragraphe et de vérifier le tableau avant la réunion de jeudi.",
    "Por favor, reescribe este párrafo y revisa la tabla antes de la reunión del jueves.",
    "Riscrivi questo paragrafo e controlla la tabella prima della riunione di giovedì.",
    "Reescreva este parágrafo e confira a tabela antes da reunião de quinta-feira.",
    "Herschrijf deze alinea en controleer de tabel voor de vergadering van donderdag.",
    "How do I sort a list in Python without losing the original order?",
    "Best Pizza Ever. Service was slow, but the Tiramisu made up for it!",
])  # fmt: skip
def test_ordinary_text_of_seven_languages_stays(text: str) -> None:
    """Text without names is left as it is, whatever its language."""
    assert found(text) == []


def test_a_title_stays_outside_and_a_possessive_too() -> None:
    """Titles and endings say nothing about who it is."""
    assert ("Castellanos", "PERSON") in found("We met Mrs. Castellanos's lawyer.")


def test_the_same_text_gives_the_same_spans_however_long_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long texts are read in pieces, which changes nothing away from the seams."""
    text = "I told Quenby Ostrovnik that the order would be late. " * 40
    whole = SCRUBBER.detect(text)
    monkeypatch.setattr(module, "MOST_TOKENS", 110)
    assert [span.start for span in SCRUBBER.detect(text)] == [span.start for span in whole]


@pytest.mark.parametrize("text", ["", "\n", " ", "...", "\U0001f600" * 50, "\ud800 x", "\u202eanna\u202c", "\0", "ا" * 30, "a" * 5000, "-" * 500, "A. B. C. " * 40])
def test_strange_texts_break_nothing(text: str) -> None:
    """Empty, broken, right-to-left and endless texts give spans inside the text, or none."""
    assert all(0 <= span.start < span.end <= len(text) for span in ShippedTagger().tag(text, None))


def test_random_signs_break_nothing() -> None:
    """Spans of garbage lie inside it and do not overlap among those that count."""
    rng = random.Random(3)
    for _ in range(40):
        text = "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(160, 0x2FF), 10))) for _ in range(300))
        spans = sorted(span for span in ((s.start, s.end) for s in ShippedTagger().tag(text, "en") if s.score >= 0.5))
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_the_shipped_file_has_the_digest_of_this_version() -> None:
    """The digest in the code is the one of the file beside it, and the file is small."""
    data = resource(f"{FOLDER}/{NAME}").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    assert len(data) < 3_500_000


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_another_file_is_refused_and_the_rules_go_on(tmp_path: Path, damage: str) -> None:
    """A changed or missing file is named in a fault, and everything the rules find is still hidden."""
    path = tmp_path / "names.npz"
    if damage == "changed":
        path.write_bytes(resource(f"{FOLDER}/{NAME}").read_bytes()[:-1] + b"x")
    scrubber = Scrubber(tagger=ShippedTagger(path))
    assert scrubber.fault is None
    text = "Dear Mr. Hendricks, write to anna@example.org. Yesterday Marisol Hendricks came."
    kinds = [span.kind for span in scrubber.detect(text)]
    assert kinds.count("PERSON") == 2
    assert "EMAIL" in kinds
    assert scrubber.fault is not None
    assert (scrubber.fault.code, scrubber.fault.facts["file"]) == ("privacy.names_damaged", "names.npz")
    assert [span.kind for span in scrubber.detect(text)] == kinds
    with pytest.raises(Refused, match="names_damaged"):
        network(path, SHA256)


def test_a_list_alone_is_not_believed_where_the_tagger_sees_no_name() -> None:
    """Doubted rules need a sign of the tagger; cues and taggers need none."""
    def spans(*rows: tuple[int, str]) -> Iterator[Span]:
        return (Span(at, at + 4, "PERSON", 0.7, rule) for at, rule in rows)

    kept = agreed(spans((0, "name_first"), (10, "name_first"), (20, "name_title")), spans((12, "name_model")), "en")
    assert [(span.start, span.rule) for span in kept] == [(12, "name_model"), (10, "name_first"), (20, "name_title")]
    assert len(agreed(spans((0, "place_list")), [], "en")) == 1
    assert agreed(spans((0, "place_list")), [], "de") == []


def test_numpy_is_not_read_before_the_first_text() -> None:
    """Importing and building the scrubber leaves numpy alone: the window shows before it is needed."""
    code = "import sys; from hybriddesk.privacy import Scrubber; Scrubber(); sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
