#include "BenchmarkPeers.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdlib.h>

void peer_register_functions(lua_State *L);

struct peer {
    lua_State *L;
    int function;
};

peer *peer_open(void) {
    peer *made = malloc(sizeof *made);
    if (made == NULL) abort();
    made->L = luaL_newstate();
    if (made->L == NULL) abort();
    luaL_openlibs(made->L);
    peer_register_functions(made->L);
    made->function = LUA_NOREF;
    return made;
}

void peer_close(peer *peer) {
    lua_close(peer->L);
    free(peer);
}

void peer_set_text(peer *peer, const char *name, const char *text, size_t size) {
    lua_pushlstring(peer->L, text, size);
    lua_setglobal(peer->L, name);
}

bool peer_load(peer *peer, const char *chunk) {
    lua_State *L = peer->L;
    if (luaL_loadstring(L, chunk) != LUA_OK || lua_pcall(L, 0, 1, 0) != LUA_OK) return false;
    peer->function = luaL_ref(L, LUA_REGISTRYINDEX);
    return true;
}

bool peer_run(peer *peer, long times) {
    lua_State *L = peer->L;
    lua_rawgeti(L, LUA_REGISTRYINDEX, peer->function);
    lua_pushinteger(L, times);
    return lua_pcall(L, 1, 0, 0) == LUA_OK;
}

const char *peer_error(peer *peer) {
    const char *text = lua_tostring(peer->L, -1);
    return text == NULL ? "an error that is no string" : text;
}

void peer_open_and_close(void) {
    lua_State *L = luaL_newstate();
    if (L == NULL) abort();
    luaL_openlibs(L);
    lua_close(L);
}
