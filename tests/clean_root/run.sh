#!/usr/bin/env bash
# What a new user's machine does with this tree: a Debian 12 root with git and nothing else.
#
#   run        ./dev run, twice: the first from nothing, the second at once (under 3 s)
#   test       ./dev test
#   ci         ./dev ci
#   package [FILE.deb]
#              ./dev package in this tree, then the package (or FILE.deb) installed in a root, started, and its set-up page seen
#
# Needs root (chroot) and debootstrap. The base is kept in build/clean-root/base; CLEAN_ROOT moves it. Only what is committed is used.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
place=${CLEAN_ROOT:-$root/build/clean-root}
work=$place/work
port=${CLEAN_ROOT_PORT:-18080}

step() { printf '\033[1m==> %s\033[0m\n' "$*"; }
fail() {
    echo "clean root: $*" >&2
    exit 1
}

# Started in the background as "${inside[@]}" COMMAND, its process is the command's own, so that a signal reaches it.
inside=(chroot "$work" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt ${CI:+CI=$CI})

# The packages come from where this machine has its own from.
mirror() {
    { sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null
      sed -n 's/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' /etc/apt/sources.list 2>/dev/null; } | head -n 1
}

make_base() {
    [ -e "$place/base/.complete" ] && return
    step "debootstrap"
    rm -rf "$place/base" && mkdir -p "$place"
    debootstrap --variant=minbase --include=git bookworm "$place/base" "$(mirror)" >"$place/debootstrap.log" 2>&1 ||
        fail "debootstrap failed, see $place/debootstrap.log"
    cp -a /etc/apt/sources.list.d/*.sources "$place/base/etc/apt/sources.list.d/" 2>/dev/null || true
    [ -s /etc/apt/sources.list ] && cp /etc/apt/sources.list "$place/base/etc/apt/"
    # Certificates that this machine trusts besides Debian's; taken over when ca-certificates is installed.
    if [ -d /usr/local/share/ca-certificates ]; then cp -a /usr/local/share/ca-certificates "$place/base/usr/local/share/"; fi
    printf '#!/bin/sh\nexit 101\n' >"$place/base/usr/sbin/policy-rc.d" && chmod +x "$place/base/usr/sbin/policy-rc.d"
    touch "$place/base/.complete"
}

mounts=()
leave() {
    local at pid
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    for ((at = ${#mounts[@]} - 1; at >= 0; at--)); do umount -l "${mounts[at]}" 2>/dev/null || true; done
}
started=()
trap leave EXIT

mount_into() {
    mount "$@"
    mounts+=("${*: -1}")
}

fresh_root() {
    make_base
    step "a fresh root"
    rm -rf --one-file-system "$work"
    cp -a --reflink=auto "$place/base" "$work"
    cp /etc/resolv.conf /etc/hosts "$work/etc/"
    mount_into -t proc proc "$work/proc"
    mount_into --bind /dev "$work/dev"
    mount_into --bind /dev/pts "$work/dev/pts"
    mkdir -p "$work/dev/shm"
    mount_into -t tmpfs -o mode=1777 tmpfs "$work/dev/shm"
}

clone_tree() {
    step "git clone"
    git clone -q --no-hardlinks "$root" "$work/root/goodhost"
}

# answers PATH LIMIT PID: waits until the address answers 200, and leaves the page in $place/page.html.
answers() {
    local deadline=$((SECONDS + $2))
    until curl -fsL --max-time 5 -o "$place/page.html" "http://127.0.0.1:$port$1"; do
        [ $SECONDS -lt $deadline ] || fail "$1 did not answer within $2 s"
        kill -0 "$3" 2>/dev/null || fail "the program ended"
        sleep 0.1
    done
}

stop() {
    kill -TERM "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
    for _ in $(seq 100); do
        curl -fs -o /dev/null --max-time 1 "http://127.0.0.1:$port/healthz" || return 0
        sleep 0.1
    done
    fail "the server goes on after its ./dev run ended"
}

run_twice() {
    local begun=$EPOCHREALTIME took limit
    for limit in 3600 3; do
        begun=$EPOCHREALTIME
        "${inside[@]}" sh -c "cd /root/goodhost && exec ./dev run --port $port" >"$place/run.log" 2>&1 &
        started=($!)
        answers / "$((limit + 10))" "${started[0]}"
        took=$(awk "BEGIN {printf \"%.1f\", $EPOCHREALTIME - $begun}")
        echo "the first page came after $took s"
        awk "BEGIN {exit !($took <= $limit)}" || fail "that is more than $limit s"
        stop "${started[0]}"
        grep -q @ "$place/run.log" || fail "nobody to sign in as was printed"
    done
}

install_package() {
    local file=${1:-}
    if [ -z "$file" ]; then
        (cd "$root" && ./dev package)
        file=$(find "$root/build/package" -maxdepth 1 -name '*.deb' | head -n 1)
    fi
    fresh_root
    cp "$file" "$work/root/"
    step "apt-get install"
    "${inside[@]}" sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends /root/*.deb' >"$place/install.log" 2>&1 ||
        fail "the package cannot be installed, see $place/install.log"
    step "serve as the unit does"
    local command
    command=$(sed -n 's/^ExecStart=//p' "$work/lib/systemd/system/goodhost.service")
    # shellcheck disable=SC2086
    "${inside[@]}" setpriv --reuid goodhost --regid goodhost --init-groups $command --listen "127.0.0.1:$port" >"$place/serve.log" 2>&1 &
    started=($!)
    answers /setup 30 "${started[0]}"
    grep -q '"token":"[A-Za-z0-9_-]' "$place/serve.log" || fail "the log has no token for the set-up page, see $place/serve.log"
    grep -q '<form' "$place/page.html" || fail "the set-up page has no form"
    "${inside[@]}" setpriv --reuid goodhost --regid goodhost --init-groups test -w /var/lib/goodhost
    "${inside[@]}" setpriv --reuid goodhost --regid goodhost --init-groups sh -c '! test -w /etc/goodhost/goodhost.toml'
    echo "the set-up page stands"
}

[ "$(id -u)" = 0 ] || fail "needs root for chroot"
command -v debootstrap >/dev/null || apt-get install -y --no-install-recommends debootstrap >/dev/null
case ${1:-} in
    run) fresh_root && clone_tree && run_twice ;;
    test | ci) fresh_root && clone_tree && "${inside[@]}" sh -c "cd /root/goodhost && ./dev $1" ;;
    package) install_package "${2:-}" ;;
    *) fail "usage: run.sh run|test|ci|package [FILE.deb]" ;;
esac
