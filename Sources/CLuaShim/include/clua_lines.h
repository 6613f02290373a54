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
    char *name;  // with its mark, and without a zero at its end
    size_t name_length;
    const char *source;  // where Lua keeps the name, or kept it
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
// The hook of a line.
void clua_count_line(lua_State *L, lua_Debug *frame);
void clua_free_lines(clua_lines *_Nullable lines);

// Marks the lines at which a dumped function, or one in it, has code. The return that Lua adds at
// the end of a function is none, nor is that there a function is made. False when the dump is not
// understood, or without memory.
bool clua_mark_lines(clua_chunk *chunk, const uint8_t *dump, size_t size);

#pragma clang assume_nonnull end

#endif
