"""The first minute: protect the store, print the recovery code."""
