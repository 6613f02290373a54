// Stopping a script from outside. Nothing is armed until a signal asks for it, so a deadline that
// is not reached costs nothing.
#include "CLuaShim.h"

#include <string.h>

static _Thread_local clua_state *volatile watched;

static void raise_interrupt(lua_State *L, lua_Debug *frame) {
    (void)frame;
    luaL_error(L, "interrupted");
}

// The hook stays armed: whatever catches the error meets it again at its next instruction.
void clua_interrupt(clua_state *state) {
    state->interrupted = 1;
    lua_sethook(state->running, raise_interrupt, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
}

void clua_watch(clua_state *state) { watched = state; }

static void on_signal(int signal_number) {
    (void)signal_number;
    clua_state *state = watched;
    if (state != NULL) clua_interrupt(state);
}

int clua_install_interrupt_signal(int signal_number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    if (sigaction(signal_number, &action, NULL) != 0) return -1;
    // Threads of a pool start with every signal blocked.
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, signal_number);
    return pthread_sigmask(SIG_UNBLOCK, &own, NULL);
}
