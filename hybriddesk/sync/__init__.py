"""The sync bundle: everything of a store in one encrypted file, and back."""
