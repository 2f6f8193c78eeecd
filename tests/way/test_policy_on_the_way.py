"""A provider's policy on the whole way: what it stops, drops, keeps on this machine or asks about really is."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Refused
from hybriddesk.records.work import SourceItem
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, asked, in_store, never, yes
from tests.way.loopback import Loopback, status

CARD = "4929 1234 5678 9012"
LETTER = f"Dear Sir, I was born on 1981-05-04. Please use card {CARD}. Kind regards, Anna Keller"


async def drafted(workspace: Workspace, *, ask: object = yes) -> tuple:
    filed = workspace.drafting.file_import("mail", "reply", [SourceItem("m.eml", "1", "mail", "Card", LETTER, "Anna Keller <anna@example.org>")])
    return await workspace.drafting.draft(filed.new, Target("cloud"), ask)  # type: ignore[arg-type]


def test_a_blocked_kind_stops_the_request_and_nothing_leaves(tmp_path: Path) -> None:
    """The item fails with a sentence of its own; the run, the ledger and the network see nothing."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            workspace.providing.policies.set_action("cloud", "CARD", "block")
            (one,) = await drafted(workspace)
            assert (one.code, dict(one.facts)) == ("privacy.blocked_kind", {"kinds": "CARD", "provider": "cloud"})
            assert not one.stopped_batch
            assert workspace.items.get(one.item).state == "failed"
            assert workspace.ledger.count() == 0

        in_store(tmp_path, work)
        assert server.connections == 0


def test_dropped_and_generalised_values_never_arrive(tmp_path: Path) -> None:
    """The year arrives, the date and the card do not, in no form that could come back."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            workspace.providing.policies.set_action("cloud", "CARD", "drop")
            workspace.providing.policies.set_action("cloud", "DOB", "generalise")
            (one,) = await drafted(workspace)
            assert CARD not in workspace.reviews.get(one.review).draft

        in_store(tmp_path, work)
        body = server.requests[0].body.decode()
    assert "CARD_REMOVED" in body
    assert "born on 1981. " in body
    assert CARD not in body


def test_what_must_stay_on_this_machine_does_not_go_out(tmp_path: Path) -> None:
    """The helper drafts instead of a provider elsewhere, the entry says why, and nobody is asked because nothing leaves."""
    async def work(workspace: Workspace) -> None:
        workspace.providing.add("cloud", "openai", "https://api.example.com/v1", "sk-planted-key-0001", default_model="small-1")
        workspace.providing.policies.set_action("cloud", "CARD", "local")
        (one,) = await drafted(workspace, ask=never)
        review = workspace.reviews.get(one.review)
        assert review.provider == "helper"
        assert [reason.facts["provider"] for reason in review.reasons if reason.code == "privacy.kept_local"] == ["cloud"]
        assert workspace.ledger.count() == 0

    in_store(tmp_path, work)


def test_what_must_stay_here_stays_also_where_a_chain_leads_elsewhere(tmp_path: Path) -> None:
    """The model on this computer fails and its chain names one elsewhere: the text is not even offered to it."""
    with Loopback(otherwise=status(404, "model_not_found")) as server:
        async def work(workspace: Workspace) -> None:
            workspace.providing.add("cloud", "openai", "https://api.example.com/v1", "sk-planted-key-0001", default_model="small-1", ask="never")
            add_provider(workspace, server.url, "here", ask="never")
            workspace.providing.set_fallback("here", "", [("cloud", "")])
            workspace.providing.policies.set_action("cloud", "CARD", "local")
            (one,) = await drafted(workspace, ask=never)
            assert one.code == "provider.model_gone"
            assert workspace.ledger.count() == 1

        in_store(tmp_path, work)
        assert len(server.requests) == 1


def test_what_is_told_is_told_of_the_one_that_answered(tmp_path: Path) -> None:
    """Nothing kept the text from the first provider; the next one's policy did, and that is what the entry says."""
    async def work(workspace: Workspace) -> None:
        for name in ("cloud", "spare"):
            workspace.providing.add(name, "openai", f"https://{name}.example.com/v1", "sk-planted-key-0001", default_model="small-1", ask="never")
        workspace.providing.set_breaker("cloud", "", held=True)
        workspace.providing.set_fallback("cloud", "", [("spare", "")])
        workspace.providing.policies.set_action("spare", "CARD", "local")
        (one,) = await drafted(workspace, ask=never)
        review = workspace.reviews.get(one.review)
        assert review.provider == "helper"
        assert [reason.facts["provider"] for reason in review.reasons if reason.code == "privacy.kept_local"] == ["spare"]
        assert workspace.ledger.count() == 0

    in_store(tmp_path, work)


def test_a_policy_never_leads_back_to_the_one_that_failed(tmp_path: Path) -> None:
    """The next of the chain may not have the text, and the model on this machine is the very one that could not answer: it is not asked twice."""
    with Loopback(otherwise=status(404, "model_not_found")) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url, ask="never")
            workspace.providing.add("spare", "openai", "https://api.example.com/v1", "sk-planted-key-0001", default_model="small-1", ask="never")
            workspace.providing.set_fallback("cloud", "", [("spare", ""), ("helper", "")])
            workspace.providing.policies.set_action("spare", "CARD", "local")
            (one,) = await drafted(workspace, ask=never)
            assert workspace.reviews.get(one.review).provider == "helper"
            assert workspace.ledger.count() == 1

        in_store(tmp_path, work)
        assert len(server.requests) == 1


def test_why_a_text_stayed_here_is_told_whoever_answers(tmp_path: Path) -> None:
    """The model here fails and the helper answers in its place: that the text was kept from the cloud is still said, once."""
    with Loopback(otherwise=status(404, "model_not_found")) as server:
        async def work(workspace: Workspace) -> None:
            workspace.providing.add("cloud", "openai", "https://api.example.com/v1", "sk-planted-key-0001", default_model="small-1", ask="never")
            add_provider(workspace, server.url, "here", ask="never")
            workspace.providing.set_fallback("here", "", [("helper", "")])
            workspace.providing.policies.set_action("cloud", "CARD", "local")
            (one,) = await drafted(workspace, ask=never)
            review = workspace.reviews.get(one.review)
            assert review.provider == "helper"
            assert [reason.facts["provider"] for reason in review.reasons if reason.code == "privacy.kept_local"] == ["cloud"]

        in_store(tmp_path, work)
        assert len(server.requests) == 1


def test_a_provider_of_ones_own_on_this_machine_comes_before_the_helper(tmp_path: Path) -> None:
    """What must stay here goes to the loopback provider, and the one elsewhere is not asked."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            workspace.providing.add("cloud", "openai", "https://api.example.com/v1", "sk-planted-key-0001", default_model="small-1")
            add_provider(workspace, server.url, "here")
            workspace.providing.policies.set_action("cloud", "CARD", "local")
            (one,) = await drafted(workspace)
            assert workspace.reviews.get(one.review).provider == "here"

        in_store(tmp_path, work)
        assert len(server.requests) == 1


def test_a_kind_to_ask_about_is_asked_about_even_where_nobody_is_asked_else(tmp_path: Path) -> None:
    """The rule never to ask holds for other requests; this one is shown, and a no sends nothing."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url, ask="never")
            workspace.providing.policies.set_profile("cloud", "strict")
            ask, shown = asked(Consent("cancel"))
            (one,) = await drafted(workspace, ask=ask)
            assert one.code == "privacy.not_approved"
            assert len(shown) == 1

        in_store(tmp_path, work)
        assert server.connections == 0


def test_a_policy_stands_before_kinds_switched_off_and_goes_with_its_provider(tmp_path: Path) -> None:
    """A switched-off kind with a row of its own is hidden for that provider; removing the provider forgets its rows; each change is audited."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            workspace.settings.set("privacy.kinds_off", ("CARD",))
            workspace.providing.policies.set_action("cloud", "CARD", "replace")
            await drafted(workspace)
            with pytest.raises(Refused, match=r"privacy\.policy_invalid"):
                workspace.providing.policies.set_action("cloud", "CARD", "generalise")
            workspace.providing.remove("cloud")
            assert workspace.settings.get("privacy.policies") == ()
            workspace.audit.verify()
            acts = [act for (act,) in workspace.db.query("SELECT act FROM audit")]
            assert acts.count("provider.policy") == 1

        in_store(tmp_path, work)
        assert CARD not in server.requests[0].body.decode()


def test_a_stored_policy_that_cannot_be_read_lets_nothing_leave(tmp_path: Path) -> None:
    """A line of another version is refused rather than passed over."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            workspace.settings.set("privacy.policies", ("CARD=vanish@cloud",))
            (one,) = await drafted(workspace)
            assert one.code == "privacy.policy_invalid"

        in_store(tmp_path, work)
        assert server.connections == 0


def test_a_secret_stays_a_token_in_the_answer_and_is_told(tmp_path: Path) -> None:
    """The model's draft may name the token; the password itself is put into no draft by itself."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            item = SourceItem("m.eml", "1", "mail", "Hello", "My password: hunter2-Zr8 does not work.", "")
            filed = workspace.drafting.file_import("mail", "reply", [item])
            (one,) = await workspace.drafting.draft(filed.new, Target("cloud"), yes)
            review = workspace.reviews.get(one.review)
            assert "hunter2-Zr8" not in review.draft
            assert "SECRET_" in review.draft
            assert "review.secret_kept" in [reason.code for reason in review.reasons]
            assert "hunter2-Zr8" in review.request

        in_store(tmp_path, work)
        assert b"hunter2-Zr8" not in server.requests[0].body
