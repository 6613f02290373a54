// insert, remove, move, unpack and concat in forms in which metamethods can wait. Tables without a
// metatable go to Lua's own functions at once.
#include "waiting.h"

#include <limits.h>

typedef struct {
    int step;
    int argument_count;
    int target;
    bool is_same;
    lua_Integer from, last, to, place, count;
} work;

static work *push_work(lua_State *L) {
    int argument_count = lua_gettop(L);
    work *s = clua_new_memory(L, sizeof *s);
    *s = (work){.argument_count = argument_count};
    return s;
}

static int run_insert(lua_State *L, int status, lua_KContext context) {
    work *s = (work *)context;
    (void)status;
#define run run_insert
    switch (s->step) {
    case 0:
        LENGTH(1);
        s->to = (lua_Integer)((lua_Unsigned)clua_take_length(L) + 1u);
        if (s->argument_count != 2 && s->argument_count != 3)
            return luaL_error(L, "wrong number of arguments to 'insert'");
        s->from = s->argument_count == 2 ? s->to : luaL_checkinteger(L, 2);
        if (s->argument_count == 3)
            luaL_argcheck(L, (lua_Unsigned)s->from - 1u < (lua_Unsigned)s->to, 2,
                          "position out of bounds");
        for (s->place = s->to; s->place > s->from; s->place--) {
            clua_check_interrupt(L);
            GET(1, s->place - 1);
            SET(1, s->place);
        }
        lua_pushvalue(L, s->argument_count);
        SET(1, s->from);
    }
#undef run
    return 0;
}

static int insert(lua_State *L) {
    if (!clua_has_metatable(L, 1)) return clua_call_original(L);
    clua_check_table(L, 1, CLUA_READS | CLUA_WRITES | CLUA_MEASURES);
    return run_insert(L, LUA_OK, (lua_KContext)push_work(L));
}

static int run_remove(lua_State *L, int status, lua_KContext context) {
    work *s = (work *)context;
    (void)status;
#define run run_remove
    switch (s->step) {
    case 0:
        LENGTH(1);
        s->to = clua_take_length(L);
        s->place = luaL_optinteger(L, 2, s->to);
        // That it is number 1 is so in Lua's own.
        if (s->place != s->to)
            luaL_argcheck(L, (lua_Unsigned)s->place - 1u <= (lua_Unsigned)s->to, 1,
                          "position out of bounds");
        GET(1, s->place);
        for (; s->place < s->to; s->place++) {
            clua_check_interrupt(L);
            GET(1, s->place + 1);
            SET(1, s->place);
        }
        lua_pushnil(L);
        SET(1, s->place);
    }
#undef run
    return 1;
}

static int remove_element(lua_State *L) {
    if (!clua_has_metatable(L, 1)) return clua_call_original(L);
    clua_check_table(L, 1, CLUA_READS | CLUA_WRITES | CLUA_MEASURES);
    if (lua_gettop(L) < 2) lua_settop(L, 2);
    return run_remove(L, LUA_OK, (lua_KContext)push_work(L));
}

static int run_move(lua_State *L, int status, lua_KContext context) {
    work *s = (work *)context;
    (void)status;
#define run run_move
    switch (s->step) {
    case 0:
        // Upwards unless the target overlaps the source from above in the same table.
        s->is_same = s->target == 1;
        if (s->to > s->from && s->to <= s->last && !s->is_same) {
            if (clua_begin_equal(L, 1, s->target, &s->is_same)) {
                CALL(2, 1);
                s->is_same = lua_toboolean(L, -1);
                lua_pop(L, 1);
            }
        }
        if (s->to > s->last || s->to <= s->from || !s->is_same) {
            for (s->place = 0; s->place < s->count; s->place++) {
                clua_check_interrupt(L);
                GET(1, s->from + s->place);
                SET(s->target, s->to + s->place);
            }
        } else {
            for (s->place = s->count - 1; s->place >= 0; s->place--) {
                clua_check_interrupt(L);
                GET(1, s->from + s->place);
                SET(s->target, s->to + s->place);
            }
        }
        lua_pushvalue(L, s->target);
    }
#undef run
    return 1;
}

static int move(lua_State *L) {
    enum { FEW = 1 << 16 };  // so many that Lua's own function, which no hook stops, is soon done
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    lua_Unsigned span = (lua_Unsigned)lua_tointeger(L, 3) - (lua_Unsigned)lua_tointeger(L, 2);
    if (span < FEW && !clua_has_metatable(L, 1) && !clua_has_metatable(L, target))
        return clua_call_original(L);
    lua_Integer from = luaL_checkinteger(L, 2);
    lua_Integer last = luaL_checkinteger(L, 3);
    lua_Integer to = luaL_checkinteger(L, 4);
    clua_check_table(L, 1, CLUA_READS);
    clua_check_table(L, target, CLUA_WRITES);
    if (last < from) {
        lua_pushvalue(L, target);
        return 1;
    }
    luaL_argcheck(L, from > 0 || last < LUA_MAXINTEGER + from, 3, "too many elements to move");
    lua_Integer count = last - from + 1;
    luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
    work *s = push_work(L);
    s->from = from;
    s->last = last;
    s->to = to;
    s->count = count;
    s->target = target;
    return run_move(L, LUA_OK, (lua_KContext)s);
}

static int run_unpack(lua_State *L, int status, lua_KContext context) {
    work *s = (work *)context;
    (void)status;
#define run run_unpack
    switch (s->step) {
    case 0:
        s->from = luaL_optinteger(L, 2, 1);
        if (lua_isnoneornil(L, 3)) {
            LENGTH(1);
            s->to = clua_take_length(L);
        } else {
            s->to = luaL_checkinteger(L, 3);
        }
        if (s->from > s->to) return 0;
        // One less than there are, which cannot overflow.
        lua_Unsigned span = (lua_Unsigned)s->to - (lua_Unsigned)s->from;
        enum { FOR_CALLS = 4 };
        if (span >= INT_MAX - FOR_CALLS || !lua_checkstack(L, (int)span + 1 + FOR_CALLS))
            return luaL_error(L, "too many results to unpack");
        s->count = (lua_Integer)span + 1;
        for (s->place = 0; s->place < s->count; s->place++) {
            GET(1, s->from + s->place);
        }
    }
#undef run
    return (int)s->count;
}

static int unpack(lua_State *L) {
    if (!clua_has_metatable(L, 1)) return clua_call_original(L);
    if (lua_gettop(L) < 3) lua_settop(L, 3);
    return run_unpack(L, LUA_OK, (lua_KContext)push_work(L));
}

// The pieces are collected in a plain table, which Lua's own function joins.
static int run_concat(lua_State *L, int status, lua_KContext context) {
    enum { SEPARATOR = 2, FIRST, LAST, PIECES };
    work *s = (work *)context;
    (void)status;
#define run run_concat
    switch (s->step) {
    case 0:
        LENGTH(1);
        s->to = clua_take_length(L);
        luaL_optstring(L, SEPARATOR, "");
        s->place = luaL_optinteger(L, FIRST, 1);
        s->to = luaL_optinteger(L, LAST, s->to);
        if (s->place > s->to) break;
        for (;; s->place++) {
            clua_check_interrupt(L);
            GET(1, s->place);
            if (!lua_isstring(L, -1))
                return luaL_error(L, "invalid value (%s) at index %I in table for 'concat'",
                                  luaL_typename(L, -1), (LUAI_UACINT)s->place);
            lua_rawseti(L, PIECES, ++s->count);
            if (s->place == s->to) break;
        }
    }
#undef run
    lua_pushinteger(L, 1);
    lua_replace(L, FIRST);
    lua_pushinteger(L, s->count);
    lua_replace(L, LAST);
    lua_pushvalue(L, PIECES);
    lua_replace(L, 1);
    lua_settop(L, LAST);
    return clua_call_original(L);
}

static int concat(lua_State *L) {
    if (!clua_has_metatable(L, 1)) return clua_call_original(L);
    clua_check_table(L, 1, CLUA_READS | CLUA_MEASURES);
    lua_settop(L, 4);
    lua_newtable(L);
    return run_concat(L, LUA_OK, (lua_KContext)push_work(L));
}

void clua_replace_table_functions(lua_State *L) {
    lua_getglobal(L, LUA_TABLIBNAME);
    clua_replace(L, "insert", insert);
    clua_replace(L, "remove", remove_element);
    clua_replace(L, "move", move);
    clua_replace(L, "unpack", unpack);
    clua_replace(L, "concat", concat);
    lua_pop(L, 1);
}
