// string.format and the arithmetic of strings in forms in which metamethods can wait.
#include "waiting.h"

#include <string.h>

// Where string.format stands: the byte after a conversion, and the argument it took.
enum { ARGUMENT_BITS = 20 };  // Lua's stack holds fewer than a million values

typedef struct {
    size_t offset;
    int argument;
} position;

// Finds the next %s whose argument has a __tostring. `start` is where the conversion begins. What
// is wrong with the format is left for Lua's own function to find.
static bool find_conversion(lua_State *L, position *at, size_t *start) {
    enum { LONGEST = 22 };
    size_t length;
    const char *format = lua_tolstring(L, 1, &length);
    int count = lua_gettop(L);
    while (at->offset < length) {
        const char *percent = memchr(format + at->offset, '%', length - at->offset);
        if (percent == NULL) return false;
        *start = (size_t)(percent - format);
        size_t modifiers = strspn(percent + 1, "-+ #0123456789.");
        at->offset = *start + modifiers + 2;
        if (at->offset > length) return false;
        char conversion = percent[1 + modifiers];
        if (conversion == '%' && modifiers == 0) continue;
        if (++at->argument > count || modifiers + 1 >= LONGEST) return false;
        if (conversion != 's') continue;
        if (luaL_getmetafield(L, at->argument, "__tostring") == LUA_TNIL) continue;
        lua_pop(L, 1);
        return true;
    }
    return false;
}

// Formats what comes before the conversion: an error that lies there is raised first.
static void try_before(lua_State *L, size_t start) {
    int count = lua_gettop(L);
    lua_pushvalue(L, 1);  // one argument more, which the shortened format does not reach
    lua_pushlstring(L, lua_tostring(L, 1), start);
    lua_replace(L, 1);
    clua_call_original(L);
    lua_settop(L, count + 1);
    lua_replace(L, 1);
}

static int format_from(lua_State *L, int status, lua_KContext context) {
    enum { FIRST = 2 };
    position at = {
        (size_t)context >> ARGUMENT_BITS,
        (int)(context & ((1 << ARGUMENT_BITS) - 1)),
    };
    size_t start;
    if (status == LUA_YIELD) {
        clua_end_to_string(L);
        lua_replace(L, at.argument);
    }
    while (find_conversion(L, &at, &start)) {
        if (at.argument > FIRST) try_before(L, start);
        if (clua_begin_to_string(L, at.argument)) {
            lua_KContext context = (lua_KContext)(at.offset << ARGUMENT_BITS) | at.argument;
            lua_callk(L, 1, 1, context, format_from);
            clua_end_to_string(L);
        }
        lua_replace(L, at.argument);
    }
    return clua_call_original(L);
}

static int format(lua_State *L) {
    if (lua_type(L, 1) != LUA_TSTRING) return clua_call_original(L);
    for (int i = lua_gettop(L); i > 1; i--) {
        int type = lua_type(L, i);
        if (type <= LUA_TSTRING && type != LUA_TLIGHTUSERDATA) continue;
        if (clua_has_metatable(L, i)) return format_from(L, LUA_OK, 1);
    }
    return clua_call_original(L);
}

static int after_operator(lua_State *L, int status, lua_KContext context) {
    (void)L;
    (void)status;
    (void)context;
    return 1;
}

// An operator of strings. Upvalues: Lua's own, the name of the event.
static int operate(lua_State *L) {
    lua_settop(L, 2);
    bool are_numbers = lua_isnumber(L, 1) && lua_isnumber(L, 2);
    const char *event = lua_tostring(L, lua_upvalueindex(2));
    if (are_numbers || lua_type(L, 2) == LUA_TSTRING || !luaL_getmetafield(L, 2, event))
        return clua_call_original(L);
    lua_insert(L, 1);
    lua_callk(L, 2, 1, 0, after_operator);
    return 1;
}

static void replace_operators(lua_State *L) {
    static const char *const events[] = {
        "__add", "__sub", "__mul", "__mod", "__pow", "__div", "__idiv",
    };
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        lua_getfield(L, -1, events[i]);
        lua_pushstring(L, events[i]);
        lua_pushcclosure(L, operate, 2);
        lua_setfield(L, -2, events[i]);
    }
    lua_pop(L, 2);
}

void clua_replace_waiting_string_functions(lua_State *L) {
    lua_getglobal(L, LUA_STRLIBNAME);
    clua_replace(L, "format", format);
    lua_pop(L, 1);
    replace_operators(L);
}
