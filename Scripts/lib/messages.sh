# shellcheck shell=bash
# How the developer commands speak: to standard error, because standard output belongs to the
# program that they start.

# The commands' own exit codes. `muster` itself never uses these two, so a caller can tell a
# program that failed from a program that could not be started.
# shellcheck disable=SC2034  # read by the scripts that source this file
readonly EXIT_MISSING=72 EXIT_BUILD=73

# say SENTENCE...
say() { printf 'Scripts/%s: %s\n' "${0##*/}" "$*" >&2; }

# fail EXIT-CODE SENTENCE...
fail() {
    local code=$1
    shift
    say "$@"
    exit "$code"
}
