"""What a provider could link two conversations by, read from the requests as they came off the socket. Pure: sightings in, findings out.

A row for everything looked at, also where nothing was found. What is the same for every user of very many programs links nobody;
what goes along by necessity (the account key, the network address, the time) links and is said to; anything else that two
conversations have in common is a fault of ours and is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hybriddesk.privacy.linking_bodies import bodies
from hybriddesk.privacy.linking_tokens import tokens
from hybriddesk.records.errors import Fact
from hybriddesk.records.linking import Finding, Sighting, Verdict

KEY_HEADERS = frozenset({"authorization", "x-api-key", "x-goog-api-key"})
COMMON: Mapping[str, str] = {
    "accept": "application/json", "user-agent": "Mozilla/5.0", "accept-encoding": "identity", "connection": "close",
    "content-type": "application/json",
}
"""What every request of everybody says, word for word. Kept apart from the transport's own list, so that a change there is noticed."""
SHOWN = 80
"""Characters of a value that a row shows."""


def findings(sightings: Sequence[Sighting]) -> tuple[Finding, ...]:
    """Every row of the report; nothing was received, then there is no row."""
    if not sightings:
        return ()
    return (
        *_account(sightings), *_address(sightings), *_headers(sightings), *_order(sightings), *_cookies(sightings),
        *_connections(sightings), *_tls(sightings), *_targets(sightings), *bodies(sightings), *_own(sightings),
        *tokens(sightings), *_times(sightings),
    )


def _account(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    keys = {value for one in sightings for name, value in one.seen.headers if name.lower() in KEY_HEADERS}
    shared = len(keys) < len({one.conversation for one in sightings})
    yield Finding("account", "admitted" if keys else "nothing", facts={"keys": len(keys), "shared": int(bool(keys) and shared)})


def _address(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    peers = sorted({one.seen.peer for one in sightings})
    yield Finding("address", "admitted", facts={"addresses": len(peers), "address": peers[0]})


def _headers(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for one in sightings:
        for name, value in one.seen.headers:
            found[name.lower()][value] = None
    for name, values in found.items():
        if name not in KEY_HEADERS and name != "cookie":
            yield _header(name, tuple(values), sightings)


def _header(name: str, values: tuple[str, ...], sightings: Sequence[Sighting]) -> Finding:
    facts: dict[str, Fact] = {"values": len(values), "value": values[0][:SHOWN], "requests": len(sightings)}
    if name == "host":
        return Finding("header", "visible" if len(values) == 1 else "linked", name, facts)
    if name == "content-length":
        honest = all(one.seen.header(name) in ("", str(len(one.seen.body))) for one in sightings)
        return Finding("header", "visible" if honest else "linked", name, facts)
    return Finding("header", "nothing" if values == (COMMON.get(name),) else "linked", name, facts)


def _order(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    orders = {tuple(name for name, _ in one.seen.headers) for one in sightings}
    first = ", ".join(name for name, _ in sightings[0].seen.headers)
    yield Finding("header_order", "nothing" if len(orders) == 1 else "linked", facts={"orders": len(orders), "order": first})


def _cookies(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    came_back = [one.seen.header("cookie") for one in sightings if one.seen.header("cookie")]
    yield Finding("cookie", "linked" if came_back else "nothing", facts={"requests": len(came_back)})


def _connections(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    users: dict[int, set[str]] = defaultdict(set)
    for one in sightings:
        users[one.seen.connection].add(one.conversation)
    shared = sum(len(found) > 1 for found in users.values())
    again = sum(one.seen.nth > 1 for one in sightings)
    verdict: Verdict = "linked" if shared else "nothing"
    yield Finding("connection", verdict, facts={"connections": len(users), "requests": len(sightings), "shared": shared, "again": again})


def _tls(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    shakes = [one.seen.tls for one in sightings if one.seen.tls]
    if not shakes:
        yield Finding("tls_session", "nothing", facts={"requests": 0, "resumed": 0})
        return
    resumed = sum(shake.resumed for shake in shakes)
    yield Finding("tls_session", "linked" if resumed else "nothing", facts={"requests": len(shakes), "resumed": resumed})
    offers = {(shake.version, shake.offer) for shake in shakes}
    facts: dict[str, Fact] = {"offers": len(offers), "version": shakes[0].version, "ciphers": len(shakes[0].offer)}
    yield Finding("tls_offer", "visible" if len(offers) == 1 else "linked", facts=facts)


def _targets(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    targets = sorted({f"{one.seen.method} {one.seen.target}" for one in sightings})
    plain = len(targets) == 1 and "?" not in targets[0]
    yield Finding("target", "nothing" if plain else "linked", facts={"targets": len(targets), "target": targets[0][:SHOWN]})


def _own(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    """Ids of this program, and the made-up values, anywhere in a request."""
    ids, values, places = 0, 0, set[str]()
    for one in sightings:
        head = "\n".join((one.seen.target, *(f"{name}: {value}" for name, value in one.seen.headers)))
        body = one.seen.body.decode("utf-8", "replace")
        here = {place for place, text in (("headers", head), ("body", body)) if _any(one.ids, text)}
        ids, places = ids + bool(here), places | here
        values += _any(one.values, head) or _any(one.values, body)
    facts: dict[str, Fact] = {"requests": ids, "looked_for": len({wanted for one in sightings for wanted in one.ids}), "where": ", ".join(sorted(places))}
    yield Finding("own_id", "linked" if ids else "nothing", facts=facts)
    planted = len({value for one in sightings for value in one.values})
    yield Finding("value", "linked" if values else "nothing", facts={"requests": values, "looked_for": planted})


def _any(wanted: Iterable[str], text: str) -> bool:
    folded = text.casefold()
    return any(one.casefold() in folded for one in wanted)


def _times(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    times = [one.seen.at_ms for one in sightings]
    yield Finding("time", "admitted", facts={"seconds": round((max(times) - min(times)) / 1000, 1), "requests": len(times)})
