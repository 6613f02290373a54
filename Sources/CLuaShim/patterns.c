// Lua's patterns, as the manual's section 6.4.1 describes them. A pattern is read while it is
// matched: what is wrong behind the point that a match reaches is never noticed, as in Lua.
#include "patterns.h"

#include <ctype.h>
#include <string.h>

// Steps between two looks at the interrupt.
enum { STEPS_PER_LOOK = 4096 };

// Attempts within attempts, which is what C recursion follows; Lua's own limit.
enum { DEPTH_LIMIT = 200 };

static const char *match(clua_matcher *m, const char *s, const char *p);

static inline int byte_at(const char *s) { return (unsigned char)*s; }

void clua_raise_interrupt(lua_State *L) {
    clua_interrupt(clua_state_of(L));
    luaL_error(L, "interrupted");
}

void clua_look_for_interrupt(clua_matcher *m) {
    m->steps = STEPS_PER_LOOK;
    if (clua_state_of(m->L)->interrupted) clua_raise_interrupt(m->L);
}

// Classes and sets

static bool in_class(int c, int letter) {
    int found;
    switch (tolower(letter)) {
    case 'a': found = isalpha(c); break;
    case 'c': found = iscntrl(c); break;
    case 'd': found = isdigit(c); break;
    case 'g': found = isgraph(c); break;
    case 'l': found = islower(c); break;
    case 'p': found = ispunct(c); break;
    case 's': found = isspace(c); break;
    case 'u': found = isupper(c); break;
    case 'w': found = isalnum(c); break;
    case 'x': found = isxdigit(c); break;
    case 'z': found = c == 0; break;  // not in the manual any more, but still in Lua
    default: return letter == c;
    }
    return (found != 0) != (isupper(letter) != 0);
}

// The set begins at `p` with its `[`, and `last` is its `]`.
static bool in_set(int c, const char *p, const char *last) {
    bool answer = true;
    if (*++p == '^') {
        answer = false;
        p++;
    }
    while (p < last) {
        if (*p == '%') {
            if (in_class(c, byte_at(p + 1))) return answer;
            p += 2;
        } else if (p[1] == '-' && p + 2 < last) {
            if (byte_at(p) <= c && c <= byte_at(p + 2)) return answer;
            p += 3;
        } else {
            if (byte_at(p) == c) return answer;
            p++;
        }
    }
    return !answer;
}

// Answers what follows the set whose `[` is at `p`. A `]` at its first place is a member.
static const char *set_end(clua_matcher *m, const char *p) {
    const char *begin = p++;
    if (*p == '^') p++;
    do {
        if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
        if (*p++ == '%' && p < m->pattern_end) p++;
    } while (*p != ']');
    clua_spend(m, p - begin);
    return p + 1;
}

// Answers what follows the item at `p` that stands for one byte: `x`, `.`, `%x` or `[set]`.
static inline const char *item_end(clua_matcher *m, const char *p) {
    if (*p == '[') return set_end(m, p);
    if (*p != '%') return p + 1;
    if (p + 1 == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 2;
}

static inline bool accepts(int c, const char *item, const char *end) {
    switch (*item) {
    case '.': return true;
    case '%': return in_class(c, byte_at(item + 1));
    case '[': return in_set(c, item, end - 1);
    default: return byte_at(item) == c;
    }
}

static inline bool accepts_here(clua_matcher *m, const char *s, const char *item, const char *end) {
    return s < m->subject_end && accepts(byte_at(s), item, end);
}

#define SKIP_WHILE(condition)                                   \
    for (; s < limit; s++) {                                    \
        int c = byte_at(s);                                     \
        if (!(condition)) break;                                \
    }                                                           \
    return s

// Answers the first place from `s` up to `limit` where a byte of the class is not.
static const char *skip_class(const char *s, const char *limit, int letter) {
    switch (letter) {
    case 'a': SKIP_WHILE(isalpha(c));
    case 'd': SKIP_WHILE(isdigit(c));
    case 's': SKIP_WHILE(isspace(c));
    case 'w': SKIP_WHILE(isalnum(c));
    case 'S': SKIP_WHILE(!isspace(c));
    default: SKIP_WHILE(in_class(c, letter));
    }
}

static const char *skip_item(const char *s, const char *limit, const char *item,
                             const char *end) {
    switch (*item) {
    case '.': return limit;
    case '%': return skip_class(s, limit, byte_at(item + 1));
    case '[': SKIP_WHILE(in_set(c, item, end - 1));
    default: SKIP_WHILE(c == byte_at(item));
    }
}

// Answers the end of the longest run of the item at `s`.
static const char *skip_run(clua_matcher *m, const char *s, const char *item, const char *end) {
    ptrdiff_t cost = end - item;
    ptrdiff_t most = STEPS_PER_LOOK / cost + 1;
    for (;;) {
        bool is_last = m->subject_end - s <= most;
        const char *limit = is_last ? m->subject_end : s + most;
        const char *stop = skip_item(s, limit, item, end);
        clua_spend(m, (stop - s) * cost);
        if (is_last || stop < limit) return stop;
        s = stop;
    }
}

// Repetitions. `next` is what follows the item and its suffix.

static const char *match_longest(clua_matcher *m, const char *s, const char *least,
                                 const char *next) {
    for (; s >= least; s--) {
        const char *end = match(m, s, next);
        if (end != NULL) return end;
    }
    return NULL;
}

static const char *match_shortest(clua_matcher *m, const char *s, const char *item,
                                  const char *item_end, const char *next) {
    for (;;) {
        const char *end = match(m, s, next);
        if (end != NULL) return end;
        if (!accepts_here(m, s, item, item_end)) return NULL;
        clua_spend(m, item_end - item);
        s++;
    }
}

// Captures

static const char *match_opening(clua_matcher *m, const char *s, const char *next,
                                 ptrdiff_t length) {
    if (m->capture_count == CLUA_CAPTURE_LIMIT) luaL_error(m->L, "too many captures");
    m->captures[m->capture_count++] = (clua_capture){s, length};
    const char *end = match(m, s, next);
    if (end == NULL) m->capture_count--;
    return end;
}

static const char *match_closing(clua_matcher *m, const char *s, const char *next) {
    int index = m->capture_count;
    do {
        if (index == 0) luaL_error(m->L, "invalid pattern capture");
        index--;
    } while (m->captures[index].length != CLUA_CAPTURE_OPEN);
    m->captures[index].length = s - m->captures[index].start;
    const char *end = match(m, s, next);
    if (end == NULL) m->captures[index].length = CLUA_CAPTURE_OPEN;
    return end;
}

// Answers what follows another occurrence of a capture at `s`, NULL when there is none.
static const char *skip_repeated(clua_matcher *m, const char *s, int digit) {
    int index = digit - '1';
    if (index < 0 || index >= m->capture_count || m->captures[index].length == CLUA_CAPTURE_OPEN)
        luaL_error(m->L, "invalid capture index %%%d", index + 1);
    ptrdiff_t length = m->captures[index].length;
    if (length == CLUA_CAPTURE_POSITION || m->subject_end - s < length) return NULL;
    clua_spend(m, length / 16);
    return memcmp(m->captures[index].start, s, (size_t)length) == 0 ? s + length : NULL;
}

// Answers what follows the balanced text at `s`; `p` is at the two bytes of a `%b`.
static const char *skip_balanced(clua_matcher *m, const char *s, const char *p) {
    if (m->pattern_end - p < 2)
        luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    if (s == m->subject_end || *s != p[0]) return NULL;
    ptrdiff_t open = 1;
    while (++s < m->subject_end) {
        clua_spend(m, 1);
        if (*s == p[1]) {
            if (--open == 0) return s + 1;
        } else if (*s == p[0]) {
            open++;
        }
    }
    return NULL;
}

// Answers what follows a `%f` in the pattern when its border is at `s`; `p` is at its set.
static const char *pass_frontier(clua_matcher *m, const char *s, const char *p) {
    if (*p != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
    const char *end = set_end(m, p);
    int before = s == m->subject ? 0 : byte_at(s - 1);
    int after = s == m->subject_end ? 0 : byte_at(s);
    bool is_border = !in_set(before, p, end - 1) && in_set(after, p, end - 1);
    return is_border ? end : NULL;
}

// Matches the rest `p` of the pattern at `s`, going on in place as long as there is no choice.
static const char *follow(clua_matcher *m, const char *s, const char *p) {
    while (p != m->pattern_end) {
        clua_spend(m, 1);
        switch (*p) {
        case '(':
            if (p[1] == ')') return match_opening(m, s, p + 2, CLUA_CAPTURE_POSITION);
            return match_opening(m, s, p + 1, CLUA_CAPTURE_OPEN);
        case ')': return match_closing(m, s, p + 1);
        case '$':
            if (p + 1 == m->pattern_end) return s == m->subject_end ? s : NULL;
            break;
        case '%':
            if (p[1] == 'b') {
                if ((s = skip_balanced(m, s, p + 2)) == NULL) return NULL;
                p += 4;
                continue;
            }
            if (p[1] == 'f') {
                if ((p = pass_frontier(m, s, p + 2)) == NULL) return NULL;
                continue;
            }
            if (p[1] >= '0' && p[1] <= '9') {
                if ((s = skip_repeated(m, s, p[1])) == NULL) return NULL;
                p += 2;
                continue;
            }
            break;
        }
        const char *end = item_end(m, p);
        // At the end of the pattern this is the NUL behind it.
        switch (*end) {
        case '*': return match_longest(m, skip_run(m, s, p, end), s, end + 1);
        case '+': return match_longest(m, skip_run(m, s, p, end), s + 1, end + 1);
        case '-': return match_shortest(m, s, p, end, end + 1);
        case '?':
            if (accepts_here(m, s, p, end)) {
                const char *found = match(m, s + 1, end + 1);
                if (found != NULL) return found;
            }
            p = end + 1;
            break;
        default:
            if (!accepts_here(m, s, p, end)) return NULL;
            s++;
            p = end;
        }
    }
    return s;
}

static const char *match(clua_matcher *m, const char *s, const char *p) {
    if (m->depth == 0) luaL_error(m->L, "pattern too complex");
    m->depth--;
    const char *end = follow(m, s, p);
    m->depth++;
    return end;
}

// The byte that a match must begin with, when that can be told without reading on: then a search
// may pass over every other place, where Lua would not get beyond the pattern's first item.
static int first_byte(const char *p, const char *end) {
    if (p < end && *p == '(' && p[1] != ')') p++;
    if (p == end || strchr("^$*+?.([%-)", *p) != NULL) return -1;
    return strchr("*?-", p[1]) != NULL && p + 1 < end ? -1 : byte_at(p);
}

void clua_prepare_matcher(clua_matcher *m, lua_State *L, const char *subject,
                          size_t subject_length, const char *pattern, size_t pattern_length) {
    m->L = L;
    m->subject = subject;
    m->subject_end = subject + subject_length;
    m->pattern = pattern;
    m->pattern_end = pattern + pattern_length;
    m->steps = STEPS_PER_LOOK;
    m->depth = DEPTH_LIMIT;
    m->first = first_byte(m->pattern, m->pattern_end);
    m->capture_count = 0;
}

const char *clua_search(clua_matcher *m, const char **from, bool anchored) {
    for (const char *s = *from;; s++) {
        if (m->first >= 0 && !anchored) {
            s = memchr(s, m->first, (size_t)(m->subject_end - s));
            if (s == NULL) return NULL;
        }
        m->capture_count = 0;
        const char *end = match(m, s, m->pattern);
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
