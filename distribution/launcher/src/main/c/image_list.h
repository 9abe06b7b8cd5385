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

/* One more file. False if there is none, which is right before the last line and wrong elsewhere. */
bool image_list_next(struct scanner *list, struct image_file *file);

/* The last line, which says how many files there were: a list that was cut off has none. */
bool image_list_end(struct scanner *list, uint64_t files);

/* What a program uses of the image, by paths relative to HOME. */
struct image_use {
  const char *java; /* the copy of IMAGE_JAVA that is to run */
  const char *options; /* needed by this program, whatever the list says */
  const char *cache; /* the AOT cache */
};

/*
 * Looks whether the listed files are there and have their sizes. Sets cache_intact to whether the cache is listed and as
 * it should be.
 */
bool image_check(const struct home *home, const struct image_use *use, bool *cache_intact, struct problem *problem);

#endif
