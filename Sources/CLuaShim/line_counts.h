// What counts lines, for the C of this target alone: Swift would take `lua_Debug` for a type of it.
#ifndef LINE_COUNTS_H
#define LINE_COUNTS_H

#include "CLuaShim.h"

#pragma clang assume_nonnull begin

// The hook of a line.
void clua_count_line(lua_State *L, lua_Debug *frame);

// Marks the lines at which a dumped function, or one in it, has code. None are what stands at the
// end of a block or function because Lua put it there. False when the dump is not understood, or
// without memory.
bool clua_mark_lines(clua_chunk *chunk, const uint8_t *dump, size_t size);

#pragma clang assume_nonnull end

#endif
