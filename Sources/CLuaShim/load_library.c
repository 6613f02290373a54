// load in a form in which the function that gives the pieces can wait. Lua's compiler cannot be
// left and entered again, so the pieces are read before it starts; it is tried on the first 1, 2,
// 4, 8, ... of them, so that not much is read of a text that is none, however long it goes on.
#include "waiting.h"

// Where what is kept lies: after the four arguments of load.
enum { READER = 1, NAME, MODE, ENVIRONMENT, PIECES, ARGUMENTS };

typedef struct {
    lua_Integer place;
    bool is_complete;
} piece_source;

// What a trial ends with when the compiler asks for more than there is.
static char more;
enum { NEEDS_MORE = -1 };

static const char *read_piece(lua_State *L, void *context, size_t *size) {
    piece_source *source = context;
    *size = 0;
    luaL_checkstack(L, 2, "too many nested functions");
    if (lua_rawgeti(L, PIECES, ++source->place) == LUA_TNIL) {
        lua_pop(L, 1);
        if (source->is_complete) return NULL;
        lua_pushlightuserdata(L, &more);
        lua_error(L);
    }
    const char *text = lua_tolstring(L, -1, size);
    lua_pop(L, 1);  // the table keeps it
    return text;
}

static int fail(lua_State *L) {
    luaL_pushfail(L);
    lua_insert(L, -2);
    return 2;
}

// Answers the number of results of load, or NEEDS_MORE with nothing pushed.
static int compile(lua_State *L, bool is_complete) {
    bool has_environment = lua_tointeger(L, ARGUMENTS) > 3;
    piece_source source = {0, is_complete};
    const char *name = luaL_optstring(L, NAME, "=(load)");
    const char *mode = luaL_optstring(L, MODE, "bt");
    if (lua_load(L, read_piece, &source, name, mode) != LUA_OK) {
        if (lua_touserdata(L, -1) != &more) return fail(L);
        lua_pop(L, 1);
        return NEEDS_MORE;
    }
    if (has_environment) {
        lua_pushvalue(L, ENVIRONMENT);
        if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
    }
    return 1;
}

// Takes what the reader returned for piece `place`, and asks for the next until there is none.
static int read_from(lua_State *L, int status, lua_KContext place) {
    for (;;) {
        size_t length = 0;
        if (status != LUA_OK && status != LUA_YIELD) return fail(L);
        if (!lua_isnil(L, -1) && !lua_isstring(L, -1)) {
            luaL_where(L, 1);
            lua_pushliteral(L, "reader function must return a string");
            lua_concat(L, 2);
            return fail(L);
        }
        if (lua_isstring(L, -1)) lua_tolstring(L, -1, &length);
        if (length == 0) return compile(L, true);
        lua_rawseti(L, PIECES, (lua_Integer)place);
        if ((place & (place - 1)) == 0) {
            int count = compile(L, false);
            if (count != NEEDS_MORE) return count;
        }
        place++;
        lua_pushvalue(L, READER);
        status = lua_pcallk(L, 0, 1, 0, place, read_from);
    }
}

static int load(lua_State *L) {
    int count = lua_gettop(L);
    if (!lua_isfunction(L, READER)) return clua_call_original(L);
    luaL_optstring(L, MODE, NULL);
    luaL_optstring(L, NAME, NULL);
    lua_settop(L, ENVIRONMENT);
    lua_newtable(L);
    lua_pushinteger(L, count);
    lua_pushvalue(L, READER);
    int status = lua_pcallk(L, 0, 1, 0, 1, read_from);
    return read_from(L, status, 1);
}

void clua_replace_load(lua_State *L) {
    lua_pushglobaltable(L);
    clua_replace(L, "load", load);
    lua_pop(L, 1);
}
