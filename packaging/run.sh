#!/bin/sh
# Sets everything up and opens the desk; with a command it does the same work without a screen:
#   sh packaging/run.sh
#   sh packaging/run.sh draft reply mail/ --data-dir DIR
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=${HYBRIDDESK_VENV:-$root/.venv}
. "$root/packaging/setup.sh"

need_packages "$root/packaging/apt-debian12.txt"
find_python
need_venv "$root/packaging/requirements.txt"
PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}"
export PYTHONPATH

first=${1:-}
case $first in
    ''|-*) ;;
    *) exec "$venv/bin/python" -m hybriddesk "$@" ;;
esac
for argument in "$@"; do
    case $argument in --help|--version|-h|--check|--export-diagnostics) exec "$venv/bin/python" -m hybriddesk "$@" ;; esac
done

if ! fault=$("$venv/bin/python" -c 'import PySide6.QtWidgets' 2>&1); then
    library=$(printf '%s\n' "$fault" | sed -n 's/.*Error: \([^:]*\): cannot open.*/\1/p')
    say "The window library cannot be loaded${library:+: $library is missing}. Your data was not touched."
    say "The command line works without it: sh packaging/run.sh draft --help"
    exit 3
fi
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    say "There is no screen here, so the desk cannot open. Your data was not touched."
    say "The same job runs without one:"
    say "  sh packaging/run.sh init --sample"
    say "  sh packaging/run.sh draft reply FILE-OR-FOLDER..."
    say "  sh packaging/run.sh review list"
    exit 4
fi
exec "$venv/bin/python" -m hybriddesk "$@"
