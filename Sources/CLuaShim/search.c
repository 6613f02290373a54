// Looking for the places where a pattern matches, and what its captures are then.
#include <string.h>

#include "patterns.h"

// Attempts within attempts, which is what C recursion follows; Lua's own limit.
enum { DEPTH_LIMIT = 200 };

void clua_raise_interrupt(lua_State *L) {
    clua_interrupt(clua_state_of(L));
    luaL_error(L, "interrupted");
}

void clua_look_for_interrupt(clua_matcher *m) {
    m->steps = CLUA_STEPS_PER_LOOK;
    if (clua_state_of(m->L)->interrupted) clua_raise_interrupt(m->L);
}

// Finds the item that a match must begin with, when that can be told without reading on: then a
// search may pass over every place where Lua would not get beyond it.
static void find_lead(clua_matcher *m) {
    const char *p = m->pattern;
    m->lead = NULL;
    m->first = -1;
    if (*p == '(' && p[1] != ')') p++;
    if (p == m->pattern_end || *p == '(' || *p == ')' || *p == '$') return;
    const char *end = p + 1;
    if (*p == '[') {
        end = clua_find_set_end(p, m->pattern_end);
        if (end == NULL) return;
    } else if (*p == '%') {
        if (*end == 'b' && m->pattern_end - p >= 4) m->first = clua_byte(p + 2);
        if (end == m->pattern_end || strchr("bf0123456789", *end) != NULL) return;
        end++;
    } else if (*p != '.') {
        m->first = clua_byte(p);
    }
    if (*end == '*' || *end == '?' || *end == '-') {
        m->first = -1;
    } else {
        m->lead = p;
        m->lead_end = end;
    }
}

// Answers the first place from `s` where a match may begin, NULL when there is none.
static const char *skip_to_lead(clua_matcher *m, const char *s) {
    if (m->first >= 0) return memchr(s, m->first, (size_t)(m->subject_end - s));
    if (m->lead == NULL || *m->lead == '.') return s;
    ptrdiff_t cost = m->lead_end - m->lead;
    for (; s < m->subject_end; s++) {
        clua_spend(m, cost);
        if (clua_accepts(clua_byte(s), m->lead, m->lead_end)) return s;
    }
    return NULL;
}

void clua_reuse_matcher(clua_matcher *m, lua_State *L) {
    m->L = L;
    m->steps = CLUA_STEPS_PER_LOOK;
    m->depth = DEPTH_LIMIT;
}

void clua_prepare_matcher(clua_matcher *m, lua_State *L, const char *subject,
                          size_t subject_length, const char *pattern, size_t pattern_length) {
    clua_reuse_matcher(m, L);
    m->subject = subject;
    m->subject_end = subject + subject_length;
    m->pattern = pattern;
    m->pattern_end = pattern + pattern_length;
    m->set = NULL;
    find_lead(m);
}

const char *clua_search(clua_matcher *m, const char **from, bool anchored) {
    for (const char *s = *from;; s++) {
        if (!anchored && (s = skip_to_lead(m, s)) == NULL) return NULL;
        m->capture_count = 0;
        const char *end = clua_match(m, s, m->pattern);
        if (end != NULL) {
            *from = s;
            return end;
        }
        if (anchored || s == m->subject_end) return NULL;
    }
}

const char *clua_search_after(clua_matcher *m, const char **from, const char *last,
                              bool anchored) {
    for (const char *s = *from;; s++) {
        const char *end = clua_search(m, &s, anchored);
        if (end == NULL || end != last) {
            *from = s;
            return end;
        }
        if (anchored || s == m->subject_end) return NULL;
    }
}

clua_capture clua_capture_at(clua_matcher *m, int index, const char *start, const char *end) {
    if (index >= m->capture_count) {
        if (index != 0) luaL_error(m->L, "invalid capture index %%%d", index + 1);
        return (clua_capture){start, end - start};
    }
    if (m->captures[index].length == CLUA_CAPTURE_OPEN) luaL_error(m->L, "unfinished capture");
    return m->captures[index];
}

void clua_push_capture(clua_matcher *m, int index, const char *start, const char *end) {
    clua_capture capture = clua_capture_at(m, index, start, end);
    if (capture.length == CLUA_CAPTURE_POSITION) {
        lua_pushinteger(m->L, capture.start - m->subject + 1);
    } else {
        lua_pushlstring(m->L, capture.start, (size_t)capture.length);
    }
}

int clua_push_captures(clua_matcher *m, const char *start, const char *end) {
    int count = m->capture_count == 0 && start != NULL ? 1 : m->capture_count;
    luaL_checkstack(m->L, count, "too many captures");
    for (int i = 0; i < count; i++) clua_push_capture(m, i, start, end);
    return count;
}
