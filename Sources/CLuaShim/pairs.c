// pairs in a fixed order. Lua's own order of string keys depends on a random seed of each state,
// so the same script would print other bytes in another process.
#include "CLuaShim.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    int rank;  // numbers, then strings, then the rest
    lua_Number number;
    const char *text;
    size_t length;
    lua_Integer place;
} sort_key;

static int compare_keys(const void *left, const void *right) {
    const sort_key *a = left, *b = right;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->rank == 0 && a->number != b->number) return a->number < b->number ? -1 : 1;
    if (a->rank == 1) {
        size_t shorter = a->length < b->length ? a->length : b->length;
        int order = memcmp(a->text, b->text, shorter);
        if (order != 0) return order;
        if (a->length != b->length) return a->length < b->length ? -1 : 1;
    }
    return a->place < b->place ? -1 : 1;
}

static sort_key key_at(lua_State *L, int index, lua_Integer place) {
    sort_key key = {3, 0, NULL, 0, place};
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        key.rank = 0;
        key.number = lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        key.rank = 1;
        key.text = lua_tolstring(L, index, &key.length);
        break;
    case LUA_TBOOLEAN:
        key.rank = 2;
        key.place = lua_toboolean(L, index);
        break;
    }
    return key;
}

// Upvalues: the sorted keys, the place reached. Keys whose value is gone are passed over.
static int next_ordered(lua_State *L) {
    lua_Integer place = lua_tointeger(L, lua_upvalueindex(2));
    lua_settop(L, 1);
    for (;;) {
        place++;
        if (lua_rawgeti(L, lua_upvalueindex(1), place) == LUA_TNIL) return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) break;
        lua_settop(L, 1);
    }
    lua_pushinteger(L, place);
    lua_copy(L, -1, lua_upvalueindex(2));
    lua_pop(L, 1);
    return 2;
}

// Whether the keys are 1, 2, 3, ... in this order, which is Lua's own; counts them.
static bool is_sequence(lua_State *L, lua_Integer *count) {
    bool sequence = true;
    *count = 0;
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        lua_pop(L, 1);
        ++*count;
        sequence = sequence && lua_isinteger(L, -1) && lua_tointeger(L, -1) == *count;
    }
    return sequence;
}

static void push_sorted_keys(lua_State *L, lua_Integer count) {
    sort_key *keys = clua_new_memory(L, (size_t)count * sizeof *keys);
    lua_createtable(L, count < 1 << 20 ? (int)count : 1 << 20, 0);
    lua_Integer place = 0;
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        lua_pop(L, 1);
        keys[place] = key_at(L, -1, place);
        place++;
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, place);
    }
    // The table keeps the strings alive that the sorted entries point to.
    lua_Integer *places = clua_new_memory(L, (size_t)count * sizeof *places);
    for (lua_Integer i = 0; i < count; i++)
        if (keys[i].rank == 2) keys[i].place = (keys[i].place << 32) + i;
    qsort(keys, (size_t)count, sizeof *keys, compare_keys);
    for (lua_Integer i = 0; i < count; i++)
        places[i] = keys[i].rank == 2 ? keys[i].place & 0xffffffff : keys[i].place;
    lua_createtable(L, count < 1 << 20 ? (int)count : 1 << 20, 0);
    for (lua_Integer i = 0; i < count; i++) {
        lua_rawgeti(L, -3, places[i] + 1);
        lua_rawseti(L, -2, i + 1);
    }
}

static int after_metamethod(lua_State *L, int status, lua_KContext context) {
    (void)L;
    (void)status;
    (void)context;
    return 3;
}

static int ordered_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_callk(L, 1, 3, 0, after_metamethod);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer count;
    if (is_sequence(L, &count)) {
        lua_pushvalue(L, lua_upvalueindex(1));
    } else {
        push_sorted_keys(L, count);
        lua_pushinteger(L, 0);
        lua_pushcclosure(L, next_ordered, 2);
    }
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int install(lua_State *L) {
    lua_getglobal(L, "next");
    lua_pushcclosure(L, ordered_pairs, 1);
    lua_setglobal(L, "pairs");
    return 0;
}

int clua_use_ordered_pairs(lua_State *L) {
    lua_pushcfunction(L, install);
    return clua_pcall(L, 0, 0);
}
