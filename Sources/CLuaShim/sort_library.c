// table.sort in a form in which the comparison can wait: the quicksort of Lua's own, step by step,
// so that what a table holds after a comparison failed or made no sense is the same as ever. Like
// Lua's own it takes about n * n / 4 comparisons at worst, which only a comparison that is made for
// it brings about; an interrupt ends it.
#include "waiting.h"

#include <limits.h>

typedef struct {
    unsigned lo, up, random;
} interval;

typedef struct {
    int step;
    bool has_function, less;
    unsigned lo, up;      // sorts elements lo to up
    unsigned random;      // 0 while the middle serves as pivot
    unsigned p, i, j;
    // The larger halves, which wait until the smaller ones are sorted: never more than the size
    // can be halved.
    int depth;
    interval pending[sizeof(unsigned) * CHAR_BIT];
} sorting;

enum { FUNCTION = 2 };

// Compares two values near the top; tells whether a call must be made for it.
static bool begin_compare(lua_State *L, sorting *s, int a, int b) {
    if (!s->has_function) {
        clua_check_interrupt(L);
        return clua_begin_less(L, a, b, &s->less);
    }
    lua_pushvalue(L, FUNCTION);
    lua_pushvalue(L, a - 1);
    lua_pushvalue(L, b - 2);
    return true;
}

static void take_answer(lua_State *L, sorting *s) {
    s->less = lua_toboolean(L, -1);
    lua_pop(L, 1);
}

#define COMPARE(a, b)                      \
    do {                                   \
        if (begin_compare(L, s, a, b)) {   \
            CALL(2, 1);                    \
            take_answer(L, s);             \
        }                                  \
    } while (0)

static unsigned choose_pivot(const sorting *s) {
    enum { LARGE = 100 };
    if (s->up - s->lo < LARGE || s->random == 0) return s->lo + (s->up - s->lo) / 2;
    unsigned quarter = (s->up - s->lo) / 4;
    return s->random % (quarter * 2) + s->lo + quarter;
}

// Goes on with the smaller part beside the pivot, and leaves the larger one for later. Where the
// parts differ too much, pivots are chosen at random: always the same, for the same array.
static void divide(sorting *s) {
    interval lower = {s->lo, s->p - 1, s->random}, upper = {s->p + 1, s->up, s->random};
    bool lower_first = s->p - s->lo < s->up - s->p;
    interval smaller = lower_first ? lower : upper, larger = lower_first ? upper : lower;
    unsigned count = lower_first ? s->p - s->lo : s->up - s->p;
    if ((larger.up - larger.lo) / 128 > count) {
        larger.random = larger.random * 1664525u + 1013904223u;
    }
    s->pending[s->depth++] = larger;
    s->lo = smaller.lo;
    s->up = smaller.up;
}

static bool next_interval(sorting *s) {
    while (s->lo >= s->up) {
        if (s->depth == 0) return false;
        interval next = s->pending[--s->depth];
        s->lo = next.lo;
        s->up = next.up;
        s->random = next.random;
    }
    return true;
}

// Whether the interval, now in order, holds `count` elements; then it is done with.
static bool has_ended(sorting *s, unsigned count) {
    if (s->up - s->lo + 1 != count) return false;
    s->lo = s->up;
    return true;
}

static int refuse_order(lua_State *L) {
    return luaL_error(L, "invalid order function for sorting");
}

static int run(lua_State *L, int status, lua_KContext context) {
    sorting *s = (sorting *)context;
    (void)status;
    switch (s->step) {
    case 0:
        while (next_interval(s)) {
            GET(1, s->lo);
            GET(1, s->up);
            COMPARE(-1, -2);
            if (s->less) {
                SET(1, s->lo);
                SET(1, s->up);
            } else {
                lua_pop(L, 2);
            }
            if (has_ended(s, 2)) continue;
            s->p = choose_pivot(s);
            GET(1, s->p);
            GET(1, s->lo);
            COMPARE(-2, -1);
            if (s->less) {
                SET(1, s->p);
                SET(1, s->lo);
            } else {
                lua_pop(L, 1);
                GET(1, s->up);
                COMPARE(-1, -2);
                if (s->less) {
                    SET(1, s->p);
                    SET(1, s->up);
                } else {
                    lua_pop(L, 2);
                }
            }
            if (has_ended(s, 3)) continue;
            // The pivot stays on the stack, and in the last place but one.
            GET(1, s->p);
            lua_pushvalue(L, -1);
            GET(1, s->up - 1);
            SET(1, s->p);
            SET(1, s->up - 1);
            s->i = s->lo;
            for (s->j = s->up - 1;;) {
                for (;;) {
                    GET(1, ++s->i);
                    COMPARE(-1, -2);
                    if (!s->less) break;
                    if (s->i == s->up - 1) return refuse_order(L);
                    lua_pop(L, 1);
                }
                for (;;) {
                    GET(1, --s->j);
                    COMPARE(-3, -1);
                    if (!s->less) break;
                    if (s->j < s->i) return refuse_order(L);
                    lua_pop(L, 1);
                }
                if (s->j < s->i) break;
                SET(1, s->i);
                SET(1, s->j);
            }
            lua_pop(L, 1);
            SET(1, s->up - 1);
            SET(1, s->i);
            s->p = s->i;
            divide(s);
        }
    }
    return 0;
}

// Whether Lua's own sort can do it: numbers alone or strings alone, which need no metamethods, and
// so little of them that it is soon done, for no hook stops it.
static bool is_plain(lua_State *L, lua_Integer count) {
    enum { FEW = 1 << 20, FEW_BYTES = 1 << 24 };
    if (count > FEW) return false;
    size_t bytes = 0;
    int first = LUA_TNONE;
    for (lua_Integer i = 1; i <= count; i++) {
        int type = lua_rawgeti(L, 1, i);
        if (i == 1) first = type;
        if (type == LUA_TSTRING) bytes += lua_rawlen(L, -1);
        lua_pop(L, 1);
        if (type != first || (type != LUA_TNUMBER && type != LUA_TSTRING)) return false;
    }
    return bytes <= FEW_BYTES;
}

static int check_length(lua_State *L, lua_Integer length) {
    if (length < 2) return 0;
    luaL_argcheck(L, length < INT_MAX, 1, "array too big");
    if (!lua_isnoneornil(L, FUNCTION)) luaL_checktype(L, FUNCTION, LUA_TFUNCTION);
    lua_settop(L, FUNCTION);
    sorting *s = clua_new_memory(L, sizeof *s);
    s->step = 0;
    s->has_function = !lua_isnil(L, FUNCTION);
    s->depth = 0;
    s->lo = 1;
    s->up = (unsigned)length;
    s->random = 0;
    return run(L, LUA_OK, (lua_KContext)s);
}

static int after_length(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    return check_length(L, clua_take_length(L));
}

static int sort(lua_State *L) {
    clua_check_table(L, 1, CLUA_READS | CLUA_WRITES | CLUA_MEASURES);
    if (!clua_has_metatable(L, 1)) {
        lua_Integer length = (lua_Integer)lua_rawlen(L, 1);
        if (lua_isnoneornil(L, FUNCTION) && is_plain(L, length)) return clua_call_original(L);
        return check_length(L, length);
    }
    if (clua_begin_length(L, 1)) lua_callk(L, 2, 1, 0, after_length);
    return after_length(L, LUA_OK, 0);
}

void clua_replace_sort(lua_State *L) {
    lua_getglobal(L, LUA_TABLIBNAME);
    clua_replace(L, "sort", sort);
    lua_pop(L, 1);
}
