"""Padding, proxy and keys of conversations, over real sockets."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict

import pytest

from hybriddesk.providers.padding import LARGEST, SMALLEST, size_class
from hybriddesk.records.errors import Refused, Transient
from hybriddesk.records.isolation import Isolation
from hybriddesk.workflow.isolating import proxy_address
from hybriddesk.workflow.senders import Target
from tests.way.desk_store import add_provider, in_store, yes
from tests.way.loopback import Loopback
from tests.way.socks import Socks


def talks(folder, server, count=6, turns=2, prepare=lambda _isolating: None, url=None, words="Hello number {n}"):
    """Conversations of some turns; returns what ``look`` says of the workspace afterwards."""

    async def work(workspace):
        if all(config.name != "cloud" for config in workspace.providing.all()):
            add_provider(workspace, url or server.url, ask="never")
        prepare(workspace.providing.isolating)
        made = []
        for n in range(count):
            thread = await workspace.conversing.new(Target("cloud"))
            made.append(thread.id)
            for _ in range(turns):
                await workspace.conversing.say(thread.id, words.format(n=n), yes)
        return made, workspace.ledger.lines(limit=1000)

    return in_store(folder, work)


def test_a_padded_body_is_the_same_json_in_a_size_class(tmp_path):
    """The bytes that arrive are the ledger's, their length a class, and a JSON reader sees no difference."""
    with Loopback() as server:
        _, lines = talks(tmp_path, server, prepare=lambda i: i.change("cloud", padding=True))
        bodies = [request.body for request in server.requests]
        assert {len(body) for body in bodies} == {SMALLEST}
        assert {request.header("content-length") for request in server.requests} == {str(SMALLEST)}
        assert all(json.loads(body)["messages"] for body in bodies)
        assert all(body.rstrip(b" ").endswith(b"}") for body in bodies)
        assert sorted(line.body for line in lines) == sorted(bodies)
        assert all(hashlib.sha256(line.body).hexdigest() == line.sha256 for line in lines)


@pytest.mark.parametrize(("size", "fits"), [(0, 1024), (1, 1024), (1024, 1024), (1025, 2048), (65536, 65536), (65537, 131072), (200_000, 262_144)])
def test_classes_double_and_then_go_on_in_steps(size, fits):
    """Never smaller than the body, and few."""
    assert size_class(size) == fits
    assert len({size_class(n) for n in range(LARGEST)}) == 7


def test_without_padding_nothing_is_added(tmp_path):
    """The default."""
    with Loopback() as server:
        talks(tmp_path, server, count=1)
        assert not server.requests[0].body.endswith(b" ")


def test_each_conversation_has_credentials_of_its_own_at_the_proxy(tmp_path):
    """All go through the proxy; the turns of one conversation share a name and a password, no two conversations do; a restart draws anew."""
    with Loopback() as server, Socks() as socks:
        _, lines = talks(tmp_path, server, prepare=lambda i: i.change("cloud", proxy=f"socks5://{socks.address}"))
        assert len(server.requests) == len(socks.visits) == 12
        assert {(kind, host, port) for _, _, kind, host, port in socks.visits} == {(1, "127.0.0.1", server.port)}
        pairs = [visit[:2] for visit in socks.visits]
        assert len(set(pairs)) == 6
        assert pairs[0] == pairs[1]
        assert all(len(user) == len(password) == 32 and user != password for user, password in pairs)
        assert not any(user in repr(line.headers) for user, _ in pairs for line in lines)
        first = set(pairs)
        raw = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert not any(user.encode() in raw for user, _ in first)
        talks(tmp_path, server, count=2)
        assert len({visit[:2] for visit in socks.visits} - first) == 2


def test_the_proxy_looks_up_the_name(tmp_path):
    """A name is handed to the proxy as it is: the network near us never hears whom we ask for."""
    with Loopback() as server, Socks() as socks:
        talks(tmp_path, server, count=1, turns=1, url=f"http://localhost:{server.port}/v1", prepare=lambda i: i.change("cloud", proxy=socks.address))
        assert [visit[2:] for visit in socks.visits] == [(3, "localhost", server.port)]


@pytest.mark.parametrize("how", ["absent", "refuses", "wrong password"])
def test_nothing_is_sent_past_a_proxy_that_does_not_work(tmp_path, how):
    """A fault of its own, and not one byte on the direct way."""
    with Loopback() as server, Socks(reply=2 if how == "refuses" else 0, accept=how != "wrong password") as socks:
        address = "127.0.0.1:1" if how == "absent" else socks.address
        with pytest.raises(Transient) as caught:
            talks(tmp_path, server, count=1, turns=1, prepare=lambda i: i.change("cloud", proxy=address))
        assert caught.value.code == "provider.proxy"
        assert caught.value.facts["proxy"] == address
        assert server.connections == 0


@pytest.mark.parametrize("text", ["127.0.0.1", "http://127.0.0.1:9050", "user:pass@127.0.0.1:9050", "127.0.0.1:0", "127.0.0.1:99999", "a b:1", "ä:1", ":9050", "x" * 300 + ":1"])
def test_what_is_no_proxy_is_refused(text):
    """Credentials are not entered, other kinds of proxy not taken."""
    with pytest.raises(Refused) as caught:
        proxy_address(text)
    assert caught.value.code == "provider.bad_proxy"


def test_a_proxy_may_be_written_in_several_ways():
    """With and without its scheme, as IPv6; empty for none."""
    assert proxy_address(" socks5h://Tor.example:9050/ ") == "tor.example:9050"
    assert proxy_address("[::1]:9050") == "[::1]:9050"
    assert proxy_address("  ") == ""


def test_a_conversation_keeps_its_key_and_the_pool_is_used(tmp_path):
    """Three keys, forty conversations: each has one for all its turns, also after a restart; every key is used."""

    def pool(isolating):
        isolating.add_key("cloud", "sk-second")
        isolating.add_key("cloud", " sk-third ")
        isolating.add_key("cloud", "sk-third")
        assert isolating.book.of("cloud") == Isolation(keys=2)

    with Loopback() as server:
        made, lines = talks(tmp_path, server, count=40, turns=2, prepare=pool)
        by_body = {line.body: line.conversation for line in lines}
        keys = defaultdict(set)
        for request in server.requests:
            keys[by_body[request.body]].add(request.header("authorization"))
        assert all(len(used) == 1 for used in keys.values())
        assert set.union(*keys.values()) == {"Bearer sk-planted-key-0001", "Bearer sk-second", "Bearer sk-third"}
        assert not any("sk-" in repr(line) for line in lines)
        before = len(server.requests)

        async def again(workspace):
            for one in made[:10]:
                await workspace.conversing.say(one, "and again", yes)

        in_store(tmp_path, again)
        for one, request in zip(made[:10], server.requests[before:], strict=True):
            assert {request.header("authorization")} == keys[one]


def test_a_key_that_is_forgotten_is_not_used_again(tmp_path):
    """Conversations go on with the provider's own key; a removed provider takes its pool along."""

    async def work(workspace):
        isolating = workspace.providing.isolating
        add_provider(workspace, server.url, ask="never")
        isolating.add_key("cloud", "sk-second")
        thread = await workspace.conversing.new(Target("cloud"))
        seen = {isolating.key("cloud", thread.id) for _ in range(20)}
        assert len(seen) == 1
        isolating.book.forget_keys("cloud")
        assert isolating.key("cloud", thread.id) == "sk-planted-key-0001"
        assert isolating.key("cloud", "") == "sk-planted-key-0001"
        isolating.add_key("cloud", "sk-third")
        with workspace.db.write("isolation") as connection:
            connection.execute("INSERT OR REPLACE INTO key_of VALUES(?, 'cloud', 999)", (thread.id,))
        assert isolating.key("cloud", thread.id) in {"sk-planted-key-0001", "sk-third"}
        isolating.change("cloud", padding=True, proxy="127.0.0.1:9050")
        workspace.providing.remove("cloud")
        assert workspace.db.query("SELECT count(*) FROM provider_keys") == [(0,)]
        assert workspace.db.query("SELECT count(*) FROM key_of") == [(0,)]
        assert isolating.book.of("cloud") == Isolation()
        for act in (lambda: isolating.change("cloud", padding=True), lambda: isolating.add_key("cloud", "sk"), lambda: isolating.book.forget_keys("cloud"), lambda: isolating.key("cloud", "")):
            with pytest.raises(Refused):
                act()
        audit = repr(workspace.audit.rows(50))
        assert "sk-" not in audit
        assert audit.count("provider.key_added") == 2

    with Loopback() as server:
        in_store(tmp_path, work)


def test_a_pool_without_an_own_key(tmp_path):
    """A provider stored without a key can live of the pool alone."""

    async def work(workspace):
        workspace.providing.add("bare", "openai", "http://127.0.0.1:9/v1", None, allow_loopback_http=True)
        workspace.providing.isolating.add_key("bare", "sk-only")
        thread = await workspace.conversing.new(Target("bare"))
        assert workspace.providing.isolating.key("bare", thread.id) == "sk-only"

    in_store(tmp_path, work)


@pytest.mark.parametrize("key", ["", "   ", "sk two", "sk-\x00", "sk-ä", "sk\n2"])
def test_a_key_that_cannot_be_sent_is_refused(tmp_path, key):
    """Before it is stored."""

    async def work(workspace):
        add_provider(workspace, "http://127.0.0.1:9/v1")
        with pytest.raises(Refused) as caught:
            workspace.providing.isolating.add_key("cloud", key)
        assert caught.value.code == "provider.bad_key"

    in_store(tmp_path, work)
