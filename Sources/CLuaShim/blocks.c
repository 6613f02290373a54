// Small blocks of memory for one state; see clua_blocks.h.
#include "clua_blocks.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct clua_block {
    clua_block *next;
};

struct clua_block_chunk {
    clua_block_chunk *next;
    size_t padding;  // so that what follows is aligned for anything
};

enum { FIRST_CHUNK = 16 * 1024, LARGEST_CHUNK = 64 * 1024 };

static bool is_small(size_t size) { return size != 0 && size <= CLUA_LARGEST_BLOCK; }

static size_t class_of(size_t size) { return (size - 1) / CLUA_BLOCK_GRAIN; }

static bool add_chunk(clua_blocks *blocks) {
    size_t size = blocks->chunk_size == 0 ? FIRST_CHUNK : blocks->chunk_size;
    clua_block_chunk *chunk = malloc(size);
    if (chunk == NULL) return false;
    // What is left of the chunk before is smaller than the largest block, and given up.
    chunk->next = blocks->chunks;
    blocks->chunks = chunk;
    blocks->next = (char *)(chunk + 1);
    blocks->end = (char *)chunk + size;
    blocks->chunk_size = size < LARGEST_CHUNK ? size * 2 : size;
    return true;
}

static void *take(clua_blocks *blocks, size_t size) {
    size_t class = class_of(size);
    clua_block *block = blocks->free[class];
    if (block != NULL) {
        blocks->free[class] = block->next;
        return block;
    }
    size_t rounded = (class + 1) * CLUA_BLOCK_GRAIN;
    bool has_room = blocks->next != NULL && (size_t)(blocks->end - blocks->next) >= rounded;
    if (!has_room && !add_chunk(blocks)) return NULL;
    void *taken = blocks->next;
    blocks->next += rounded;
    return taken;
}

static void give(clua_blocks *blocks, void *block, size_t size) {
    clua_block *given = block;
    given->next = blocks->free[class_of(size)];
    blocks->free[class_of(size)] = given;
}

void *clua_resize_block(clua_blocks *blocks, void *block, size_t old_size, size_t new_size) {
    bool was_small = block != NULL && is_small(old_size);
    if (new_size == 0) {
        if (was_small) {
            give(blocks, block, old_size);
        } else {
            free(block);
        }
        return NULL;
    }
    if (block == NULL) return is_small(new_size) ? take(blocks, new_size) : malloc(new_size);
    bool is_small_now = is_small(new_size);
    if (!was_small && !is_small_now) {
        void *grown = realloc(block, new_size);
        return grown == NULL && new_size <= old_size ? block : grown;
    }
    if (was_small && is_small_now && class_of(old_size) == class_of(new_size)) return block;
    void *moved = is_small_now ? take(blocks, new_size) : malloc(new_size);
    if (moved == NULL) {
        // A block that should shrink stays: what is larger than its list says does no harm there.
        return new_size <= old_size ? block : NULL;
    }
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    if (was_small) {
        give(blocks, block, old_size);
    } else {
        free(block);
    }
    return moved;
}

void clua_free_blocks(clua_blocks *blocks) {
    clua_block_chunk *chunk = blocks->chunks;
    while (chunk != NULL) {
        clua_block_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    memset(blocks, 0, sizeof *blocks);
}
