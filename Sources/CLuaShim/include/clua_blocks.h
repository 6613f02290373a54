// Blocks of memory for one state.
#ifndef CLUA_BLOCKS_H
#define CLUA_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

enum {
    CLUA_BLOCK_GRAIN = 16,
    CLUA_BLOCK_CLASSES = 512 / CLUA_BLOCK_GRAIN,
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    // Sanitizers watch each block that malloc gives.
    CLUA_LARGEST_BLOCK = 0,
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    CLUA_LARGEST_BLOCK = 0,
#else
    CLUA_LARGEST_BLOCK = 512,
#endif
#else
    CLUA_LARGEST_BLOCK = 512,
#endif
};

typedef struct clua_block clua_block;
typedef struct clua_block_chunk clua_block_chunk;
typedef struct clua_large_block clua_large_block;

// Small blocks are cut from chunks and kept in lists by size; large ones come from malloc. The chunks
// live as long as the state: a state that is made for one test or one script then costs a few calls
// of malloc instead of thousands.
typedef struct clua_blocks {
    clua_block *_Nullable free[CLUA_BLOCK_CLASSES];
    char *_Nullable next;
    char *_Nullable end;
    clua_block_chunk *_Nullable chunks;
    size_t chunk_size;

    // Of a state of which an image is taken: where all blocks lie that are made before, of any size,
    // and whether the image is taken; and the large ones made after, so that all are found.
    char *_Nullable region;
    size_t region_size;
    bool is_frozen;
    clua_large_block *_Nullable large;
} clua_blocks;

// Prepares blocks for an image, before the first is made. False when there is no memory.
bool clua_prepare_region(clua_blocks *blocks);
// What realloc does, for blocks whose size is known; a block of NULL has the size 0, and a new size of
// 0 frees. Growing answers NULL when memory is not to be had, and leaves the block as it was;
// shrinking never fails.
void *_Nullable clua_resize_block(
    clua_blocks *blocks, void *_Nullable block, size_t old_size, size_t new_size);
// Frees all that does not lie in the region: small blocks, and of a state with a region large ones.
void clua_free_outside_region(clua_blocks *blocks);
// The same, and the region.
void clua_free_blocks(clua_blocks *blocks);

#pragma clang assume_nonnull end

#endif
