// One state: its allocator, its libraries, its end.
#include "CLuaShim.h"

#include <stdlib.h>
#include <string.h>

// What an interrupted script gets no more: within one instruction Lua looks at no hook, and some
// have no end but that of the stack or of memory, such as the call of a table that is its own __call.
enum { LARGE_BLOCK = 64 * 1024 };

static bool refuses_by_chance(clua_state *state) {
    state->chance ^= state->chance << 13;
    state->chance ^= state->chance >> 7;
    state->chance ^= state->chance << 17;
    if (state->chance % state->refuse_one_in != 0) return false;
    state->refused++;
    return true;
}

static bool refuses(clua_state *state, size_t old_size, size_t new_size) {
    if (state->in_host) return false;
    if (state->interrupted && new_size >= LARGE_BLOCK) return true;
    if (state->refuse_after >= 0 && state->allocations >= state->refuse_after) return true;
    if (state->refuse_one_in != 0 && refuses_by_chance(state)) return true;
    return state->limit != 0 && state->used + new_size - old_size > state->limit;
}

static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
    clua_state *state = context;
    if (block == NULL) {
        // Then it is a type tag.
        if (old_size == LUA_TUSERDATA) state->foreign_userdata++;
        old_size = 0;
    }
    if (new_size == 0) {
        state->used -= old_size;
        if (old_size == state->holdings.block_size && block != NULL)
            clua_note_freed(&state->holdings, block);
        return clua_resize_block(&state->blocks, block, old_size, 0);
    }
    if (new_size > old_size) {
        if (refuses(state, old_size, new_size)) return NULL;
        if (!state->in_host) state->allocations++;
    }
    void *grown = clua_resize_block(&state->blocks, block, old_size, new_size);
    if (grown == NULL) return NULL;
    state->used = state->used - old_size + new_size;
    if (state->used > state->peak) state->peak = state->used;
    return grown;
}

static lua_State *open(void *owner, bool is_for_image) {
    clua_state *state = calloc(1, sizeof *state);
    if (state == NULL) return NULL;
    state->owner = owner;
    state->in_host = 1;
    state->refuse_after = -1;
    state->budget = -1;
    lua_State *L = NULL;
    if (!is_for_image || clua_prepare_region(&state->blocks)) L = lua_newstate(allocate, state);
    if (L == NULL) {
        clua_free_blocks(&state->blocks);
        free(state);
        return NULL;
    }
    state->main = L;
    state->running = L;
    // New threads copy the extra space of the main thread.
    memcpy(lua_getextraspace(L), &state, sizeof state);
    clua_prepare_holdings(L);
    return L;
}

lua_State *clua_open(void *owner) { return open(owner, false); }

lua_State *clua_open_for_image(void *owner) { return open(owner, true); }

clua_state *clua_close(lua_State *L) {
    clua_state *state = clua_state_of(L);
    state->limit = 0;
    state->refuse_after = -1;
    state->refuse_one_in = 0;
    state->is_closing = 1;
    lua_close(state->main);
    clua_unwatch(state);
    return state;
}

void clua_free(clua_state *state) {
    clua_release_lost(state);
    clua_free_holdings(&state->holdings);
    clua_free_lines(state->lines);
    free(state->warning);
    clua_free_blocks(&state->blocks);
    free(state);
}

static int collect(lua_State *L) {
    lua_gc(L, LUA_GCCOLLECT, 0);
    return 0;
}

// Finalizers run as Lua code, so this is a protected call; their errors become warnings.
void clua_collect(lua_State *L) {
    lua_pushcfunction(L, collect);
    if (clua_pcall(L, 0, 0) != LUA_OK) lua_pop(L, 1);
    clua_release_lost(clua_state_of(L));
}
