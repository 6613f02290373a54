# shellcheck shell=bash
# What must be on the machine before anything can be built: a Swift toolchain, which only its owner
# can install, and Debian packages, which are installed here.

# require_swift: returns when `swift` runs and is recent enough for the manifest.
require_swift() {
    local advice='install Swift 6.2 or later (https://www.swift.org/install/linux), put its command into PATH and run this again'
    local path text
    path=$(command -v swift) ||
        fail "$EXIT_MISSING" "no command \`swift\` was found in PATH; $advice"
    text=$(swift --version 2>&1 </dev/null) ||
        fail "$EXIT_MISSING" "$path does not start (${text##*$'\n'}); $advice"
    [[ $text =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] ||
        fail "$EXIT_MISSING" "$path does not tell its version (${text%%$'\n'*}); $advice"
    if ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] < 6002)); then
        fail "$EXIT_MISSING" "$path is Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]}, which is too old; $advice"
    fi
}

# missing_for_build: prints the Debian packages that a build needs and that are not there.
#
# Each package is known by what it brings, not by dpkg's list, so that a machine which has the
# thing from somewhere else is left alone.
missing_for_build() {
    # SwiftPM fetches the dependencies with git.
    command -v git >/dev/null || echo git
    # BoringSSL in swift-nio-ssl is C++; g++ also brings the linker and libc's headers.
    compgen -G '/usr/include/c++/*/string' >/dev/null || command -v g++ >/dev/null || echo g++
    # swift-nio-extras links zlib.
    [[ -e /usr/include/zlib.h ]] || pkg-config --exists zlib 2>/dev/null || echo zlib1g-dev
    # SwiftPM finds Lua through pkg-config.
    command -v pkg-config >/dev/null || echo pkg-config
    pkg-config --exists lua5.4 2>/dev/null || echo liblua5.4-dev
}

# missing_for_tests: prints the Debian packages of the programs that tests ask for their opinion.
missing_for_tests() {
    command -v luacheck >/dev/null || echo lua-check
    command -v lua5.4 >/dev/null || echo lua5.4
    command -v busted >/dev/null || echo lua-busted
    # Any browser that Tests/ReportingTests/Page/Browser.swift knows will do.
    command -v chromium chromium-browser google-chrome google-chrome-stable >/dev/null || echo chromium
}

# missing_for_bench: prints the Debian packages of the peers that the benchmarks run against.
missing_for_bench() {
    command -v lua5.4 >/dev/null || echo lua5.4
    lua5.4 -e 'require "cjson"' 2>/dev/null || echo lua-cjson
    command -v busted >/dev/null || echo lua-busted
}

# require_packages LISTER: installs what LISTER prints, and returns when it prints nothing more.
require_packages() {
    local lister=$1 packages=()
    mapfile -t packages < <("$lister")
    ((${#packages[@]} > 0)) || return 0
    install_packages "${packages[@]}"
    mapfile -t packages < <("$lister")
    ((${#packages[@]} == 0)) ||
        fail "$EXIT_MISSING" "apt-get reported success, but what ${packages[*]} should bring was not found; try \`apt-get install --reinstall ${packages[*]}\` as root and run this again"
}

# install_packages NAME...
install_packages() {
    local as_root=() log
    local advice="install $* by hand (\`apt-get install $*\` as root) and run this again"
    command -v apt-get >/dev/null ||
        fail "$EXIT_MISSING" "$* must be installed, and there is no apt-get to do it with; install what your system calls these Debian packages and run this again"
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "$EXIT_MISSING" "$* must be installed, and this is neither root nor is there a sudo; $advice"
        # Without a terminal nobody could answer sudo's question for a password.
        if [[ -t 0 && -t 2 ]]; then as_root=(sudo); else as_root=(sudo -n); fi
        "${as_root[@]}" true 2>/dev/null ||
            fail "$EXIT_MISSING" "$* must be installed, and sudo does not allow it; $advice"
    fi

    say "installing $* with apt-get"
    log=$(mktemp)
    # The package lists are fetched only when they are missing or out of date, since that is slow.
    if ! apt_get install -y --no-install-recommends "$@" >"$log" &&
        ! { apt_get update && apt_get install -y --no-install-recommends "$@"; } >"$log"; then
        grep '^[EW]:' "$log" >&2 || tail -n 5 "$log" >&2
        rm -f "$log"
        fail "$EXIT_MISSING" "apt-get could not install $*, for the reason above; $advice"
    fi
    rm -f "$log"
}

# apt_get ARGUMENTS...: runs as root, asks nothing, and waits for another apt-get that has the lock.
#
# For `install_packages` alone, whose `as_root` it reads.
apt_get() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -o DPkg::Lock::Timeout=300 "$@" 2>&1 </dev/null
}
