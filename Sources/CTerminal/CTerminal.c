// SPDX-License-Identifier: GPL-3.0-or-later
#include "CTerminal.h"

#include <sys/ioctl.h>

int terminal_columns(int file_descriptor) {
  struct winsize size;
  return ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
