#!/bin/sh
# Tries the README's two commands on a fresh Debian 12: a root made with debootstrap, with this checkout copied in.
# As root; needs the package debootstrap and the network's package sources.
#   sh packaging/fresh_machine.sh [FOLDER]      the root is made in FOLDER (default: a temporary one, removed at the end)
set -eu
[ "$(id -u)" = 0 ] || { echo "fresh_machine.sh makes a Debian root and must run as root." >&2; exit 3; }
command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap >&2
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
new=${1:-$(mktemp -d)}
cleanup() {
    for point in dev/shm dev/pts proc sys; do mountpoint -q "$new/$point" && umount -l "$new/$point"; done
    [ $# -gt 0 ] || rm -rf --one-file-system "$new"
}
trap 'cleanup ${1:+keep}' EXIT

[ -x "$new/bin/sh" ] || debootstrap --variant=minbase --include=ca-certificates bookworm "$new"
for point in proc sys; do mount --bind "/$point" "$new/$point"; done
# Its own devices, not this machine's: what a test does to them stays inside.
mkdir -p "$new/dev/shm" "$new/dev/pts"
mount -t tmpfs tmpfs "$new/dev/shm"
mount -t devpts devpts "$new/dev/pts" -o newinstance,ptmxmode=0666 2>/dev/null || mount --bind /dev/pts "$new/dev/pts"
[ -c "$new/dev/ptmx" ] || [ -L "$new/dev/ptmx" ] || ln -s pts/ptmx "$new/dev/ptmx"
cp -L /etc/resolv.conf "$new/etc/resolv.conf" 2>/dev/null || :
cp -L /etc/hosts "$new/etc/hosts" 2>/dev/null || :
# A network that reads TLS needs its own certificates inside, too.
mkdir -p "$new/usr/local/share/ca-certificates" && cp -Lr /usr/local/share/ca-certificates/. "$new/usr/local/share/ca-certificates/" 2>/dev/null || :
cp -r /etc/apt/apt.conf.d/. "$new/etc/apt/apt.conf.d/" 2>/dev/null || :
[ -f /etc/pip.conf ] && cp /etc/pip.conf "$new/etc/pip.conf"
chroot "$new" update-ca-certificates >/dev/null 2>&1 || :
mkdir -p "$new/desk" && git -C "$root" archive HEAD | tar -x -C "$new/desk"

inside() { chroot "$new" /usr/bin/env -i HOME=/home PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    ${https_proxy:+https_proxy="$https_proxy"} ${http_proxy:+http_proxy="$http_proxy"} ${PIP_CERT:+PIP_CERT="$PIP_CERT"} sh -c "cd /desk && $1"; }
mkdir -p "$new/home"
echo "== sh packaging/run.sh without a screen (must say so, exit 4)"
inside 'sh packaging/run.sh; test $? -eq 4'
echo "== the headless line it names"
inside 'printf "correct horse battery staple" > /home/p && chmod 600 /home/p &&
    sh packaging/run.sh init --sample --data-dir /home/d --passphrase-file /home/p &&
    sh packaging/run.sh review list --data-dir /home/d --passphrase-file /home/p | head -n 3'
echo "== sh packaging/run.sh --check"
inside 'sh packaging/run.sh --check --data-dir /home/check'
echo "== sh packaging/test.sh"
inside 'sh packaging/test.sh'
echo "== fresh machine: both commands work"
