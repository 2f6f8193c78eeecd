"""How the options of a desk start are read."""

from __future__ import annotations

import argparse

import pytest

from hybriddesk.headless import commandline, desk_options

DESK = (
    [], ["--lock"], ["--data-dir", "x", "--safe-mode"], ["--page", "review", "--lock"], ["--check", "--quiet"], ["--passphrase-file", "p"],
)
ELSE = (["--help"], ["--version"], ["--data-dir=x"], ["--page"], ["--page", "--lock"], ["doctor"], ["--data-dir", "x", "scrub"])


@pytest.mark.parametrize("arguments", DESK)
def test_a_desk_start_reads_the_same_options(arguments: list[str]) -> None:
    """The short way to read a desk's own options gives what the whole command line gives."""
    assert desk_options.opens_desk(arguments)
    assert commandline.parse(arguments) == commandline.build_parser().parse_args(arguments)


@pytest.mark.parametrize("arguments", ELSE)
def test_everything_else_goes_the_whole_way(arguments: list[str]) -> None:
    """A command, a question for help or anything unusual is read by the whole command line."""
    assert not desk_options.opens_desk(arguments)


def test_a_desk_start_builds_no_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a command none of the commands' parsers is made."""

    def never(*_given: object) -> argparse.ArgumentParser:
        raise AssertionError

    monkeypatch.setattr(commandline, "build_parser", never)
    assert commandline.parse(["--lock"]).command is None
