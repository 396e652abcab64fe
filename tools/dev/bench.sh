# shellcheck shell=bash
# Benchmarks: the load laboratory of bench/ against a release server, or the micro benchmarks beside the sources.

# What a seed is made of: another one of these makes another host.
seed_digest() {
    find src seed -type f '(' -path '*seed*' -o -path '*/migrations/*' ')' | LC_ALL=C sort | xargs -d '\n' -r sha256sum | sha256sum | cut -c1-12
}

in_bench_postgres() { as_postgres "$(postgres_bin)/psql" -q -h "$(postgres_folder bench-postgres)" -U goodhost -d postgres -c "$1"; }
bench_url() { echo "postgresql:///$1?host=$(postgres_folder bench-postgres)&user=goodhost"; }

# bench_sqlite SIZE: a seeded folder that is kept, and two copies of it to work on.
bench_sqlite() {
    local seeded=$root/build/bench/sqlite-$1-$2 name
    if [ ! -f "$seeded/.seeded" ]; then
        step "seed $1 on SQLite"
        rm -rf "$seeded" && mkdir -p "$seeded"
        quietly bench-seed build/release/goodhost seed --data "$seeded" --size "$1"
        touch "$seeded/.seeded"
    fi
    for name in SQLite SQLite.floor; do
        rm -rf "$root/build/bench/$name"
        cp -r "$seeded" "$root/build/bench/$name"
        seeds+=(--seed "$name=$root/build/bench/$name")
    done
}

# bench_postgres SIZE: the same as databases of a cluster with Debian's settings.
bench_postgres() {
    local seeded=seed_$1_$2 name database postmaster
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
    local arguments=() databases=(sqlite postgres) size=large seeds=()
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
    for database in "${databases[@]}"; do "bench_$database" "$size" "$digest"; done
    step "load"
    [ "$size" = huge ] && arguments+=(--tickets "100,000")
    python3 tools/bench/run.py "${seeds[@]}" "${arguments[@]}"
}
