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
    step "generated files"
    mkdir -p web/shared/generated
    build/dev/goodhost openapi >build/openapi.json
    cp build/openapi.json web/shared/generated/openapi.json
    if [ -f web/shared/package.json ]; then quietly types npm run types --workspace web/shared --if-present; fi
}

generated_files_unchanged() {
    command_generate
    [ -z "$(git status --porcelain -- web/shared/generated)" ] && return
    git status --short -- web/shared/generated
    git --no-pager diff --stat -- web/shared/generated
    echo "generated files differ from the program: run ./dev generate and commit them" >&2
    return 1
}

command_budgets() { python3 tools/budgets.py; }

# Everything is run even when something failed, so that one run tells all. Compilers begin as soon as what they need is there: what
# comes beside them waits for the network, the disk or one processor.
command_ci() {
    local failed=() core tidy fuzz_later=
    prepare build
    # A cache that begins empty only costs: each file would be preprocessed for it first.
    [ -d "${CCACHE_DIR:-$HOME/.cache/ccache}" ] || export CCACHE_DISABLE=1
    (build dev goodhost_core) &
    core=$!
    command_setup
    step "lint"
    (command_lint) || failed+=(lint)
    wait "$core" || true
    (build_program) || failed+=(build)
    nice -n 19 python3 tools/lint/run.py tidy >build/logs/lint-tidy.log 2>&1 &
    tidy=$!
    (generated_files_unchanged) || failed+=("generated files")
    # What comes after the tests is built while they wait.
    fuzz_later=1
    (command_test) | tee build/logs/test-summary.log || failed+=(test)
    (command_fuzz --seconds 5) || failed+=(fuzz)
    wait "$tidy" || failed+=(clang-tidy)
    cat build/logs/lint-tidy.log
    step "budgets"
    command_budgets || failed+=(budgets)
    step "all of it took $((SECONDS / 60)) min $((SECONDS % 60)) s"
    [ ${#failed[@]} = 0 ] || echo "failed: ${failed[*]}"
    # The line that counts the tests is the last one.
    tail -n 1 build/logs/test-summary.log
    [ ${#failed[@]} = 0 ]
}

# fuzz_target TARGET SECONDS
fuzz_target() {
    local known=()
    step "fuzz $1 for $2 s"
    mkdir -p "build/fuzz-corpus/$1"
    [ -d "fuzz/corpus/$1" ] && known=("fuzz/corpus/$1")
    quietly "$1" "build/asan/$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="build/logs/$1-" "build/fuzz-corpus/$1" "${known[@]}"
}

command_fuzz() {
    local seconds=60 targets=() target running=0 bad=0
    while [ $# -gt 0 ]; do
        case $1 in
            --seconds) seconds=${2:?} && shift ;;
            *) targets+=("$1") ;;
        esac
        shift
    done
    prepare build sanitizers
    build asan goodhost_fuzz
    [ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(basename -s .cpp fuzz/fuzz_*.cpp)
    for target in "${targets[@]}"; do
        if [ "$running" = "$(nproc)" ]; then
            wait -n || bad=1
            running=$((running - 1))
        fi
        (fuzz_target "$target" "$seconds") &
        running=$((running + 1))
    done
    for ((; running > 0; running--)); do wait -n || bad=1; done
    return "$bad"
}

command_screenshots() {
    build_program test
    npm run screenshots --workspace tests/browser -- "$@"
}

command_lighthouse() {
    build_program test
    npm run lighthouse --workspace tests/browser -- "$@"
}
