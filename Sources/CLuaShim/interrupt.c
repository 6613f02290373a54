// Stopping a script from outside. Nothing is armed until a signal asks for it, so a deadline that
// is not reached costs nothing.
#include "CLuaShim.h"

#include <string.h>

#include "line_counts.h"
#include "thread_sanitizer.h"

static _Thread_local clua_state *volatile watched;

static void raise_interrupt(lua_State *L, lua_Debug *frame) {
    (void)frame;
    // A coroutine that was not the one to be stopped, and runs again after the interruption.
    if (!clua_state_of(L)->interrupted) {
        lua_sethook(L, NULL, 0, 0);
        clua_arm_hooks(clua_state_of(L));
        return;
    }
    bool is_spent = clua_state_of(L)->budget_is_spent;
    luaL_error(L, is_spent ? "the instruction budget is spent" : "interrupted");
}

enum { BUDGET_PORTION = 1000 };

static void count_instructions(lua_State *L, lua_Debug *frame) {
    clua_state *state = clua_state_of(L);
    if (state->budget < 0) {
        clua_rest(L);
        return;
    }
    state->budget -= BUDGET_PORTION;
    if (state->budget >= 0) return;
    state->budget = 0;
    state->budget_is_spent = true;
    clua_interrupt(state);
    raise_interrupt(L, frame);
}

static void count(lua_State *L, lua_Debug *frame) {
    if (frame->event == LUA_HOOKLINE) {
        clua_count_line(L, frame);
    } else {
        count_instructions(L, frame);
    }
}

void clua_rest(lua_State *thread) {
    clua_state *state = clua_state_of(thread);
    int mask = state->lines == NULL ? 0 : LUA_MASKLINE;
    int portion = 0;
    if (state->budget >= 0) {
        mask |= LUA_MASKCOUNT;
        portion = state->budget < 1               ? 1
                  : state->budget < BUDGET_PORTION ? (int)state->budget
                                                   : BUDGET_PORTION;
    }
    lua_sethook(thread, mask == 0 ? NULL : count, mask, portion);
    // A signal may have come just before.
    if (state->interrupted) clua_interrupt(state);
}

void clua_set_budget(lua_State *L, long count) {
    clua_state_of(L)->budget = count;
    if (count >= 0) clua_rest(L);
}

void clua_arm_hooks(clua_state *state) {
    if (state->interrupted) {
        clua_interrupt(state);
    } else if ((state->budget >= 0 || state->lines != NULL) &&
               lua_gethook(state->running) == NULL) {
        clua_rest(state->running);
    }
}

// The hook stays armed: whatever catches the error meets it again at its next instruction.
CLUA_IN_SIGNAL_HANDLER void clua_interrupt(clua_state *state) {
    state->interrupted = 1;
    // While the state closes only finalizers run Lua code, on a thread of their own.
    if (state->is_closing && state->running == state->main) return;
    lua_sethook(state->running, raise_interrupt, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
}

void clua_end_interruption(clua_state *state) {
    state->interrupted = 0;
    state->budget_is_spent = false;
    lua_sethook(state->running, NULL, 0, 0);
    clua_arm_hooks(state);
}

void clua_watch(clua_state *state) { watched = state; }

void clua_unwatch(clua_state *state) {
    if (watched == state) watched = NULL;
}

CLUA_IN_SIGNAL_HANDLER static void on_signal(int signal_number) {
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
