"""Receipts: the raw bytes of an answer from a trusted execution environment and what vouches for it. Append-only, see ``schema_1``."""

SQL = """
CREATE TABLE receipts(
  run TEXT PRIMARY KEY REFERENCES runs(id) ON DELETE CASCADE, provider TEXT NOT NULL, model TEXT NOT NULL, chat TEXT NOT NULL,
  nonce TEXT NOT NULL, created_ms INTEGER NOT NULL, fault TEXT NOT NULL, signature BLOB NOT NULL, attestation BLOB NOT NULL,
  collateral BLOB NOT NULL, request BLOB NOT NULL, response BLOB NOT NULL
) STRICT;
"""
