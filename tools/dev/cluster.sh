# shellcheck shell=bash
# Several nodes of the demo host on one PostgreSQL behind HAProxy, with the configuration of packaging/scale-out.

# cluster_node NUMBER: its folder and address. Every node has the files and the key of the first.
cluster_node() {
    local folder=$data/cluster/node$1
    mkdir -p "$folder"
    if [ "$1" != 1 ]; then
        cp -n "$data/cluster/node1/secret.key" "$folder/"
        [ -e "$folder/files" ] || ln -s "$data/cluster/node1/files" "$folder/files"
    fi
    build/dev/goodhost serve --data "$folder" --database "$database" --listen "127.0.0.1:$((port + $1))" --demo=true \
        --trusted-proxies 127.0.0.1 --stop-announce-seconds 2 >>"$logs/cluster-$1.log" 2>&1 &
    children+=("$!")
    wait_until_ready "http://127.0.0.1:$((port + $1))" "$!" || { tail -n 20 "$logs/cluster-$1.log" >&2 && fail "node $1 did not start"; }
}

command_cluster() {
    local nodes=2 port=8080 database number
    while [ $# -gt 0 ]; do
        case $1 in
            --port) port=${2:?} && shift ;;
            2 | 3) nodes=$1 ;;
            *) fail "cluster takes 2 or 3 nodes" ;;
        esac
        shift
    done
    build_program postgres cluster
    postgres_start cluster
    trap 'stop_children; postgres_stop cluster' EXIT
    database=$(postgres_url cluster)
    mkdir -p "$data/cluster/node1"
    if [ ! -f "$data/cluster/.seeded" ]; then
        step "demo host"
        quietly seed build/dev/goodhost seed --data "$data/cluster/node1" --database "$database" --size small
        touch "$data/cluster/.seeded"
    fi
    for number in $(seq "$nodes"); do
        cluster_node "$number"
        step "node $number on http://127.0.0.1:$((port + number)), process ${children[-1]} (log: build/logs/cluster-$number.log)"
    done
    GOODHOST_BIND=127.0.0.1:$port GOODHOST_NODE1=127.0.0.1:$((port + 1)) GOODHOST_NODE2=127.0.0.1:$((port + 2)) \
        GOODHOST_NODE3=127.0.0.1:$((port + 3)) haproxy -db -q -f packaging/scale-out/haproxy.cfg &
    children+=("$!")
    step "all of them on http://localhost:$port (Ctrl-C ends them); sign in as"
    build/dev/goodhost user list --data "$data/cluster/node1" --database "$database" | sed 's/^/    /'
    wait "${children[-1]}"
}
