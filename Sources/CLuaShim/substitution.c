// string.gsub. What it has done so far lies in a userdata when Lua code gives the replacements: the
// code may suspend the coroutine, and may never come back.
#include "substitution.h"

#include <ctype.h>
#include <string.h>

#include "patterns.h"

// Places on the Lua stack. The result grows in userdata, so that no error leaks it.
enum { TEXT = 1, PATTERN, REPLACEMENT, PROGRESS, RESULT };

enum {
    FEW_BYTES = 1024,  // a result up to this lies beside the progress
    LARGE_PART_BYTES = 4096,
    GROWTH_LIMIT = 64,
    INDEX_CHAIN_LIMIT = 2000,  // as Lua's own
};

typedef struct {
    const char *text, *text_end;
    const char *place;        // where the search goes on
    const char *start, *end;  // the match that is being replaced
    const char *last;         // the end of the match before; NULL for none
    const char *kept;         // from here on the text is not in the result yet
    lua_Integer count, most;
    bool anchored, changed;
    bool outlasts_call;  // lies in a userdata
    char *bytes;
    size_t length, capacity;
} substitution;

// Answers how much the result may come to if the rest of the text becomes what the first part did.
static size_t expected_size(lua_State *L, const substitution *work) {
    size_t least = work->capacity * 2;
    if (work->end == work->text) return least;
    double ratio = (double)(work->text_end - work->text) / (double)(work->end - work->text);
    double size = (double)(work->length + LARGE_PART_BYTES) * ratio;
    clua_state *state = clua_state_of(L);
    if (size < (double)least) return least;
    size_t most = work->capacity * GROWTH_LIMIT;
    size_t expected = size < (double)most ? (size_t)size : most;
    // A guess must not meet the memory limit where the result itself would not.
    return state->limit != 0 && state->used + 2 * expected > state->limit ? least : expected;
}

static void grow(lua_State *L, substitution *work, size_t more) {
    size_t capacity = expected_size(L, work);
    if (capacity - work->length < more) capacity = work->length + more;
    char *bytes = clua_new_memory(L, capacity);
    memcpy(bytes, work->bytes, work->length);
    lua_replace(L, RESULT);
    work->bytes = bytes;
    work->capacity = capacity;
}

static inline void append(lua_State *L, substitution *work, const char *part, size_t length) {
    if (length >= LARGE_PART_BYTES && clua_state_of(L)->interrupted) clua_raise_interrupt(L);
    if (work->capacity - work->length < length) grow(L, work, length);
    memcpy(work->bytes + work->length, part, length);
    work->length += length;
}

// Puts the text before the match into the result, and leaves the match itself out of it.
static void begin_replacement(lua_State *L, substitution *work) {
    if (work->start != work->kept) {
        append(L, work, work->kept, (size_t)(work->start - work->kept));
    }
    work->kept = work->end;
    work->changed = true;
}

static void append_capture(lua_State *L, substitution *work, clua_matcher *matcher, int index) {
    clua_capture capture = clua_capture_at(matcher, index, work->start, work->end);
    if (capture.length != CLUA_CAPTURE_POSITION) {
        append(L, work, capture.start, (size_t)capture.length);
        return;
    }
    size_t length;
    lua_pushinteger(L, capture.start - matcher->subject + 1);
    const char *digits = lua_tolstring(L, -1, &length);
    append(L, work, digits, length);
    lua_pop(L, 1);
}

// Replaces the match by a text in which `%0` to `%9` stand for captures.
static void replace_by_text(lua_State *L, substitution *work, clua_matcher *matcher) {
    size_t length;
    const char *text = lua_tolstring(L, REPLACEMENT, &length);
    const char *end = text + length, *escape;
    begin_replacement(L, work);
    while ((escape = memchr(text, '%', (size_t)(end - text))) != NULL) {
        append(L, work, text, (size_t)(escape - text));
        char what = escape[1];  // a NUL when nothing follows
        if (what == '%') {
            append(L, work, escape, 1);
        } else if (what == '0') {
            append(L, work, work->start, (size_t)(work->end - work->start));
        } else if (isdigit((unsigned char)what)) {
            append_capture(L, work, matcher, what - '1');
        } else {
            luaL_error(L, "invalid use of '%%' in replacement string");
        }
        text = escape + 2;
    }
    append(L, work, text, (size_t)(end - text));
}

// Replaces the match by the value on top, unless that is false or nil.
static void replace_by_value(lua_State *L, substitution *work) {
    if (lua_toboolean(L, -1)) {
        if (!lua_isstring(L, -1))
            luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
        size_t length;
        const char *text = lua_tolstring(L, -1, &length);
        begin_replacement(L, work);
        append(L, work, text, length);
    }
    lua_settop(L, RESULT);
}

// Moves the progress off the C stack, before a call that may not come back to it. The upvalue is a
// block to use again; it is empty while that is in use.
static substitution *keep(lua_State *L, substitution *work) {
    if (work->outlasts_call) return work;
    size_t size = sizeof *work + FEW_BYTES;
    substitution *kept = lua_touserdata(L, lua_upvalueindex(1));
    if (kept == NULL || lua_rawlen(L, lua_upvalueindex(1)) != size) {
        kept = clua_new_memory(L, size);
    } else {
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_pushnil(L);
        lua_replace(L, lua_upvalueindex(1));
    }
    lua_replace(L, PROGRESS);
    *kept = *work;
    kept->outlasts_call = true;
    if (lua_isnil(L, RESULT)) {
        kept->bytes = (char *)(kept + 1);
        memcpy(kept->bytes, work->bytes, work->length);
    }
    return kept;
}

static int continue_gsub(lua_State *L, int status, lua_KContext context);

// With the key on top, pushes what the table has for it; answers where the progress is then.
// lua_gettable would not let a metamethod wait.
static substitution *index_table(lua_State *L, substitution *work) {
    int key = lua_gettop(L);
    int object = REPLACEMENT;
    for (int i = 0; i < INDEX_CHAIN_LIMIT; i++) {
        bool is_table = lua_istable(L, object);
        if (is_table) {
            lua_pushvalue(L, key);
            if (lua_rawget(L, object) != LUA_TNIL) return work;
            lua_pop(L, 1);
        }
        int type = luaL_getmetafield(L, object, "__index");
        if (type == LUA_TFUNCTION) {
            lua_pushvalue(L, object);
            lua_pushvalue(L, key);
            work = keep(L, work);
            lua_callk(L, 2, 1, (lua_KContext)work, continue_gsub);
            return work;
        }
        if (type == LUA_TNIL) {
            if (!is_table) break;
            lua_pushnil(L);
            return work;
        }
        if (object != REPLACEMENT) lua_replace(L, object);
        object = key + 1;
    }
    // The chain is too long or ends in what has no fields: Lua goes the same way to its own error.
    lua_pushvalue(L, key);
    lua_gettable(L, REPLACEMENT);
    return work;
}

static int finish(lua_State *L, substitution *work) {
    if (work->changed) {
        append(L, work, work->kept, (size_t)(work->text_end - work->kept));
        lua_pushlstring(L, work->bytes, work->length);
    } else {
        lua_pushvalue(L, TEXT);
    }
    if (work->outlasts_call) lua_copy(L, PROGRESS, lua_upvalueindex(1));
    lua_pushinteger(L, work->count);
    return 2;
}

static int run(lua_State *L, substitution *work) {
    size_t size;
    const char *pattern = lua_tolstring(L, PATTERN, &size);
    int type = lua_type(L, REPLACEMENT);
    clua_matcher matcher;
    clua_prepare_matcher(&matcher, L, work->text, (size_t)(work->text_end - work->text),
                         pattern + work->anchored, size - work->anchored);
    while (work->count < work->most && !(work->anchored && work->count > 0)) {
        work->start = work->place;
        work->end = clua_search_after(&matcher, &work->start, work->last, work->anchored);
        if (work->end == NULL) break;
        work->count++;
        work->place = work->last = work->end;
        if (type == LUA_TFUNCTION) {
            work = keep(L, work);
            lua_pushvalue(L, REPLACEMENT);
            int count = clua_push_captures(&matcher, work->start, work->end);
            lua_callk(L, count, 1, (lua_KContext)work, continue_gsub);
            replace_by_value(L, work);
        } else if (type == LUA_TTABLE) {
            clua_push_capture(&matcher, 0, work->start, work->end);
            work = index_table(L, work);
            replace_by_value(L, work);
        } else {
            replace_by_text(L, work, &matcher);
        }
    }
    return finish(L, work);
}

static int continue_gsub(lua_State *L, int status, lua_KContext context) {
    (void)status;
    substitution *work = (substitution *)context;
    replace_by_value(L, work);
    return run(L, work);
}

static int gsub(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checkstring(L, 2);
    int type = lua_type(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1);
    bool is_text = type == LUA_TSTRING || type == LUA_TNUMBER;
    luaL_argexpected(L, is_text || type == LUA_TFUNCTION || type == LUA_TTABLE, REPLACEMENT,
                     "string/function/table");
    lua_settop(L, REPLACEMENT);
    lua_settop(L, RESULT);
    char few[FEW_BYTES];
    substitution work = {
        .text = text, .text_end = text + length, .place = text, .kept = text, .most = most,
        .anchored = *pattern == '^', .bytes = few, .capacity = sizeof few,
    };
    return run(L, &work);
}

void clua_push_gsub(lua_State *L) {
    lua_pushnil(L);
    lua_pushcclosure(L, gsub, 1);
}
