# shellcheck shell=bash
# The demo host: everything from an empty clone to a page in the browser.

# host_arguments DATABASE: the options that every goodhost command on the demo host takes.
host_arguments() {
    if [ "$1" = postgres ]; then
        host=(--data "$data/host-postgres" --database "$(postgres_url postgres)")
    else
        host=(--data "$data/host")
    fi
}

seed_when_empty() {
    local folder=${host[1]}
    [ -f "$folder/.seeded" ] && return
    step "demo host"
    mkdir -p "$folder"
    quietly seed build/dev/goodhost seed "${host[@]}" --size small
    touch "$folder/.seeded"
}

wait_until_ready() {
    local url=$1 pid=$2
    for _ in $(seq 300); do
        kill -0 "$pid" 2>/dev/null || return 1
        curl -fs -o /dev/null --max-time 2 "$url/readyz" && return 0
        sleep 0.05
    done
    return 1
}

print_sign_in() {
    step "http://localhost:$1 (log: build/logs/serve.log; Ctrl-C ends it); sign in as"
    build/dev/goodhost user list "${host[@]}" | sed 's/^/    /'
}

# stop_children: what this command started goes with it.
children=()
stop_children() {
    local pid
    for pid in "${children[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait "${children[@]}" 2>/dev/null || true
}

start_server() {
    build/dev/goodhost serve "${host[@]}" --listen "127.0.0.1:$1" --demo=true >>"$logs/serve.log" 2>&1 &
    server=$!
    children=("$server" "${others[@]}")
    wait_until_ready "http://127.0.0.1:$1" "$server" || { tail -n 20 "$logs/serve.log" >&2 && fail "the server did not start"; }
}

# saved ARGUMENT...: waits for a change; in the background, so that it ends with this command.
saved() {
    inotifywait -qq -r -e close_write,move,create,delete --exclude '/(node_modules|dist|\.git)/' "$@" &
    children=("$server" "${others[@]}" "$!")
    wait "$!"
}

# rebuild_on_save PORT: a changed source builds and restarts the server; a failed build leaves the old one running.
rebuild_on_save() {
    local folders=() folder
    for folder in src locales seed tools web/site web/widget; do [ -d "$folder" ] && folders+=("$folder"); done
    while saved "${folders[@]}"; do
        # An editor writes several files at once.
        while saved -t 1 "${folders[@]}"; do :; done
        if ! (build_web && build dev goodhost); then continue; fi
        kill "$server" 2>/dev/null || true
        wait "$server" || true
        start_server "$1" && step "restarted"
    done
}

command_run() {
    local database=sqlite port=8080 watch=no groups=()
    while [ $# -gt 0 ]; do
        case $1 in
            --db) database=${2:?} && shift ;;
            --port) port=${2:?} && shift ;;
            --watch) watch=yes groups+=(watch) ;;
            --fresh) rm -rf "$data/host" "$data/host-postgres" ;;
            *) fail "run has no option $1" ;;
        esac
        shift
    done
    [ "$database" = postgres ] && groups+=(postgres)
    build_program "${groups[@]}"
    [ "$database" = postgres ] && postgres_start postgres
    host_arguments "$database"
    build/dev/goodhost migrate "${host[@]}"
    seed_when_empty
    others=()
    : >"$logs/serve.log"
    trap stop_children EXIT
    if [ "$watch" = yes ] && [ -f web/desk/package.json ]; then
        # Not through npm, which would leave it behind when it is ended.
        (cd web/desk && GOODHOST_SERVER=http://127.0.0.1:$port exec ../../node_modules/.bin/vite) &
        others=($!)
    fi
    start_server "$port"
    print_sign_in "$port"
    if [ "$watch" = yes ]; then rebuild_on_save "$port"; else wait "$server"; fi
}

command_seed() {
    local size=small number=() database=sqlite
    while [ $# -gt 0 ]; do
        case $1 in
            --size) size=${2:?} && shift ;;
            --seed) number=(--seed "${2:?}") && shift ;;
            --db) database=${2:?} && shift ;;
            *) fail "seed has no option $1" ;;
        esac
        shift
    done
    build_program
    [ "$database" = postgres ] && postgres_start postgres
    host_arguments "$database"
    mkdir -p "${host[1]}"
    build/dev/goodhost seed "${host[@]}" --size "$size" "${number[@]}"
    touch "${host[1]}/.seeded"
}
