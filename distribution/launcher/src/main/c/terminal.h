/* The terminal of the command for people. */
#ifndef CNI_FP_TERMINAL_H
#define CNI_FP_TERMINAL_H

/* The width of standard output: 0 if it is no terminal, 80 if the terminal doesn't know. */
unsigned terminal_columns(void);

#endif
