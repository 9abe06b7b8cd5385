/*
 * Signals as the kernel knows them: number N is bit N - 1. The C library's own functions hide the numbers that it uses
 * itself, and those of a process that another library started must pass through unchanged.
 */
#ifndef CNI_FP_SIGNALS_H
#define CNI_FP_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

/* Each of these is false with errno. */
bool signals_blocked(uint64_t *blocked);
bool signals_ignored(uint64_t *ignored);
bool signals_block(uint64_t blocked);
/* Ignores these, and gives the others their default action. */
bool signals_ignore(uint64_t ignored);

#endif
