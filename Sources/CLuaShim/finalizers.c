// setmetatable in a form in which an interrupt ends what __gc runs. Lua calls finalizers with hooks
// switched off, so that one without an end could not be stopped; but a thread has a switch of its
// own. A table with a finalizer is therefore not given to Lua's collector as one. It gets a guard, a
// userdata that dies with it and whose finalizer, in C, calls that of the table on another thread.
#include "CLuaShim.h"

static char guards_key, guard_metatable_key, thread_key;

// Runs the function below its argument. Its errors are caught here, because a thread that failed
// in a hook would keep its hooks switched off.
static int run_protected(lua_State *thread) { return lua_pcall(thread, 1, 0, 0) != LUA_OK; }

static bool is_idle(lua_State *thread) {
    lua_Debug frame;
    return lua_status(thread) == LUA_OK && lua_gettop(thread) == 0 &&
           !lua_getstack(thread, 0, &frame) && !clua_is_exposed(thread);
}

// Pushes the thread on which finalizers run: one of the state, as long as no script knows it.
static lua_State *push_thread(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &thread_key) == LUA_TTHREAD) {
        lua_State *thread = lua_tothread(L, -1);
        if (is_idle(thread)) return thread;
    }
    lua_pop(L, 1);
    lua_State *thread = lua_newthread(L);
    *clua_extra_space(thread) &= ~(uintptr_t)1;
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &thread_key);
    return thread;
}

// Calls the function below its argument on the thread, with Lua active: also while a Swift frame is
// further out, errors end in the call that the collector makes.
static int call_on(lua_State *thread, lua_State *L) {
    clua_state *state = clua_state_of(L);
    int in_host = state->in_host, count;
    lua_State *running = state->running;
    lua_sethook(thread, lua_gethook(L), lua_gethookmask(L), lua_gethookcount(L));
    lua_pushcfunction(thread, run_protected);
    lua_xmove(L, thread, 2);
    state->in_host = 0;
    state->running = thread;
    clua_arm_hooks(state);
    int status = lua_resume(thread, L, 2, &count);
    state->running = running;
    state->in_host = in_host;
    clua_arm_hooks(state);
    return status == LUA_OK && count == 0 ? LUA_OK : LUA_ERRRUN;
}

// Raises what Lua does when the value on top cannot be called.
static int refuse_call(lua_State *L) {
    int type = luaL_getmetafield(L, -1, "__name");
    if (type != LUA_TSTRING) {
        if (type != LUA_TNIL) lua_pop(L, 1);
        lua_pushstring(L, luaL_typename(L, -1));
    }
    lua_pushfstring(L, "attempt to call a %s value (metamethod '__gc')", lua_tostring(L, -1));
    return lua_error(L);
}

// The finalizer of a guard, whose user value is the table.
static int finalize(lua_State *L) {
    lua_getiuservalue(L, 1, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &guards_key);
    lua_pushvalue(L, 2);
    lua_pushnil(L);
    lua_rawset(L, 3);
    lua_settop(L, 2);
    lua_State *thread = push_thread(L);
    int type = luaL_getmetafield(L, 2, "__gc");
    if (type == LUA_TNIL) return 0;
    if (type != LUA_TFUNCTION) {
        if (luaL_getmetafield(L, -1, "__call") == LUA_TNIL) return refuse_call(L);
        lua_pop(L, 1);
    }
    lua_pushvalue(L, 2);
    if (call_on(thread, L) == LUA_OK) return 0;
    // The collector makes a warning of it.
    lua_xmove(thread, L, 1);
    if (lua_status(thread) == LUA_OK) lua_settop(thread, 0);
    return lua_error(L);
}

// Gives the table at 1 a guard, unless it has one.
static void guard(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &guards_key);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) != LUA_TNIL) {
        lua_pop(L, 2);
        return;
    }
    lua_pop(L, 1);
    push_thread(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &guard_metatable_key);
    lua_pushvalue(L, 1);
    lua_newuserdatauv(L, 0, 1);
    lua_pushvalue(L, -1);
    lua_insert(L, -4);
    // guards thread guard metatable table guard
    lua_rawset(L, -6);
    // From here on nothing can fail: the guard has its finalizer only when the table has the guard.
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -3, 1);
    lua_setmetatable(L, -2);
    lua_pop(L, 3);
}

void clua_set_guarded_metatable(lua_State *L) {
    bool may_have_finalizer = lua_istable(L, 1) && lua_istable(L, 2);
    if (may_have_finalizer) {
        lua_pushliteral(L, "__gc");
        lua_pushvalue(L, -1);
        may_have_finalizer = lua_rawget(L, 2) != LUA_TNIL;
    }
    if (!may_have_finalizer) {
        lua_pushvalue(L, 2);
        lua_setmetatable(L, 1);
        return;
    }
    guard(L);
    // Nothing from here to the end allocates, so that nobody sees the metatable without its field.
    lua_pushvalue(L, -2);
    lua_pushnil(L);
    lua_rawset(L, 2);
    lua_pushvalue(L, 2);
    lua_setmetatable(L, 1);
    lua_rawset(L, 2);
}

static int set_metatable(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        return luaL_error(L, "cannot change a protected metatable");
    lua_settop(L, 2);
    clua_set_guarded_metatable(L);
    lua_settop(L, 1);
    return 1;
}

void clua_guard_finalizers(lua_State *L) {
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &guards_key);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, finalize);
    lua_setfield(L, -2, "__gc");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &guard_metatable_key);
    lua_pushcfunction(L, set_metatable);
    lua_setglobal(L, "setmetatable");
}
