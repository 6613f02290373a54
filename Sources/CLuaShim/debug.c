// The debug library without the ways into C functions: what our own and Lua's keep in their
// upvalues and frames is used unchecked, so a script that changed it could crash the process.
#include "CLuaShim.h"

#include <limits.h>

static int call_replaced(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

// The thread that is meant, and the place of the argument after it.
static lua_State *thread_argument(lua_State *L, int *next) {
    *next = lua_isthread(L, 1) ? 2 : 1;
    return *next == 2 ? lua_tothread(L, 1) : L;
}

// Levels of this thread count one more for the replaced function, because this one calls it.
static void shift_level(lua_State *L, lua_State *thread, int index, lua_Integer level) {
    lua_pushinteger(L, thread == L ? level + 1 : level);
    lua_replace(L, index);
}

// getinfo, without the function of a frame of C: it expects its callers to be right.
static int get_info(lua_State *L) {
    int index;
    lua_State *thread = thread_argument(L, &index);
    bool is_level = lua_type(L, index) == LUA_TNUMBER;
    if (is_level) {
        lua_Integer level = luaL_checkinteger(L, index);
        if (level < 0 || level > INT_MAX - 1) {
            luaL_pushfail(L);
            return 1;
        }
        shift_level(L, thread, index, level);
    } else {
        luaL_checktype(L, index, LUA_TFUNCTION);
    }
    luaL_optstring(L, index + 1, NULL);
    int count = call_replaced(L);
    if (!is_level || !lua_istable(L, -1)) return count;
    lua_getfield(L, -1, "func");
    if (lua_iscfunction(L, -1)) {
        lua_pushnil(L);
        lua_setfield(L, -3, "func");
    }
    lua_pop(L, 1);
    return count;
}

// Whether the level at `index` is one of a Lua function; its number is shifted for the call.
static bool is_lua_level(lua_State *L, lua_State *thread, int index) {
    lua_Debug frame;
    lua_Integer level = luaL_checkinteger(L, index);
    if (level < 0 || level > INT_MAX - 1 || !lua_getstack(thread, (int)level, &frame))
        luaL_argerror(L, index, "level out of range");
    lua_getinfo(thread, "S", &frame);
    shift_level(L, thread, index, level);
    return *frame.what != 'C';
}

static int get_local(lua_State *L) {
    int index;
    lua_State *thread = thread_argument(L, &index);
    luaL_checkinteger(L, index + 1);
    if (!lua_isfunction(L, index) && !is_lua_level(L, thread, index)) {
        luaL_pushfail(L);
        return 1;
    }
    return call_replaced(L);
}

static int set_local(lua_State *L) {
    int index;
    lua_State *thread = thread_argument(L, &index);
    luaL_checkinteger(L, index + 1);
    luaL_checkany(L, index + 2);
    if (!is_lua_level(L, thread, index)) {
        luaL_pushfail(L);
        return 1;
    }
    return call_replaced(L);
}

static int use_upvalue(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    luaL_checkinteger(L, 2);
    if (lua_iscfunction(L, 1)) return 0;
    return call_replaced(L);
}

// The libraries that made a userdata know it by its metatable.
static int set_metatable(lua_State *L) {
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    if (lua_type(L, 1) == LUA_TUSERDATA)
        return luaL_argerror(L, 1, "the metatable of a userdata cannot be changed");
    lua_settop(L, 2);
    clua_set_guarded_metatable(L);
    lua_settop(L, 1);
    return 1;
}

// The metatable of a userdata is hidden as from getmetatable: with another __gc in it, what the
// userdata holds could be lost, and a function of Lua would be called with hooks switched off.
static int get_metatable(lua_State *L) {
    luaL_checkany(L, 1);
    if (!lua_getmetatable(L, 1)) {
        luaL_pushfail(L);
        return 1;
    }
    if (lua_type(L, 1) == LUA_TUSERDATA) luaL_getmetafield(L, 1, "__metatable");
    return 1;
}

void clua_restrict_debug(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"getinfo", get_info},
        {"getlocal", get_local},
        {"setlocal", set_local},
        {"getupvalue", use_upvalue},
        {"setupvalue", use_upvalue},
        {"getmetatable", get_metatable},
        {"setmetatable", set_metatable},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        lua_getfield(L, -1, functions[i].name);
        lua_pushcclosure(L, functions[i].func, 1);
        lua_setfield(L, -2, functions[i].name);
    }
}
