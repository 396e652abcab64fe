# shellcheck shell=bash
# What every command uses: progress lines, logs, stamps.

jobs=${DEV_JOBS:-$(nproc)}
data=${DEV_DATA:-$root/data}
logs=$root/build/logs
reports=$root/build/reports
toolchain=$root/build/toolchain
mkdir -p "$logs" "$reports"
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

step() { printf '\033[1m==> %s\033[0m\n' "$*"; }
fail() {
    printf './dev: %s\n' "$*" >&2
    exit 1
}

# quietly LOG COMMAND...: output goes to build/logs/LOG.log, and its end to the terminal when the command fails.
quietly() {
    local log=$logs/$1.log
    shift
    if ! "$@" >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        fail "failed: $* (all of it: ${log#"$root"/})"
    fi
}

# as_root COMMAND...: for installing packages only.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "this needs root: $*"
    fi
}

# digest PATH...: one line for the content of files and folders, without what is built from them.
digest() {
    local present=() path
    for path in "$@"; do [ -e "$path" ] && present+=("$path"); done
    find "${present[@]}" -type d \( -name node_modules -o -name dist -o -name build \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -c1-32
}

# fresh STAMP DIGEST: whether the stamp was left by the same digest.
fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# free_port: a loopback port that nobody listens on.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
