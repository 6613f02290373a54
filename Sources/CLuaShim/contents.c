// Reading a table whole, in one protected call: what its keys make of it, and its members in an
// order that does not differ from run to run.
#include "CLuaShim.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name;
    size_t length;
    int place;
} member;

static int compare(const void *left, const void *right) {
    const member *a = left, *b = right;
    size_t common = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->name, b->name, common);
    if (order != 0) return order;
    return (a->length > b->length) - (a->length < b->length);
}

static void sort(member *members, int count) {
    if (count > 16) {
        qsort(members, (size_t)count, sizeof *members, compare);
        return;
    }
    for (int i = 1; i < count; i++) {
        member moved = members[i];
        int at = i;
        for (; at > 0 && compare(&members[at - 1], &moved) > 0; at--) members[at] = members[at - 1];
        members[at] = moved;
    }
}

// Moves the pair at place `from` to place `to`, places being counted from stack index 2.
static void copy_pair(lua_State *L, int from, int to) {
    lua_copy(L, 2 + 2 * from, 2 + 2 * to);
    lua_copy(L, 3 + 2 * from, 3 + 2 * to);
}

// Puts the pairs above stack index 1 into the byte order of their names.
static void sort_pairs(lua_State *L, int count) {
    enum { FEW = 32 };
    member few[FEW];
    member *members = few;
    luaL_checkstack(L, 4, NULL);
    // The stack keeps the names alive, so collecting garbage here does not move or free them.
    if (count > FEW) members = lua_newuserdatauv(L, (size_t)count * sizeof *members, 0);
    for (int i = 0; i < count; i++) {
        members[i].name = lua_tolstring(L, 2 + 2 * i, &members[i].length);
        members[i].place = i;
    }
    sort(members, count);
    // Follows each cycle of the permutation, with the pair it begins at set aside on top.
    for (int i = 0; i < count; i++) {
        if (members[i].place == i) continue;
        lua_pushvalue(L, 2 + 2 * i);
        lua_pushvalue(L, 3 + 2 * i);
        int at = i;
        while (members[at].place != i) {
            int from = members[at].place;
            copy_pair(L, from, at);
            members[at].place = at;
            at = from;
        }
        members[at].place = at;
        lua_copy(L, -2, 2 + 2 * at);
        lua_copy(L, -1, 3 + 2 * at);
        lua_pop(L, 2);
    }
    lua_settop(L, 1 + 2 * count);
}

// The first pair of a walk is on the stack; so it is for the functions below.
static int read_record(lua_State *L, clua_contents *contents) {
    int count = 0;
    do {
        if (lua_type(L, -2) != LUA_TSTRING) {
            contents->kind = CLUA_MIXED;
            return 0;
        }
        count++;
        luaL_checkstack(L, 3, NULL);
        lua_pushvalue(L, -2);
    } while (lua_next(L, 1));
    sort_pairs(L, count);
    contents->kind = CLUA_RECORD;
    contents->count = count;
    return 2 * count;
}

static int read_sequence(lua_State *L, clua_contents *contents) {
    lua_Integer count = 0, largest = 0;
    do {
        lua_Integer key = lua_isinteger(L, -2) ? lua_tointeger(L, -2) : 0;
        if (key < 1) {
            contents->kind = CLUA_MIXED;
            return 0;
        }
        count++;
        if (key > largest) largest = key;
        lua_pop(L, 1);
    } while (lua_next(L, 1));
    contents->kind = CLUA_SEQUENCE;
    contents->count = count;
    if (largest == count) return 0;
    contents->kind = CLUA_SPARSE;
    for (contents->count = 1; lua_rawgeti(L, 1, contents->count) != LUA_TNIL; contents->count++) {
        lua_pop(L, 1);
    }
    return 0;
}

static int read_contents(lua_State *L) {
    clua_contents *contents = lua_touserdata(L, 2);
    lua_settop(L, 1);
    lua_pushnil(L);
    if (!lua_next(L, 1)) {
        contents->kind = CLUA_EMPTY;
        return 0;
    }
    return lua_type(L, -2) == LUA_TNUMBER ? read_sequence(L, contents) : read_record(L, contents);
}

int clua_push_contents(lua_State *L, int index, clua_contents *contents) {
    index = lua_absindex(L, index);
    contents->count = 0;
    lua_pushcfunction(L, read_contents);
    lua_pushvalue(L, index);
    lua_pushlightuserdata(L, contents);
    return clua_pcall(L, 2, LUA_MULTRET);
}
