# shellcheck shell=bash
# A Debian package of the release build.

command_package() {
    command_build --release
    step "package"
    rm -rf build/package
    quietly package cpack --config build/release/CPackConfig.cmake -B build/package
    find build/package -maxdepth 1 -name '*.deb'
}
