# shellcheck shell=bash
# Benchmarks: the load laboratory of bench/ against a release server, or the micro benchmarks beside the sources.

# What a seed is made of: another one of these makes another host.
seed_digest() {
    find src seed -type f '(' -path '*seed*' -o -path '*/migrations/*' ')' | LC_ALL=C sort | xargs -d '\n' -r sha256sum | sha256sum | cut -c1-12
}

in_bench_postgres() { as_postgres "$(postgres_bin)/psql" -q -h "$(postgres_folder bench-postgres)" -U goodhost -d postgres -c "$1"; }
bench_url() { echo "postgresql:///$1?host=$(postgres_folder bench-postgres)&user=goodhost"; }

# seed_sqlite SIZE DIGEST [PROGRAM]: leaves in $seeded a folder that is kept.
seed_sqlite() {
    seeded=$root/build/bench/sqlite-$1-$2
    [ ! -f "$seeded/.seeded" ] || return 0
    step "seed $1 on SQLite"
    rm -rf "$seeded" && mkdir -p "$seeded"
    quietly bench-seed "${3:-build/release/goodhost}" seed --data "$seeded" --size "$1"
    touch "$seeded/.seeded"
}

# bench_sqlite SIZE DIGEST: a seeded folder, and two copies of it to work on.
bench_sqlite() {
    local seeded name
    seed_sqlite "$1" "$2"
    for name in SQLite SQLite.floor; do
        rm -rf "$root/build/bench/$name"
        cp -r "$seeded" "$root/build/bench/$name"
        seeds+=(--seed "$name=$root/build/bench/$name")
    done
}

# bench_postgres SIZE: the same as databases of a cluster with Debian's settings.
bench_postgres() {
    local seeded=seed_$1_$2 name database
    postgres_start bench-postgres
    mkdir -p "$root/build/bench/postgres-files"
    if ! as_postgres "$(postgres_bin)/psql" -h "$(postgres_folder bench-postgres)" -U goodhost -d postgres -tAc \
        "select 1 from pg_database where datname = '$seeded'" | grep -q 1; then
        step "seed $1 on PostgreSQL"
        in_bench_postgres 'create database seeding'
        quietly bench-seed-postgres build/release/goodhost seed --data "$root/build/bench/postgres-files" --database "$(bench_url seeding)" --size "$1"
        as_postgres "$(postgres_bin)/vacuumdb" -q -z -h "$(postgres_folder bench-postgres)" -U goodhost seeding
        in_bench_postgres "alter database seeding rename to $seeded"
    fi
    postmaster=$(as_postgres head -n 1 "$(postgres_folder bench-postgres)/postmaster.pid")
    for name in PostgreSQL PostgreSQL.floor; do
        database=$(echo "${name,,}" | tr . _)
        in_bench_postgres "drop database if exists $database"
        in_bench_postgres "create database $database template $seeded"
        rm -rf "$root/build/bench/$name"
        cp -r "$root/build/bench/postgres-files" "$root/build/bench/$name"
        seeds+=(--seed "$name=$root/build/bench/$name=$(bench_url "$database")=$postmaster")
    done
    in_bench_postgres checkpoint
}

# By turns with Request Tracker, which gets the tickets of the SQLite seed.
bench_peer() {
    [ ${#databases[@]} = 2 ] || fail "the peer needs both databases: leave out --db"
    prepare peer
    step "Request Tracker"
    python3 tools/bench/peer.py "${seeds[@]}" --seeded "$root/build/bench/SQLite" --database "$(postgres_folder bench-postgres)" --postmaster "$postmaster"
}

# bench_growth DIGEST: three sizes of host, kept where they were seeded: the largest takes minutes to make and gigabytes to copy.
bench_growth() {
    local size seeded hosts=()
    for size in large=20,000 huge=100,000 vast=1,000,000; do
        seed_sqlite "${size%%=*}" "$1"
        hosts+=(--host "${size#*=}=$seeded")
    done
    step "growth"
    python3 tools/bench/compare.py "${hosts[@]}" --command growth --title "How it grows" --what "Hosts with 20,000, 100,000 and 1,000,000 tickets." \
        --out docs/performance-growth.md --curve docs/performance-growth.svg
}

# bench_previous PROGRAM: another build of the program, with a seed that it made itself.
bench_previous() {
    local seeded hosts=() program
    program=$(realpath "$1")
    seed_sqlite large "$(sha256sum "$program" | cut -c1-12)" "$program"
    rm -rf build/bench/previous && cp -r "$seeded" build/bench/previous
    hosts+=(--host "$("$program" version | head -n 1 | tr ' ' '-')=$root/build/bench/previous=$program")
    hosts+=(--host "this=$root/build/bench/SQLite")
    step "beside $program"
    python3 tools/bench/compare.py "${hosts[@]}" --command "previous PROGRAM" --title "Beside another build" --what "Two builds with 20,000 tickets each." --out "$root/build/bench/previous.md"
}

bench_micro() {
    build release goodhost_bench
    build/release/goodhost_bench "$@"
}

# What mail costs: one core for parsing and storing, real mail servers for the way to the desk.
bench_mail() {
    local figures=$root/build/bench/mail.figures.json throughput=$root/build/bench/mail.json
    prepare build web postgres test bench
    build_web
    build release goodhost goodhost_bench
    mkdir -p build/bench build/bench/mail-files && rm -f "$figures"
    step "mail on one core"
    GOODHOST_CORPUS=${GOODHOST_CORPUS:-$root/../shared/corpus} TMPDIR=$root/build/bench/mail-files quietly bench-mail taskset -c 0 build/release/goodhost_bench --benchmark_filter=mail --benchmark_min_time=5 \
        --benchmark_out="$throughput" --benchmark_out_format=json
    postgres_start postgres-test -c fsync=off
    trap 'postgres_stop postgres-test' EXIT
    step "a day of mail, and its loops"
    (cd tests/journeys && GOODHOST_TEST_POSTGRES=$(postgres_url postgres-test) GOODHOST_TEST_BINARY=$root/build/release/goodhost GOODHOST_TEST_FIGURES=$figures quietly bench-mail-day npx --no-install vitest run mail_day.test.ts mail_loops.test.ts)
    python3 tools/bench/mail.py "$throughput" "$figures" docs/performance-mail.md
}

command_bench() {
    local arguments=() databases=(sqlite postgres) size=large seeds=() what=load previous="" postmaster=""
    while [ $# -gt 0 ]; do
        case $1 in
            --mail)
                bench_mail
                return
                ;;
            --micro)
                shift
                prepare build web
                bench_micro "$@"
                return
                ;;
            --peer)
                [ "${2:-}" = rt ] || fail "bench knows one peer: rt (Request Tracker)"
                what=peer && shift
                ;;
            --previous) previous=${2:?} && shift ;;
            --growth | --day | --nodes) what=${1#--} ;;
            --db) databases=("${2:?}") && shift ;;
            --size) size=${2:?} && shift ;;
            *) arguments+=("$1") ;;
        esac
        shift
    done
    prepare build web postgres bench
    build_web
    build release goodhost goodhost_floor
    mkdir -p build/bench
    trap 'postgres_stop bench-postgres' EXIT
    local database digest
    digest=$(seed_digest)
    [ "$what" != growth ] || databases=()
    [ -z "$previous" ] || databases=(sqlite)
    [ "$what" != nodes ] || databases=(postgres)
    for database in "${databases[@]}"; do "bench_$database" "$size" "$digest"; done
    [ "$size" = huge ] && arguments+=(--tickets "100,000")
    if [ -n "$previous" ]; then
        bench_previous "$previous"
    elif [ "$what" = peer ] || [ "$what" = growth ]; then
        "bench_$what" "$digest"
    elif [ "$what" = day ]; then
        step "a desk at work"
        python3 tools/bench/day.py "${seeds[@]}" "${arguments[@]}"
    elif [ "$what" = nodes ]; then
        step "two nodes"
        python3 tools/bench/nodes.py "${seeds[@]}" "${arguments[@]}"
    else
        step "load"
        python3 tools/bench/run.py "${seeds[@]}" "${arguments[@]}"
    fi
}
