// require with continuations, so that a module may wait for the host while it is loaded, and with
// a memory of what is being loaded, so that cycles are told.
#include "CLuaShim.h"

enum { LONGEST_NAME = 255 };

// Where things lie in the frame of require.
enum { NAME = 1, LOADED, LOADING, MARK, SEARCHERS, LOOKED, ORIGIN };

// A module that is being loaded: a userdata that only the frame of its require holds, with the
// name as its user value. Closing it, however the frame ends, forgets the module.
typedef struct {
    lua_State *thread;
    lua_Integer order;
} loading_mark;

static char loading_key, mark_metatable_key;

static int forget_loading(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &loading_key);
    lua_getiuservalue(L, 1, 1);
    lua_pushvalue(L, -1);
    lua_rawget(L, -3);
    if (lua_rawequal(L, -1, 1)) {
        lua_pop(L, 1);
        lua_pushnil(L);
        lua_rawset(L, -3);
    }
    return 0;
}

// Pushes the mark of the module and enters it into the table of those being loaded.
static void push_mark(lua_State *L) {
    loading_mark *mark = lua_newuserdatauv(L, sizeof *mark, 1);
    mark->thread = L;
    lua_rawgeti(L, LOADING, 1);
    mark->order = lua_tointeger(L, -1) + 1;
    lua_pop(L, 1);
    lua_pushinteger(L, mark->order);
    lua_rawseti(L, LOADING, 1);
    lua_pushvalue(L, NAME);
    lua_setiuservalue(L, MARK, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &mark_metatable_key);
    lua_setmetatable(L, MARK);
    lua_toclose(L, MARK);
    lua_pushvalue(L, NAME);
    lua_pushvalue(L, MARK);
    lua_rawset(L, LOADING);
}

// A thread that failed keeps its frames until it is closed, but goes on no more.
static loading_mark *find_mark(lua_State *L) {
    lua_settop(L, LOADING);
    lua_pushvalue(L, NAME);
    if (lua_rawget(L, LOADING) != LUA_TUSERDATA) return NULL;
    loading_mark *mark = lua_touserdata(L, -1);
    int status = lua_status(mark->thread);
    return status == LUA_OK || status == LUA_YIELD ? mark : NULL;
}

static bool is_active(lua_State *thread) {
    lua_Debug frame;
    return lua_status(thread) == LUA_OK && lua_getstack(thread, 0, &frame);
}

// Appends the name of the module whose loading began next after `order`, by a thread that is
// active: all active threads wait for each other, so these are the links of one chain.
static lua_Integer append_link(lua_State *L, lua_Integer order) {
    lua_Integer next = 0;
    lua_pushnil(L);
    while (lua_next(L, LOADING)) {
        loading_mark *mark = lua_touserdata(L, -1);
        lua_pop(L, 1);
        if (mark == NULL || mark->order <= order || !is_active(mark->thread)) continue;
        if (next != 0 && mark->order >= next) continue;
        next = mark->order;
        lua_pushvalue(L, -1);
        lua_replace(L, MARK);
    }
    if (next == 0) return 0;
    lua_pushliteral(L, " -> ");
    lua_pushvalue(L, MARK);
    lua_concat(L, 3);
    return next;
}

static int refuse_second_load(lua_State *L, loading_mark *mark) {
    if (!is_active(mark->thread)) {
        return luaL_error(L, "module '%s' is being loaded by a coroutine that waits",
                          lua_tostring(L, NAME));
    }
    lua_pushvalue(L, NAME);
    lua_Integer order = mark->order;
    while (order != 0) order = append_link(L, order);
    return luaL_error(L, "module '%s' is required while it is being loaded: %s -> %s",
                      lua_tostring(L, NAME), lua_tostring(L, -1), lua_tostring(L, NAME));
}

static int after_loader(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    lua_pushvalue(L, NAME);
    if (!lua_isnil(L, -2)) {
        lua_pushvalue(L, -2);
        lua_rawset(L, LOADED);
    } else if (lua_rawget(L, LOADED) == LUA_TNIL) {
        lua_pushvalue(L, NAME);
        lua_pushboolean(L, 1);
        lua_rawset(L, LOADED);
    }
    lua_settop(L, ORIGIN);
    lua_pushvalue(L, NAME);
    lua_rawget(L, LOADED);
    lua_pushvalue(L, ORIGIN);
    return 2;
}

// Looks at the answer of a searcher, the two values on top: a loader and its origin, or where it
// looked.
static bool has_found(lua_State *L) {
    if (lua_isfunction(L, -2)) {
        lua_insert(L, -2);
        return true;
    }
    lua_pop(L, 1);
    if (lua_isstring(L, -1)) {
        lua_pushliteral(L, "\n\t");
        lua_insert(L, -2);
        lua_concat(L, 3);
    } else {
        lua_pop(L, 1);
    }
    return false;
}

static int run_loader(lua_State *L) {
    lua_pushvalue(L, NAME);
    lua_pushvalue(L, ORIGIN);
    lua_callk(L, 2, 1, 0, after_loader);
    return after_loader(L, LUA_OK, 0);
}

static int search(lua_State *L, lua_Integer place);

static int after_searcher(lua_State *L, int status, lua_KContext place) {
    (void)status;
    return has_found(L) ? run_loader(L) : search(L, (lua_Integer)place + 1);
}

// Joined here and not by luaL_error, since a name may hold zeros.
static int raise_not_found(lua_State *L) {
    luaL_where(L, 1);
    lua_pushliteral(L, "module '");
    lua_pushvalue(L, NAME);
    lua_pushliteral(L, "' not found:");
    lua_pushvalue(L, LOOKED);
    lua_concat(L, 5);
    return lua_error(L);
}

static int search(lua_State *L, lua_Integer place) {
    for (;; place++) {
        if (lua_rawgeti(L, SEARCHERS, place) == LUA_TNIL) return raise_not_found(L);
        lua_pushvalue(L, NAME);
        lua_callk(L, 1, 2, (lua_KContext)place, after_searcher);
        if (has_found(L)) return run_loader(L);
    }
}

// Upvalue: the table whose field `searchers` holds the searchers.
static int require(lua_State *L) {
    size_t length;
    luaL_checklstring(L, NAME, &length);
    if (length > LONGEST_NAME) {
        return luaL_error(L, "the name of a module is too long (%I bytes, at most %d)",
                          (lua_Integer)length, LONGEST_NAME);
    }
    lua_settop(L, NAME);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushvalue(L, NAME);
    lua_rawget(L, LOADED);
    if (lua_toboolean(L, -1)) return 1;
    lua_settop(L, LOADED);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &loading_key);
    if (find_mark(L) != NULL) {
        // The frame may be gone without having closed its mark, for want of memory.
        lua_settop(L, LOADING);
        lua_gc(L, LUA_GCCOLLECT, 0);
        loading_mark *mark = find_mark(L);
        if (mark != NULL) return refuse_second_load(L, mark);
    }
    lua_settop(L, LOADING);
    push_mark(L);
    lua_pushliteral(L, "searchers");
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TTABLE)
        return luaL_error(L, "'package.searchers' must be a table");
    lua_pushliteral(L, "");
    return search(L, 1);
}

static int search_preload(lua_State *L) {
    lua_settop(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, 2) == LUA_TNIL) {
        lua_pushliteral(L, "no field package.preload['");
        lua_pushvalue(L, 1);
        lua_pushliteral(L, "']");
        lua_concat(L, 3);
        return 1;
    }
    lua_pushliteral(L, ":preload:");
    return 2;
}

// The files of package.path. Upvalues: the package table, package.searchpath.
static int search_path(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_pushvalue(L, 1);
    if (lua_getfield(L, lua_upvalueindex(1), "path") != LUA_TSTRING)
        return luaL_error(L, "'package.path' must be a string");
    lua_call(L, 2, 2);
    if (lua_isnil(L, -2)) return 1;
    lua_pop(L, 1);
    const char *file = lua_tostring(L, -1);
    if (luaL_loadfilex(L, file, "t") != LUA_OK) {
        return luaL_error(L, "error loading module '%s' from file '%s':\n\t%s", name, file,
                          lua_tostring(L, -1));
    }
    lua_insert(L, -2);
    return 2;
}

// The host's searcher, the level.
static int install_require(lua_State *L) {
    lua_Integer level = lua_tointeger(L, 2);
    lua_createtable(L, 0, 4);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "v");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &loading_key);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, forget_loading);
    lua_setfield(L, -2, "__close");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &mark_metatable_key);
    if (level == CLUA_FULL) {
        luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
        lua_getfield(L, -1, LUA_LOADLIBNAME);
    } else {
        lua_createtable(L, 0, 1);
    }
    lua_createtable(L, 3, 0);
    lua_pushcfunction(L, search_preload);
    lua_rawseti(L, -2, 1);
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 2);
    if (level == CLUA_FULL) {
        lua_pushvalue(L, -2);
        lua_getfield(L, -1, "searchpath");
        lua_pushcclosure(L, search_path, 2);
        lua_rawseti(L, -2, 3);
    }
    lua_setfield(L, -2, "searchers");
    lua_pushcclosure(L, require, 1);
    lua_setglobal(L, "require");
    return 0;
}

int clua_install_require(lua_State *L, clua_sandbox level) {
    lua_pushcfunction(L, install_require);
    lua_insert(L, -2);
    lua_pushinteger(L, level);
    return clua_pcall(L, 2, 0);
}
