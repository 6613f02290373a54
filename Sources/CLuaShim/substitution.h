#ifndef CLUASHIM_SUBSTITUTION_H
#define CLUASHIM_SUBSTITUTION_H

#include "CLuaShim.h"

// string.gsub, in which a replacement function or an __index method may wait.
int clua_gsub(lua_State *L);

#endif
