#include "counters.h"

// The fuzzer looks at what is in this section as at the counters of code.
__attribute__((section("__libfuzzer_extra_counters"))) uint8_t fuzz_counters[FUZZ_COUNTER_COUNT];
