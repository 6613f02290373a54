// string.gsub. What it has done so far lies in a userdata when Lua code gives the replacements: the
// code may suspend the coroutine, and may never come back.
#include "substitution.h"

#include <ctype.h>
#include <string.h>

#include "patterns.h"

// Places on the Lua stack. The result grows in userdata, so that no error leaks it.
enum { TEXT = 1, PATTERN, REPLACEMENT, PROGRESS, RESULT };

enum {
    FEW_BYTES = 1024,        // a result up to this needs no userdata
    FEW_BYTES_BESIDE = 192,  // the same, where the progress lies in a userdata
    LARGE_PART_BYTES = 4096,
    INDEX_CHAIN_LIMIT = 2000,  // as Lua's own
};

typedef struct {
    const char *place;        // where the search goes on
    const char *start, *end;  // the match that is being replaced
    const char *last;         // the end of the match before; NULL for none
    const char *kept;         // from here on the text is not in the result yet
    lua_Integer count, most;
    bool anchored, changed;
    char *bytes;
    size_t length, capacity;
} substitution;

static void grow(lua_State *L, substitution *work, size_t more) {
    size_t capacity = work->capacity * 2;
    if (capacity - work->length < more) capacity = work->length + more;
    char *bytes = lua_newuserdatauv(L, capacity, 0);
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
    append(L, work, work->kept, (size_t)(work->start - work->kept));
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

static int continue_gsub(lua_State *L, int status, lua_KContext context);

// Pushes what `table[key]` gives, with the key on top. lua_gettable would not let a metamethod
// wait.
static void index_table(lua_State *L, substitution *work) {
    lua_pushvalue(L, REPLACEMENT);
    for (int i = 0; i < INDEX_CHAIN_LIMIT; i++) {
        bool is_table = lua_istable(L, -1);
        if (is_table) {
            lua_pushvalue(L, -2);
            if (lua_rawget(L, -2) != LUA_TNIL) return;
            lua_pop(L, 1);
        }
        int type = luaL_getmetafield(L, -1, "__index");
        if (type == LUA_TFUNCTION) {
            // key object method -> method object key
            lua_insert(L, -3);
            lua_insert(L, -2);
            lua_callk(L, 2, 1, (lua_KContext)work, continue_gsub);
            return;
        }
        if (type == LUA_TNIL) {
            if (!is_table) break;
            lua_pushnil(L);
            return;
        }
        lua_remove(L, -2);
    }
    // No method can be reached here: Lua raises its own error.
    lua_insert(L, -2);
    lua_gettable(L, -2);
}

static int finish(lua_State *L, substitution *work, const clua_matcher *matcher) {
    if (work->changed) {
        append(L, work, work->kept, (size_t)(matcher->subject_end - work->kept));
        lua_pushlstring(L, work->bytes, work->length);
    } else {
        lua_pushvalue(L, TEXT);
    }
    lua_pushinteger(L, work->count);
    return 2;
}

static int run(lua_State *L, substitution *work) {
    size_t length, size;
    const char *text = lua_tolstring(L, TEXT, &length);
    const char *pattern = lua_tolstring(L, PATTERN, &size);
    int type = lua_type(L, REPLACEMENT);
    clua_matcher matcher;
    clua_prepare_matcher(&matcher, L, text, length, pattern + work->anchored,
                         size - work->anchored);
    while (work->count < work->most && !(work->anchored && work->count > 0)) {
        work->start = work->place;
        work->end = clua_search_after(&matcher, &work->start, work->last, work->anchored);
        if (work->end == NULL) break;
        work->count++;
        work->place = work->last = work->end;
        if (type == LUA_TFUNCTION) {
            lua_pushvalue(L, REPLACEMENT);
            int count = clua_push_captures(&matcher, work->start, work->end);
            lua_callk(L, count, 1, (lua_KContext)work, continue_gsub);
            replace_by_value(L, work);
        } else if (type == LUA_TTABLE) {
            clua_push_capture(&matcher, 0, work->start, work->end);
            index_table(L, work);
            replace_by_value(L, work);
        } else {
            replace_by_text(L, work, &matcher);
        }
    }
    return finish(L, work, &matcher);
}

static int continue_gsub(lua_State *L, int status, lua_KContext context) {
    (void)status;
    substitution *work = (substitution *)context;
    replace_by_value(L, work);
    return run(L, work);
}

int clua_gsub(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checkstring(L, 2);
    int type = lua_type(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1);
    bool is_text = type == LUA_TSTRING || type == LUA_TNUMBER;
    luaL_argexpected(L, is_text || type == LUA_TFUNCTION || type == LUA_TTABLE, REPLACEMENT,
                     "string/function/table");
    substitution start = {
        .place = text, .kept = text, .most = most, .anchored = *pattern == '^'};
    lua_settop(L, REPLACEMENT);
    if (is_text) {
        char few[FEW_BYTES];
        start.bytes = few;
        start.capacity = sizeof few;
        lua_settop(L, RESULT);
        return run(L, &start);
    }
    substitution *work = lua_newuserdatauv(L, sizeof *work + FEW_BYTES_BESIDE, 0);
    *work = start;
    work->bytes = (char *)(work + 1);
    work->capacity = FEW_BYTES_BESIDE;
    lua_settop(L, RESULT);
    return run(L, work);
}
