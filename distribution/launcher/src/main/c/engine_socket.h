/* The socket of the resident engine of this build. */
#ifndef CNI_FP_ENGINE_SOCKET_H
#define CNI_FP_ENGINE_SOCKET_H

#include "home.h"

enum { NO_CONNECTION = -1 };

/*
 * Connects, without waiting, to a server of this user's in a directory of this user's alone. NO_CONNECTION if there is
 * none, and then reason says why.
 */
int engine_connect(const struct home *home, char *const environment[], const char **reason);

#endif
