"""Runs one command and turns its end into an exit code: the command line's global error trigger."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Awaitable, Callable
from importlib import import_module

import anyio

from hybriddesk.headless.session import DoorFactory
from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Fault, Permanent, Refused, Transient, Unknown

Command = Callable[[argparse.Namespace, DoorFactory], Awaitable[int]]

COMMANDS = {
    "init": "stores", "doctor": "doctor", "scrub": "privacy", "restore": "privacy", "outgoing": "privacy", "provider": "providers",
    "ask": "asking", "draft": "drafting", "review": "deciding", "bundle": "carrying", "export": "carrying", "audit": "stores",
    "bench": "bench", "item": "items", "errors": "troubles", "setting": "settings", "fire-drill": "drilling",
    "score": "scoring", "rollout": "rollout", "privacy": "privacy_acts", "tee": "tee",
    "conversation": "talking", "cycle": "cycle", "gate": "gate", "knowledge": "knowledge",
}
"""Command -> the module of this room that has a function of its name; only that one is imported."""


def run_command(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """Runs the named command and returns its exit code (see the command line's help)."""
    try:
        command: Command = getattr(
            import_module(f"hybriddesk.headless.{COMMANDS[options.command]}"), options.command.replace("-", "_"),
        )
        return anyio.run(command, options, door_of)
    except Fault as fault:
        explain(fault)
        return exit_code(fault)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. What was finished is kept; the rest was not begun or is marked.\n")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as defect:  # the global error trigger: a defect is named as one, with its trace and no text of people
        sys.stderr.write("This is a defect of HybridDesk. The store is as it was; please report these lines:\n")
        sys.stderr.write("".join(traceback.format_tb(defect.__traceback__)[-8:]) + type(defect).__name__ + "\n")
        return 1


def explain(fault: Fault) -> None:
    """What happened, what still works, what to do; on standard error."""
    said = advice(fault.code, fault.facts)
    sys.stderr.write(" ".join(part for part in (said.what, said.works, said.do) if part) + "\n")


def exit_code(fault: Fault) -> int:
    """4 for a rule of ours or a damaged file, 5 for a provider that failed, 3 for the environment."""
    room = fault.code.split(".", 1)[0]
    if isinstance(fault, Refused):
        return 4
    if room in {"provider", "resilience"} and isinstance(fault, (Transient, Permanent, Unknown)):
        return 5
    return 3 if room == "environment" else 4
