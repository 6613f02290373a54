// Host functions and objects: the trampolines that call Swift and act on its verdict.
#include "CLuaShim.h"

static char suspension_marker;

static int after_suspension(lua_State *L, int status, lua_KContext base) {
    (void)status;
    clua_state *state = clua_state_of(L);
    if (state->resume_raises) {
        state->resume_raises = 0;
        return lua_error(L);
    }
    return lua_gettop(L) - (int)base;
}

// A Swift frame may have passed the memory limit or missed an interrupt: both are raised here.
static void settle(lua_State *L, clua_state *state) {
    if (state->interrupted) clua_interrupt(state);
    if (state->limit != 0 && state->used > state->limit) {
        // Above the limit any allocation collects first, and then raises as Lua itself does.
        clua_new_memory(L, 0);
        lua_pop(L, 1);
    }
}

void clua_settle(lua_State *L) {
    clua_state *state = clua_state_of(L);
    if (state->interrupted || state->limit != 0) settle(L, state);
}

// The results of the function that finished a call are those of the call.
static int after_delegation(lua_State *L, int status, lua_KContext below) {
    (void)status;
    return lua_gettop(L) - (int)below;
}

static int call(lua_State *L, clua_host *host) {
    clua_state *state = clua_state_of(L);
    // Finalizers run in the opposite order of creation, so that one of Lua's may come later.
    if (host->fn == NULL) return luaL_error(L, "a host function is called after its finalizer");
    // Another Swift frame may be active further out: its allocations can run finalizers.
    int in_host = state->in_host;
    state->in_host = 1;
    int verdict = host->fn(L, host->context);
    state->in_host = in_host;
    if (verdict >= 0) {
        if (state->interrupted || (state->limit != 0 && !in_host)) settle(L, state);
        return verdict;
    }
    if (verdict == CLUA_RAISE) return lua_error(L);
    if (verdict <= CLUA_DELEGATE) {
        int arguments = CLUA_DELEGATE - verdict;
        int below = lua_gettop(L) - arguments - 1;
        lua_callk(L, arguments, LUA_MULTRET, (lua_KContext)below, after_delegation);
        return after_delegation(L, LUA_OK, (lua_KContext)below);
    }
    int base = lua_gettop(L);
    lua_pushlightuserdata(L, &suspension_marker);
    return lua_yieldk(L, 1, (lua_KContext)base, after_suspension);
}

static int call_host(lua_State *L) {
    return call(L, lua_touserdata(L, lua_upvalueindex(1)));
}

bool clua_is_host_suspension(lua_State *thread) {
    return lua_gettop(thread) > 0 && lua_touserdata(thread, -1) == &suspension_marker;
}

void clua_clear_suspension(lua_State *thread) {
    if (lua_status(thread) == LUA_YIELD && clua_is_host_suspension(thread)) lua_pop(thread, 1);
}

void clua_release(clua_state *state, clua_holding held) {
    int in_host = state->in_host;
    state->in_host = 1;
    held.release(held.context);
    state->in_host = in_host;
}

static int collect_host(lua_State *L) {
    if (!clua_holds(L, 1)) return 0;
    clua_state *state = clua_state_of(L);
    clua_host *host = lua_touserdata(L, 1);
    host->fn = NULL;
    clua_release(state, clua_give_up(&state->holdings, host->place));
    return 0;
}

// Pushes the block that owns a Swift context.
void clua_push_accessor(lua_State *L, clua_host_fn fn, void *context,
                        clua_release_fn release) {
    static char key;
    clua_host *host = lua_newuserdatauv(L, sizeof *host, 0);
    *host = (clua_host){clua_hold(clua_state_of(L), host, context, release), fn,
                        context, 0};
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_createtable(L, 0, 1);
        lua_pushstring(L, "__gc");
        lua_pushcfunction(L, collect_host);
        lua_rawset(L, -3);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
    }
    lua_setmetatable(L, -2);
}

void clua_push_host(lua_State *L, clua_host_fn fn, void *context, clua_release_fn release) {
    clua_push_accessor(L, fn, context, release);
    lua_pushcclosure(L, call_host, 1);
}

void clua_new_object(lua_State *L, const void *type, uintptr_t name, void *object,
                     clua_release_fn release) {
    clua_object *block = lua_newuserdatauv(L, sizeof *block, 0);
    *block = (clua_object){clua_hold(clua_state_of(L), block, object, release), type,
                           name, object};
}

void *clua_take_object(lua_State *L, int index) {
    clua_object *block = lua_touserdata(L, index);
    block->object = NULL;
    return clua_give_up(&clua_state_of(L)->holdings, block->place).context;
}

static int collect_object(lua_State *L) {
    if (!clua_holds(L, 1)) return 0;
    clua_state *state = clua_state_of(L);
    clua_object *block = lua_touserdata(L, 1);
    block->object = NULL;
    clua_release(state, clua_give_up(&state->holdings, block->place));
    return 0;
}

void clua_push_release(lua_State *L) { lua_pushcfunction(L, collect_object); }

bool clua_is_closed_object(lua_State *L, int index) {
    clua_object *block = lua_touserdata(L, index);
    if (block == NULL || lua_rawlen(L, index) != sizeof *block || block->object != NULL) return false;
    // Another library's userdata may be as large.
    if (!lua_getmetatable(L, index)) return false;
    lua_pushstring(L, "__gc");
    lua_rawget(L, -2);
    bool is_ours = lua_tocfunction(L, -1) == collect_object;
    lua_pop(L, 2);
    return is_ours;
}

void *clua_to_any_object(lua_State *L, int index) {
    if (!clua_holds(L, index)) return NULL;
    return ((clua_object *)lua_touserdata(L, index))->object;
}

// object name -> value. Methods are found without leaving C; a getter is called in place.
static int index_object(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_pop(L, 1);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) == LUA_TUSERDATA) {
        clua_host *getter = lua_touserdata(L, -1);
        lua_settop(L, 1);
        return call(L, getter);
    }
    lua_pop(L, 1);
    return call(L, lua_touserdata(L, lua_upvalueindex(3)));
}

void clua_push_index(lua_State *L) { lua_pushcclosure(L, index_object, 3); }

static int newindex_object(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TUSERDATA) {
        clua_host *setter = lua_touserdata(L, -1);
        lua_settop(L, 3);
        lua_remove(L, 2);
        return call(L, setter);
    }
    lua_pop(L, 1);
    return call(L, lua_touserdata(L, lua_upvalueindex(2)));
}

void clua_push_newindex(lua_State *L) { lua_pushcclosure(L, newindex_object, 2); }
