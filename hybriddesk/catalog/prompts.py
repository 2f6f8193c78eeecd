"""The prompts: YAML files with Jinja2 texts, read strictly, rendered in a sandbox.

    schema: 1
    name: reply
    version: 1
    workflow: reply
    title: Reply to a message
    description: One sentence for the list.
    variables: [subject, body, sender, signature]
    messages:
      - role: system
        text: |
          ...

A fault names the file and the line, so that whoever wrote it finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import yaml
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, meta
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hybriddesk.catalog.yaml_lines import line_of, repeated_key
from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.resources import resource
from hybriddesk.records.way import Message, Role

SCHEMA = 1
LARGEST = 256 * 1024

_sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)


class _MessageFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: Role
    text: str


class _PromptFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    name: str
    version: int
    workflow: str
    title: str
    description: str
    variables: tuple[str, ...]
    messages: tuple[_MessageFile, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of one prompt. ``label`` (``reply@1``) is what a run keeps."""

    name: str
    version: int
    workflow: str
    title: str
    description: str
    variables: tuple[str, ...]
    _parts: tuple[tuple[Role, Template], ...] = field(repr=False)

    @property
    def label(self) -> str:
        """Name and version as the store keeps them."""
        return f"{self.name}@{self.version}"

    def render(self, **values: str) -> tuple[Message, ...]:
        """The messages with these values in place. Values are data: a template inside a value stays text.

        Raises ``Permanent('catalog.prompt_variable')`` if a variable has no value, ``Refused('catalog.prompt_unsafe')`` if the
        sandbox stopped it.
        """
        try:
            return tuple(Message(role, template.render(values).strip()) for role, template in self._parts)
        except UndefinedError:
            missing = next((name for name in self.variables if name not in values), "")
            raise Permanent("catalog.prompt_variable", prompt=self.label, name=missing) from None
        except SecurityError:
            raise Refused("catalog.prompt_unsafe", prompt=self.label) from None
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError):
            raise Permanent("catalog.prompt_broken", prompt=self.label) from None


class Prompts:
    """All prompts by name and version."""

    def __init__(self, prompts: Iterable[Prompt]) -> None:
        self._by_name: dict[str, dict[int, Prompt]] = {}
        for prompt in prompts:
            self._by_name.setdefault(prompt.name, {})[prompt.version] = prompt

    @classmethod
    def load(cls, folder: Path | None = None) -> Prompts:
        """The shipped prompts, or those of a folder. Raises ``Permanent('catalog.prompt_...')`` with file and line."""
        files = sorted((folder or resource("prompts")).glob("*.yaml"))
        return cls(read_prompt(file) for file in files)

    def get(self, name: str, version: int | None = None) -> Prompt:
        """One version, or the newest. Raises ``Permanent('catalog.no_prompt')``."""
        versions = self._by_name.get(name, {})
        found = versions.get(max(versions, default=0) if version is None else version)
        if found is None:
            raise Permanent("catalog.no_prompt", name=name)
        return found

    def for_workflow(self, workflow: str) -> Prompt:
        """The newest prompt of a workflow. Raises ``Refused('prompt.unknown_workflow')``."""
        found = next((prompt for prompt in self.all() if prompt.workflow == workflow), None)
        if found is None:
            raise Refused("prompt.unknown_workflow", name=workflow)
        return found

    def all(self) -> tuple[Prompt, ...]:
        """The newest version of each, by name."""
        return tuple(self.get(name) for name in sorted(self._by_name))


def read_prompt(file: Path) -> Prompt:
    """One prompt file. Raises ``Permanent`` with code ``catalog.prompt_unreadable`` (no YAML, not UTF-8, too large),
    ``catalog.prompt_field`` (missing, unknown or wrong field), ``catalog.prompt_template`` or ``catalog.prompt_newer``."""
    root = _yaml(file)
    found = _checked(file, root)
    parts = tuple(
        (message.role, _template(file, root, index, message.text, found.variables)) for index, message in enumerate(found.messages)
    )
    return Prompt(found.name, found.version, found.workflow, found.title, found.description, found.variables, parts)


def _yaml(file: Path) -> yaml.Node:
    try:
        raw = file.read_bytes()
        if len(raw) > LARGEST:
            raise Permanent("catalog.prompt_unreadable", file=file.name, line=1)
        root = yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, RecursionError):
        raise Permanent("catalog.prompt_unreadable", file=file.name, line=1) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Permanent("catalog.prompt_unreadable", file=file.name, line=line) from None
    except yaml.YAMLError:
        raise Permanent("catalog.prompt_unreadable", file=file.name, line=1) from None
    if not isinstance(root, yaml.MappingNode):
        raise Permanent("catalog.prompt_unreadable", file=file.name, line=1)
    return root


def _checked(file: Path, root: yaml.Node) -> _PromptFile:
    twice = repeated_key(root)
    if twice is not None:
        raise Permanent("catalog.prompt_field", file=file.name, line=twice)
    try:
        value: Any = yaml.SafeLoader("").construct_document(root)
        _check_schema(file, value)
        return msgspec.convert(value, _PromptFile)
    except msgspec.ValidationError as error:
        raise Permanent("catalog.prompt_field", file=file.name, line=line_of(root, str(error))) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Permanent("catalog.prompt_unreadable", file=file.name, line=line) from None


def _check_schema(file: Path, value: Mapping[str, Any]) -> None:
    schema = value.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise Permanent("catalog.prompt_newer", file=file.name, schema=schema)


def _template(file: Path, root: yaml.Node, index: int, text: str, variables: tuple[str, ...]) -> Template:
    first = line_of(root, f"$.messages[{index}].text")
    try:
        unknown = meta.find_undeclared_variables(_sandbox.parse(text)) - set(variables)
        template = _sandbox.from_string(text)
    except TemplateSyntaxError as error:
        # a block text begins on the line after its key
        raise Permanent("catalog.prompt_template", file=file.name, line=first + error.lineno, name="") from None
    if unknown:
        raise Permanent("catalog.prompt_template", file=file.name, line=first, name=min(unknown))
    return template
