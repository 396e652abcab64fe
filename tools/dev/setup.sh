# shellcheck shell=bash
# Installs what is missing: Debian packages, a recent Node, the npm workspace. Nothing happens when all is there.

node_is_recent() {
    command -v npm >/dev/null && command -v node >/dev/null && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit(major > 25 || major === 24 || (major === 22 && minor >= 12) ? 0 : 1)' 2>/dev/null
}

# packages_of GROUP...: the packages of packaging/build-depends.txt that are neither installed nor replaced by a command.
packages_of() {
    local wanted=() package command group=""
    while read -r package command; do
        case $package in
            '' | '#'*) ;;
            '['*']') group=${package:1:-1} ;;
            *)
                [[ " $* " == *" $group "* ]] || continue
                [ -n "$command" ] && command -v "$command" >/dev/null && continue
                wanted+=("$package")
                ;;
        esac
    done <packaging/build-depends.txt
    [ ${#wanted[@]} = 0 ] && return
    local installed
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null | awk '$2 == "installed" {print $1}' || true)
    printf '%s\n' "${wanted[@]}" | sort -u | grep -vxF -- "${installed:-none}" || true
}

install_packages() {
    local missing
    missing=$(packages_of "$@" | tr '\n' ' ')
    [ -z "$missing" ] && return
    step "Debian packages: $missing"
    # libboost1.81-dev conflicts with the default libboost-dev, which recommended packages would bring.
    quietly apt-update as_root apt-get update
    # shellcheck disable=SC2086
    quietly apt-install as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}

use_node() {
    if fresh "$toolchain/stamp" "$(digest tools/dev/node)"; then
        export PATH=$toolchain/bin:$PATH
    elif ! node_is_recent; then
        step "Node from the npm registry"
        rm -rf "$toolchain"
        mkdir -p "$toolchain/bin"
        quietly node python3 tools/dev/node/fetch.py "$toolchain"
        ln -s "$toolchain"/node_modules/node-linux-*/bin/node "$toolchain/bin/node"
        ln -s "$toolchain/node_modules/npm/bin/npm-cli.js" "$toolchain/bin/npm"
        ln -s "$toolchain/node_modules/npm/bin/npx-cli.js" "$toolchain/bin/npx"
        chmod +x "$toolchain"/node_modules/node-linux-*/bin/node "$toolchain"/node_modules/npm/bin/*.js
        export PATH=$toolchain/bin:$PATH
        node_is_recent || fail "the Node of the npm registry does not run here: install Node 24 and npm by hand"
        digest tools/dev/node >"$toolchain/stamp"
    fi
}

install_node_modules() {
    local now
    now=$(digest package.json package-lock.json)
    fresh node_modules/.stamp "$now" && return
    step "npm packages"
    quietly npm npm ci
    echo "$now" >node_modules/.stamp
}

# prepare GROUP...: packages of the groups, and Node with its packages when web is one of them.
prepare() {
    install_packages "$@"
    if [[ " $* " == *" web "* ]]; then
        use_node
        install_node_modules
    fi
}

command_setup() {
    if [ $# = 0 ]; then set -- build web test watch postgres lint sanitizers; fi
    prepare "$@"
    step "everything is installed"
}

command_npm() {
    install_packages web
    use_node
    npm "$@"
}

command_node() {
    install_packages web
    use_node
    node "$@"
}
