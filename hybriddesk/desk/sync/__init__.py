"""Bundles and readable exports: carrying data out, checking it, bringing it in."""
