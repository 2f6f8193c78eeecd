"""The person's own sources: added, read, tried with a question, split in another way."""
