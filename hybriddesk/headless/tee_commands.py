"""The options of the tee command."""

from __future__ import annotations

import argparse


def tee_commands(command: object, common: argparse.ArgumentParser) -> None:
    """Receipts of models in trusted execution environments."""
    assert callable(command)
    acts = command("tee", "Receipts of models in trusted execution environments.").add_subparsers(dest="act", required=True, metavar="ACT")
    words = "check a receipt again, offline: signature, attestation and hardware quote, each for itself"
    verify = acts.add_parser("verify", parents=[common], help=words, description=words)
    which = verify.add_mutually_exclusive_group(required=True)
    which.add_argument("--run", metavar="ID", help="the receipt kept with this run")
    which.add_argument("file", nargs="?", metavar="FILE", help="a receipt that was written before; - reads standard input; needs no store")
    verify.add_argument("--collateral", metavar="FILE", help="Intel's collateral for the quote, as JSON; kept with the receipt of a run")
    words = "write the receipt of a run: everything that is needed to check it elsewhere"
    receipt = acts.add_parser("receipt", parents=[common], help=words, description=words)
    receipt.add_argument("--run", metavar="ID", required=True, help="the run")
