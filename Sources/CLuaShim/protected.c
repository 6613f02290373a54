// Everything that may raise, run under lua_pcall, so that Swift can call it.
#include "CLuaShim.h"

// Lets Swift look at the frames of an error before they are gone.
static int note_error(lua_State *L) {
    clua_state *state = clua_state_of(L);
    if (state->on_error != NULL) {
        int in_host = state->in_host;
        state->in_host = 1;
        state->on_error(L, state->owner);
        state->in_host = in_host;
    }
    return 1;
}

// How much of the thread's stack host functions and Lua functions that call each other may take.
// Lua counts its own depth, but anew in every call from the host; with this bound 200 levels of
// Lua's own lie between the last call from the host and the end of the smallest stack in use.
enum { STACK_LIMIT = 192 * 1024 };

bool clua_enter(clua_state *state) {
    const char *here = __builtin_frame_address(0);
    if (state->depth == 0) {
        state->stack_base = here;
    } else {
        ptrdiff_t distance = state->stack_base - here;
        if (distance > STACK_LIMIT || distance < -STACK_LIMIT) return false;
    }
    // Where no Swift frame of ours is further out, what is released may do what it likes.
    if (state->depth++ == 0) clua_release_lost(state);
    return true;
}

void clua_leave(clua_state *state) { state->depth--; }

void clua_push_too_deep(lua_State *L) {
    lua_pushliteral(L, "stack overflow (host functions and Lua call each other too deeply)");
}

int clua_call_noting_errors(lua_State *L, int argument_count, int result_count) {
    clua_state *state = clua_state_of(L);
    if (!clua_enter(state)) {
        lua_pop(L, argument_count + 1);
        clua_push_too_deep(L);
        return LUA_ERRRUN;
    }
    int handler = lua_gettop(L) - argument_count;
    lua_pushcfunction(L, note_error);
    lua_insert(L, handler);
    int in_host = state->in_host;
    lua_State *running = state->running;
    state->in_host = 0;
    state->running = L;
    clua_arm_hooks(state);
    int status = lua_pcall(L, argument_count, result_count, handler);
    state->running = running;
    state->in_host = in_host;
    clua_leave(state);
    lua_remove(L, handler);
    return status;
}

int clua_pcall(lua_State *L, int argument_count, int result_count) {
    clua_state *state = clua_state_of(L);
    if (!clua_enter(state)) {
        lua_pop(L, argument_count + 1);
        clua_push_too_deep(L);
        return LUA_ERRRUN;
    }
    int in_host = state->in_host;
    lua_State *running = state->running;
    state->in_host = 0;
    state->running = L;
    clua_arm_hooks(state);
    int status = lua_pcall(L, argument_count, result_count, 0);
    state->running = running;
    state->in_host = in_host;
    clua_leave(state);
    return status;
}

typedef struct {
    const char *text;
    size_t size;
} text_source;

static const char *read_text(lua_State *L, void *context, size_t *size) {
    (void)L;
    text_source *source = context;
    *size = source->size;
    source->size = 0;
    return *size == 0 ? NULL : source->text;
}

static int load(lua_State *L, text_source source, const char *chunk_name, const char *mode) {
    clua_state *state = clua_state_of(L);
    int in_host = state->in_host;
    state->in_host = 0;
    int status = lua_load(L, read_text, &source, chunk_name, mode);
    state->in_host = in_host;
    return status;
}

int clua_load(lua_State *L, const char *text, size_t size, const char *chunk_name) {
    // "t": bytecode can crash the interpreter, so it is never loaded.
    return load(L, (text_source){text, size}, chunk_name, "t");
}

int clua_load_own(lua_State *L, const char *bytecode, size_t size, const char *chunk_name) {
    return load(L, (text_source){bytecode, size}, chunk_name, "b");
}

static int open_libraries(lua_State *L) {
    luaL_openlibs(L);
    clua_replace_coroutine_functions(L);
    clua_replace_xpcall(L);
    clua_replace_string_functions(L);
    clua_replace_standard_functions(L);
    return 0;
}

int clua_open_libraries(lua_State *L) {
    lua_pushcfunction(L, open_libraries);
    return clua_pcall(L, 0, 0);
}

static int get_table(lua_State *L) {
    lua_gettable(L, 1);
    return 1;
}

int clua_get_table(lua_State *L, int index) {
    index = lua_absindex(L, index);
    lua_pushcfunction(L, get_table);
    lua_insert(L, -2);
    lua_pushvalue(L, index);
    lua_insert(L, -2);
    return clua_pcall(L, 2, 1);
}

static int set_table(lua_State *L) {
    lua_settable(L, 1);
    return 0;
}

int clua_set_table(lua_State *L, int index) {
    index = lua_absindex(L, index);
    lua_pushcfunction(L, set_table);
    lua_insert(L, -3);
    lua_pushvalue(L, index);
    lua_insert(L, -3);
    return clua_pcall(L, 3, 0);
}

static int to_string(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    return 1;
}

int clua_to_string(lua_State *L, int index) {
    index = lua_absindex(L, index);
    lua_pushcfunction(L, to_string);
    lua_pushvalue(L, index);
    return clua_pcall(L, 1, 1);
}

static int next_pairs(lua_State *L) {
    int most = (int)lua_tointeger(L, 3);
    luaL_checkstack(L, 2 * most + 2, NULL);
    lua_settop(L, 2);
    int pairs = 0;
    while (pairs < most) {
        // The key of the pair before; lua_next takes it off, so it is pushed again.
        lua_pushvalue(L, pairs == 0 ? 2 : -2);
        if (lua_next(L, 1) == 0) break;
        pairs++;
    }
    return 2 * pairs;
}

int clua_next_pairs(lua_State *L, int index, int most, int *pairs) {
    index = lua_absindex(L, index);
    int top = lua_gettop(L) - 1;
    lua_pushcfunction(L, next_pairs);
    lua_insert(L, -2);
    lua_pushvalue(L, index);
    lua_insert(L, -2);
    lua_pushinteger(L, most);
    int status = clua_pcall(L, 3, LUA_MULTRET);
    *pairs = status == LUA_OK ? (lua_gettop(L) - top) / 2 : 0;
    return status;
}
