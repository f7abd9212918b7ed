#pragma once

/* libzip: the archives behind .npz files. */

#include <zip.h>
