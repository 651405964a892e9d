/* Loaded before libc (LD_PRELOAD): counts what changes files below a folder, and lets the n-th such call fail.

   fail_below(folder, n, on): the n-th call from now on fails with ENOSPC (a sync with EIO); with `on`, all after it
   too. n = 0 only counts. calls_below() is the count. Python and SQLite both call libc, so both are met. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char below[PATH_MAX];
static long wanted, counted;
static int goes_on;

void fail_below(const char *folder, long n, int on) {
    snprintf(below, sizeof below, "%s/", folder);
    wanted = n; counted = 0; goes_on = on;
}

long calls_below(void) { return counted; }

static int fails(const char *path) {
    if (!below[0] || strncmp(path, below, strlen(below))) return 0;
    counted++;
    return wanted && (counted == wanted || (goes_on && counted > wanted));
}

static int file_fails(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = below[0] ? readlink(link, path, sizeof path - 1) : -1;
    if (length < 0) return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define FAIL_IF(what, why) do { if (what) { errno = why; return -1; } } while (0)

ssize_t write(int f, const void *b, size_t n) { REAL(write); FAIL_IF(file_fails(f), ENOSPC); return real(f, b, n); }
ssize_t pwrite(int f, const void *b, size_t n, off_t at) {
    REAL(pwrite); FAIL_IF(file_fails(f), ENOSPC); return real(f, b, n, at);
}
ssize_t pwrite64(int f, const void *b, size_t n, off64_t at) {
    REAL(pwrite64); FAIL_IF(file_fails(f), ENOSPC); return real(f, b, n, at);
}
int fsync(int f) { REAL(fsync); FAIL_IF(file_fails(f), EIO); return real(f); }
int fdatasync(int f) { REAL(fdatasync); FAIL_IF(file_fails(f), EIO); return real(f); }
int ftruncate(int f, off_t n) { REAL(ftruncate); FAIL_IF(file_fails(f), ENOSPC); return real(f, n); }
int ftruncate64(int f, off64_t n) { REAL(ftruncate64); FAIL_IF(file_fails(f), ENOSPC); return real(f, n); }
int mkdir(const char *p, mode_t m) { REAL(mkdir); FAIL_IF(fails(p), ENOSPC); return real(p, m); }
int rename(const char *a, const char *b) { REAL(rename); FAIL_IF(fails(b), ENOSPC); return real(a, b); }
int link(const char *a, const char *b) { REAL(link); FAIL_IF(fails(b), ENOSPC); return real(a, b); }

static mode_t mode_of(int flags, va_list rest) {
    return flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define OPEN(name) int name(const char *p, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = mode_of(flags, rest); va_end(rest); \
    REAL(name); FAIL_IF((flags & O_CREAT) && fails(p), ENOSPC); return real(p, flags, mode); }
OPEN(open)
OPEN(open64)
