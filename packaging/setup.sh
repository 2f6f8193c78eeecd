# Sourced by run.sh and test.sh: Debian packages, Python, and a virtual environment that matches the lock.
# Everything it says goes to standard error, so that a command's output stays clean.

say() { printf '%s\n' "$*" >&2; }

# need_packages LIST...: installs the missing Debian packages, or prints the one line to type.
need_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0   # not Debian: the probe of Qt below says what is missing
    missing=
    for name in $(sed -e 's/#.*//' "$@"); do
        case $(dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null) in
            ii*) ;;
            *) missing="$missing $name" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    line="apt-get update && apt-get install -y --no-install-recommends$missing"
    if [ "$(id -u)" = 0 ]; then
        say "Installing Debian packages:$missing"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >&2 && return 0
    elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then
        say "HybridDesk needs these Debian packages; sudo may ask for your password:$missing"
        sudo sh -c "$line" >&2 && return 0
    fi
    say "HybridDesk cannot start yet: Debian packages are missing. Nothing was changed. Type this as root, then start again:"
    say "  $line"
    exit 3
}

# find_python: sets $python to a Python 3.11 or newer.
find_python() {
    for python in "${HYBRIDDESK_PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 || continue
        "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    done
    say "HybridDesk needs Python 3.11 or newer with its venv module. Nothing was changed. Type this as root, then start again:"
    say "  apt-get update && apt-get install -y python3 python3-venv"
    exit 3
}

# need_venv LOCK: a virtual environment in $venv that holds exactly what LOCK names.
need_venv() {
    stamp="$("$python" -c 'import sys; print(sys.version)' | head -n 1) $(cksum < "$1") $venv"
    [ -x "$venv/bin/python" ] && [ "$(cat "$venv/stamp" 2>/dev/null)" = "$stamp" ] && return 0
    say "Setting up (once, about 360 MB): $venv"
    rm -rf "$venv"
    "$python" -m venv "$venv" >&2 || { say "The virtual environment could not be made in $venv."; exit 3; }
    # --no-deps: the lock is whole; without it an older pip looks for coverage[toml] beside the pinned coverage and takes the newest
    if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes \
        --only-binary :all: -r "$1" >&2; then
        say "The Python packages could not be installed. Your data was not touched. Check the network, then start again."
        rm -rf "$venv"
        exit 3
    fi
    "$venv/bin/python" -m compileall -q "$venv/lib" >/dev/null 2>&1 || :   # a package may carry a template that does not compile
    printf '%s' "$stamp" > "$venv/stamp"
}
