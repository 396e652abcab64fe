# shellcheck shell=bash
# Lint, format, generated files, budgets, and CI, which is all of them and the tests.

command_lint() {
    prepare build web lint
    python3 tools/lint/run.py "$@"
}

command_fmt() {
    prepare web lint
    find src fuzz bench -name '*.?pp' -print0 | xargs -0 -r clang-format -i
    npx --no-install biome format --write .
}

# Files that are made from the program and checked in, so that a change of the contract shows in the diff.
command_generate() {
    build_program
    build/dev/goodhost openapi >build/openapi.json
    mkdir -p docs && cp build/openapi.json docs/openapi.json
    npm run generate --workspace web/shared
}

generated_files_unchanged() {
    step "generated files"
    command_generate
    git diff --exit-code --stat -- docs/openapi.json web/shared ||
        fail "generated files differ from the program: run ./dev generate and commit them"
}

command_budgets() { python3 tools/budgets.py; }

command_ci() {
    local started=$SECONDS
    command_setup
    step "lint"
    command_lint
    build_program
    generated_files_unchanged
    local bad=0
    (command_test) | tee build/logs/test-summary.log || bad=1
    step "budgets"
    command_budgets
    step "all of it took $((SECONDS - started)) s"
    # What counts the tests is the last line.
    tail -n 1 build/logs/test-summary.log
    return $bad
}

command_bench() {
    prepare build web
    build release goodhost goodhost_bench
    build/release/goodhost_bench "$@"
}

command_fuzz() {
    local seconds=30 targets=() target
    while [ $# -gt 0 ]; do
        case $1 in
            --seconds) seconds=${2:?} && shift ;;
            *) targets+=("$1") ;;
        esac
        shift
    done
    prepare build
    [ -f build/fuzz/build.ninja ] || configure fuzz
    build fuzz goodhost_fuzz
    [ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(find build/fuzz -maxdepth 1 -type f -name 'fuzz_*' -executable -printf '%f\n' | sort)
    for target in "${targets[@]}"; do
        step "fuzz $target for $seconds s"
        mkdir -p "build/fuzz-corpus/$target"
        local known=()
        [ -d "fuzz/corpus/$target" ] && known=("fuzz/corpus/$target")
        "build/fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 "build/fuzz-corpus/$target" "${known[@]}"
    done
}

command_screenshots() {
    build_program test
    npm run screenshots --workspace tests/browser -- "$@"
}
