// Blocks of memory for one state; see clua_blocks.h.
#include "clua_blocks.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct clua_block {
    clua_block *next;
};

struct clua_block_chunk {
    clua_block_chunk *next;
    size_t padding;  // so that what follows is aligned for anything
};

// What lies before a large block, of a state of which an image is taken.
struct clua_large_block {
    clua_large_block *next;
    clua_large_block *previous;
};

enum { FIRST_CHUNK = 16 * 1024, LARGEST_CHUNK = 64 * 1024, REGION = 1024 * 1024 };

static size_t class_of(size_t size) { return (size - 1) / CLUA_BLOCK_GRAIN; }

static size_t rounded(size_t size) { return (class_of(size) + 1) * CLUA_BLOCK_GRAIN; }

static bool is_small(const clua_blocks *blocks, size_t size) {
    // What lies in a region is not malloc's in any case.
    size_t largest = blocks->region == NULL ? (size_t)CLUA_LARGEST_BLOCK
                                            : (size_t)(CLUA_BLOCK_CLASSES * CLUA_BLOCK_GRAIN);
    return size != 0 && size <= largest;
}

static bool has_room(const clua_blocks *blocks, size_t size) {
    return blocks->next != NULL && (size_t)(blocks->end - blocks->next) >= size;
}

static void *cut(clua_blocks *blocks, size_t size) {
    void *taken = blocks->next;
    blocks->next += rounded(size);
    return taken;
}

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

static void *take_small(clua_blocks *blocks, size_t size) {
    clua_block *block = blocks->free[class_of(size)];
    if (block != NULL) {
        blocks->free[class_of(size)] = block->next;
        return block;
    }
    if (!has_room(blocks, rounded(size)) && !add_chunk(blocks)) return NULL;
    return cut(blocks, size);
}

static void give_small(clua_blocks *blocks, void *block, size_t size) {
    clua_block *given = block;
    given->next = blocks->free[class_of(size)];
    blocks->free[class_of(size)] = given;
}

static bool is_in_region(const clua_blocks *blocks, const void *block) {
    return (uintptr_t)block - (uintptr_t)blocks->region < blocks->region_size;
}

static void *link_large(clua_blocks *blocks, clua_large_block *large) {
    large->previous = NULL;
    large->next = blocks->large;
    if (large->next != NULL) large->next->previous = large;
    blocks->large = large;
    return large + 1;
}

static clua_large_block *unlink_large(clua_blocks *blocks, void *block) {
    clua_large_block *large = (clua_large_block *)block - 1;
    if (large->next != NULL) large->next->previous = large->previous;
    if (large->previous != NULL) {
        large->previous->next = large->next;
    } else {
        blocks->large = large->next;
    }
    return large;
}

static void *take_large(clua_blocks *blocks, size_t size) {
    if (blocks->region == NULL) return malloc(size);
    if (!blocks->is_frozen && size < REGION && has_room(blocks, rounded(size)))
        return cut(blocks, size);
    if (size > SIZE_MAX - sizeof(clua_large_block)) return NULL;
    clua_large_block *large = malloc(sizeof *large + size);
    return large == NULL ? NULL : link_large(blocks, large);
}

static void give_large(clua_blocks *blocks, void *block) {
    if (blocks->region == NULL) {
        free(block);
    } else if (!is_in_region(blocks, block)) {
        free(unlink_large(blocks, block));
    }
}

static void *take(clua_blocks *blocks, size_t size) {
    return is_small(blocks, size) ? take_small(blocks, size) : take_large(blocks, size);
}

static void give(clua_blocks *blocks, void *block, size_t size) {
    if (is_small(blocks, size)) {
        give_small(blocks, block, size);
    } else {
        give_large(blocks, block);
    }
}

static void *move(clua_blocks *blocks, void *block, size_t old_size, size_t new_size) {
    void *moved = take(blocks, new_size);
    if (moved == NULL) return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    give(blocks, block, old_size);
    return moved;
}

static void *resize_large(clua_blocks *blocks, void *block, size_t old_size, size_t new_size) {
    if (blocks->region == NULL) return realloc(block, new_size);
    if (is_in_region(blocks, block)) return move(blocks, block, old_size, new_size);
    if (new_size > SIZE_MAX - sizeof(clua_large_block)) return NULL;
    clua_large_block *large = unlink_large(blocks, block);
    clua_large_block *grown = realloc(large, sizeof *large + new_size);
    link_large(blocks, grown == NULL ? large : grown);
    return grown == NULL ? NULL : grown + 1;
}

void *clua_resize_block(clua_blocks *blocks, void *block, size_t old_size, size_t new_size) {
    if (new_size == 0) {
        if (block != NULL) give(blocks, block, old_size);
        return NULL;
    }
    if (block == NULL) return take(blocks, new_size);
    bool was_small = is_small(blocks, old_size), is_small_now = is_small(blocks, new_size);
    if (was_small && is_small_now && class_of(old_size) == class_of(new_size)) return block;
    void *resized = was_small || is_small_now ? move(blocks, block, old_size, new_size)
                                              : resize_large(blocks, block, old_size, new_size);
    // A block that should shrink stays: what is larger than its list says does no harm there.
    return resized == NULL && new_size <= old_size ? block : resized;
}

bool clua_prepare_region(clua_blocks *blocks) {
    blocks->region = malloc(REGION);
    if (blocks->region == NULL) return false;
    blocks->region_size = REGION;
    blocks->next = blocks->region;
    blocks->end = blocks->region + REGION;
    return true;
}

void clua_free_outside_region(clua_blocks *blocks) {
    while (blocks->chunks != NULL) {
        clua_block_chunk *chunk = blocks->chunks;
        blocks->chunks = chunk->next;
        free(chunk);
    }
    while (blocks->large != NULL) {
        clua_large_block *large = blocks->large;
        blocks->large = large->next;
        free(large);
    }
}

void clua_free_blocks(clua_blocks *blocks) {
    clua_free_outside_region(blocks);
    free(blocks->region);
    memset(blocks, 0, sizeof *blocks);
}
