#include "BenchmarkPeers.h"

#if defined(__linux__)
#include <features.h>
#endif
#if defined(__GLIBC__)
#include <malloc.h>
#endif

void peer_trim_memory(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
