# shellcheck shell=bash
# Building, and knowing cheaply that nothing has to be built. Needs ROOT, the repository's folder.

# shellcheck source=Scripts/lib/messages.sh
source "$ROOT/Scripts/lib/messages.sh"
# shellcheck source=Scripts/lib/packages.sh
source "$ROOT/Scripts/lib/packages.sh"

# Release builds have a folder of their own, so that they and the debug builds of the tests never
# undo each other's work.
readonly RELEASE_SCRATCH=$ROOT/.build-release
readonly RELEASE_MUSTER=$RELEASE_SCRATCH/release/muster
readonly RELEASE_STAMP=$RELEASE_SCRATCH/muster.stamp

# swift_build ARGUMENTS...: `swift build` with its progress on standard error.
#
# Without a terminal there is no progress to watch, so only a failed build is heard.
swift_build() {
    if [[ -t 2 ]]; then
        swift build --package-path "$ROOT" "$@" >&2 </dev/null ||
            fail "$EXIT_BUILD" 'the build failed, for the reason above'
        return
    fi
    local output
    output=$(swift build --package-path "$ROOT" --quiet "$@" 2>&1 </dev/null) || {
        printf '%s\n' "$output" >&2
        fail "$EXIT_BUILD" 'the build failed, for the reason above'
    }
}

# release_product NAME: builds one product as it is meant to be run.
release_product() {
    # With the Swift libraries inside, the program starts several times faster.
    swift_build --scratch-path "$RELEASE_SCRATCH" -c release --static-swift-stdlib --product "$1"
}

# source_list: prints every file that the program is made from, with its size and times.
#
# Comparing the whole list sees edits, additions, deletions and renames at the price of one
# process. The time of the last change (%C) sees an edit even where %T was set back.
source_list() {
    find -L "$ROOT/Package.swift" "$ROOT/Sources" "$ROOT/Scripts/lib" \
        -type f -printf '%p %s %T@ %C@\n'
}

# resolved_versions: prints the versions of the dependencies that the last build used.
resolved_versions() {
    [[ ! -e $ROOT/Package.resolved ]] || printf '%s\n' "$(<"$ROOT/Package.resolved")"
}

# release_is_current: whether the binary is there and was built from what is here now.
release_is_current() {
    [[ -x $RELEASE_MUSTER && -f $RELEASE_STAMP ]] &&
        [[ $(<"$RELEASE_STAMP") == "$(source_list && resolved_versions)" ]]
}

# ensure_release: returns when the release binary is current; silent when it is already.
ensure_release() {
    if release_is_current; then return; fi
    mkdir -p "$RELEASE_SCRATCH" 2>/dev/null || true
    [[ -w $RELEASE_SCRATCH ]] ||
        fail "$EXIT_BUILD" "$RELEASE_SCRATCH cannot be written to; build as the owner of this checkout"
    # One at a time: whoever waits finds the work done. The lock is on a descriptor that neither
    # the build nor the program inherits, so that nothing left running can keep it.
    {
        if ! flock --nonblock 9; then
            say 'waiting for another build of this checkout'
            flock 9
        fi
        if ! release_is_current; then build_release 9>&-; fi
    } 9>"$RELEASE_SCRATCH/muster.lock"
}

# build_release: builds `muster` and remembers what it was built from.
build_release() {
    local sources
    require_swift
    require_packages missing_for_build
    # Taken first: a file that is edited while the compiler runs makes the next run build again.
    sources=$(source_list)
    rm -f "$RELEASE_STAMP"
    if [[ -x $RELEASE_MUSTER ]]; then
        say 'building what has changed'
    else
        say 'building the release; the first time takes some minutes'
    fi
    release_product muster
    printf '%s\n' "$sources" "$(resolved_versions)" >"$RELEASE_STAMP.new"
    mv "$RELEASE_STAMP.new" "$RELEASE_STAMP"
}
