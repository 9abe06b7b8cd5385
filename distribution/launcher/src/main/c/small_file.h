/* Reads and writes files that are small and regular. */
#ifndef CNI_FP_SMALL_FILE_H
#define CNI_FP_SMALL_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Reads an open file from its beginning. Returns its length, or -1 with errno: EFBIG if it does not fit. */
ssize_t read_small(int descriptor, char *bytes, size_t size);

/* Opens, reads and closes. A path that is not a regular file is EINVAL; a link is followed. */
ssize_t read_small_file(int directory, const char *path, char *bytes, size_t size);

/* Opens an existing file, writes and closes. False with errno. */
bool write_small_file(const char *path, const char *bytes, size_t length);

#endif
