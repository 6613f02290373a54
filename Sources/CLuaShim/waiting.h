#ifndef CLUA_WAITING_H
#define CLUA_WAITING_H

#include "CLuaShim.h"

// How the standard functions that call back into Lua are written, so that what they call can wait.
//
// A yield discards the C stack and enters a continuation later. Such a function is therefore one
// switch that is entered again at the call it waited in, and everything it needs afterwards lies
// in a block on the Lua stack, whose first member is the step:
//
//     static int run(lua_State *L, int status, lua_KContext context) {
//         work *s = (work *)context;
//         switch (s->step) {
//         case 0:
//             GET(1, s->position);
//             ...
//
// A local variable must not live across one of the macros, and no two stand on one line.

#pragma clang assume_nonnull begin

// Calls the function below its arguments. `s` and `run` are those of the function it stands in.
#define CALL(argument_count, result_count)                                                \
    do {                                                                                  \
        s->step = __LINE__;                                                               \
        lua_callk(L, argument_count, result_count, (lua_KContext)s, run);                 \
        /* fall through */                                                                \
    case __LINE__:;                                                                       \
    } while (0)

// Pushes table[key]; pops a value into table[key]; pushes #table.
#define GET(index, key)                            \
    do {                                           \
        if (clua_begin_get(L, index, key)) CALL(2, 1); \
    } while (0)
#define SET(index, key)                            \
    do {                                           \
        if (clua_begin_set(L, index, key)) CALL(3, 0); \
    } while (0)
#define LENGTH(index)                              \
    do {                                           \
        if (clua_begin_length(L, index)) CALL(2, 1); \
    } while (0)

// Each does what its name says without a metamethod, and answers false; or pushes a metamethod and
// its arguments, and answers true: the caller makes the call. Errors are raised by Lua's own
// functions, so that they read as ever. `index` is counted from the bottom.
bool clua_begin_get(lua_State *L, int index, lua_Integer key);
bool clua_begin_set(lua_State *L, int index, lua_Integer key);
bool clua_begin_length(lua_State *L, int index);
bool clua_begin_less(lua_State *L, int a, int b, bool *less);
bool clua_begin_equal(lua_State *L, int a, int b, bool *equal);
// Pushes __tostring and the value if there is one; otherwise the text of the value.
bool clua_begin_to_string(lua_State *L, int index);
// Checks what __tostring returned, and makes a string of it.
void clua_end_to_string(lua_State *L);

// Pops a length and answers it.
lua_Integer clua_take_length(lua_State *L);

// What a table function does to its argument, which need not be a table if its metamethods do.
enum { CLUA_READS = 1, CLUA_WRITES = 2, CLUA_MEASURES = 4 };
void clua_check_table(lua_State *L, int index, int what);

static inline bool clua_has_metatable(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return false;
    lua_pop(L, 1);
    return true;
}

// For loops that run no Lua code, in which no hook would be met.
static inline void clua_check_interrupt(lua_State *L) {
    if (clua_state_of(L)->interrupted) luaL_error(L, "interrupted");
}

// The standard function that a replacement stands for: its first upvalue. It runs in the frame of
// the replacement, so its errors name what the script called.
static inline int clua_call_original(lua_State *L) {
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

// Replaces the function `name` of the table on top; the new one has the old as its upvalue.
void clua_replace(lua_State *L, const char *name, lua_CFunction function);
void clua_replace_base_functions(lua_State *L);
void clua_replace_load(lua_State *L);
void clua_replace_table_functions(lua_State *L);
void clua_replace_sort(lua_State *L);
void clua_replace_waiting_string_functions(lua_State *L);

#pragma clang assume_nonnull end

#endif
