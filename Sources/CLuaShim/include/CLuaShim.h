#ifndef CLUASHIM_H
#define CLUASHIM_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clua_blocks.h"
#include "clua_holdings.h"
#include "clua_image.h"
#include "clua_lines.h"
#include "clua_sandbox.h"

// The fence between Swift and Lua. Lua raises errors with longjmp, which must never cross a Swift
// frame: Swift calls only API functions that cannot raise, and everything else through the
// protected functions below; a host function returns a verdict, and C raises after the Swift frame
// has gone.

#pragma clang assume_nonnull begin

// What a host function tells the trampoline to do. Any value >= 0 is a count of results.
enum {
    CLUA_RAISE = -1,  // raise the value on top of the stack
    CLUA_YIELD = -2,  // suspend the coroutine until the scheduler resumes it
    // -3 - n: call the function below the n values on top; its results are those of the call
    CLUA_DELEGATE = -3,
};

// Takes text for the owner of a state. It cannot raise.
typedef void (*clua_text_fn)(void *_Nullable owner, const char *text, size_t length);

// What one Lua state keeps beside Lua's own. Every thread of the state points here from its extra
// space.
typedef struct clua_state {
    lua_State *main;
    void *_Nullable owner;

    // Memory. While a Swift frame is active nothing is refused: an overrun is noted and raised
    // when the frame has gone.
    size_t used, peak, limit;
    clua_blocks blocks;
    int in_host;
    // For tests. How many allocations are granted before all others are refused, negative: all;
    // and how many there were. One in how many is refused by chance, 0: none; the chance, and how
    // many were refused by it.
    long refuse_after, allocations, refused;
    uint32_t refuse_one_in;
    uint64_t chance;

    clua_holdings holdings;
    // How many userdata were made that neither hold something of Swift's nor are mere memory.
    long foreign_userdata;

    // The thread that runs Lua at this moment, for a signal that wants to stop it.
    lua_State *volatile running;
    volatile sig_atomic_t interrupted;
    volatile sig_atomic_t is_closing;

    // Instructions that may still run, in the portions that the hook counts; negative: no budget.
    long budget;
    bool budget_is_spent;

    // How often lines ran; NULL while nobody asks.
    clua_lines *_Nullable lines;

    // How many calls from Swift into Lua are under way, and where on the thread's stack the
    // outermost began.
    int depth;
    const char *_Nullable stack_base;

    // Set for the continuation of the host call being resumed: its one value is an error.
    int resume_raises;

    // Called with the error on top while the frames that led to it are still there. It may not
    // raise and leaves the stack as it was.
    void (*_Nullable on_error)(lua_State *L, void *_Nullable owner);

    // Where print and warnings go: see output.c.
    clua_text_fn _Nullable print, warn;
    char *_Nullable warning;  // the pieces so far
    size_t warning_length;
    bool warnings_are_off;
} clua_state;

lua_State *_Nullable clua_open(void *_Nullable owner);
// The same for a state of which an image is to be taken.
lua_State *_Nullable clua_open_for_image(void *_Nullable owner);
// Runs what is still to be finalized and frees what Lua holds; then the state is there for
// `clua_free` alone, which releases what Lua could not and may come back to the owner.
clua_state *clua_close(lua_State *L);
void clua_free(clua_state *state);
void clua_collect(lua_State *L);

// The extra space of a thread: the state, and in the lowest bit whether a script got hold of the
// thread.
static inline uintptr_t *clua_extra_space(lua_State *L) {
    return (uintptr_t *)lua_getextraspace(L);
}
static inline clua_state *clua_state_of(lua_State *L) {
    return (clua_state *)(*clua_extra_space(L) & ~(uintptr_t)1);
}
static inline bool clua_is_exposed(lua_State *L) { return *clua_extra_space(L) & 1; }

// Every call from Swift that may run Lua code enters, unless the two have called each other too
// deeply, and leaves.
bool clua_enter(clua_state *state);
void clua_leave(clua_state *state);
void clua_push_too_deep(lua_State *L);

// Protected calls. Each returns a Lua status; unless it is LUA_OK the error value is on the stack.
int clua_pcall(lua_State *L, int argument_count, int result_count);
// The same, with `on_error` called where the error is raised.
int clua_call_noting_errors(lua_State *L, int argument_count, int result_count);
int clua_load(lua_State *L, const char *_Nullable text, size_t size, const char *chunk_name);
// The same with what `lua_dump` made in this process of a text of the host's own.
int clua_load_own(lua_State *L, const char *bytecode, size_t size, const char *chunk_name);
int clua_open_libraries(lua_State *L);
int clua_open_original_libraries(lua_State *L);  // for comparison, in tests
int clua_get_table(lua_State *L, int index);       // key -> value
int clua_set_table(lua_State *L, int index);       // key value ->
int clua_to_string(lua_State *L, int index);       // -> string
// Replaces the key on top by up to `most` pairs and tells in `pairs` how many. Fewer than `most`
// means the end was reached.
int clua_next_pairs(lua_State *L, int index, int most, int *pairs);

// Walking a value and all that it holds. What is told of it:
typedef enum {
    // A value that holds no others.
    CLUA_ITEM_BOOLEAN,
    CLUA_ITEM_INTEGER,
    CLUA_ITEM_NUMBER,
    CLUA_ITEM_STRING,
    CLUA_ITEM_MARKER,
    CLUA_ITEM_OTHER,
    // A table with the keys 1 to n or none, before and after its elements.
    CLUA_ITEM_LIST,
    CLUA_ITEM_LIST_END,
    // A table whose keys are strings, before and after its members.
    CLUA_ITEM_RECORD,
    CLUA_ITEM_RECORD_END,
    // A table at which the walk ends: its keys are of other kinds, or have gaps, `count` being the
    // first one missing; it lies in itself or in too many others; it does not fit on the stack.
    CLUA_ITEM_MIXED,
    CLUA_ITEM_SPARSE,
    CLUA_ITEM_CYCLE,
    CLUA_ITEM_TOO_DEEP,
    CLUA_ITEM_TOO_LARGE,
} clua_item_kind;

enum { CLUA_WALK_DEPTH = 64 };

typedef struct clua_item {
    clua_item_kind kind;
    int type;   // of the Lua value
    int index;  // where it lies on the stack
    int depth;  // in how many tables
    const struct clua_item *_Nullable parent;
    // In a record, the name; in a list, the position.
    const char *_Nullable name;
    size_t name_length;
    lua_Integer position;
    union {
        lua_Integer integer;
        lua_Number number;
        const char *text;
        void *_Nullable pointer;
        int boolean;
    } value;
    size_t length;      // of the text
    lua_Integer count;  // of what the table held, at its end
    bool is_list;       // by its metatable
} clua_item;

// Takes one item; false ends the walk. Whatever the item points to may be used until it returns.
typedef bool (*clua_visit_fn)(void *context, const clua_item *item);

// Walks the value at `index`, tables without metamethods, and members by the byte order of their
// names. A table with the metatable at `list_metatable` is a list even when it is empty.
int clua_walk(lua_State *L, int index, int list_metatable, clua_visit_fn visit, void *context);

// Pushes the name under which a loaded module holds the function on top, such as `string.rep`;
// nothing and 0 when none does. Runs no Lua code.
int clua_push_global_name(lua_State *L);

// Runs a coroutine until it ends, yields or fails. `raises`: the one argument is an error that the
// pending host call raises.
int clua_resume(lua_State *thread, int argument_count, bool raises, int *result_count);
// Runs the pending to-be-closed variables of a dead or suspended coroutine and clears its stack.
int clua_reset_thread(lua_State *thread);
// Whether a coroutine that yielded did so in a host function, and not by coroutine.yield: then a
// marker lies on top of its stack, which `clua_clear_suspension` takes off before a resume.
bool clua_is_host_suspension(lua_State *thread);
void clua_clear_suspension(lua_State *thread);

// Functions and objects.
void clua_push_host(lua_State *L, clua_host_fn fn, void *context, clua_release_fn release);
// The same as a bare block, for the tables of getters and setters.
void clua_push_accessor(lua_State *L, clua_host_fn fn, void *context, clua_release_fn release);
void clua_new_object(lua_State *L, const void *type, uintptr_t name, void *object,
                     clua_release_fn release);
static inline void *_Nullable clua_to_object(lua_State *L, int index, const void *type) {
    clua_object *block = (clua_object *)lua_touserdata(L, index);
    if (block == NULL || lua_rawlen(L, index) != sizeof(clua_object) || block->type != type)
        return NULL;
    return block->object;
}
// Whether there is an object at `index`, not closed, of a class that has the name.
static inline bool clua_is_object_named(lua_State *L, int index, uintptr_t name) {
    clua_object *block = (clua_object *)lua_touserdata(L, index);
    return block != NULL && lua_rawlen(L, index) == sizeof(clua_object) && block->name == name &&
           block->object != NULL;
}
// Whether there is an object at `index` that is closed.
bool clua_is_closed_object(lua_State *L, int index);
// The object at `index` whatever its class; NULL when it is none of ours, or closed.
void *_Nullable clua_to_any_object(lua_State *L, int index);
// Takes the object that `clua_to_object` found, for the caller to release; it is closed then.
void *clua_take_object(lua_State *L, int index);
// Releases what was given up. Swift code runs.
void clua_release(clua_state *state, clua_holding held);
// Pushes the metamethods of a class. Upvalues of index: methods, getters, the host function for
// unknown names; of newindex: setters, the host function for unknown names.
void clua_push_index(lua_State *L);
void clua_push_newindex(lua_State *L);
void clua_push_release(lua_State *L);

// Replaces coroutine.resume, wrap and close by forms through which a host suspension passes and in
// which an interrupt finds the thread that runs; and xpcall by one that an interrupt passes.
void clua_replace_coroutine_functions(lua_State *L);
void clua_replace_xpcall(lua_State *L);

// Replaces setmetatable by a form in which an interrupt ends what __gc runs.
void clua_guard_finalizers(lua_State *L);
// Makes the table or nil at 2 the metatable of the value at 1, in the same way. May raise.
void clua_set_guarded_metatable(lua_State *L);

// Replaces the standard functions that call back into Lua from C by forms in which what they call
// can wait.
void clua_replace_standard_functions(lua_State *L);

// Output. NULL: print writes to standard output, and warnings are dropped. `text` is valid for the
// call only; that of a line comes without its end.
void clua_set_print(lua_State *L, clua_text_fn _Nullable print);
void clua_set_warn(lua_State *L, clua_text_fn _Nullable warn);
// Hands text to Swift, with Lua inactive.
void clua_tell(clua_state *state, clua_text_fn fn, const char *text, size_t length);
// Raises what a Swift frame left to be raised: the memory limit passed, an interrupt.
void clua_settle(lua_State *L);

// Replaces pairs by one whose order does not depend on the state's random seed.
int clua_use_ordered_pairs(lua_State *L);

// Replaces string.find, match, gmatch, gsub and rep by forms that an interrupt ends, and in which
// the functions and tables of gsub may suspend.
void clua_replace_string_functions(lua_State *L);
// Pushes Lua's own string library beside the one in use. Answers a Lua status.
int clua_push_standard_string_functions(lua_State *L);

// Interruption. `clua_watch` names the state that a signal sent to this thread stops.
void clua_watch(clua_state *state);
void clua_unwatch(clua_state *state);
int clua_install_interrupt_signal(int signal_number);
void clua_interrupt(clua_state *state);
void clua_end_interruption(clua_state *state);
// Arms on the thread that runs from now on what is due: the interrupt, or what is counted.
void clua_arm_hooks(clua_state *state);
// Arms on a thread what is counted while nothing stops it: instructions of the budget, and lines.
void clua_rest(lua_State *thread);
// Counts instructions from now on, on this thread and those made from it; about `count` may run.
void clua_set_budget(lua_State *L, long count);

// Pushes memory that the collector frees, and that gets no metatable. May raise.
static inline void *clua_new_memory(lua_State *L, size_t size) {
    void *memory = lua_newuserdatauv(L, size, 0);
    clua_state_of(L)->foreign_userdata--;
    return memory;
}

static inline int clua_registry_index(void) { return LUA_REGISTRYINDEX; }
static inline int clua_multiple_results(void) { return LUA_MULTRET; }

#pragma clang assume_nonnull end

#endif
