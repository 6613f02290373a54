// What userdata own of Swift, and how it is released when Lua could not call a finalizer. Lua calls
// one as it calls any function: for want of memory, or of stack, the call fails, and the userdata
// is freed later without another. The allocator sees that.
#include "CLuaShim.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    lua_Alloc allocate;
    void *context;
    void *block;
    size_t size;
} probe;

static void *allocate_probe(void *context, void *block, size_t old_size, size_t new_size) {
    probe *probe = context;
    void *result = probe->allocate(probe->context, block, old_size, new_size);
    if (block == NULL && old_size == LUA_TUSERDATA) {
        probe->block = result;
        probe->size = new_size;
    }
    return result;
}

void clua_prepare_holdings(lua_State *L) {
    clua_holdings *holdings = &clua_state_of(L)->holdings;
    probe probe = {0};
    probe.allocate = lua_getallocf(L, &probe.context);
    lua_setallocf(L, allocate_probe, &probe);
    char *userdata = lua_newuserdatauv(L, sizeof(clua_object), 0);
    lua_setallocf(L, probe.allocate, probe.context);
    memset(userdata, 0, sizeof(clua_object));
    holdings->block_size = probe.size;
    holdings->offset = (size_t)(userdata - (char *)probe.block);
    lua_pop(L, 1);
}

void clua_free_holdings(clua_holdings *holdings) { free(holdings->all); }

static void grow(clua_holdings *holdings) {
    size_t capacity = holdings->capacity == 0 ? 64 : 2 * holdings->capacity;
    clua_holding *all = realloc(holdings->all, capacity * sizeof *all);
    // As Swift does when it gets no memory: who called is a Swift frame and cannot be told.
    if (all == NULL) abort();
    if (holdings->count == 0) holdings->count = 1;
    holdings->all = all;
    holdings->capacity = capacity;
}

size_t clua_hold(clua_state *state, const void *owner, void *context, clua_release_fn release) {
    state->foreign_userdata--;
    clua_holdings *holdings = &state->holdings;
    size_t place = holdings->first_free;
    if (place != 0) {
        holdings->first_free = holdings->all[place].next;
    } else {
        if (holdings->count == holdings->capacity) grow(holdings);
        place = holdings->count++;
    }
    const void *block = (const char *)owner - holdings->offset;
    holdings->all[place] = (clua_holding){block, context, release, 0};
    return place;
}

static bool holds(const clua_holdings *holdings, const void *block) {
    size_t place;
    memcpy(&place, (const char *)block + holdings->offset, sizeof place);
    // A script may have chosen the bytes of another block of this size, but not its address.
    return place < holdings->count && holdings->all[place].block == block;
}

bool clua_holds(lua_State *L, int index) {
    const clua_holdings *holdings = &clua_state_of(L)->holdings;
    const char *userdata = lua_touserdata(L, index);
    return userdata != NULL && lua_rawlen(L, index) == sizeof(clua_object) &&
           holds(holdings, userdata - holdings->offset);
}

clua_holding clua_give_up(clua_holdings *holdings, size_t place) {
    clua_holding held = holdings->all[place];
    holdings->all[place] = (clua_holding){NULL, NULL, NULL, holdings->first_free};
    holdings->first_free = place;
    return held;
}

// In the middle of a collection, so that nothing can be released yet.
void clua_note_freed(clua_holdings *holdings, const void *block) {
    if (!holds(holdings, block)) return;
    size_t place;
    memcpy(&place, (const char *)block + holdings->offset, sizeof place);
    holdings->all[place].block = NULL;
    holdings->all[place].next = holdings->first_lost;
    holdings->first_lost = place;
}

void clua_release_lost(clua_state *state) {
    while (state->holdings.first_lost != 0) {
        size_t place = state->holdings.first_lost;
        state->holdings.first_lost = state->holdings.all[place].next;
        clua_release(state, clua_give_up(&state->holdings, place));
    }
}
