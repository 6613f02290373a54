// ThreadSanitizer keeps a stack of calls of its own, which it cuts when a longjmp leaves some of
// them. It knows longjmp by that name alone, and Lua raises errors with forms of it that have other
// names: each error left calls behind, until their stack overflowed into the sanitizer's own memory.
// In sanitized programs these definitions take the place of the C library's.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)

#include <setjmp.h>

#define IN_PLACE_OF_THE_LIBRARY __attribute__((noreturn, no_sanitize("thread")))

IN_PLACE_OF_THE_LIBRARY void _longjmp(jmp_buf buffer, int value) { longjmp(buffer, value); }

// What _longjmp is where the library was built with checks of its buffers.
IN_PLACE_OF_THE_LIBRARY void __longjmp_chk(jmp_buf buffer, int value);
IN_PLACE_OF_THE_LIBRARY void __longjmp_chk(jmp_buf buffer, int value) { longjmp(buffer, value); }

#endif
#endif
