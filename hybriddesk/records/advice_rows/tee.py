"""Sentences for receipts of trusted execution environments, and for proxies and keys of conversations."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "provider.proxy": Advice(
        what="The proxy {proxy} on the way to {provider} did not answer, or did not let the request through.",
        works="Nothing was sent past the proxy. Your text and the built-in helper work as before.",
        do="Start the proxy (such as Tor) or correct its address in the provider's settings, then try again.",
    ),
    "provider.bad_proxy": Advice(
        what="This is no address of a SOCKS5 proxy.",
        works="Nothing was changed.",
        do="Write it as host:port, such as 127.0.0.1:9050. User name and password are drawn for each conversation and are not entered.",
    ),
    "provider.bad_key": Advice(
        what="This is no key that can be sent: it is empty, or holds blanks or unusual signs.",
        works="Nothing was changed.",
        do="Copy the key again from the provider's page.",
    ),
    "tee.no_receipt": Advice(
        what="This run has no receipt.",
        works="Its answer and the exact request are kept as for every run.",
        do="Receipts come with NanoGPT models whose name begins with TEE/, from the next request on.",
    ),
    "tee.bad_receipt": Advice(
        what="This file is no receipt of HybridDesk, or it is damaged.",
        works="Nothing was changed.",
        do="Write it again with the tee receipt command on the machine that has the run.",
    ),
    "tee.no_id": Advice(
        what="The answer carried no id by which its signature could be asked for.",
        works="The answer is kept; its receipt says that the signature was not checked.",
        do="Ask the provider whether this model signs its answers.",
    ),
}
