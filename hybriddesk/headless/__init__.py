"""The command line: the same services as the desk, without Qt."""
