/* The record beside a launcher that is a copy: DIRECTORY/.cni-fp/NAME.json for DIRECTORY/NAME. */
#ifndef CNI_FP_RECORD_H
#define CNI_FP_RECORD_H

#include <limits.h>
#include <stdbool.h>

#include "problem.h"

struct record {
  bool present;
  char home[PATH_MAX]; /* the installation, an absolute path */
};

/* Reads the record of a launcher, given its path with links resolved. No record is no problem. */
bool record_read(struct record *record, const char *launcher, struct problem *problem);

#endif
