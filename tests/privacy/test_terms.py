"""Terms out of a text or a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

from hybriddesk.privacy.terms import terms_of


def test_each_line_of_a_text_is_a_term() -> None:
    assert terms_of("\ufeffAnna Keller\n\n  K-2041 \r\nAnna Keller\nMill Lane, York", table=False) == ("Anna Keller", "K-2041", "Mill Lane, York")


def test_each_cell_of_a_table_is_a_term_and_its_heading_is_none() -> None:
    assert terms_of('Name;Number\n"Keller; Anna";K-2041\n;\nBob;', table=True) == ("Keller; Anna", "K-2041", "Bob")
    assert terms_of("Anna,Keller\nBob,Stone", table=True) == ("Anna", "Keller", "Bob", "Stone")
    assert terms_of("name", table=True) == ("name",)
    assert terms_of("", table=True) == ()


@pytest.fixture
def usual_cells() -> Iterator[None]:
    """Python's own limit of a cell, which importing a reader of tables raises for the whole process."""
    raised = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(raised)


@pytest.mark.usefixtures("usual_cells")
def test_what_is_no_table_is_read_by_lines() -> None:
    long = "x" * 140_000
    assert terms_of(f"{long}\nAnna", table=True) == (long, "Anna")
