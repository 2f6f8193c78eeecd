"""provider isolation: what a provider can link less by."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hybriddesk.headless.lists_command import lists_command

if TYPE_CHECKING:
    from hybriddesk.workspace import Workspace


def isolation_command(acts: object, common: argparse.ArgumentParser) -> None:
    """Declares its options on the acts of ``provider``."""
    words = "show or change what a provider can link by: sizes, network address, key"
    one = acts.add_parser("isolation", parents=[common], help=words, description=words)  # type: ignore[attr-defined]
    one.add_argument("name")
    one.add_argument("--padding", choices=("on", "off"), help="fill requests up to size classes; costs bytes and no tokens")
    one.add_argument("--proxy", metavar="HOST:PORT", help="a SOCKS5 proxy such as Tor, with other credentials for each conversation; none for no proxy")
    one.add_argument("--add-key-file", metavar="FILE", help="a further key of this provider; each conversation keeps one of them; - asks")
    one.add_argument("--forget-keys", action="store_true", help="forget the further keys")


def change_isolation(options: argparse.Namespace, workspace: Workspace) -> dict[str, object]:
    """Changes what was given and shows what stands."""
    name, isolating = workspace.providing.book.get(options.name).name, workspace.providing.isolating
    if options.forget_keys:
        isolating.book.forget_keys(name)
    if options.add_key_file:
        from hybriddesk.headless.session import secret_text  # noqa: PLC0415  declaring the options opens no store

        isolating.add_key(name, secret_text(options.add_key_file, "Key: "))
    if options.padding or options.proxy is not None:
        proxy = "" if options.proxy == "none" else options.proxy
        isolating.change(name, padding=None if options.padding is None else options.padding == "on", proxy=proxy)
    stands = isolating.book.of(name)
    return {"name": name, "padding": stands.padding, "proxy": stands.proxy, "further_keys": stands.keys}


def privacy_commands(command: object, common: argparse.ArgumentParser) -> None:
    """Declares the privacy command."""
    assert callable(command)
    acts = command("privacy", "What a provider could link, and what is always hidden.").add_subparsers(dest="act", required=True, metavar="ACT")
    lists_command(acts, common)
    words = "send made-up conversations to a recorder on this machine and show everything a provider could link; needs no store"
    selftest = acts.add_parser("selftest", parents=[common], help=words, description=words)
    selftest.add_argument("--conversations", type=_count, default=20, metavar="N", help="how many, 2 to 500; 20 without it")


def _count(text: str) -> int:
    count = int(text)
    if not 2 <= count <= 500:  # noqa: PLR2004  one conversation has nothing to be linked to
        raise ValueError
    return count
