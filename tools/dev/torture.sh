# shellcheck shell=bash
# Random runs of load and faults against the program (tests/torture): docs/guides/torture.md.

command_torture() {
    build_program test
    GOODHOST_TEST_BINARY=${GOODHOST_TEST_BINARY:-$root/build/dev/goodhost} node tests/torture/main.ts "$@"
}
