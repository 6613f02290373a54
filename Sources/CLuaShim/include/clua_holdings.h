// What userdata own of Swift.
#ifndef CLUA_HOLDINGS_H
#define CLUA_HOLDINGS_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef int (*clua_host_fn)(lua_State *L, void *context);
typedef void (*clua_release_fn)(void *context);

// A host function, as the first upvalue of its C closure; `fn` is NULL after its finalizer.
typedef struct clua_host {
    size_t place;
    clua_host_fn _Nullable fn;
    void *_Nullable context;
    uintptr_t unused;  // both are of one size
} clua_host;

// An object of a class declared in Swift. `type` identifies the class and `name` all classes of
// its name; comparing one of them is the check. `object` is NULL when it is closed.
typedef struct clua_object {
    size_t place;
    const void *_Nullable type;
    uintptr_t name;
    void *_Nullable object;
} clua_object;

_Static_assert(sizeof(clua_host) == sizeof(clua_object), "the allocator knows owners by their size");

// What one userdata owns, noted where neither Lua nor a script can lose it: Lua does not call a
// finalizer for which memory or the stack do not suffice.
typedef struct clua_holding {
    const void *_Nullable block;  // as the allocator gave it; NULL when nothing is held
    void *_Nullable context;
    clua_release_fn _Nullable release;
    size_t next;  // in the chain of free places, or of those whose block is gone; 0 ends it
} clua_holding;

typedef struct clua_holdings {
    clua_holding *_Nullable all;  // place 0 is none
    size_t count, capacity;
    size_t first_free, first_lost;
    // How large the block of an owner is, and where in it the userdata lies.
    size_t block_size, offset;
} clua_holdings;

// Learns how Lua lays out userdata, before anything is held.
void clua_prepare_holdings(lua_State *L);
void clua_free_holdings(clua_holdings *holdings);

struct clua_state;
// Notes that the userdata of a new owner holds `context`; answers its place.
size_t clua_hold(struct clua_state *state, const void *owner, void *context,
                 clua_release_fn release);
// Whether the userdata is an owner that still holds what it was made with.
bool clua_holds(lua_State *L, int index);
// Takes from an owner what it holds, for the caller to release.
clua_holding clua_give_up(clua_holdings *holdings, size_t place);

// For the allocator: a block of the size of an owner's is freed.
void clua_note_freed(clua_holdings *holdings, const void *block);
// Releases what blocks held that were freed without their finalizers. Swift code runs.
void clua_release_lost(struct clua_state *state);

#pragma clang assume_nonnull end

#endif
