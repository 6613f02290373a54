#ifndef CLUASHIM_PATTERNS_H
#define CLUASHIM_PATTERNS_H

#include "CLuaShim.h"

// The matcher of Lua's patterns. It counts its steps and looks at the interrupt now and then, so a
// pattern that would try for years ends when the state is interrupted.

enum {
    CLUA_STEPS_PER_LOOK = 4096,  // at the interrupt
    CLUA_CAPTURE_LIMIT = 32,
    CLUA_CAPTURE_OPEN = -1,      // as a length: its `)` was not reached yet
    CLUA_CAPTURE_POSITION = -2,  // as a length: `()`
};

typedef struct clua_capture {
    const char *start;
    ptrdiff_t length;
} clua_capture;

// Both texts are Lua strings, so that a NUL follows each; whoever matches keeps them on a stack.
typedef struct clua_matcher {
    lua_State *L;
    const char *subject, *subject_end, *pattern, *pattern_end;
    ptrdiff_t steps;  // left until the next look at the interrupt
    int depth;        // nested attempts that are left
    const char *lead, *lead_end;  // the item that every match begins with; NULL when not known
    int first;                    // its byte, when there is but one; otherwise -1
    const char *set, *set_end;  // the set that was read last
    int capture_count;
    clua_capture captures[CLUA_CAPTURE_LIMIT];
} clua_matcher;

static inline bool clua_is_special(char c) {
    switch (c) {
    case '^': case '$': case '*': case '+': case '?': case '.': case '(': case '[': case '%':
    case '-': return true;
    default: return false;
    }
}

void clua_prepare_matcher(clua_matcher *matcher, lua_State *L, const char *subject,
                          size_t subject_length, const char *pattern, size_t pattern_length);

// Makes a prepared matcher ready for another search, on any coroutine.
void clua_reuse_matcher(clua_matcher *matcher, lua_State *L);

// Matches at `*from`, or unless `anchored` at the first place after it where a match is. Answers
// the match's end and leaves its beginning in `*from`; NULL when there is none.
const char *clua_search(clua_matcher *matcher, const char **from, bool anchored);
// The same, passing over a match that ends at `last`: it would be an empty one behind the match
// before, or that match again.
const char *clua_search_after(clua_matcher *matcher, const char **from,
                              const char *last, bool anchored);

void clua_raise_interrupt(lua_State *L);
// Counts work and raises the interrupt when it is due.
void clua_look_for_interrupt(clua_matcher *matcher);
static inline void clua_spend(clua_matcher *matcher, ptrdiff_t steps) {
    matcher->steps -= steps;
    if (matcher->steps < 0) clua_look_for_interrupt(matcher);
}

// Answers the capture at `index` from 0; the whole match when the pattern has no captures and
// `index` is 0. Raises for one that is not there or has no end.
clua_capture clua_capture_at(clua_matcher *matcher, int index, const char *start, const char *end);
// Pushes one capture, or all of them and answers their number. A NULL `start` leaves the whole
// match out.
void clua_push_capture(clua_matcher *matcher, int index, const char *start, const char *end);
int clua_push_captures(clua_matcher *matcher, const char *start, const char *end);

// What the search takes from the matcher.

static inline int clua_byte(const char *s) { return (unsigned char)*s; }
// Answers the end of a match of the pattern from `p` on that begins at `s`, NULL when there is none.
const char *clua_match(clua_matcher *matcher, const char *s, const char *p);
// Answers what follows the set whose `[` is at `p`, NULL when its `]` is missing.
const char *clua_find_set_end(const char *p, const char *pattern_end);
// Whether a byte is one that the item `x`, `.`, `%x` or `[set]` stands for.
bool clua_accepts(int c, const char *item, const char *end);

#endif
