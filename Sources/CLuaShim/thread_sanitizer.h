#ifndef CLUA_THREAD_SANITIZER_H
#define CLUA_THREAD_SANITIZER_H

// ThreadSanitizer holds a signal back until the thread calls the C library, which a loop of Lua
// need not do, and an interrupt would never come. In sanitized programs the handler is therefore
// installed past it, and what the handler does is not watched.

#include <signal.h>

#define CLUA_IN_SIGNAL_HANDLER
#if defined(__has_feature) && defined(__GLIBC__)
#if __has_feature(thread_sanitizer)

#undef CLUA_IN_SIGNAL_HANDLER
#define CLUA_IN_SIGNAL_HANDLER __attribute__((disable_sanitizer_instrumentation))
// The C library's other name of sigaction.
int __sigaction(int signal_number, const struct sigaction *action, struct sigaction *old);
#define sigaction(signal_number, action, old) __sigaction(signal_number, action, old)

#endif
#endif

#endif
