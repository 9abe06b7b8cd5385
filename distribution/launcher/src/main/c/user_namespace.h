/*
 * The users of a user namespace, as rootless containers have one. Files of a user that has no number in it seem to belong
 * to the overflow user, 65534 as a rule.
 */
#ifndef CNI_FP_USER_NAMESPACE_H
#define CNI_FP_USER_NAMESPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Whether this is the overflow user in a namespace in which the host's root has no number. */
bool user_may_be_unmapped_root(uid_t user);

/* The same, given the content of /proc/sys/kernel/overflowuid and /proc/self/uid_map. */
bool user_is_overflow_of_root(uid_t user, const char *overflow, size_t overflow_length, const char *map,
                              size_t map_length);

#endif
