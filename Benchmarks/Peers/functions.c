// The counterparts of the host function and the class that the rows declare in Swift.
#include <lauxlib.h>
#include <lua.h>
#include <string.h>

static int increment(lua_State *L) {
    lua_pushinteger(L, luaL_checkinteger(L, 1) + 1);
    return 1;
}

typedef struct {
    const char *type;
    lua_Integer value;
} counter;

static const char counter_type;

// The check that our objects make, which is faster than luaL_checkudata.
static counter *check_counter(lua_State *L, int index) {
    counter *self = lua_touserdata(L, index);
    if (self == NULL || lua_rawlen(L, index) != sizeof *self || self->type != &counter_type) {
        luaL_typeerror(L, index, "counter");
    }
    return self;
}

static int counter_add(lua_State *L) {
    counter *self = check_counter(L, 1);
    self->value += luaL_checkinteger(L, 2);
    lua_pushinteger(L, self->value);
    return 1;
}

static int counter_value(lua_State *L) {
    lua_pushinteger(L, check_counter(L, 1)->value);
    return 1;
}

// A class with methods and fields: methods are found first, then a getter is called in place.
static int counter_index(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_pop(L, 1);
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(2));
    lua_CFunction getter = lua_tocfunction(L, -1);
    if (getter == NULL) return luaL_error(L, "counter has no field '%s'", lua_tostring(L, 2));
    lua_settop(L, 1);
    return getter(L);
}

void peer_register_functions(lua_State *L) {
    static const luaL_Reg methods[] = {{"add", counter_add}, {NULL, NULL}};
    static const luaL_Reg getters[] = {{"value", counter_value}, {NULL, NULL}};
    lua_register(L, "increment", increment);
    counter *self = lua_newuserdatauv(L, sizeof *self, 0);
    self->type = &counter_type;
    self->value = 0;
    luaL_newmetatable(L, "counter");
    luaL_newlib(L, methods);
    luaL_newlib(L, getters);
    lua_pushcclosure(L, counter_index, 2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_setglobal(L, "counter");
}
