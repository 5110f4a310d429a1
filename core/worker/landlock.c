/* Landlock: which files the kernel lets this process have. The one idea: everything the kernel
 * knows how to forbid is forbidden, and only reading is given back, until even that ends. The
 * constants are our own, as the headers of the system may be older than its kernel. Files that
 * are open already are not touched. Never asks for a right that this kernel does not know: it
 * would refuse the whole. */
#include <fcntl.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "worker/wall.h"

/* The same numbers on every architecture. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { ASK_VERSION = 1, RULE_PATH_BENEATH = 1 };

enum { READ_FILE = 1 << 2, READ_DIR = 1 << 3 };

/* Rights over files by version: 13 with the first, then refer, truncate, and ioctl on devices
 * (in the fifth). Over the network (bind, connect) from the fourth; what reaches other processes
 * (abstract sockets, signals) from the sixth. */
enum { NETWORK_SINCE = 4, SCOPES_SINCE = 6, NEWEST_FILES = 5 };
static const unsigned file_rights[NEWEST_FILES + 1] = {0, 13, 14, 15, 15, 16};

typedef struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
} ruleset;

typedef struct __attribute__((packed)) path_rule {
    uint64_t allowed;
    int32_t folder;
} path_rule;

int ms_landlock_version(void) {
    long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
    return version > 0 ? (int)version : 0;
}

static int make_ruleset(int version) {
    int files = version < NEWEST_FILES ? version : NEWEST_FILES;
    ruleset all = {.files = (UINT64_C(1) << file_rights[files]) - 1};
    size_t size = sizeof all.files;
    if (version >= NETWORK_SINCE) {
        all.network = 3;
        size += sizeof all.network;
    }
    if (version >= SCOPES_SINCE) {
        all.scopes = 3;
        size += sizeof all.scopes;
    }
    return (int)syscall(CREATE_RULESET, &all, size, 0);
}

static int allow_reading(int rules, int folder) {
    path_rule rule = {READ_FILE | READ_DIR, folder};
    return syscall(ADD_RULE, rules, RULE_PATH_BENEATH, &rule, 0) == 0;
}

static int allow_reading_all(int rules) {
    int root = open("/", O_PATH | O_CLOEXEC);
    int is_added = root >= 0 && allow_reading(rules, root);
    if (root >= 0) close(root);
    return is_added;
}

static int allow_reading_folders(int rules, const ms_wall *wall) {
    int is_added = 1;
    for (size_t i = 0; i < wall->folder_count; i++) {
        is_added = allow_reading(rules, wall->folders[i]) && is_added;
    }
    return is_added;
}

int ms_landlock_close(const ms_wall *wall, ms_wall_step step) {
    int version = ms_landlock_version();
    int rules = version ? make_ruleset(version) : -1;
    if (rules < 0) return 0;
    int is_open = step == MS_WALL_SEALED ? allow_reading_folders(rules, wall) : allow_reading_all(rules);
    /* A folder that cannot be allowed is no reason to leave the rest open. */
    int is_closed = (is_open || step == MS_WALL_SEALED) &&
                    syscall(RESTRICT_SELF, rules, 0) == 0;
    close(rules);
    return is_closed ? version : 0;
}
