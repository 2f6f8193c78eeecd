#!/bin/sh
# Sets up everything and passes every check and test. `sh packaging/test.sh PYTEST-ARGUMENTS` runs only those tests.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=${HYBRIDDESK_TEST_VENV:-$root/.venv-test}
. "$root/packaging/setup.sh"

need_packages "$root/packaging/apt-debian12.txt" "$root/packaging/apt-debian12-test.txt"
find_python
need_venv "$root/packaging/requirements-dev.txt"
cd "$root"

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT INT TERM
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" \
    XDG_STATE_HOME="$home/state" XDG_RUNTIME_DIR="$home/run"
mkdir -p "$home/run" && chmod 700 "$home/run"
export TZ=UTC LC_ALL=C.UTF-8 PYTHONPATH="$root" QT_QPA_PLATFORM="offscreen:configfile=tests/screen.json"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS PYTHONDONTWRITEBYTECODE || :
python="$venv/bin/python"

if [ $# -gt 0 ]; then
    "$python" -m pytest "$@"
    exit
fi

run() { say "== $1"; shift; "$@"; }
run "style" "$python" -m ruff check --no-cache .
run "types" "$python" -m mypy --cache-dir "$home/mypy"
run "rooms" "$venv/bin/python" -c 'from importlinter.cli import lint_imports_command as c; c()' --no-cache
run "house rules" "$python" packaging/house.py
run "desktop entry" desktop-file-validate packaging/hybriddesk.desktop
run "metainfo" appstreamcli validate --no-net packaging/hybriddesk.metainfo.xml
run "tests" timeout --kill-after=30 2400 "$python" -m pytest -q -n 2 --max-worker-restart=0 --dist loadfile --cov --cov-report=
run "coverage" "$python" packaging/coverage_floor.py
