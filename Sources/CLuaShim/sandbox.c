// Forms of Lua's own functions that the sandbox levels allow.
#include "CLuaShim.h"

#include <stdio.h>
#include <string.h>

static int return_all(lua_State *L, int status, lua_KContext kept) {
    (void)status;
    return lua_gettop(L) - (int)kept;
}

// Calls the function that was replaced, the first upvalue, with everything on the stack.
static int call_replaced(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, return_all);
    return return_all(L, LUA_OK, 0);
}

// Bytecode is not checked by Lua and can crash it, so that no level loads it.
static bool refuses_mode(lua_State *L, int index) {
    const char *mode = luaL_optstring(L, index, "t");
    if (strchr(mode, 't') != NULL) return false;
    lua_pushnil(L);
    lua_pushfstring(L, "attempt to load a chunk of mode '%s' (only text can be loaded)", mode);
    return true;
}

static int load_text(lua_State *L) {
    if (lua_type(L, 1) != LUA_TSTRING && lua_type(L, 1) != LUA_TNUMBER)
        luaL_checktype(L, 1, LUA_TFUNCTION);
    luaL_optstring(L, 2, NULL);
    if (refuses_mode(L, 3)) return 2;
    if (lua_gettop(L) < 3) lua_settop(L, 3);
    lua_pushliteral(L, "t");
    lua_replace(L, 3);
    return call_replaced(L);
}

static int load_text_file(lua_State *L) {
    luaL_optstring(L, 1, NULL);
    if (refuses_mode(L, 2)) return 2;
    if (lua_gettop(L) < 2) lua_settop(L, 2);
    lua_pushliteral(L, "t");
    lua_replace(L, 2);
    return call_replaced(L);
}

static int do_text_file(lua_State *L) {
    const char *name = luaL_optstring(L, 1, NULL);
    lua_settop(L, 1);
    if (luaL_loadfilex(L, name, "t") != LUA_OK) return lua_error(L);
    lua_callk(L, 0, LUA_MULTRET, 1, return_all);
    return return_all(L, LUA_OK, 1);
}

// The second upvalue tells whether a whole collection may be asked for.
static int collect_garbage(lua_State *L) {
    const char *option = luaL_optstring(L, 1, "collect");
    bool allowed = strcmp(option, "count") == 0 ||
                   (lua_toboolean(L, lua_upvalueindex(2)) && strcmp(option, "collect") == 0);
    if (!allowed) {
        lua_pushfstring(L, "option '%s' is not allowed in this sandbox", option);
        return luaL_argerror(L, 1, lua_tostring(L, -1));
    }
    lua_settop(L, 1);
    return call_replaced(L);
}

// A finalizer runs at any time, also in the middle of what the host does.
static int set_metatable(lua_State *L) {
    if (lua_type(L, 2) == LUA_TTABLE) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL)
            return luaL_argerror(L, 2, "'__gc' is not allowed in this sandbox");
        lua_pop(L, 1);
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    return call_replaced(L);
}

// Without a seed Lua takes the time and an address.
static int seed_random(lua_State *L) {
    luaL_checknumber(L, 1);
    return call_replaced(L);
}

// io.write and the methods of the two streams. Upvalues: the C stream, the stream for Lua.
static int write_stream(lua_State *L, int first) {
    FILE *file = lua_touserdata(L, lua_upvalueindex(1));
    int count = lua_gettop(L);
    for (int i = first; i <= count; i++) {
        size_t length;
        const char *text = luaL_checklstring(L, i, &length);
        if (fwrite(text, 1, length, file) != length) return luaL_fileresult(L, 0, NULL);
    }
    lua_pushvalue(L, lua_upvalueindex(2));
    return 1;
}

static int write_function(lua_State *L) { return write_stream(L, 1); }
static int write_method(lua_State *L) { return write_stream(L, 2); }

static int flush_stream(lua_State *L) {
    FILE *file = lua_touserdata(L, lua_upvalueindex(1));
    if (fflush(file) != 0) return luaL_fileresult(L, 0, NULL);
    lua_pushvalue(L, lua_upvalueindex(2));
    return 1;
}

static void set_stream_function(lua_State *L, int table, int stream, FILE *file,
                                const char *name, lua_CFunction function) {
    lua_pushlightuserdata(L, file);
    lua_pushvalue(L, stream);
    lua_pushcclosure(L, function, 2);
    lua_setfield(L, table, name);
}

// The library's table is on top. Its streams are tables of two methods: a file of Lua's could be
// closed, read and repositioned.
static void limit_io(lua_State *L) {
    int library = lua_gettop(L);
    static const char *const names[] = {"stdout", "stderr"};
    for (int i = 0; i < 2; i++) {
        FILE *file = i == 0 ? stdout : stderr;
        lua_createtable(L, 0, 2);
        int stream = lua_gettop(L);
        set_stream_function(L, stream, stream, file, "write", write_method);
        set_stream_function(L, stream, stream, file, "flush", flush_stream);
        if (i == 0) set_stream_function(L, library, stream, file, "write", write_function);
        lua_setfield(L, library, names[i]);
    }
}

static void wrap(lua_State *L, const char *name, lua_CFunction function) {
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

// Gives scripts a copy of the metatable of files, whose __gc must stay what it is.
static void protect_file_metatable(lua_State *L) {
    if (luaL_getmetatable(L, LUA_FILEHANDLE) != LUA_TTABLE) {
        lua_pop(L, 1);
        return;
    }
    lua_newtable(L);
    lua_pushnil(L);
    while (lua_next(L, -3)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}

static void protect_string_metatable(lua_State *L) {
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

static void limit_globals(lua_State *L, clua_sandbox level) {
    wrap(L, "setmetatable", set_metatable);
    lua_getfield(L, -1, "collectgarbage");
    lua_pushboolean(L, level == CLUA_SCRIPT);
    lua_pushcclosure(L, collect_garbage, 2);
    lua_setfield(L, -2, "collectgarbage");
    protect_string_metatable(L);
    if (level == CLUA_SCRIPT) {
        lua_getfield(L, -1, LUA_IOLIBNAME);
        limit_io(L);
        lua_pop(L, 1);
        return;
    }
    lua_getfield(L, -1, LUA_MATHLIBNAME);
    lua_getfield(L, -1, "randomseed");
    lua_pushinteger(L, 0);
    lua_call(L, 1, 0);
    wrap(L, "randomseed", seed_random);
    lua_pop(L, 1);
}

static int apply_sandbox(lua_State *L) {
    clua_sandbox level = (clua_sandbox)lua_tointeger(L, 1);
    lua_pushglobaltable(L);
    wrap(L, "load", load_text);
    if (level != CLUA_FULL) {
        limit_globals(L, level);
        return 0;
    }
    clua_guard_finalizers(L);
    protect_file_metatable(L);
    wrap(L, "loadfile", load_text_file);
    lua_pushcfunction(L, do_text_file);
    lua_setfield(L, -2, "dofile");
    lua_getfield(L, -1, LUA_DBLIBNAME);
    clua_restrict_debug(L);
    return 0;
}

int clua_apply_sandbox(lua_State *L, clua_sandbox level) {
    lua_pushcfunction(L, apply_sandbox);
    lua_pushinteger(L, level);
    return clua_pcall(L, 1, 0);
}
