// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// How many cores this process may use: fewer than the machine has, where it is tied to some.
int cores_of_process(void);
