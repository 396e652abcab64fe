# shellcheck shell=bash
# A private PostgreSQL cluster: its own folder, reached by a Unix socket in it, no password, no network.

# PostgreSQL refuses to run as root: then it runs as the user that its package made.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid postgres --regid postgres --clear-groups env HOME=/var/lib/postgresql "$@"
    else
        "$@"
    fi
}

# postgres_folder NAME: data/NAME, or a folder in /var/tmp when the server's user cannot come to it or the path is too long for a socket.
postgres_folder() {
    local folder=$data/$1
    mkdir -p "$data"
    if [ ${#folder} -gt 80 ] || ! as_postgres test -x "$data"; then
        folder=/var/tmp/goodhost-$(echo "$data" | sha256sum | cut -c1-12)-$1
    fi
    echo "$folder"
}

postgres_bin() { printf "%s\n" /usr/lib/postgresql/*/bin | sort -V | tail -n 1; }

postgres_url() { echo "postgresql:///goodhost?host=$(postgres_folder "$1")&user=goodhost"; }

# postgres_start NAME [SETTING...]: makes the cluster on first use, starts it when it does not run.
postgres_start() {
    local name=$1 folder bin
    shift
    install_packages postgres
    folder=$(postgres_folder "$name")
    bin=$(postgres_bin)
    if [ ! -f "$folder/PG_VERSION" ]; then
        step "PostgreSQL cluster in $folder"
        mkdir -p "$folder"
        [ "$(id -u)" = 0 ] && chown postgres:postgres "$folder"
        chmod 700 "$folder"
        quietly "initdb-$name" as_postgres "$bin/initdb" -D "$folder" -U goodhost --auth=trust --encoding=UTF8 --locale=C.UTF-8
    fi
    as_postgres "$bin/pg_ctl" -D "$folder" status >/dev/null 2>&1 && return
    step "PostgreSQL"
    quietly "postgres-$name" as_postgres "$bin/pg_ctl" -D "$folder" -w -l "$folder/server.log" \
        -o "-c listen_addresses='' -c unix_socket_directories='$folder' $*" start
    as_postgres "$bin/psql" -h "$folder" -U goodhost -d postgres -tAc "select 1 from pg_database where datname = 'goodhost'" |
        grep -q 1 || as_postgres "$bin/createdb" -h "$folder" -U goodhost goodhost
}

postgres_stop() {
    local folder
    folder=$(postgres_folder "$1")
    as_postgres "$(postgres_bin)/pg_ctl" -D "$folder" -m fast -w stop >/dev/null 2>&1 || true
}

command_postgres() {
    case ${1:-} in
        start) postgres_start postgres && postgres_url postgres ;;
        stop) postgres_stop postgres ;;
        url) postgres_url postgres ;;
        *) fail "usage: ./dev postgres start|stop|url" ;;
    esac
}
