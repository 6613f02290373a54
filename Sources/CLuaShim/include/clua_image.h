// A state as it was at one moment, to begin from again and again.
#ifndef CLUA_IMAGE_H
#define CLUA_IMAGE_H

#include <lua.h>
#include <stdbool.h>

#pragma clang assume_nonnull begin

// What a state needs to be as it was: a copy of all that Lua keeps in memory, which lies in one region
// and goes back to where it was, and what userdata own of Swift. Whatever points there stays right.
typedef struct clua_image clua_image;

// Takes the image of a state that was opened for one, at rest and with nothing on its stack. NULL, and
// no image, when it does not lie in its region or memory is not to be had. The image then owns the
// state, which may go on from here.
clua_image *_Nullable clua_take_image(lua_State *L);
// Ends what the state has become: runs what is to be finalized, and releases what is held since.
// Swift code runs.
void clua_end_since_image(clua_image *image);
// Makes the state what it was; it has no owner then.
void clua_rewind(clua_image *image);
// Releases what the image holds and frees it with its state, which is as it was.
void clua_free_image(clua_image *image);

#pragma clang assume_nonnull end

#endif
