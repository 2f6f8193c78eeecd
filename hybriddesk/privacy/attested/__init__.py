"""Receipts of models that run in a trusted execution environment: what of them can be checked, and was. Pure."""
