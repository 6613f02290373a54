// The names of functions in tracebacks: what a loaded module calls them.
#include "CLuaShim.h"

#include <string.h>

// Looks for the function at `function` among the fields of the table on top; leaves the key on top
// when it is there.
static bool find_field(lua_State *L, int function) {
    int table = lua_gettop(L);
    lua_pushnil(L);
    // The keys come from the walk itself, so lua_next has nothing to raise.
    while (lua_next(L, table) != 0) {
        bool found = lua_type(L, -2) == LUA_TSTRING && lua_rawequal(L, -1, function);
        lua_pop(L, 1);
        if (found) return true;
    }
    return false;
}

int clua_push_global_name(lua_State *L) {
    int function = lua_gettop(L);
    if (!lua_checkstack(L, 8)) return 0;
    lua_pushstring(L, LUA_LOADED_TABLE);
    if (lua_rawget(L, LUA_REGISTRYINDEX) != LUA_TTABLE) {
        lua_settop(L, function);
        return 0;
    }
    int loaded = lua_gettop(L);
    const char *best = NULL;
    const char *best_module = NULL;
    lua_pushnil(L);
    while (lua_next(L, loaded) != 0) {
        if (lua_type(L, -2) == LUA_TSTRING && lua_istable(L, -1) && find_field(L, function)) {
            // Keys of tables that are still there stay where they are. The first name in the
            // order of letters is taken, since the order of the walk is random.
            const char *module = lua_tostring(L, -3);
            if (best == NULL || strcmp(module, best_module) < 0) {
                best_module = module;
                best = lua_tostring(L, -1);
            }
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    if (best == NULL) {
        lua_settop(L, function);
        return 0;
    }
    if (strcmp(best_module, LUA_GNAME) == 0)
        lua_pushstring(L, best);
    else
        lua_pushfstring(L, "%s.%s", best_module, best);
    lua_replace(L, function + 1);
    lua_settop(L, function + 1);
    return 1;
}
