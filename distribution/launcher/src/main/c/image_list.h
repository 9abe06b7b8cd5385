/*
 * HOME/runtime/lib/cni-fp.list: the files without which the JVM can't start, and their sizes. It finds an image that
 * was unpacked or copied only in part. README.md has its format.
 */
#ifndef CNI_FP_IMAGE_LIST_H
#define CNI_FP_IMAGE_LIST_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "home.h"
#include "problem.h"
#include "scanner.h"

#define IMAGE_LIST "runtime/lib/cni-fp.list"
#define IMAGE_JAVA "runtime/bin/java"

enum { IMAGE_LIST_LARGEST = 16 * 1024 };

struct image_file {
  bool needed; /* otherwise only better to have */
  bool any_size;
  uint64_t size;
  char path[PATH_MAX]; /* relative to HOME */
};

/* The first line. */
bool image_list_begin(struct scanner *list);

/* One more line. False if there is none, which is right at the end of the list and wrong before. */
bool image_list_next(struct scanner *list, struct image_file *file);

/*
 * Looks whether the listed files are there and have their sizes. java is the copy of IMAGE_JAVA that is to run, cache
 * the AOT cache to use, both relative to HOME; sets cache_intact to whether it is listed and as it should be.
 */
bool image_check(const struct home *home, const char *java, const char *cache, bool *cache_intact,
                 struct problem *problem);

#endif
