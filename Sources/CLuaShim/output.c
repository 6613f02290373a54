// Where print and warnings go: to the host, in whole lines and whole messages.
#include "CLuaShim.h"

#include <stdlib.h>
#include <string.h>

void clua_tell(clua_state *state, clua_text_fn fn, const char *text, size_t length) {
    int in_host = state->in_host;
    state->in_host = 1;
    fn(state->owner, text, length);
    state->in_host = in_host;
}

void clua_set_print(lua_State *L, clua_text_fn print) { clua_state_of(L)->print = print; }

// A message of one piece that begins with '@' speaks to the receiver; it knows two.
static bool obey(clua_state *state, const char *piece, int continues) {
    if (continues || state->warning_length > 0 || *piece != '@') return false;
    if (strcmp(piece, "@off") == 0) state->warnings_are_off = true;
    if (strcmp(piece, "@on") == 0) state->warnings_are_off = false;
    return true;
}

// May be called in the middle of a collection, so it leaves Lua alone, and cannot raise: a piece
// that memory does not suffice for is left out.
static void take_piece(void *context, const char *piece, int continues) {
    clua_state *state = context;
    if (obey(state, piece, continues)) return;
    size_t length = strlen(piece);
    if (!state->warnings_are_off && length > 0) {
        char *grown = realloc(state->warning, state->warning_length + length);
        if (grown != NULL) {
            memcpy(grown + state->warning_length, piece, length);
            state->warning = grown;
            state->warning_length += length;
        }
    }
    if (continues) return;
    // The receiver may cause warnings of its own: they begin anew.
    char *text = state->warning;
    length = state->warning_length;
    state->warning = NULL;
    state->warning_length = 0;
    if (state->warn != NULL && !state->warnings_are_off)
        clua_tell(state, state->warn, text == NULL ? "" : text, length);
    free(text);
}

void clua_set_warn(lua_State *L, clua_text_fn warn) {
    clua_state *state = clua_state_of(L);
    state->warn = warn;
    lua_setwarnf(L, warn == NULL ? NULL : take_piece, state);
}

static int open_original_libraries(lua_State *L) {
    luaL_openlibs(L);
    return 0;
}

int clua_open_original_libraries(lua_State *L) {
    lua_pushcfunction(L, open_original_libraries);
    return clua_pcall(L, 0, 0);
}
