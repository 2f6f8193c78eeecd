"""Terms of a list of words to hide, out of a text or a table."""

from __future__ import annotations

import csv
import io

_FEWEST_LINES = 2


def terms_of(text: str, *, table: bool) -> tuple[str, ...]:
    """Each line of a text is a term, or each cell of a CSV table with commas, semicolons or tabs; trimmed, in order, each once.

    A first row of nothing but usual names of columns is left out.
    """
    if not table:
        return _tidy(text.removeprefix("\ufeff").splitlines())
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(cell.strip() for cell in row)]
    except csv.Error:  # a cell of more than 131,072 characters: no table, whatever its name says
        return _tidy(text.splitlines())
    if len(rows) >= _FEWEST_LINES and all(cell.strip().lower() in _HEADINGS for cell in rows[0]):
        rows = rows[1:]
    return _tidy([cell for row in rows for cell in row])


_HEADINGS = frozenset(
    ["", "id", "no", "number", "name", "names", "first name", "last name", "full name", "term", "terms", "word", "words", "value", "values", "client", "customer", "address", "street", "city", "email", "e-mail", "phone",
     "nummer", "vorname", "nachname", "begriff", "wort", "kunde", "mandant", "adresse", "straße", "ort", "telefon", "nom", "prénom", "client", "adresse", "nombre", "apellido", "dirección", "nome", "cognome", "indirizzo", "naam"]
)
"""Cells of a row that names the columns."""


def _tidy(lines: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
