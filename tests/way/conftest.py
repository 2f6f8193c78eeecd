"""The command line's fixtures are those of the command line's own tests."""

from tests.headless.conftest import passphrase, run, store  # noqa: F401  fixtures work by their names
