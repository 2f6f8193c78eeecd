"""Which addresses may be called."""

from __future__ import annotations

import pytest

from hybriddesk.providers.addresses import address
from hybriddesk.records.errors import Refused


@pytest.mark.parametrize(("given", "url", "host", "loopback"), [
    ("https://api.example.com/v1/", "https://api.example.com/v1", "api.example.com", False),
    (" https://API.Example.com ", "https://api.example.com", "api.example.com", False),
    ("https://api.example.com:443/v1", "https://api.example.com/v1", "api.example.com", False),
    ("https://api.example.com:8443/v1", "https://api.example.com:8443/v1", "api.example.com:8443", False),
    ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1", "127.0.0.1:11434", True),
    ("http://127.8.9.10", "http://127.8.9.10", "127.8.9.10", True),
    ("http://localhost:80/v1", "http://localhost/v1", "localhost", True),
    ("https://xn--exmple-cua.com/v1", "https://xn--exmple-cua.com/v1", "xn--exmple-cua.com", False),
    ("http://[::1]:8080/v1", "http://[::1]:8080/v1", "[::1]:8080", True),
])
def test_allowed(given, url, host, loopback):
    """https anywhere and http to this machine; the Host header leaves the usual port out."""
    found = address(given, allow_loopback_http=True)
    assert (found.url, found.host, found.loopback) == (url, host, loopback)


@pytest.mark.parametrize("given", [
    "http://api.example.com/v1", "http://192.168.1.5:8080", "http://10.0.0.1", "http://0.0.0.0", "http://127.1", "http://2130706433",
    "http://localhost.example.com", "http://evil.localhost", "http://[fe80::1]", "http://[::ffff:8.8.8.8]",
])
def test_plain_http_leaves_this_machine_never(given):
    """Names and numbers that only look like this machine do not pass."""
    with pytest.raises(Refused, match=r"provider\.refused_plain_http"):
        address(given, allow_loopback_http=True)


def test_plain_http_to_this_machine_needs_leave():
    """Without the person's leave even loopback has to be https."""
    with pytest.raises(Refused, match=r"provider\.refused_plain_http"):
        address("http://127.0.0.1:1", allow_loopback_http=False)
    assert address("https://127.0.0.1:1", allow_loopback_http=False).loopback


@pytest.mark.parametrize("given", [
    "", "api.example.com", "ftp://example.com", "file:///etc/passwd", "https://", "https://user:pw@example.com", "https://@example.com",
    "https://example.com/v1?key=1", "https://example.com/v1#x", "https://exa mple.com", "https://example.com\\@evil.com",
    "https://ex\u00e4mple.com", "https://example.com:99999", "https://example.com:x", "https://[::1", "https://example.com/\x00",
    "https://example.com/\nhost: evil", "https://xn--a.com", "https://xn--zzzzzz--.com", "https://a..b", "https://-a.com", "https://[v1.x]",
    "https://[::1%eth0]", "https://a%2fb.com", "https://a^b.com", "https://a|b", "https://" + "a" * 64 + ".com",
])
def test_unusable_addresses(given):
    """Keys in addresses, user names, odd signs and other schemes are refused."""
    with pytest.raises(Refused, match=r"provider\.bad_address"):
        address(given, allow_loopback_http=True)
