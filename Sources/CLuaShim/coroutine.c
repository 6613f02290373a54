// Coroutines: how the scheduler runs one, and forms of coroutine.resume and coroutine.wrap through
// which a host suspension passes outwards to the scheduler, and its answer inwards again.
#include "CLuaShim.h"

int clua_resume(lua_State *thread, int argument_count, bool raises, int *result_count) {
    clua_state *state = clua_state_of(thread);
    if (!clua_enter(state)) {
        lua_pop(thread, argument_count);
        clua_push_too_deep(thread);
        return LUA_ERRRUN;
    }
    int in_host = state->in_host;
    lua_State *running = state->running;
    state->in_host = 0;
    state->running = thread;
    state->resume_raises = raises;
    clua_arm_hooks(state);
    int status = lua_resume(thread, NULL, argument_count, result_count);
    state->resume_raises = 0;
    state->running = running;
    state->in_host = in_host;
    clua_leave(state);
    return status;
}

// Closes a coroutine with Lua active. After an interrupt its variables are left unclosed: a thread
// that failed in the hook runs them with hooks switched off, and they could go on for ever.
static int close_thread(lua_State *thread, lua_State *from) {
    clua_state *state = clua_state_of(thread);
    if (state->interrupted) return LUA_OK;
    lua_State *running = state->running;
    state->running = thread;
#if LUA_VERSION_RELEASE_NUM >= 50406
    int status = lua_closethread(thread, from);
#else
    (void)from;
    int status = lua_resetthread(thread);
#endif
    state->running = running;
    clua_arm_hooks(state);
    return status;
}

int clua_reset_thread(lua_State *thread) {
    clua_state *state = clua_state_of(thread);
    int in_host = state->in_host;
    state->in_host = 0;
    int status = close_thread(thread, NULL);
    state->in_host = in_host;
    return status;
}

static lua_State *coroutine_argument(lua_State *L) {
    lua_State *thread = lua_tothread(L, 1);
    luaL_argexpected(L, thread, 1, "coroutine");
    return thread;
}

// How a run of an inner coroutine ended for its resumer.
enum { RUN_FAILED = -1, RUN_SUSPENDED = -2 };

// Moves `count` values from L to the inner coroutine and runs it. Leaves its results or its error
// on L; answers their number, or one of the constants above.
static int run_inner(lua_State *L, lua_State *thread, int count) {
    clua_state *state = clua_state_of(L);
    int result_count;
    if (!lua_checkstack(thread, count)) {
        lua_pushliteral(L, "too many arguments to resume");
        return RUN_FAILED;
    }
    clua_clear_suspension(thread);
    lua_xmove(L, thread, count);
    state->running = thread;
    clua_arm_hooks(state);
    int status = lua_resume(thread, L, count, &result_count);
    state->running = L;
    clua_arm_hooks(state);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_xmove(thread, L, 1);
        return RUN_FAILED;
    }
    if (status == LUA_YIELD && clua_is_host_suspension(thread)) {
        // The marker stays on the inner coroutine too: nobody else may resume it.
        lua_pushvalue(thread, -1);
        lua_xmove(thread, L, 1);
        return RUN_SUSPENDED;
    }
    if (!lua_checkstack(L, result_count + 1)) {
        lua_pop(thread, result_count);
        lua_pushliteral(L, "too many results to resume");
        return RUN_FAILED;
    }
    lua_xmove(thread, L, result_count);
    return result_count;
}

static int finish_resume(lua_State *L, int run);

static int continue_resume(lua_State *L, int status, lua_KContext base) {
    (void)status;
    return finish_resume(L, run_inner(L, lua_tothread(L, 1), lua_gettop(L) - (int)base));
}

static int finish_resume(lua_State *L, int run) {
    if (run == RUN_SUSPENDED)
        return lua_yieldk(L, 1, (lua_KContext)(lua_gettop(L) - 1), continue_resume);
    if (run == RUN_FAILED) {
        lua_pushboolean(L, 0);
        lua_insert(L, -2);
        return 2;
    }
    lua_pushboolean(L, 1);
    lua_insert(L, -(run + 1));
    return run + 1;
}

// The main thread is the host's, which may keep values on its stack while nothing runs there.
static bool is_main(lua_State *thread) { return thread == clua_state_of(thread)->main; }

// Whether the coroutine can be resumed; if not, pushes the reason.
static bool check_resumable(lua_State *L, lua_State *thread) {
    if (!is_main(thread) && lua_status(thread) == LUA_OK && lua_gettop(thread) == 0) {
        lua_pushliteral(L, "cannot resume dead coroutine");
        return false;
    }
    lua_Debug frame;
    if (is_main(thread) || (lua_status(thread) == LUA_OK && lua_getstack(thread, 0, &frame))) {
        lua_pushliteral(L, "cannot resume non-suspended coroutine");
        return false;
    }
    if (lua_status(thread) == LUA_YIELD && clua_is_host_suspension(thread)) {
        lua_pushliteral(L, "cannot resume a coroutine that waits for a host function");
        return false;
    }
    return true;
}

static int coroutine_resume(lua_State *L) {
    lua_State *thread = coroutine_argument(L);
    if (!check_resumable(L, thread)) return finish_resume(L, RUN_FAILED);
    return finish_resume(L, run_inner(L, thread, lua_gettop(L) - 1));
}

static int finish_wrap(lua_State *L, lua_State *thread, int run);

static int continue_wrap(lua_State *L, int status, lua_KContext base) {
    (void)status;
    lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
    return finish_wrap(L, thread, run_inner(L, thread, lua_gettop(L) - (int)base));
}

static int finish_wrap(lua_State *L, lua_State *thread, int run) {
    if (run == RUN_SUSPENDED)
        return lua_yieldk(L, 1, (lua_KContext)(lua_gettop(L) - 1), continue_wrap);
    if (run != RUN_FAILED) return run;
    int status = lua_status(thread);
    if (status != LUA_OK && status != LUA_YIELD) {
        // As the standard function: close the variables of the failed coroutine.
        close_thread(thread, L);
    }
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int call_wrapped(lua_State *L) {
    lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
    if (!check_resumable(L, thread)) return finish_wrap(L, thread, RUN_FAILED);
    return finish_wrap(L, thread, run_inner(L, thread, lua_gettop(L)));
}

static int coroutine_wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *thread = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, thread, 1);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

static int coroutine_close(lua_State *L) {
    lua_State *thread = coroutine_argument(L);
    lua_Debug frame;
    if (is_main(thread) ||
        (lua_status(thread) == LUA_OK && (thread == L || lua_getstack(thread, 0, &frame))))
        return luaL_error(L, "cannot close a running coroutine");
    if (close_thread(thread, L) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(thread, L, 1);
    return 2;
}

// A thread that a script can name is never used for anything else later.
static int coroutine_running(lua_State *L) {
    *clua_extra_space(L) |= 1;
    int is_main = lua_pushthread(L);
    lua_pushboolean(L, is_main);
    return 2;
}

void clua_replace_coroutine_functions(lua_State *L) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(L, -1, LUA_COLIBNAME);
    lua_pushcfunction(L, coroutine_resume);
    lua_setfield(L, -2, "resume");
    lua_pushcfunction(L, coroutine_wrap);
    lua_setfield(L, -2, "wrap");
    lua_pushcfunction(L, coroutine_close);
    lua_setfield(L, -2, "close");
    lua_pushcfunction(L, coroutine_running);
    lua_setfield(L, -2, "running");
    lua_pop(L, 2);
}
