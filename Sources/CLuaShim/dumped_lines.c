// Finds the lines that hold code. Lua tells them of a function that is there, and functions that
// were never made are not; but all of them are in the dump of a main function, which has the form
// that ldump.c of Lua 5.4 writes.
#include "line_counts.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    clua_chunk *chunk;
    const uint8_t *at, *end;
    bool is_broken;
} reader;

static const uint8_t *take(reader *in, size_t size) {
    if (in->is_broken || (size_t)(in->end - in->at) < size) {
        in->is_broken = true;
        return NULL;
    }
    const uint8_t *taken = in->at;
    in->at += size;
    return taken;
}

static uint8_t take_byte(reader *in) {
    const uint8_t *byte = take(in, 1);
    return byte == NULL ? 0 : *byte;
}

// Seven bits a byte, the highest first; the last byte has its highest bit set.
static size_t take_size(reader *in) {
    size_t size = 0;
    for (int count = 0; count < 10 && !in->is_broken; count++) {
        uint8_t byte = take_byte(in);
        size = size << 7 | (byte & 0x7f);
        if (byte & 0x80) return size;
    }
    in->is_broken = true;
    return 0;
}

static void skip_string(reader *in) {
    size_t size = take_size(in);
    if (size > 0) take(in, size - 1);
}

static void skip_constants(reader *in) {
    for (size_t count = take_size(in); count > 0 && !in->is_broken; count--) {
        switch (take_byte(in)) {
        case 0x03: take(in, sizeof(lua_Integer)); break;
        case 0x13: take(in, sizeof(lua_Number)); break;
        case 0x04: case 0x14: skip_string(in); break;
        case 0x00: case 0x01: case 0x11: break;  // nil, false, true
        default: in->is_broken = true;
        }
    }
}

static void mark(reader *in, size_t line) {
    enum { MOST_LINES = 1 << 26 };
    clua_chunk *chunk = in->chunk;
    if (line >= MOST_LINES) {
        in->is_broken = true;
        return;
    }
    if (line >= chunk->line_count) {
        size_t count = line + line / 2 + 64;
        bool *has_code = realloc(chunk->has_code, count * sizeof *has_code);
        if (has_code != NULL) chunk->has_code = has_code;
        uint64_t *hits = realloc(chunk->hits, count * sizeof *hits);
        if (hits != NULL) chunk->hits = hits;
        if (has_code == NULL || hits == NULL) {
            in->is_broken = true;
            return;
        }
        size_t added = count - chunk->line_count;
        memset(has_code + chunk->line_count, 0, added * sizeof *has_code);
        memset(hits + chunk->line_count, 0, added * sizeof *hits);
        chunk->line_count = count;
    }
    chunk->has_code[line] = true;
}

// No hook sees the instruction that prepares variable arguments. Those that make a function, or close
// the variables of a loop, lie at its `end`, where nobody looks for them; and a loop that is always
// left by `return` closes nothing.
static bool is_of_its_line(const uint8_t *code) {
    enum { CLOSE = 54, CLOSURE = 79, VARARGPREP = 81 };
    uint32_t instruction;
    memcpy(&instruction, code, sizeof instruction);
    uint32_t operation = instruction & 0x7f;
    return operation != CLOSE && operation != CLOSURE && operation != VARARGPREP;
}

// Each instruction says how many lines it lies after the one before, or that a list tells its line.
static void mark_instructions(reader *in, size_t line, const uint8_t *code, size_t code_count) {
    enum { IS_LISTED = 0x80 };
    size_t count = take_size(in);
    const uint8_t *steps = take(in, count);
    if (count != code_count) in->is_broken = true;
    size_t listed = take_size(in);
    for (size_t place = 0; place < count && !in->is_broken; place++) {
        if (steps[place] == IS_LISTED) {
            if (listed == 0 || take_size(in) != place) in->is_broken = true;
            listed--;
            line = take_size(in);
        } else {
            line += (size_t)(ptrdiff_t)(int8_t)steps[place];
        }
        // The last instruction of every function is the return that Lua adds.
        if (place + 1 < count && is_of_its_line(code + 4 * place)) mark(in, line);
    }
    if (listed != 0) in->is_broken = true;
}

static void mark_function(reader *in) {
    skip_string(in);
    size_t first_line = take_size(in);
    take_size(in);
    take(in, 3);
    size_t code_count = take_size(in);
    if (code_count > (size_t)(in->end - in->at) / 4) in->is_broken = true;
    const uint8_t *code = take(in, 4 * code_count);
    skip_constants(in);
    size_t upvalues = take_size(in);
    if (upvalues > 255) in->is_broken = true;
    take(in, 3 * upvalues);
    for (size_t count = take_size(in); count > 0 && !in->is_broken; count--) mark_function(in);
    mark_instructions(in, first_line, code, code_count);
    for (size_t count = take_size(in); count > 0 && !in->is_broken; count--) {
        skip_string(in);
        take_size(in);
        take_size(in);
    }
    for (size_t count = take_size(in); count > 0 && !in->is_broken; count--) skip_string(in);
}

bool clua_mark_lines(clua_chunk *chunk, const uint8_t *dump, size_t size) {
    static const uint8_t head[] = {0x1b, 'L', 'u', 'a', 0x54, 0, 0x19, 0x93, '\r', '\n', 0x1a, '\n',
                                   4, sizeof(lua_Integer), sizeof(lua_Number)};
    reader in = {chunk, dump, dump + size, false};
    const uint8_t *found = take(&in, sizeof head);
    if (found == NULL || memcmp(found, head, sizeof head) != 0) return false;
    take(&in, sizeof(lua_Integer) + sizeof(lua_Number));
    take_byte(&in);
    mark_function(&in);
    return !in.is_broken && in.at == in.end;
}
