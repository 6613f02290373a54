#ifndef FUZZ_COUNTERS_H
#define FUZZ_COUNTERS_H

#include <stdint.h>

// One for each number that a target may note.
enum { FUZZ_COUNTER_COUNT = 16384 };
extern uint8_t fuzz_counters[FUZZ_COUNTER_COUNT];

static inline void fuzz_count(long number) {
    if (number >= 0 && number < FUZZ_COUNTER_COUNT && fuzz_counters[number] < UINT8_MAX)
        fuzz_counters[number]++;
}

#endif
