// Lua's patterns, as the manual's section 6.4.1 describes them. A pattern is read while it is
// matched: what is wrong behind the point that a match reaches is never noticed, as in Lua.
#include "patterns.h"

#include <ctype.h>
#include <string.h>

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
            if (in_class(c, clua_byte(p + 1))) return answer;
            p += 2;
        } else if (p[1] == '-' && p + 2 < last) {
            if (clua_byte(p) <= c && c <= clua_byte(p + 2)) return answer;
            p += 3;
        } else {
            if (clua_byte(p) == c) return answer;
            p++;
        }
    }
    return !answer;
}

// Answers what follows the set whose `[` is at `p`, NULL when its `]` is missing. A `]` at the first
// place is a member.
const char *clua_find_set_end(const char *p, const char *pattern_end) {
    if (*++p == '^') p++;
    do {
        if (p == pattern_end) return NULL;
        if (*p++ == '%' && p < pattern_end) p++;
    } while (*p != ']');
    return p + 1;
}

static const char *set_end(clua_matcher *m, const char *p) {
    if (p != m->set) {
        const char *end = clua_find_set_end(p, m->pattern_end);
        if (end == NULL) luaL_error(m->L, "malformed pattern (missing ']')");
        m->set = p;
        m->set_end = end;
    }
    clua_spend(m, m->set_end - m->set);
    return m->set_end;
}

// Answers what follows the item at `p` that stands for one byte: `x`, `.`, `%x` or `[set]`.
static inline const char *item_end(clua_matcher *m, const char *p) {
    if (*p == '[') return set_end(m, p);
    if (*p != '%') return p + 1;
    if (p + 1 == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 2;
}

bool clua_accepts(int c, const char *item, const char *end) {
    switch (*item) {
    case '.': return true;
    case '%': return in_class(c, clua_byte(item + 1));
    case '[': return in_set(c, item, end - 1);
    default: return clua_byte(item) == c;
    }
}

static inline bool accepts_here(clua_matcher *m, const char *s, const char *item, const char *end) {
    return s < m->subject_end && clua_accepts(clua_byte(s), item, end);
}

#define SKIP_WHILE(condition)                                   \
    for (; s < limit; s++) {                                    \
        int c = clua_byte(s);                                     \
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
    case '%': return skip_class(s, limit, clua_byte(item + 1));
    case '[': SKIP_WHILE(in_set(c, item, end - 1));
    default: SKIP_WHILE(c == clua_byte(item));
    }
}

// Answers the end of the longest run of the item at `s`.
static const char *skip_run(clua_matcher *m, const char *s, const char *item, const char *end) {
    ptrdiff_t cost = end - item;
    ptrdiff_t most = CLUA_STEPS_PER_LOOK / cost + 1;
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
        const char *end = clua_match(m, s, next);
        if (end != NULL) return end;
    }
    return NULL;
}

static const char *match_shortest(clua_matcher *m, const char *s, const char *item,
                                  const char *item_end, const char *next) {
    for (;;) {
        const char *end = clua_match(m, s, next);
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
    const char *end = clua_match(m, s, next);
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
    const char *end = clua_match(m, s, next);
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
    int before = s == m->subject ? 0 : clua_byte(s - 1);
    int after = s == m->subject_end ? 0 : clua_byte(s);
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
        char suffix = *end;  // at the end of the pattern, the NUL behind it
        if (!accepts_here(m, s, p, end)) {
            // None is enough: that is no choice, so it takes no depth.
            if (suffix != '*' && suffix != '?' && suffix != '-') return NULL;
            p = end + 1;
            continue;
        }
        switch (suffix) {
        case '*': return match_longest(m, skip_run(m, s + 1, p, end), s, end + 1);
        case '+': return match_longest(m, skip_run(m, s + 1, p, end), s + 1, end + 1);
        case '-': return match_shortest(m, s, p, end, end + 1);
        case '?': {
            const char *found = clua_match(m, s + 1, end + 1);
            if (found != NULL) return found;
            p = end + 1;
            break;
        }
        default:
            s++;
            p = end;
        }
    }
    return s;
}

const char *clua_match(clua_matcher *m, const char *s, const char *p) {
    if (m->depth == 0) luaL_error(m->L, "pattern too complex");
    m->depth--;
    const char *end = follow(m, s, p);
    m->depth++;
    return end;
}
