#ifndef BENCHMARK_PEERS_H
#define BENCHMARK_PEERS_H

#include <stdbool.h>
#include <stddef.h>

// What Muster is measured against: Lua as it comes, with functions and objects written in C that do
// the work, and make the checks, of their counterparts in Swift.

#pragma clang assume_nonnull begin

// A plain Lua state with the libraries, the function `add` and the object `counter`.
typedef struct peer peer;

peer *peer_open(void);
void peer_close(peer *peer);
void peer_set_text(peer *peer, const char *name, const char *text, size_t size);
// Runs a chunk, and keeps what it returns: a function that repeats the work as often as it is told.
bool peer_load(peer *peer, const char *chunk);
bool peer_run(peer *peer, long times);
// What went wrong when one of the two above answered false.
const char *peer_error(peer *peer);

// Opens a state with the libraries, and closes it.
void peer_open_and_close(void);

// Gives memory that was freed back to the system, where the allocator can.
void peer_trim_memory(void);

#pragma clang assume_nonnull end

#endif
