// Walking a value and all that it holds, in one protected call that tells a Swift function of each
// value and goes on when that has returned. The order does not differ from run to run.
#include "CLuaShim.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    lua_State *L;
    clua_state *state;
    clua_visit_fn visit;
    void *context;
} walk;

// Where the protected function finds its two arguments.
enum { VALUE = 1, LIST_METATABLE = 2 };

static bool tell(walk *walk, clua_item *item, clua_item_kind kind) {
    item->kind = kind;
    walk->state->in_host = 1;
    bool goes_on = walk->visit(walk->context, item);
    walk->state->in_host = 0;
    return goes_on;
}

static bool walk_table(walk *walk, clua_item *item);

// Walks the value at stack index item->index.
static bool walk_value(walk *walk, clua_item *item) {
    lua_State *L = walk->L;
    switch (item->type = lua_type(L, item->index)) {
    case LUA_TSTRING:
        item->value.text = lua_tolstring(L, item->index, &item->length);
        return tell(walk, item, CLUA_ITEM_STRING);
    case LUA_TNUMBER:
        if (lua_isinteger(L, item->index)) {
            item->value.integer = lua_tointeger(L, item->index);
            return tell(walk, item, CLUA_ITEM_INTEGER);
        }
        item->value.number = lua_tonumber(L, item->index);
        return tell(walk, item, CLUA_ITEM_NUMBER);
    case LUA_TBOOLEAN:
        item->value.boolean = lua_toboolean(L, item->index);
        return tell(walk, item, CLUA_ITEM_BOOLEAN);
    case LUA_TLIGHTUSERDATA:
        item->value.pointer = lua_touserdata(L, item->index);
        return tell(walk, item, CLUA_ITEM_MARKER);
    case LUA_TTABLE: return walk_table(walk, item);
    default: return tell(walk, item, CLUA_ITEM_OTHER);
    }
}

typedef struct {
    const char *name;
    size_t length;
    int index;
} member;

static int compare(const void *left, const void *right) {
    const member *a = left, *b = right;
    size_t common = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->name, b->name, common);
    if (order != 0) return order;
    return (a->length > b->length) - (a->length < b->length);
}

enum { FEW = 32 };

static void sort(member *members, int count) {
    if (count > FEW) {
        qsort(members, (size_t)count, sizeof *members, compare);
        return;
    }
    for (int i = 1; i < count; i++) {
        member moved = members[i];
        int at = i;
        for (; at > 0 && compare(&members[at - 1], &moved) > 0; at--) members[at] = members[at - 1];
        members[at] = moved;
    }
}

// Lays all pairs of the table on the stack, above the first key and value, which lie there already.
// They keep the names alive, and are walked as they were read whatever becomes of the table.
// Answers their number, or -1 after telling of a problem.
static int push_pairs(walk *walk, clua_item *table) {
    lua_State *L = walk->L;
    int count = 0;
    do {
        if (lua_type(L, -2) != LUA_TSTRING) {
            tell(walk, table, CLUA_ITEM_MIXED);
            return -1;
        }
        if (count % FEW == 0 && !lua_checkstack(L, 2 * FEW + LUA_MINSTACK)) {
            tell(walk, table, CLUA_ITEM_TOO_LARGE);
            return -1;
        }
        count++;
        lua_pushvalue(L, -2);
    } while (lua_next(L, table->index));
    return count;
}

static bool walk_record(walk *walk, clua_item *table) {
    lua_State *L = walk->L;
    int first = lua_gettop(L) - 1;
    int count = push_pairs(walk, table);
    if (count < 0) return false;
    member few[FEW];
    member *members = few;
    if (count > FEW) members = clua_new_memory(L, (size_t)count * sizeof *members);
    for (int i = 0; i < count; i++) {
        members[i].index = first + 2 * i + 1;
        members[i].name = lua_tolstring(L, first + 2 * i, &members[i].length);
    }
    sort(members, count);
    if (!tell(walk, table, CLUA_ITEM_RECORD)) return false;
    clua_item item = {.parent = table, .depth = table->depth + 1};
    for (int i = 0; i < count; i++) {
        item.name = members[i].name;
        item.name_length = members[i].length;
        item.index = members[i].index;
        if (!walk_value(walk, &item)) return false;
    }
    table->count = count;
    return tell(walk, table, CLUA_ITEM_RECORD_END);
}

// Whether the keys are 1 to n, and n. The first key and value lie on the stack.
static bool count_elements(walk *walk, clua_item *table) {
    lua_State *L = walk->L;
    lua_Integer largest = 0;
    table->count = 0;
    do {
        lua_Integer key = lua_isinteger(L, -2) ? lua_tointeger(L, -2) : 0;
        if (key < 1) {
            tell(walk, table, CLUA_ITEM_MIXED);
            return false;
        }
        table->count++;
        if (key > largest) largest = key;
        lua_pop(L, 1);
    } while (lua_next(L, table->index));
    if (largest == table->count) return true;
    table->count = 1;
    while (lua_rawgeti(L, table->index, table->count) != LUA_TNIL) {
        table->count++;
        lua_pop(L, 1);
    }
    tell(walk, table, CLUA_ITEM_SPARSE);
    return false;
}

static bool walk_list(walk *walk, clua_item *table) {
    lua_State *L = walk->L;
    if (!count_elements(walk, table) || !tell(walk, table, CLUA_ITEM_LIST)) return false;
    clua_item item = {.parent = table, .depth = table->depth + 1};
    item.index = lua_gettop(L) + 1;
    for (item.position = 1; item.position <= table->count; item.position++) {
        lua_rawgeti(L, table->index, item.position);
        if (!walk_value(walk, &item)) return false;
        lua_settop(L, item.index - 1);
    }
    return tell(walk, table, CLUA_ITEM_LIST_END);
}

static bool walk_empty(walk *walk, clua_item *table) {
    table->count = 0;
    return table->is_list
        ? tell(walk, table, CLUA_ITEM_LIST) && tell(walk, table, CLUA_ITEM_LIST_END)
        : tell(walk, table, CLUA_ITEM_RECORD) && tell(walk, table, CLUA_ITEM_RECORD_END);
}

static bool is_inside(const clua_item *item, const void *identity) {
    for (; item != NULL; item = item->parent) {
        if (item->value.pointer == identity) return true;
    }
    return false;
}

static bool walk_table(walk *walk, clua_item *item) {
    lua_State *L = walk->L;
    item->value.pointer = (void *)lua_topointer(L, item->index);
    if (is_inside(item->parent, item->value.pointer)) return tell(walk, item, CLUA_ITEM_CYCLE);
    if (item->depth == CLUA_WALK_DEPTH) return tell(walk, item, CLUA_ITEM_TOO_DEEP);
    int top = lua_gettop(L);
    if (!lua_checkstack(L, LUA_MINSTACK)) return tell(walk, item, CLUA_ITEM_TOO_LARGE);
    item->is_list = false;
    if (lua_getmetatable(L, item->index)) {
        item->is_list = lua_rawequal(L, -1, LIST_METATABLE);
        lua_pop(L, 1);
    }
    lua_pushnil(L);
    bool goes_on;
    if (!lua_next(L, item->index)) {
        goes_on = walk_empty(walk, item);
    } else if (item->is_list || lua_type(L, -2) == LUA_TNUMBER) {
        goes_on = walk_list(walk, item);
    } else {
        goes_on = walk_record(walk, item);
    }
    lua_settop(L, top);
    return goes_on;
}

static int walk_arguments(lua_State *L) {
    walk *walk = lua_touserdata(L, 3);
    clua_item item = {.index = VALUE};
    walk_value(walk, &item);
    return 0;
}

int clua_walk(lua_State *L, int index, int list_metatable, clua_visit_fn visit, void *context) {
    walk walk = {L, clua_state_of(L), visit, context};
    index = lua_absindex(L, index);
    list_metatable = lua_absindex(L, list_metatable);
    lua_pushcfunction(L, walk_arguments);
    lua_pushvalue(L, index);
    lua_pushvalue(L, list_metatable);
    lua_pushlightuserdata(L, &walk);
    return clua_pcall(L, 3, 0);
}
