"""Prompt files: the shipped ones, strict reading with file and line, and the sandbox."""

from __future__ import annotations

import pytest
import yaml

from hybriddesk.catalog.prompts import LARGEST, Prompts, read_prompt
from hybriddesk.catalog.yaml_lines import line_of
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.way import Draft, KnownMap

GOOD = """\
schema: 1
name: greet
version: 2
workflow: reply
title: Greeting
description: Says hello.
variables: [sender]
messages:
  - role: system
    text: |
      Be kind.
      Always.
  - role: user
    text: "Hello {{ sender }}"
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str | bytes, name: str = "one.yaml"):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / name

    return write


def fault_of(file) -> Permanent:
    with pytest.raises(Permanent) as caught:
        read_prompt(file)
    return caught.value


def test_a_good_file(written):
    """Names, version and messages come out as written."""
    prompt = read_prompt(written(GOOD))
    assert (prompt.name, prompt.version, prompt.workflow, prompt.label) == ("greet", 2, "reply", "greet@2")
    system, user = prompt.render(sender="Ms Byron")
    assert (system.role, system.text) == ("system", "Be kind.\nAlways.")
    assert (user.role, user.text) == ("user", "Hello Ms Byron")


def test_values_are_data_and_never_templates(written):
    """A template in a mail stays text."""
    assert read_prompt(written(GOOD)).render(sender="{{ 7 * 7 }} {% raw %}")[1].text == "Hello {{ 7 * 7 }} {% raw %}"


@pytest.mark.parametrize(("old", "new", "line"), [
    ("role: user", "role: wizard", 13), ("version: 2", "version: two", 3), ("title: Greeting", "titel: Greeting", 5),
    ("description: Says hello.\n", "", 1), ("variables: [sender]", "variables: sender", 7), ("variables: [sender]", "variables: [7]", 7),
    ("    text: |\n      Be kind.\n      Always.\n", "", 9), ("title: Greeting", "title: Greeting\nname: twice", 6),
    ("  - role: user", "  - role: user\n    role: user", 14), ("title: Greeting", "title:\n  - name: a\n    name: b", 7),
    ("title: Greeting", "title:\n  - a\n  - b", 6), ("messages:\n", "extra: 1\nmessages:\n", 8),
])
def test_a_wrong_field_names_file_and_line(written, old, new, line):
    """Unknown, missing, double and mistyped fields are refused where they stand."""
    fault = fault_of(written(GOOD.replace(old, new, 1)))
    assert fault.code == "catalog.prompt_field"
    assert fault.facts == {"file": "one.yaml", "line": line}


@pytest.mark.parametrize(("raw", "line"), [
    (b"", 1), (b"just text", 1), (b"- a\n- b", 1), (b"a: 1\n\tb: 2", 2), (b"a: \xff", 1), (b"a: 'x\n", 2), (b"a: 1\x00", 1),
    (b"a: *nowhere", 1), (b"a: !!python/object:os.system x", 1), (b"schema: 1\n? [a, b]\n: 1", 2), (b"[" * 10_000, 1), (b"a: " + b"x" * LARGEST, 1),
])
def test_what_is_no_readable_yaml(written, raw, line):
    """Broken YAML, other encodings, objects, huge and deep files: a fault with the line, never a crash."""
    fault = fault_of(written(raw))
    assert fault.code == "catalog.prompt_unreadable"
    assert fault.facts["line"] == line


def test_a_missing_file(tmp_path):
    """A file that went away is told like one that cannot be read."""
    assert fault_of(tmp_path / "gone.yaml").code == "catalog.prompt_unreadable"


def test_a_newer_schema_is_refused(written):
    """A file made for a later version is not half understood."""
    fault = fault_of(written(GOOD.replace("schema: 1", "schema: 2\nnovelty: x")))
    assert (fault.code, fault.facts["schema"]) == ("catalog.prompt_newer", 2)


@pytest.mark.parametrize(("old", "new", "line", "name"), [
    ("Always.", "{{ broken", 12, ""), ("Always.", "{% if %}", 12, ""), ("Always.", "{{ signature }}", 10, "signature"),
])
def test_a_broken_template_names_file_and_line(written, old, new, line, name):
    """Syntax faults and unknown names are found when the file is read, not when it is used."""
    fault = fault_of(written(GOOD.replace(old, new)))
    assert (fault.code, fault.facts) == ("catalog.prompt_template", {"file": "one.yaml", "line": line, "name": name})


def test_a_missing_value_is_told_by_name(written):
    """Nothing is silently left out of a prompt."""
    with pytest.raises(Permanent) as caught:
        read_prompt(written(GOOD)).render()
    assert (caught.value.code, caught.value.facts) == ("catalog.prompt_variable", {"prompt": "greet@2", "name": "sender"})


@pytest.mark.parametrize(("template", "kind", "code"), [
    ("{{ sender.__class__.__mro__ }}", Refused, "catalog.prompt_unsafe"),
    ("{{ ''.format.__globals__ }}", Refused, "catalog.prompt_unsafe"),
    ("{{ sender.format_map({}) }}{% for i in range(999999999) %}x{% endfor %}", Permanent, "catalog.prompt_broken"),
    ("{{ 1 / 0 }}", Permanent, "catalog.prompt_broken"),
    ("{{ sender + 1 }}", Permanent, "catalog.prompt_broken"),
    ("{{ sender.nothing }}", Permanent, "catalog.prompt_variable"),
    ("{% include 'other' %}", Permanent, "catalog.prompt_broken"),
])
def test_the_sandbox_stops_tricks(written, template, kind, code):
    """A prompt from elsewhere reaches no insides, files or endless loops."""
    prompt = read_prompt(written(GOOD.replace("Hello {{ sender }}", template)))
    with pytest.raises(kind) as caught:
        prompt.render(sender="x")
    assert caught.value.code == code


def test_versions(written, tmp_path):
    """The newest version is used unless another is named; unknown ones are told."""
    written(GOOD, "a.yaml")
    written(GOOD.replace("version: 2", "version: 10"), "b.yaml")
    prompts = Prompts.load(tmp_path)
    assert prompts.get("greet").version == 10
    assert prompts.get("greet", 2).version == 2
    assert [prompt.label for prompt in prompts.all()] == ["greet@10"]
    for name, version in (("greet", 3), ("other", None)):
        with pytest.raises(Permanent, match=r"catalog\.no_prompt"):
            prompts.get(name, version)


@pytest.mark.parametrize("workflow", ["reply", "summary", "sort"])
def test_shipped_prompts(workflow):
    """Every workflow has its prompt; the message stands in the user part, all instructions in the system part."""
    prompt = Prompts.load().for_workflow(workflow)
    system, user = prompt.render(subject="Order 7", body="Where is it?", sender="a@b.example", signature="All the best")
    assert (system.role, user.role) == ("system", "user")
    assert user.text == "Subject: Order 7\nFrom: a@b.example\n\nWhere is it?"
    assert "letter for letter" in system.text
    assert ("Closing line: All the best" in system.text) == (workflow == "reply")
    assert prompt.render(subject="", body="Only this", sender="", signature="")[1].text == "Only this"


@pytest.mark.parametrize("workflow", ["reply", "summary", "sort"])
def test_shipped_instructions_hold_nothing_to_hide(workflow):
    """The scrubber leaves our own instructions alone: no look-alike token, no name, no address in them."""
    messages = Prompts.load().for_workflow(workflow).render(subject="", body="", sender="", signature="Kind regards")[:1]
    scrubbed = Scrubber().scrub(Draft("c", "r", workflow, messages), KnownMap())
    assert scrubbed.messages == messages
    assert scrubbed.replacements == ()


def test_an_unknown_workflow_is_refused():
    """Work without a prompt is not guessed at."""
    with pytest.raises(Refused, match=r"prompt\.unknown_workflow"):
        Prompts.load().for_workflow("dance")


@pytest.mark.parametrize(("complaint", "line"), [
    ("Expected `str` - at `$.a[1].b`", 3), ("at `$.a[9].b`", 2), ("at `$.nothing`", 1), ("unknown field `b` - at `$.a[0]`", 2),
    ("no path at all", 1), ("at `$.a[...]`", 2),
])
def test_complaints_are_placed_as_near_as_they_say(complaint, line):
    """A path that leads nowhere points at the last place it reached."""
    root = yaml.compose("x: 1\na: [1,\n  {b: 2}]\n", Loader=yaml.SafeLoader)
    assert line_of(root, complaint) == line
