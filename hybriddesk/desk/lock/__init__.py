"""The closed door: passphrase, recovery code, and what to do when the store is damaged."""
