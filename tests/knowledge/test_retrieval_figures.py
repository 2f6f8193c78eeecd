"""The figures of ``packaging/score_retrieval.py`` do not get worse unseen."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def scoring(monkeypatch):
    """The script as a module; its folder is on the path only here."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    yield importlib.import_module("score_retrieval")
    sys.modules.pop("score_retrieval")


def test_found_and_kept_quiet(scoring, tmp_path):
    """On the half that chose nothing: most questions find their passage, most of those without one get nothing."""
    db = scoring.stored(tmp_path)
    found = [(wanted, scoring.scored(db, question)) for question, wanted in scoring.QUESTIONS]
    db.close()
    got = scoring.figures(found[1::2], scoring.relevance.FLOOR)
    assert got.recall >= 0.8
    assert got.silent >= 0.9
    assert got.wrong <= 0.25
