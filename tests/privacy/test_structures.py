"""A corpus of structured texts made by hand, with what is personal in it marked: how much of it leaves, how much else goes, what still parses."""

from __future__ import annotations

import ast
import csv
import io
import json
import xml.dom.minidom
from pathlib import Path

import pytest

from hybriddesk.privacy import Restorer, scrub_text
from hybriddesk.records.way import Scrubbed

CORPUS = list(Path(__file__).with_name("structures.txt").read_text("utf-8").split("\n\n========\n"))


def unmarked(marked: str) -> tuple[str, set[int]]:
    text, personal, inside = "", set(), False
    for char in marked:
        if char in "«»":
            inside = char == "«"
        else:
            personal |= {len(text)} if inside else set()
            text += char
    return text, personal


def hidden(scrubbed: Scrubbed) -> set[int]:
    return {at for span in scrubbed.spans[0] for at in range(span.start, span.end)}


def sent(text: str) -> str:
    scrubbed = scrub_text(text)
    assert Restorer(scrubbed.entries).text(scrubbed.messages[0].text).text == text
    return scrubbed.messages[0].text


def test_almost_nothing_personal_leaves_and_almost_nothing_else_goes() -> None:
    """The goal is a leak of 0 and .01 of other characters hidden; what is left are positional arguments and country names."""
    leaked = personal_all = over = others = 0
    for marked in CORPUS:
        text, personal = unmarked(marked)
        found = hidden(scrub_text(text))
        leaked, personal_all = leaked + len(personal - found), personal_all + len(personal)
        over, others = over + len(found - personal), others + len(text) - len(personal)
    assert leaked / personal_all <= 0.01
    assert over / others <= 0.01


@pytest.mark.parametrize("marked", [text for text in CORPUS if text.lstrip()[:1] in "{[" and not text.startswith("[database")])
def test_json_stays_json_of_the_same_keys(marked: str) -> None:
    text, _ = unmarked(marked)
    lines = [text] if "\n{" not in text.replace("\n  {", "") else text.split("\n")
    for line in lines:
        assert shape(json.loads(sent(line))) == shape(json.loads(line))


def shape(node: object) -> object:
    if isinstance(node, dict):
        return {key: shape(value) for key, value in node.items()}
    return [shape(value) for value in node] if isinstance(node, list) else None


@pytest.mark.parametrize("marked", [text for text in CORPUS if text.startswith(("<?xml", "<soap", "<contact"))])
def test_xml_stays_xml_of_the_same_tags(marked: str) -> None:
    text, _ = unmarked(marked)
    wrapped = "<all>{}</all>" if text.startswith("<contact") else "{}"
    before, after = (xml.dom.minidom.parseString(wrapped.format(one)) for one in (text, sent(text)))
    assert [node.nodeName for node in before.getElementsByTagName("*")] == [node.nodeName for node in after.getElementsByTagName("*")]


@pytest.mark.parametrize("marked", [text for text in CORPUS if text.startswith(("customer_id,", "Date;", '"Name"'))])
def test_a_table_keeps_its_cells(marked: str) -> None:
    text, _ = unmarked(marked)
    sign = ";" if text.startswith("Date") else ","
    before, after = (list(csv.reader(io.StringIO(one), delimiter=sign)) for one in (text, sent(text)))
    assert [len(row) for row in before] == [len(row) for row in after]
    assert before[0] == after[0]


@pytest.mark.parametrize("marked", [text for text in CORPUS if text.startswith(("import smtplib", "@pytest"))])
def test_code_stays_code_of_the_same_names(marked: str) -> None:
    text, _ = unmarked(marked)
    before, after = (ast.parse(one) for one in (text, sent(text)))
    names = [[type(node).__name__ for node in ast.walk(tree)] for tree in (before, after)]
    assert names[0] == names[1]


@pytest.mark.parametrize(("text", "expected"), [
    ('{"ssn": 78051120, "n": [1, 2], "age": 41}', {"ssn", "n", "age"}),
    ('{"phone": 442079460018.0}', {"phone"}),
    ('[{"card_number": 4111111111111111}]', None),
])  # fmt: skip
def test_a_bare_number_leaves_as_a_token_in_quotes_and_comes_back_bare(text: str, expected: set[str] | None) -> None:
    after = json.loads(sent(text))
    assert expected is None or set(after) == expected
    assert "_" in str(after)


@pytest.mark.parametrize("text", [
    '{"name": "Quint Zorb', '{"a": {"b": ["Anna Keller", {"c": "x"', "{" * 5000 + '"a": "Anna Keller"', '["Anna Keller"' + "]" * 5000, '{"a" "b": "Anna Keller"}}}}', '{"a": "Anna Keller"} trailing',
    "<name>Anna Keller", "<a b='Anna Keller", "<!-- Anna Keller", "<![CDATA[Anna Keller", "<?xml Anna Keller ?></a>", "</a><1>Anna Keller", "<!DOCTYPE x><b>Anna Keller</b>", "</script><script>Anna Keller",
    'name,email\n"Anna Keller,a@b.org', "name|email\nAnna Keller|a@b.org|x\n", "INSERT INTO t VALUES ('Anna Keller", "SELECT 'Anna Keller' FROM (((((", "```python\nx = 'Anna Keller", "name:\n- Anna Keller",
    "INSERT INTO t (name) VALUES ('Anna Keller', 'x', 'y'); -- Anna Keller\n/* Anna Keller */ DELETE FROM t WHERE name = 'Anna Keller'", '\x00{"name": "Anna Keller\ud800"}',
])  # fmt: skip
def test_broken_structure_hides_the_name_all_the_same(text: str) -> None:
    assert "Anna" not in sent(text)
