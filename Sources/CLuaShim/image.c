// Images of states; see clua_image.h.
#include "clua_image.h"

#include <stdlib.h>
#include <string.h>

#include "CLuaShim.h"

struct clua_image {
    clua_state *state;
    clua_state saved;
    char *memory;
    // What is held, by its place; and the same as it is while the state runs, which releases nothing.
    clua_holding *held;
    clua_holding *lent;
};

// In the place of what releases, for what the image holds.
static void keep(void *context) { (void)context; }

static size_t size_of_memory(const clua_image *image) {
    return (size_t)(image->saved.blocks.next - image->saved.blocks.region);
}

static size_t size_of_holdings(const clua_image *image) {
    return image->saved.holdings.count * sizeof(clua_holding);
}

static void lend_holdings(clua_image *image) {
    clua_holdings *holdings = &image->state->holdings;
    memcpy(image->held, holdings->all, size_of_holdings(image));
    for (size_t place = 1; place < holdings->count; place++)
        if (holdings->all[place].block != NULL) holdings->all[place].release = keep;
    memcpy(image->lent, holdings->all, size_of_holdings(image));
}

static void free_parts(clua_image *image) {
    free(image->memory);
    free(image->held);
    free(image->lent);
    free(image);
}

clua_image *clua_take_image(lua_State *L) {
    clua_state *state = clua_state_of(L);
    const clua_blocks *blocks = &state->blocks;
    bool is_whole = blocks->region != NULL && blocks->chunks == NULL && blocks->large == NULL;
    if (!is_whole || state->lines != NULL || state->holdings.count == 0) return NULL;
    clua_image *image = calloc(1, sizeof *image);
    if (image == NULL) return NULL;
    state->blocks.is_frozen = true;
    image->state = state;
    image->saved = *state;
    image->saved.owner = NULL;
    image->memory = malloc(size_of_memory(image));
    image->held = malloc(size_of_holdings(image));
    image->lent = malloc(size_of_holdings(image));
    if (image->memory == NULL || image->held == NULL || image->lent == NULL) {
        free_parts(image);
        return NULL;
    }
    memcpy(image->memory, blocks->region, size_of_memory(image));
    lend_holdings(image);
    return image;
}

static void release_since(clua_image *image) {
    clua_state *state = image->state;
    state->holdings.first_lost = 0;  // all of it is found here
    // What is released may hold something new, and so move the table.
    for (size_t place = 1; place < state->holdings.count; place++) {
        clua_release_fn release = state->holdings.all[place].release;
        if (release == NULL || release == keep) continue;
        clua_release(state, clua_give_up(&state->holdings, place));
    }
}

void clua_end_since_image(clua_image *image) {
    clua_state *state = image->state;
    // Whatever Lua finalizes is a userdata, and those that are not Swift's are counted.
    if (state->foreign_userdata != image->saved.foreign_userdata) clua_close(state->main);
    clua_unwatch(state);
    release_since(image);
}

void clua_rewind(clua_image *image) {
    clua_state *state = image->state;
    clua_free_lines(state->lines);
    free(state->warning);
    clua_free_outside_region(&state->blocks);
    clua_holding *all = state->holdings.all;
    size_t capacity = state->holdings.capacity;
    *state = image->saved;
    state->holdings.all = all;
    state->holdings.capacity = capacity;
    memcpy(all, image->lent, size_of_holdings(image));
    memcpy(state->blocks.region, image->memory, size_of_memory(image));
}

void clua_free_image(clua_image *image) {
    clua_state *state = image->state;
    for (size_t place = 1; place < image->saved.holdings.count; place++)
        if (image->held[place].block != NULL) clua_release(state, image->held[place]);
    free_parts(image);
    clua_free(state);
}
