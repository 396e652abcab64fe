# shellcheck shell=bash
# All tests. Each part leaves a report in build/reports, from which tools/test_report.py counts.

export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:abort_on_error=0
export UBSAN_OPTIONS=print_stacktrace=1
export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-19
export TSAN_OPTIONS=halt_on_error=0:second_deadlock_stack=1:suppressions=$root/tests/sanitizers/thread.supp
export LSAN_OPTIONS=suppressions=$root/tests/sanitizers/leak.supp:print_suppressions=0

# make_scratch: a folder for what tests write, in memory where there is room. They make and remove files by the thousand, some 1,000 for
# each database, and on ext4 without a journal most of their time went into looking for an inode that was not freed a moment ago.
make_scratch() {
    local place
    for place in /dev/shm /var/tmp; do
        [ $place = /var/tmp ] || { has_room "$place" && [ -w "$place" ]; } || continue
        scratch=$(mktemp -d "$place/goodhost-test-XXXXXX")
        # Servers that run as another user come to their own folders in it.
        chmod 711 "$scratch"
        printf '#!/bin/sh\n' >"$scratch/try" && chmod +x "$scratch/try"
        if "$scratch/try" 2>/dev/null; then break; fi
        rm -rf "$scratch"
    done
    rm "$scratch/try"
}

has_room() {
    local room memory
    room=$(df --output=avail -k "$1" 2>/dev/null | tail -n 1)
    memory=$(awk '/^MemAvailable/ {print $2}' /proc/meminfo)
    [ "${room:-0}" -gt 4000000 ] && [ "${memory:-0}" -gt 8000000 ]
}

end_tests() {
    [ ! -d "$scratch/postgres-test" ] || data=$scratch postgres_stop postgres-test
    rm -rf "$scratch"
}

# gtest_shard PART PRESET NUMBER: one of the processes that share the suite. Each has a temporary folder and, since what readers
# see depends on all that runs in a cluster, a PostgreSQL of its own.
gtest_shard() {
    local report=$reports/$1.$3.gtest.json temporary=$scratch/$1.$3
    mkdir -m 711 "$temporary"
    export TMPDIR=$temporary TEST_TMPDIR=$temporary/ GTEST_TOTAL_SHARDS=$shards GTEST_SHARD_INDEX=$3
    unset GOODHOST_TEST_POSTGRES
    "build/$2/goodhost_test" --gtest_color=no --gtest_filter="*$filter*" --gtest_output="json:$report" >"$logs/test-$1-$3.log" 2>&1
}

# run_gtest PART PRESET: builds the unit suite of a preset and runs it in as many processes as there are cores. In more pieces than
# that, and an odd number of them: what runs on both databases takes turns in the list, and one of them is slower.
run_gtest() {
    local part=$1 preset=$2 shard running=0 bad=0
    shards=$((2 * $(nproc) + 1))
    build "$preset" goodhost_test
    step "test $part"
    for shard in $(seq 0 $((shards - 1))); do
        if [ "$running" = "$(nproc)" ]; then
            wait -n || bad=$?
            running=$((running - 1))
        fi
        gtest_shard "$part" "$preset" "$shard" &
        running=$((running + 1))
    done
    for ((; running > 0; running--)); do wait -n || bad=$?; done
    for shard in $(seq 0 $((shards - 1))); do
        # A process that died leaves no report: an empty one counts as a failure.
        [ -s "$reports/$part.$shard.gtest.json" ] || touch "$reports/$part.$shard.gtest.json"
    done
    echo "$bad" >"$reports/$part.exit"
}

# run_vitest PART FOLDER
run_vitest() {
    local part=$1 folder=$2 bad=0 arguments=()
    [ -n "$filter" ] && arguments+=(-t "$filter")
    [ "$rebaseline" = 1 ] && arguments+=(-u)
    step "test $part"
    (cd "$folder" && npx --no-install vitest run --passWithNoTests=false --reporter=default --reporter=json \
        --outputFile.json="$reports/$part.vitest.json" "${arguments[@]}") >"$logs/test-$part.log" 2>&1 || bad=$?
    [ -s "$reports/$part.vitest.json" ] || touch "$reports/$part.vitest.json"
    echo "$bad" >"$reports/$part.exit"
}

part_unit() { run_gtest unit dev; }
part_asan() { run_gtest asan asan; }
part_tsan() { run_gtest tsan tsan; }
part_journeys() { build_program && run_vitest journeys tests/journeys; }
part_security() {
    build_program && run_vitest security tests/security
    grep -h "attempts of attack" "$logs/test-security.log" || true
}
part_torture() { build_program && run_vitest torture tests/torture; }
part_browser() { build_program && run_vitest browser tests/browser; }
part_web() {
    local app
    for app in shared desk widget site; do
        if [ -f "web/$app/package.json" ] && grep -q '"test"' "web/$app/package.json"; then run_vitest "web-$app" "web/$app"; fi
    done
}

# build_ahead PART...: builds what the later of these parts need, and what comes after them in CI. Journeys and browsers wait for
# most of their time; at the lowest priority this takes what they leave of the processors.
build_ahead() {
    local part
    renice -n 19 "$BASHPID" >/dev/null
    for part in "$@"; do
        case $part in asan | tsan) (build "$part" goodhost_test) || true ;; esac
    done
    [ -z "${fuzz_later:-}" ] || build asan goodhost_fuzz
}

# run_part PART: leaves its outcome and how long it took beside its report.
run_part() {
    local started=$SECONDS
    ("part_$1") || echo 1 >"$reports/$1.exit"
    echo "$((SECONDS - started))" >"$reports/$1.seconds"
}

# run_again PART: the files in which a test failed run once more, when nothing runs beside them. tools/test_report.py says which
# tests passed only then, and takes few of them.
run_again() {
    local part=$1 report=$reports/$1.vitest.json files=()
    case $part in journeys | browser | security | torture) ;; *) return 0 ;; esac
    [ -s "$report" ] && [ "$(cat "$reports/$part.exit")" != 0 ] || return 0
    readarray -t files < <(python3 tools/test_report.py --failed-files "$report")
    [ ${#files[@]} -gt 0 ] || return 0
    step "again ${files[*]##*/}"
    (cd "tests/$part" && npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$report.again" "${files[@]}") \
        >"$logs/test-$part-again.log" 2>&1 || true
}

# has_part PART: whether there is anything of it in this tree.
has_part() {
    case $1 in
        torture) [ -f tests/torture/torture.test.ts ] ;;
        journeys | browser | security) [ -f "tests/$1/package.json" ] ;;
        web) grep -qs '"test"' web/*/package.json ;;
        *) true ;;
    esac
}

command_test() {
    filter="" rebaseline=0
    local parts=() part beside=
    while [ $# -gt 0 ]; do
        case $1 in
            --filter) filter=${2:?} && shift ;;
            --rebaseline) rebaseline=1 ;;
            unit | web | journeys | security | torture | browser | asan | tsan) parts+=("$1") ;;
            *) fail "test has no part or option $1" ;;
        esac
        shift
    done
    # The unit suite runs once, where its mistakes show best: what `unit` runs, `asan` runs with sanitizers.
    [ ${#parts[@]} -gt 0 ] || parts=(browser web journeys security torture asan tsan)
    export GOODHOST_TEST_REBASELINE=$rebaseline GOODHOST_TEST_BINARY=$root/build/dev/goodhost
    prepare build web test sanitizers
    exec 7>"$reports.lock"
    flock -n 7 || fail "./dev test runs in this tree already"
    rm -f "$reports"/*
    export GOODHOST_TEST_WRITES=$reports/browser.writes
    make_scratch
    export TMPDIR=$scratch
    trap end_tests EXIT
    if [[ " ${parts[*]} " =~ \ (journeys|security|browser)\  ]]; then
        # Journeys make databases of their own in one cluster.
        data=$scratch postgres_start postgres-test -c fsync=off -c max_connections=400
        GOODHOST_TEST_POSTGRES=$(data=$scratch postgres_url postgres-test)
        export GOODHOST_TEST_POSTGRES
    fi
    if [ ${#parts[@]} -gt 1 ]; then
        build_program
        (build_ahead "${parts[@]}") >"$logs/build-ahead.log" 2>&1 7>&- &
    fi
    for part in "${parts[@]}"; do
        has_part "$part" || continue
        if [ "$part" = browser ] && [ ${#parts[@]} -gt 1 ]; then
            # A browser uses half a core and takes longest: the other parts run beside it.
            run_part browser 7>&- &
            beside=$!
        else
            run_part "$part"
        fi
    done
    [ -z "$beside" ] || wait "$beside"
    local asked=()
    if [ -n "$filter" ]; then
        asked=(--filtered)
    elif [ ${#parts[@]} -gt 1 ]; then
        for part in "${parts[@]}"; do run_again "$part"; done
    fi
    python3 tools/test_report.py "$reports" "${asked[@]}"
}
