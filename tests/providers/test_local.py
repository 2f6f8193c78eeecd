"""Looking for model servers on this computer."""

from __future__ import annotations

import anyio

from hybriddesk.providers.addresses import address
from hybriddesk.providers.local import PLACES, Found, look
from hybriddesk.providers.transport import Limits
from tests.way.loopback import Loopback, hang, html, models


def test_only_what_gives_a_model_list_is_found():
    """A model server is found with its models; a closed port, a web server and a silent one are not."""
    with Loopback([models("a", "b")]) as good, Loopback([html()]) as web, Loopback([hang()]) as silent:
        with Loopback() as closed:
            pass
        places = [("Good", "ollama", good.url), ("Web", "openai", web.url), ("Mute", "openai", silent.url), ("Gone", "openai", closed.url)]
        found = anyio.run(look, places, Limits(connect=0.5, silence=0.2))
        assert found == (Found("Good", "ollama", good.url, ("a", "b")),)
        assert good.requests[0].header("authorization") is None


def test_the_usual_places_never_leave_this_computer():
    """Every address asked is loopback."""
    assert all(address(url, allow_loopback_http=True).loopback for _, _, url in PLACES)
