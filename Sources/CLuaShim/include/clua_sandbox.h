// What the sandbox levels change in Lua's own libraries, and require.
#ifndef CLUA_SANDBOX_H
#define CLUA_SANDBOX_H

#include <lua.h>

#pragma clang assume_nonnull begin

typedef enum {
    CLUA_PURE,    // computes, and touches nothing outside the state
    CLUA_SCRIPT,  // requires what the host gives, tells the time, writes to the standard streams
    CLUA_FULL,    // Lua's own libraries, without what breaks the fence
} clua_sandbox;

// Puts the altered functions of a level in the place of Lua's own. A protected call.
int clua_apply_sandbox(lua_State *L, clua_sandbox level);
// Replaces the functions of the debug library, which lies on top, that could break the fence. May
// raise.
void clua_restrict_debug(lua_State *L);

// Installs require. The host's searcher is on top and is taken. A protected call.
int clua_install_require(lua_State *L, clua_sandbox level);

#pragma clang assume_nonnull end

#endif
