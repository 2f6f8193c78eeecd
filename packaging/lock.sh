#!/bin/sh
# Writes the two locks anew from pyproject.toml: every version pinned, every file by hash, no registry named.
# Needs `uv` on the path (pip install uv).
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
compile() {
    uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links "$@"
}
compile --output-file packaging/requirements.txt pyproject.toml
compile --extra dev --constraint packaging/requirements.txt --output-file packaging/requirements-dev.txt pyproject.toml
