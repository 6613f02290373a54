// tostring, print and ipairs in forms in which metamethods can wait.
#include "waiting.h"

#include <stdio.h>

static int finish_tostring(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    clua_end_to_string(L);
    return 1;
}

static int tostring(lua_State *L) {
    luaL_checkany(L, 1);
    if (clua_begin_to_string(L, 1)) {
        lua_callk(L, 1, 1, 0, finish_tostring);
        clua_end_to_string(L);
    }
    return 1;
}

// Writes the arguments, which are strings by now. The line goes out whole, so that lines of
// coroutines that wait for one another do not mix.
static void write_line(lua_State *L) {
    clua_state *state = clua_state_of(L);
    int count = lua_gettop(L);
    size_t length;
    if (state->print == NULL) {
        for (int i = 1; i <= count; i++) {
            const char *text = lua_tolstring(L, i, &length);
            if (i > 1) fwrite("\t", 1, 1, stdout);
            fwrite(text, 1, length, stdout);
        }
        fwrite("\n", 1, 1, stdout);
        fflush(stdout);
        return;
    }
    luaL_Buffer line;
    luaL_buffinit(L, &line);
    for (int i = 1; i <= count; i++) {
        const char *text = lua_tolstring(L, i, &length);
        if (i > 1) luaL_addchar(&line, '\t');
        luaL_addlstring(&line, text, length);
    }
    luaL_pushresult(&line);
    const char *text = lua_tolstring(L, -1, &length);
    clua_tell(state, state->print, text, length);
    clua_settle(L);
}

static int print_from(lua_State *L, int status, lua_KContext position);

// Makes strings of the arguments in place, from number `position` on.
static int print_from(lua_State *L, int status, lua_KContext position) {
    int i = (int)position;
    if (status == LUA_YIELD) {
        clua_end_to_string(L);
        lua_replace(L, i++);
    }
    for (int count = lua_gettop(L); i <= count; i++) {
        if (clua_begin_to_string(L, i)) {
            lua_callk(L, 1, 1, i, print_from);
            clua_end_to_string(L);
        }
        lua_replace(L, i);
    }
    write_line(L);
    return 0;
}

static int print(lua_State *L) { return print_from(L, LUA_OK, 1); }

static int count_pair(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    return lua_isnil(L, -1) ? 1 : 2;
}

static int next_element(lua_State *L) {
    lua_Integer i = (lua_Integer)((lua_Unsigned)luaL_checkinteger(L, 2) + 1u);
    lua_pushinteger(L, i);
    if (lua_istable(L, 1) && lua_rawgeti(L, 1, i) != LUA_TNIL) return 2;
    lua_settop(L, 2);
    lua_pushinteger(L, i);
    if (clua_begin_get(L, 1, i)) lua_callk(L, 2, 1, 0, count_pair);
    return count_pair(L, LUA_OK, 0);
}

static int ipairs(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushcfunction(L, next_element);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

void clua_replace_base_functions(lua_State *L) {
    lua_pushglobaltable(L);
    clua_replace(L, "tostring", tostring);
    clua_replace(L, "print", print);
    clua_replace(L, "ipairs", ipairs);
    lua_pop(L, 1);
}
