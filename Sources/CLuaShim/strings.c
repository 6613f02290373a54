// string.find, match, gmatch and rep in forms that an interrupt ends; gsub has a file of its own.
#define _GNU_SOURCE  // for memmem
#include <limits.h>
#include <string.h>

#include "patterns.h"
#include "substitution.h"

// Answers where a search begins, from 0, for an argument that counts from 1 and from the end when
// it is negative. It may lie behind the text.
static size_t start_argument(lua_State *L, int argument, size_t length) {
    lua_Integer start = luaL_optinteger(L, argument, 1);
    if (start > 0) return (size_t)start - 1;
    if (start == 0 || start < -(lua_Integer)length) return 0;
    return length - (size_t)-start;
}

static bool is_plain(const char *pattern, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (clua_is_special(pattern[i])) return false;
    }
    return true;
}

// Answers where `part` first is in `text`, in time that grows with their lengths' sum.
static const char *find_plain(const char *text, size_t length, const char *part, size_t size) {
    if (size == 0) return text;
    if (size > length) return NULL;
    const char *first = memchr(text, (unsigned char)*part, length - size + 1);
    // Most often the first place that begins right is the one.
    if (first == NULL || memcmp(first, part, size) == 0) return first;
    return memmem(first, length - (size_t)(first - text), part, size);
}

static int push_range(lua_State *L, const char *text, const char *start, const char *end) {
    lua_pushinteger(L, start - text + 1);
    lua_pushinteger(L, end - text);
    return 2;
}

static int search(lua_State *L, bool find) {
    size_t length, size;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &size);
    size_t start = start_argument(L, 3, length);
    if (start > length) {
        luaL_pushfail(L);
        return 1;
    }
    const char *from = text + start, *end;
    if (find && (lua_toboolean(L, 4) || is_plain(pattern, size))) {
        from = find_plain(from, length - start, pattern, size);
        if (from != NULL) return push_range(L, text, from, from + size);
        luaL_pushfail(L);
        return 1;
    }
    bool anchored = *pattern == '^';
    clua_matcher matcher;
    clua_prepare_matcher(&matcher, L, text, length, pattern + anchored, size - anchored);
    if ((end = clua_search(&matcher, &from, anchored)) == NULL) {
        luaL_pushfail(L);
        return 1;
    }
    if (!find) return clua_push_captures(&matcher, from, end);
    push_range(L, text, from, end);
    return 2 + clua_push_captures(&matcher, NULL, NULL);
}

static int find(lua_State *L) { return search(L, true); }

static int match(lua_State *L) { return search(L, false); }

typedef struct {
    clua_matcher matcher;
    const char *place;  // where the search goes on
    const char *last;   // the end of the match before; NULL for none
} iteration;

// Upvalues: the text and the pattern, which they keep alive, and the iteration.
static int next_match(lua_State *L) {
    iteration *state = lua_touserdata(L, lua_upvalueindex(3));
    clua_matcher *matcher = &state->matcher;
    // Any coroutine may call this, after an error too.
    clua_reuse_matcher(matcher, L);
    if (state->place > matcher->subject_end) return 0;
    const char *from = state->place;
    const char *end = clua_search_after(matcher, &from, state->last, false);
    // After the last match the place stays, so that a further call answers the same.
    if (end == NULL) return 0;
    state->place = state->last = end;
    return clua_push_captures(matcher, from, end);
}

static int gmatch(lua_State *L) {
    size_t length, size;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &size);
    size_t start = start_argument(L, 3, length);
    lua_settop(L, 2);
    iteration *state = clua_new_memory(L, sizeof *state);
    clua_prepare_matcher(&state->matcher, L, text, length, pattern, size);
    state->place = text + (start > length ? length + 1 : start);
    state->last = NULL;
    lua_pushcclosure(L, next_match, 3);
    return 1;
}

// rep

enum {
    FEW_BYTES = 1024,              // a result up to this is made on the C stack
    CHUNK_BYTES = 1 << 20,         // between two looks at the interrupt
    RESULT_BYTES_LIMIT = INT_MAX,  // as Lua's own
};

// Fills `total` bytes with what its first `unit` bytes are, over and over.
static void fill(lua_State *L, char *bytes, size_t unit, size_t total) {
    clua_state *state = clua_state_of(L);
    size_t chunk = unit > CHUNK_BYTES ? unit : CHUNK_BYTES / unit * unit;
    for (size_t done = unit; done < total;) {
        if (state->interrupted) clua_raise_interrupt(L);
        size_t size = done < chunk ? done : chunk;
        if (size > total - done) size = total - done;
        memcpy(bytes + done, bytes, size);
        done += size;
    }
}

static int rep(lua_State *L) {
    size_t length, gap;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer count = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &gap);
    size_t unit = length + gap;
    if (count <= 0 || unit == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (unit < length || unit > (size_t)(RESULT_BYTES_LIMIT / count))
        return luaL_error(L, "resulting string too large");
    if (count == 1) {
        lua_pushvalue(L, 1);
        return 1;
    }
    size_t total = (size_t)count * unit - gap;
    char few[FEW_BYTES];
    // The allocator refuses what passes the memory limit before a byte is written.
    char *bytes = total <= sizeof few ? few : clua_new_memory(L, total);
    memcpy(bytes, text, length);
    memcpy(bytes + length, separator, gap);
    fill(L, bytes, unit, total);
    lua_pushlstring(L, bytes, total);
    return 1;
}

static const luaL_Reg functions[] = {
    {"find", find}, {"match", match}, {"gmatch", gmatch}, {"rep", rep}, {NULL, NULL},
};

void clua_replace_string_functions(lua_State *L) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(L, -1, LUA_STRLIBNAME);
    luaL_setfuncs(L, functions, 0);
    clua_push_gsub(L);
    lua_setfield(L, -2, "gsub");
    lua_pop(L, 2);
}

// Opening the library again gives strings another metatable; the one before is put back.
static int open_standard(lua_State *L) {
    lua_pushliteral(L, "");
    if (!lua_getmetatable(L, -1)) lua_pushnil(L);
    lua_pushcfunction(L, luaopen_string);
    lua_call(L, 0, 1);
    lua_insert(L, -3);
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    return 1;
}

int clua_push_standard_string_functions(lua_State *L) {
    lua_pushcfunction(L, open_standard);
    return clua_pcall(L, 0, 1);
}
