/* Between the program and the C library: makes calls on files below a folder fail, be slow or be cut short, and moves the clock.
 *
 * TORTURE_FOLDER names the folder, TORTURE_CONTROL a file of numbers (enum slot, as in fault_layer.ts) that the test changes while
 * the program runs. Loaded with LD_PRELOAD. Sockets, pipes and other folders are never touched. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum slot {
    write_error, /* an errno for every call of that kind; 0: none */
    sync_error,
    rename_error,
    open_error,
    read_error,
    delay_us,    /* of every write and sync */
    kinds,       /* bits of enum kind: what `calls` counts */
    fail_from,   /* the number of the first of those calls that fails */
    fail_count,  /* how many fail from there on */
    fail_error,  /* with this errno; 0: a write is cut short */
    clock_ms,    /* added to the time of day */
    calls,       /* told to the test */
    injected,    /* told to the test: how many calls failed */
    slots
};

enum kind { kind_write, kind_sync, kind_rename, kind_open, kind_read };
enum { cut_short = -1, most_files = 65536 };

static int64_t nothing[slots];
static int64_t *control = nothing;
static const char *folder = "";
static size_t folder_length;
static unsigned char watched[most_files];

/* Looked up once each. */
#define REAL(name)                                                                 \
    ({                                                                             \
        static __typeof__(&name) found;                                            \
        if (!found) found = (__typeof__(&name))dlsym(RTLD_NEXT, #name);            \
        found;                                                                     \
    })

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("TORTURE_CONTROL");
    const char *below = getenv("TORTURE_FOLDER");
    if (!path || !below) return;
    int file = REAL(open)(path, O_RDWR | O_CLOEXEC);
    void *map = file < 0 ? MAP_FAILED : mmap(NULL, slots * sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map == MAP_FAILED) {
        perror(path);
        abort();
    }
    REAL(close)(file);
    folder_length = strlen(below);
    control = map;
    folder = below;
}

static int64_t value(int slot) { return __atomic_load_n(&control[slot], __ATOMIC_RELAXED); }
static int64_t count(int slot) { return __atomic_fetch_add(&control[slot], 1, __ATOMIC_RELAXED); }

static int is_below(const char *path) { return folder_length && strncmp(path, folder, folder_length) == 0; }
static int is_watched(int file) { return file >= 0 && file < most_files && watched[file]; }

/* An errno, 0 or cut_short. */
static int fault(enum kind kind) {
    int64_t error = value(write_error + (int)kind);
    if (!error && (value(kinds) >> kind & 1)) {
        int64_t past = count(calls) - value(fail_from);
        if (past >= 0 && past < value(fail_count)) error = value(fail_error) ? value(fail_error) : cut_short;
    }
    if (error > 0) count(injected);
    return (int)error;
}

static int refused(enum kind kind) {
    int error = fault(kind);
    if (error <= 0) return 0;
    errno = error;
    return 1;
}

static void be_slow(void) {
    int64_t micros = value(delay_us);
    if (micros > 0) usleep((useconds_t)micros);
}

static int opened(int file, const char *path) {
    if (file >= 0 && file < most_files) watched[file] = (unsigned char)is_below(path);
    return file;
}

static int refuses_open(const char *path, int flags) {
    return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) && is_below(path) && refused(kind_open);
}

#define OPEN(name)                                                                                  \
    int name(const char *path, int flags, ...) {                                                    \
        va_list list;                                                                               \
        va_start(list, flags);                                                                      \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;                     \
        va_end(list);                                                                               \
        return refuses_open(path, flags) ? -1 : opened(REAL(name)(path, flags, mode), path);        \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                         \
    int name(int at, const char *path, int flags, ...) {                                                     \
        va_list list;                                                                                        \
        va_start(list, flags);                                                                               \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;                              \
        va_end(list);                                                                                        \
        return refuses_open(path, flags) ? -1 : opened(REAL(name)(at, path, flags, mode), path);             \
    }
OPENAT(openat)
OPENAT(openat64)

#define MKOSTEMP(name)                                                                              \
    int name(char *path, int flags) {                                                               \
        return is_below(path) && refused(kind_open) ? -1 : opened(REAL(name)(path, flags), path);   \
    }
MKOSTEMP(mkostemp)
MKOSTEMP(mkostemp64)

int close(int file) {
    if (file >= 0 && file < most_files) watched[file] = 0;
    return REAL(close)(file);
}

/* -1 with errno, or how much of `size` may be written. */
static ssize_t allowed(int file, size_t size) {
    if (!is_watched(file)) return (ssize_t)size;
    be_slow();
    int error = fault(kind_write);
    if (error > 0) {
        errno = error;
        return -1;
    }
    return (ssize_t)(error == cut_short && size > 1 ? size / 2 : size);
}

ssize_t write(int file, const void *bytes, size_t size) {
    ssize_t may = allowed(file, size);
    return may < 0 ? may : REAL(write)(file, bytes, (size_t)may);
}

#define PWRITE(name, offset_type)                                                \
    ssize_t name(int file, const void *bytes, size_t size, offset_type at) {     \
        ssize_t may = allowed(file, size);                                       \
        return may < 0 ? may : REAL(name)(file, bytes, (size_t)may, at);         \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define PREAD(name, offset_type)                                                                                  \
    ssize_t name(int file, void *bytes, size_t size, offset_type at) {                                            \
        return is_watched(file) && refused(kind_read) ? -1 : REAL(name)(file, bytes, size, at);                   \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

ssize_t read(int file, void *bytes, size_t size) {
    return is_watched(file) && refused(kind_read) ? -1 : REAL(read)(file, bytes, size);
}

#define TRUNCATE(name, offset_type) \
    int name(int file, offset_type size) { return is_watched(file) && refused(kind_write) ? -1 : REAL(name)(file, size); }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                       \
    int name(int file) {                                                 \
        if (!is_watched(file)) return REAL(name)(file);                  \
        be_slow();                                                       \
        return refused(kind_sync) ? -1 : REAL(name)(file);               \
    }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) { return is_below(to) && refused(kind_rename) ? -1 : REAL(rename)(from, to); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int code = REAL(clock_gettime)(clock, now);
    int64_t moved = value(clock_ms);
    if (code == 0 && moved && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t nanos = (int64_t)now->tv_nsec + moved % 1000 * 1000000;
        int64_t carry = nanos >= 1000000000 ? 1 : nanos < 0 ? -1 : 0;
        now->tv_sec += moved / 1000 + carry;
        now->tv_nsec = nanos - carry * 1000000000;
    }
    return code;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec at;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &at) != 0) return -1;
    now->tv_sec = at.tv_sec;
    now->tv_usec = at.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out) {
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    if (out) *out = at.tv_sec;
    return at.tv_sec;
}
