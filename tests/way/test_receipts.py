"""Receipts on the way of a prompt: fetched after the answer, kept with the run, checked again offline; never a reason to lose an answer."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from hybriddesk.privacy.attested.recovery import N
from hybriddesk.privacy.attested.signatures import address_of, digest
from hybriddesk.providers.tee import chat_id
from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.receipts import Checked
from hybriddesk.workflow import quotes, receiving
from hybriddesk.workflow.senders import Target
from tests.way.desk_store import in_store, yes
from tests.way.loopback import Loopback, events, status, whole

KEY = ec.derive_private_key(int("11" * 32, 16), ec.SECP256K1())
ADDRESS = "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A"
MODEL = "TEE/llama-3.3-70b-instruct"


def signed(text: str) -> str:
    """As the enclave signs, by the library's own ECDSA."""
    r, s = decode_dss_signature(KEY.sign(digest(text.encode()), ec.ECDSA(Prehashed(SHA256()))))
    raw = r.to_bytes(32, "big").hex() + min(s, N - s).to_bytes(32, "big").hex()
    return next(f"0x{raw}{v}" for v in ("1b", "1c") if address_of(text.encode(), raw + v) == ADDRESS.lower()[2:])


class Enclave(Loopback):
    """Streams an answer with bytes behind ``[DONE]``, and signs exactly what went over the wire."""

    def __init__(self, *, signature=None, attestation=None, gate=None):
        super().__init__(otherwise=self._any)
        self._signature, self._attestation, self.gate = signature, attestation, gate
        self.text = ""

    def _any(self, wire, request):
        if request.method == "POST":
            parts = [*events("Hello ", "there."), b": the end\n\n"]
            sent = b"".join(parts)
            self.text = f"{hashlib.sha256(request.body).hexdigest()}:{hashlib.sha256(sent).hexdigest()}"
            wire.head(200)
            for part in parts:
                wire.chunk(part)
            wire.end()
            return
        answer = self._signature if "/tee/signature/" in request.path else self._attestation
        if "/tee/signature/" in request.path and self.gate:
            wire.wait(self.gate)
        if answer is None:
            nonce = parse_qs(urlsplit(request.path).query).get("nonce", [""])[0]
            signature = {"text": self.text, "signature": signed(self.text), "signing_address": ADDRESS}
            report = {"signing_address": ADDRESS, "nonce": nonce, "intel_quote": "00" * 8, "nvidia_payload": "{}"}
            answer = whole(200, signature if "/tee/signature/" in request.path else report)
        answer(wire, request)


def asked(folder, server, model=MODEL, adapter="nanogpt", then=None):
    """One turn with such a provider: (the answer's turn, its receipt's check or the fault's code, acts of the audit log)."""

    async def work(workspace):
        if all(config.name != "nano" for config in workspace.providing.all()):
            workspace.providing.add("nano", adapter, server.url, "sk-planted-key-0001", allow_loopback_http=True, ask="never", default_model=model)
        thread = await workspace.conversing.new(Target("nano", model))
        turn = await workspace.conversing.say(thread.id, "hi, I am Anna Keller", yes)
        if then:
            return await then(workspace, turn)
        try:
            found = await workspace.receiving.verify(turn.run)
        except Refused as fault:
            found = fault.code
        return turn, found, [row.act for row in workspace.audit.rows(20)]

    return in_store(folder, work)


def test_an_answer_of_an_enclave_has_a_receipt_that_holds(tmp_path):
    """The very bytes, to the last one behind the end of the answer; asked with the key and no text; told in the audit log."""
    with Enclave() as server:
        turn, found, acts = asked(tmp_path, server)
        assert turn.text == "Hello there."
        assert found.signature == Checked("ok", "signed")
        assert found.attestation == Checked("ok", "same_signer")
        assert found.quote == Checked("not_checked", "no_collateral")
        assert acts.count("provider.tee_asked") == 1
        post, signature, attestation = server.requests
        assert (signature.body, attestation.body) == (b"", b"")
        assert signature.path.startswith("/v1/tee/signature/chatcmpl-1?model=TEE%2Fllama")
        assert post.connection != signature.connection != attestation.connection
        assert {name for name, _ in signature.headers} == {"host", "accept", "user-agent", "accept-encoding", "connection", "authorization"}
    again = in_store(tmp_path, lambda workspace: workspace.receiving.verify(turn.run))
    assert again.signature == Checked("ok", "signed")


def test_other_models_and_providers_are_asked_nothing(tmp_path):
    """No receipt, no question, no bytes kept."""
    with Enclave() as server:
        _, found, acts = asked(tmp_path / "a", server, model="llama-3.3-70b")
        assert found == "tee.no_receipt"
        _, found, _ = asked(tmp_path / "b", server, adapter="openai")
        assert found == "tee.no_receipt"
        assert "provider.tee_asked" not in acts
        assert [request.method for request in server.requests] == ["POST", "POST"]


@pytest.mark.parametrize(("answer", "code"), [
    (status(404), "provider.model_gone"), (status(401), "provider.wrong_key"), (whole(200, b"<html>"), "unreadable"),
    (whole(200, {"text": "a", "signature": "b", "signing_address": ADDRESS}), "unreadable"),
])
def test_a_receipt_that_does_not_come_costs_no_answer(tmp_path, answer, code):
    """The answer is complete; the receipt says why it vouches for nothing."""
    with Enclave(signature=answer) as server:
        turn, found, _ = asked(tmp_path, server)
        assert turn.state == "complete"
        assert found.signature.state != "ok"
        assert found.signature.why == code


def test_a_signature_of_other_bytes_is_not_called_signed(tmp_path):
    """A well-made signature of another answer."""
    text = f"{'0' * 64}:{'1' * 64}"
    with Enclave(signature=whole(200, {"text": text, "signature": signed(text), "signing_address": ADDRESS})) as server:
        _, found, _ = asked(tmp_path, server)
        assert found.signature == Checked("failed", "other_request")


def test_a_signature_that_is_late_is_asked_for_once_more(tmp_path):
    """A server error the first time."""
    calls = []

    def once(wire, request):
        calls.append(1)
        if len(calls) == 1:
            status(503)(wire, request)
        else:
            signature = {"text": server.text, "signature": signed(server.text), "signing_address": ADDRESS}
            whole(200, signature)(wire, request)

    with Enclave(signature=once) as server:
        assert asked(tmp_path, server)[1].signature == Checked("ok", "signed")


def test_a_provider_that_hangs_is_left_after_a_while(tmp_path, monkeypatch):
    """The answer was filed before; the receipt says that nothing came in time."""
    import threading

    monkeypatch.setattr(receiving, "PATIENCE_S", 0.3)
    gate = threading.Event()
    with Enclave(gate=gate) as server:
        turn, found, _ = asked(tmp_path, server)
        gate.set()
        assert turn.state == "complete"
        assert found.signature == Checked("not_checked", "provider.timeout")


def test_changed_bytes_in_the_store_are_found(tmp_path):
    """A receipt whose kept answer was changed afterwards no longer holds."""

    async def then(workspace, turn):
        with workspace.db.write("receipts") as connection:
            connection.execute("UPDATE receipts SET response = x'20'")
        return await workspace.receiving.verify(turn.run)

    with Enclave() as server:
        assert asked(tmp_path, server, then=then).signature == Checked("failed", "other_response")


def test_collateral_given_later_is_kept_and_used(tmp_path, monkeypatch):
    """With a checker of quotes installed the quote is looked at; here it is none that Intel signed."""
    seen = []

    class Library:
        class QuoteCollateralV3:
            @staticmethod
            def from_json(text):
                return json.loads(text)

        @staticmethod
        def verify(quote, collateral, now):
            seen.append((len(quote), collateral, now))
            raise ValueError("signature")

    monkeypatch.setattr(quotes.importlib, "import_module", lambda _name: Library)
    verifier = quotes.quote_verifier()
    with pytest.raises(ValueError, match="signature"):
        verifier(b"quote", b'{"a": 1}', 7)
    with pytest.raises(ValueError, match="utf-8"):
        verifier(b"quote", b"\xff", 7)
    assert seen == [(5, {"a": 1}, 7)]

    async def then(workspace, turn):
        first = await workspace.receiving.verify(turn.run, b'{"a": 1}')
        return first, (await workspace.receiving.verify(turn.run)), workspace.receiving.receipts.of(turn.run).collateral

    with Enclave() as server:
        first, second, kept = asked(tmp_path, server, then=then)
        assert first.quote == second.quote == Checked("not_checked", "other_quote")
        assert kept == b'{"a": 1}'


def test_without_the_package_there_is_no_verifier(monkeypatch):
    """The optional extra is not installed."""

    def absent(_name):
        raise ImportError

    monkeypatch.setattr(quotes.importlib, "import_module", absent)
    assert quotes.quote_verifier() is None


@pytest.mark.parametrize("raw", [b"", b"data: [DONE]\n\n", b"{", b"[1]", b'{"id": 7}', b'{"id": "../../x"}', b'{"id": "' + b"a" * 200 + b'"}', b"[" * 99_999])
def test_an_answer_without_a_usable_id_is_said(raw):
    """Nothing odd ever stands in the address of a question."""
    with pytest.raises(Permanent) as caught:
        chat_id(raw)
    assert caught.value.code == "tee.no_id"


def test_an_id_is_found_in_streams_and_in_whole_answers():
    """The first event that names one."""
    assert chat_id(b': hello\n\ndata: {"id":"chatcmpl-9.a:b"}\n\n') == "chatcmpl-9.a:b"
    assert chat_id(b'{"id":"x","choices":[]}') == "x"
