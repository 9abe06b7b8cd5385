/*
 * launcher --exec STATE TOKEN PATH: becomes the delegate. The JVM starts it with the delegate's environment and standard
 * streams; it restores what the runtime gave and executes PATH, as the runtime would.
 */
#ifndef CNI_FP_EXEC_MODE_H
#define CNI_FP_EXEC_MODE_H

/*
 * Writes the line TOKEN to standard error just before it executes PATH. Returns the exit status if the delegate can't be
 * executed: 127, after a line on standard error of TOKEN and an errno, or 126 if it is called wrongly.
 */
int exec_mode(int count, char *const arguments[], char *const environment[]);

#endif
