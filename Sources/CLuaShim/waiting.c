// Metamethods in two halves: finding them, which is done here, and calling them, which is left to
// functions that can be suspended while they do. Lua's API does both at once and cannot wait.
#include "waiting.h"

// As many as Lua follows.
enum { LONGEST_CHAIN = 2000 };

static bool begin_get_by_metatable(lua_State *L, int index, lua_Integer key) {
    lua_pushvalue(L, index);
    for (int i = 0; i < LONGEST_CHAIN; i++) {
        bool is_table = lua_type(L, -1) == LUA_TTABLE;
        if (is_table) {
            if (lua_rawgeti(L, -1, key) != LUA_TNIL) {
                lua_remove(L, -2);
                return false;
            }
            lua_pop(L, 1);
        }
        if (luaL_getmetafield(L, -1, "__index") == LUA_TNIL) {
            lua_geti(L, -1, key);  // nil, or raises
            lua_remove(L, -2);
            return false;
        }
        if (lua_isfunction(L, -1)) {
            lua_insert(L, -2);
            lua_pushinteger(L, key);
            return true;
        }
        lua_remove(L, -2);
    }
    lua_geti(L, index, key);  // raises
    return false;
}

bool clua_begin_get(lua_State *L, int index, lua_Integer key) {
    if (lua_type(L, index) != LUA_TTABLE) return begin_get_by_metatable(L, index, key);
    if (lua_rawgeti(L, index, key) != LUA_TNIL) return false;
    if (!lua_getmetatable(L, index)) return false;
    lua_pop(L, 2);
    return begin_get_by_metatable(L, index, key);
}

static bool begin_set_by_metatable(lua_State *L, int index, lua_Integer key) {
    lua_pushvalue(L, index);
    for (int i = 0; i < LONGEST_CHAIN; i++) {
        bool is_table = lua_type(L, -1) == LUA_TTABLE;
        bool is_present = is_table && lua_rawgeti(L, -1, key) != LUA_TNIL;
        if (is_table) lua_pop(L, 1);
        if (is_present || luaL_getmetafield(L, -1, "__newindex") == LUA_TNIL) {
            lua_insert(L, -2);
            if (is_table) {
                lua_rawseti(L, -2, key);
            } else {
                lua_seti(L, -2, key);  // raises
            }
            lua_pop(L, 1);
            return false;
        }
        // value object handler -> handler object key value
        if (lua_isfunction(L, -1)) {
            lua_insert(L, -3);
            lua_insert(L, -2);
            lua_pushinteger(L, key);
            lua_insert(L, -2);
            return true;
        }
        lua_remove(L, -2);
    }
    lua_pop(L, 1);
    lua_seti(L, index, key);  // raises
    return false;
}

bool clua_begin_set(lua_State *L, int index, lua_Integer key) {
    if (lua_type(L, index) == LUA_TTABLE && !clua_has_metatable(L, index)) {
        lua_rawseti(L, index, key);
        return false;
    }
    return begin_set_by_metatable(L, index, key);
}

bool clua_begin_length(lua_State *L, int index) {
    if (lua_type(L, index) == LUA_TSTRING || luaL_getmetafield(L, index, "__len") == LUA_TNIL) {
        lua_len(L, index);
        return false;
    }
    lua_pushvalue(L, index);
    lua_pushvalue(L, index);
    return true;
}

lua_Integer clua_take_length(lua_State *L) {
    int is_integer;
    lua_Integer length = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer) luaL_error(L, "object length is not an integer");
    lua_pop(L, 1);
    return length;
}

// Pushes the metamethod of the first operand, or else of the second, and both operands.
static bool push_binary(lua_State *L, int a, int b, const char *event) {
    if (luaL_getmetafield(L, a, event) == LUA_TNIL && luaL_getmetafield(L, b, event) == LUA_TNIL)
        return false;
    lua_pushvalue(L, a);
    lua_pushvalue(L, b);
    return true;
}

bool clua_begin_less(lua_State *L, int a, int b, bool *less) {
    a = lua_absindex(L, a);
    b = lua_absindex(L, b);
    int type = lua_type(L, a);
    bool is_plain = type == lua_type(L, b) && (type == LUA_TNUMBER || type == LUA_TSTRING);
    if (!is_plain && push_binary(L, a, b, "__lt")) return true;
    *less = lua_compare(L, a, b, LUA_OPLT);
    return false;
}

bool clua_begin_equal(lua_State *L, int a, int b, bool *equal) {
    *equal = lua_rawequal(L, a, b);
    int type = lua_type(L, a);
    bool may_ask = type == lua_type(L, b) && (type == LUA_TTABLE || type == LUA_TUSERDATA);
    return !*equal && may_ask && push_binary(L, a, b, "__eq");
}

bool clua_begin_to_string(lua_State *L, int index) {
    if (luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) {
        if (lua_type(L, index) == LUA_TSTRING) {
            lua_pushvalue(L, index);
        } else {
            luaL_tolstring(L, index, NULL);
        }
        return false;
    }
    lua_pushvalue(L, index);
    return true;
}

void clua_end_to_string(lua_State *L) {
    if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
    lua_tolstring(L, -1, NULL);
}

void clua_check_table(lua_State *L, int index, int what) {
    static const char *const events[] = {"__index", "__newindex", "__len"};
    if (lua_type(L, index) == LUA_TTABLE) return;
    for (int i = 0; i < 3; i++) {
        if (!(what & 1 << i)) continue;
        if (luaL_getmetafield(L, index, events[i]) == LUA_TNIL)
            luaL_checktype(L, index, LUA_TTABLE);  // raises
        lua_pop(L, 1);
    }
}

void clua_replace(lua_State *L, const char *name, lua_CFunction function) {
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

void clua_replace_standard_functions(lua_State *L) {
    clua_replace_base_functions(L);
    clua_replace_load(L);
    clua_replace_table_functions(L);
    clua_replace_sort(L);
    clua_replace_waiting_string_functions(L);
}
