// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// How many columns the terminal behind a file descriptor has; 0 if there is none.
int terminal_columns(int file_descriptor);
