"""The encrypted store: the only SQL, the only keys at rest."""
