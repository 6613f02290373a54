// Counts how often each line of a chunk runs. All of it is C and memory of its own: nothing of Lua's
// is allocated in the hook, and no Swift code runs.
#include "line_counts.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    uint8_t *bytes;
    size_t size, capacity;
} dump;

static int write_dump(lua_State *L, const void *piece, size_t size, void *context) {
    (void)L;
    dump *text = context;
    if (text->size + size > text->capacity) {
        size_t capacity = 2 * text->capacity + size + 1024;
        uint8_t *grown = realloc(text->bytes, capacity);
        if (grown == NULL) return 1;
        text->bytes = grown;
        text->capacity = capacity;
    }
    memcpy(text->bytes + text->size, piece, size);
    text->size += size;
    return 0;
}

void clua_free_chunk(clua_chunk *chunk) {
    free(chunk->name);
    free(chunk->has_code);
    free(chunk->hits);
}

bool clua_find_lines(lua_State *L, clua_chunk *chunk) {
    dump text = {NULL, 0, 0};
    bool is_known = lua_dump(L, write_dump, &text, 0) == 0 &&
                    clua_mark_lines(chunk, text.bytes, text.size);
    free(text.bytes);
    return is_known;
}

// Gives a place to the chunk whose main function runs.
static clua_chunk *add(lua_State *L, clua_lines *lines, lua_Debug *frame) {
    if (lines->count == lines->capacity) {
        size_t capacity = 2 * lines->capacity + 8;
        clua_chunk *grown = realloc(lines->chunks, capacity * sizeof *grown);
        if (grown == NULL) return NULL;
        lines->chunks = grown;
        lines->capacity = capacity;
    }
    clua_chunk chunk = {malloc(frame->srclen), frame->srclen, frame->source, 0, NULL, NULL};
    if (chunk.name == NULL) return NULL;
    memcpy(chunk.name, frame->source, frame->srclen);
    // A hook has room for twenty values on the stack.
    lua_getinfo(L, "f", frame);
    bool is_known = clua_find_lines(L, &chunk);
    lua_pop(L, 1);
    if (!is_known) {
        clua_free_chunk(&chunk);
        return NULL;
    }
    lines->last = lines->count;
    lines->chunks[lines->count++] = chunk;
    return &lines->chunks[lines->last];
}

// Addresses alone do not tell: that of a name which Lua has freed may be another's now.
static bool has_name(const clua_chunk *chunk, const lua_Debug *frame) {
    return chunk->name_length == frame->srclen &&
           memcmp(chunk->name, frame->source, frame->srclen) == 0;
}

static clua_chunk *find(clua_lines *lines, const lua_Debug *frame) {
    if (lines->count == 0) return NULL;
    clua_chunk *last = &lines->chunks[lines->last];
    if (last->source == frame->source && has_name(last, frame)) return last;
    for (size_t place = 0; place < lines->count; place++) {
        clua_chunk *chunk = &lines->chunks[place];
        if (!has_name(chunk, frame)) continue;
        chunk->source = frame->source;
        lines->last = place;
        return chunk;
    }
    return NULL;
}

void clua_count_line(lua_State *L, lua_Debug *frame) {
    clua_lines *lines = clua_state_of(L)->lines;
    if (lines == NULL) return;
    lua_getinfo(L, "S", frame);
    if (*frame->source != '@') return;
    clua_chunk *chunk = find(lines, frame);
    // Whatever runs of a chunk, its main function ran before.
    if (chunk == NULL && *frame->what == 'm' && lines->paused == 0) chunk = add(L, lines, frame);
    if (chunk == NULL) return;
    size_t line = (size_t)frame->currentline;
    if (line < chunk->line_count) chunk->hits[line]++;
}

bool clua_count_lines(lua_State *L) {
    clua_state *state = clua_state_of(L);
    if (state->lines == NULL) state->lines = calloc(1, sizeof *state->lines);
    if (state->lines == NULL) return false;
    // Other threads get the hook before they run next, and new ones from those that make them.
    clua_rest(state->main);
    if (state->running != state->main) clua_rest(state->running);
    return true;
}

void clua_free_lines(clua_lines *lines) {
    if (lines == NULL) return;
    for (size_t place = 0; place < lines->count; place++) clua_free_chunk(&lines->chunks[place]);
    free(lines->chunks);
    free(lines);
}
