#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL = 80 };

unsigned terminal_columns(void) {
  struct winsize size = {0};
  if (isatty(STDOUT_FILENO) != 1) {
    return 0;
  }
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : USUAL;
}
