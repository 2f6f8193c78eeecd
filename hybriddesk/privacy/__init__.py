"""What must not be known: find personal values, replace them by tokens, put them back. Pure; no file, no network."""
