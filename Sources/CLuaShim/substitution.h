#ifndef CLUASHIM_SUBSTITUTION_H
#define CLUASHIM_SUBSTITUTION_H

#include "CLuaShim.h"

// Pushes string.gsub, in which a replacement function or an __index method may wait.
void clua_push_gsub(lua_State *L);

#endif
