"""The person's own model in a folder: real ONNX files and tokenizers, as small as they can be."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from hybriddesk.privacy.own.gliner_model import GlinerModel
from hybriddesk.privacy.own.labels import ASKED, KINDS_ASKED, begins, kind_of
from hybriddesk.privacy.own.opening import OwnModels, open_model
from hybriddesk.privacy.own.token_model import TokenModel
from hybriddesk.privacy.own.windows import halves, windows
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Draft, KnownMap, Message
from tests.privacy.own_models import gliner_folder, token_folder

TEXT = "Anna Keller lives in York. Tom Oslo lives in York."


def found(tagger, text):
    return [(text[span.start : span.end], span.kind) for span in tagger.tag(text, None)]


def test_a_token_classifier_finds_whole_words(tmp_path):
    """Subwords are joined, also where only the end of a word looks like a name; two names side by side stay two; other labels and
    special signs count for nothing.
    """
    model = open_model(token_folder(tmp_path / "m"))
    assert isinstance(model, TokenModel)
    assert found(model, TEXT) == [("Anna Keller", "PERSON"), ("York", "LOCATION"), ("Tom", "PERSON"), ("Oslo", "LOCATION"), ("York", "LOCATION")]
    assert found(model, "Anna Tom") == [("Anna", "PERSON"), ("Tom", "PERSON")]
    assert all(0.9 < span.score <= 1 and span.rule == "own_model" for span in model.tag(TEXT, "en"))
    assert found(model, "") == []


def test_a_long_text_is_read_in_windows_and_offsets_stay_right(tmp_path):
    """A text of many windows, also one whose windows have too many subwords, gives every name at its own place."""
    model = open_model(token_folder(tmp_path / "m"))
    text = ". " * 700 + TEXT + " " + "lives in " * 200 + "Tom"
    assert found(model, text) == [*found(model, TEXT), ("Tom", "PERSON")]


def test_a_gliner_model_is_asked_for_labels_and_its_spans_do_not_cross(tmp_path):
    """The surest span wins, a span that runs over the end of the text is none, and words are counted after the labels."""
    model = open_model(gliner_folder(tmp_path / "m", labels=len(ASKED)))
    assert isinstance(model, GlinerModel)
    assert found(model, "Tom lives in York") == [("York", "LOCATION")]
    assert found(model, "Anna Keller lives") == [("Anna Keller", "PERSON")]
    assert found(model, "York lives in Anna") == [("York lives in", "LOCATION"), ("Anna", "PERSON")]
    assert found(model, "  ") == []


def test_a_spacy_pipeline_is_asked_through_its_own_library(tmp_path, monkeypatch):
    """Offsets of its entities are kept, labels that are nobody's data are left out, a folder it cannot load is named."""
    for name in ("meta.json", "config.cfg"):
        (tmp_path / name).write_text("{}")
    spacy = ModuleType("spacy")
    ents = [SimpleNamespace(start_char=0, end_char=4, label_="PERSON"), SimpleNamespace(start_char=5, end_char=9, label_="DATE")]
    spacy.load = lambda _folder: lambda _text: SimpleNamespace(ents=ents)
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    assert found(open_model(tmp_path), "Anna 1999") == [("Anna", "PERSON")]

    def broken(_folder):
        raise OSError("no such component")

    spacy.load = broken
    with pytest.raises(Refused, match="model_unreadable"):
        open_model(tmp_path)
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(Refused, match="model_library"):
        open_model(tmp_path)


@pytest.mark.parametrize("spoil", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_damaged_file_is_named(tmp_path, spoil):
    """Whatever file of the folder is damaged, the fault says that the model cannot be read."""
    folder = token_folder(tmp_path / "m")
    (folder / spoil).write_bytes(b"\x00 not this")
    with pytest.raises(Refused, match="model_unreadable"):
        open_model(folder)


@pytest.mark.parametrize("labels", ["[]", '{"id2label": {"0": "O", "1": "VERB"}}', '{"id2label": 3}'])
def test_a_model_without_names_is_refused(tmp_path, labels):
    """A folder whose settings name no label of a person, place or number is no finder of names."""
    folder = token_folder(tmp_path / "m")
    (folder / "config.json").write_text(labels)
    with pytest.raises(Refused, match="model_unreadable"):
        open_model(folder)


def test_an_empty_folder_and_a_missing_library_are_told_apart(tmp_path, monkeypatch):
    """Nothing there, a GLiNER folder without its model, and a library that is not installed: three different sentences."""
    with pytest.raises(Refused, match="model_missing"):
        open_model(tmp_path)
    (tmp_path / "gliner_config.json").write_text("{}")
    with pytest.raises(Refused, match="model_missing"):
        open_model(tmp_path)
    folder = token_folder(tmp_path / "m")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(Refused, match="model_library"):
        open_model(folder)


def test_the_scrubber_asks_it_beside_its_own_finders(tmp_path):
    """While a folder is named its model is asked too; it is opened once; a folder that went bad refuses rather than hides less."""
    scrubber, folder = Scrubber(), str(token_folder(tmp_path / "m"))
    text = "Oslo lives in Anna"
    draft = Draft("c", "r", "chat", (Message("user", text),))
    plain = scrubber.scrub(draft, KnownMap())
    done = scrubber.scrub(draft, KnownMap(model_folder=folder))
    assert "Anna" not in done.messages[0].text
    assert "own_model" in {span.rule for span in done.spans[0]}
    assert "own_model" not in {span.rule for span in plain.spans[0]}
    models = OwnModels()
    assert models.of(folder) is models.of(folder)
    with pytest.raises(Refused, match="model_missing"):
        scrubber.scrub(draft, KnownMap(model_folder=str(tmp_path / "gone")))


def test_labels_of_many_models_are_understood():
    """Prefixes, case, spaces and underscores do not matter; what is nobody's data means nothing."""
    assert [kind_of(label) for label in ("B-PER", "I-person", "phone number", "GIVEN_NAME", "U-GPE", "O", "MISC", "DATE")] == [
        "PERSON", "PERSON", "PHONE", "PERSON", "LOCATION", None, None, None,
    ]
    assert begins("B-PER")
    assert not begins("I-PER")
    assert [kind_of(label) for label in ASKED] == list(KINDS_ASKED)


def test_windows_are_whole_and_cut_between_words():
    """The parts put together are the text; a part ends at a line, a sentence or a word where there is one."""
    text = "One two three. Four five\nsix seven " * 9 + "x" * 300
    for size in (7, 40, 100, 10_000):
        parts = list(windows(text, size))
        assert "".join(part for _, part in parts) == text
        assert [start for start, _ in parts] == [sum(len(part) for _, part in parts[:at]) for at in range(len(parts))]
    assert [part for _, part in windows("aaa bbb ccc", 8)] == ["aaa bbb ", "ccc"]
    assert list(halves(5, "abc")) == [(5, "ab"), (7, "c")]
