"""The order of the steps. Start reading at path.py."""
