"""Every fault of the table, met by a whole prompt: its class, a visible end, bounded memory, the text kept, and no request too many."""

from __future__ import annotations

import random
from collections.abc import Mapping

import anyio
import pytest

from hybriddesk.providers.transport import Limits, tls_context
from hybriddesk.workflow.senders import Senders
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store
from tests.way.fault_cases import CASES, GOOD, Case
from tests.way.fault_run import Met, meet, megabytes, misses

IMPATIENT, SHORT = Limits(silence=1.0, linger=0.2), Limits(total=1.5)


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Met]:
    """All of them in one store, each at a provider of its own. Only those that hang meet a short limit, so that a slow machine changes nothing."""
    ended: dict[str, Met] = {}

    async def work(workspace: Workspace) -> None:
        tls_context()
        await meet(workspace, Case("warm", lambda: (GOOD,)), 0, 0.0)
        rest = megabytes("VmRSS")
        for number, case in enumerate(CASES, 1):
            limits = (SHORT if case.total else IMPATIENT) if case.hangs else Limits()
            patch.setattr(Senders, "_limits", lambda _self, limits=limits: limits)
            ended[case.name] = await meet(workspace, case, number, rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anyio, "sleep", _no_wait)
        patch.setattr(random, "random", lambda: 0.0)
        in_store(tmp_path_factory.mktemp("faults") / "store", work)
    return ended


async def _no_wait(_seconds: float) -> None:
    return None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_ends_as_it_must(met: Mapping[str, Met], case: Case) -> None:
    """Class and code, text, requests, the run's state, the ledger's lines, the error log, words for a person, memory."""
    assert misses(case, met[case.name]) == []


def test_names_are_unique() -> None:
    """Two rows of one name would hide each other."""
    assert len({case.name for case in CASES}) == len(CASES)


def test_what_nobody_counted_stays_unknown(met: Mapping[str, Met]) -> None:
    """Without usage the run has no figure rather than a made-up one; with it the provider's own."""
    assert (met["absent usage"].tokens, met["absent usage"].cost_usd) == (None, None)
    assert met["missing [DONE]"].tokens == 7


def test_a_row_that_asks_for_something_else_is_found_out(met: Mapping[str, Met]) -> None:
    """The check that all rows share sees a wrong class, a wrong text, a wrong count, a wrong state and a missing wait."""
    wrong = Case("x", lambda: (), 2, "Unknown", "provider.cut", "other", waits=1.0)
    assert misses(wrong, met["missing [DONE]"]) == [
        "ended with an answer ", "kept 'All of it arrived.'", "1 requests arrived", "the run says done", "the error log has ()", "waited ()",
    ]
