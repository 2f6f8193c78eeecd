"""What the bench command holds a sender against: httpx reading the same stream with as little as possible on top of it."""

from __future__ import annotations

import httpx
import msgspec

_decode = msgspec.json.Decoder().decode


async def raw_stream(url: str, body: bytes) -> int:
    """Posts and reads to the end; the number of pieces read."""
    pieces = 0
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client, client.stream("POST", url, content=body) as response:
        async for _piece in response.aiter_raw():
            pieces += 1
    return pieces


async def parsed_stream(url: str, body: bytes) -> str:
    """The same with the shortest parser that gives the text of a well-formed stream; it checks nothing."""
    texts: list[str] = []
    rest = b""
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client, client.stream("POST", url, content=body) as response:
        async for piece in response.aiter_raw():
            *events, rest = (rest + piece).split(b"\n\n")
            for event in events:
                if event != b"data: [DONE]":
                    texts += [choice["delta"].get("content", "") for choice in _decode(event[6:])["choices"]]
    return "".join(texts)
