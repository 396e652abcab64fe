# shellcheck shell=bash
# The front end (web/*/dist) and the program (build/<preset>/).

# build_web: each application of web/ whose inputs changed since its last build.
build_web() {
    local app now
    for app in shared desk widget site; do
        grep -qs '"build"' "web/$app/package.json" || continue
        now=$(digest "web/$app" web/shared locales package-lock.json)
        [ -d "web/$app/dist" ] && fresh "build/stamps/web-$app" "$now" && continue
        step "web/$app"
        quietly "web-$app" npm run build --workspace "web/$app"
        mkdir -p build/stamps
        echo "$now" >"build/stamps/web-$app"
    done
}

configure() {
    local preset=$1 now
    shift
    now=$(digest CMakePresets.json)
    [ -f "build/$preset/build.ninja" ] && fresh "build/$preset/preset.stamp" "$now" && [ $# = 0 ] && return
    step "configure $preset"
    # CMake keeps what a folder was configured with, a compiler above all, whatever the preset says later.
    quietly "configure-$preset" cmake --fresh --preset "$preset" "$@"
    echo "$now" >"build/$preset/preset.stamp"
}

# build PRESET TARGET...: says how long it took when there was something to do. Waits for whoever builds the same preset.
build() {
    mkdir -p build
    (flock 6 && build_alone "$@") 6>"build/$1.lock"
}

build_alone() {
    local preset=$1 started=$SECONDS
    shift
    configure "$preset"
    local log=$logs/build-$preset.log
    if [ -t 1 ]; then
        ninja -C "build/$preset" -j "$jobs" "$@"
    elif ! ninja -C "build/$preset" -j "$jobs" "$@" >"$log" 2>&1; then
        grep -vE '^\[[0-9]+/[0-9]+\]|^/usr/bin/(cmake|ccache|c\+\+)|^-- ' "$log" | head -n 80 >&2
        fail "the build failed (all of it: ${log#"$root"/})"
    fi
    [ $((SECONDS - started)) -lt 2 ] || step "built $preset in $((SECONDS - started)) s"
}

command_build() {
    local preset=dev
    [ "${1:-}" = --release ] && preset=release
    prepare build web
    build_web
    step "build/$preset/goodhost"
    build "$preset" goodhost
}

# The program as the demo host, the journeys and the screenshots use it. The first time, compilers do not wait for the front end, which
# is only embedded.
build_program() {
    local core=
    prepare build
    if [ ! -x build/dev/goodhost ]; then
        (build dev goodhost_core) >/dev/null &
        core=$!
    fi
    prepare build web "$@"
    build_web
    [ -z "$core" ] || wait "$core" || true
    build dev goodhost
}
