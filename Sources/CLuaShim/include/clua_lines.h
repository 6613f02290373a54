// How often each line of a chunk ran. Chunks are those that have the name of a file, "@flow.lua";
// each gets its place when the first line of its main function runs.
#ifndef CLUA_LINES_H
#define CLUA_LINES_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct clua_chunk {
    char *_Nullable name;  // with its mark, and without a zero at its end
    size_t name_length;
    const char *_Nullable source;  // where Lua keeps the name, or kept it
    // By line, from 0 to below `line_count`: whether there is code, and how often it ran.
    size_t line_count;
    bool *_Nullable has_code;
    uint64_t *_Nullable hits;
} clua_chunk;

typedef struct clua_lines {
    clua_chunk *_Nullable chunks;
    size_t count, capacity;
    size_t last;  // where the last line was found
    int paused;   // chunks that begin now get no place
} clua_lines;

// Counts from now on, in every thread of the state. False when there is no memory.
bool clua_count_lines(lua_State *L);
// Finds at which lines the Lua function on top of the stack, or one in it, has code, for an empty
// chunk that has to be freed after. False when there is no memory.
bool clua_find_lines(lua_State *L, clua_chunk *chunk);
void clua_free_chunk(clua_chunk *chunk);
void clua_free_lines(clua_lines *_Nullable lines);

#pragma clang assume_nonnull end

#endif
