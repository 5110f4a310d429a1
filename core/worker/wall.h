/* The process wall: what the worker gives up, so that a hole in Lua, PCRE2 or libarchive is not
 * a hole in the machine. In three steps: at the start (what the command left open), before a
 * stranger's code is loaded (files can still be read, nothing else), and before a stranger's
 * document is read (no file can be opened any more, but what the user has granted).
 *
 * No step fails: each measure stands for itself, and some systems refuse some. What holds is
 * told, never taken for granted. */
#ifndef MS_WORKER_WALL_H
#define MS_WORKER_WALL_H

#include "base/limits.h"

/* How far the wall has been closed. */
typedef enum ms_wall_step { MS_WALL_LOADING, MS_WALL_SEALED } ms_wall_step;

typedef struct ms_wall {
    int folders[8];   /* open; what is below them can be read to the end */
    size_t folder_count;
    int landlock;     /* the version that the kernel enforces; 0: none */
    int has_seccomp;  /* system calls are filtered */
} ms_wall;

/* At start: nothing of the parent's but the socket, no new privileges, no core files. */
void ms_wall_enter(int socket);
/* Once the job is known: the limits of the process (setrlimit). */
void ms_wall_limit(const ms_limits *limits);
/* Before the wall is closed: what is below the folder at path can be read to the end.
 * MS_E_UNSUPPORTED where the kernel cannot allow just that; MS_E_NOT_FOUND and kin. */
ms_status ms_wall_allow(ms_wall *wall, const char *path, ms_error *error) MS_CHECKED;
/* Closes the wall up to that step; for good. */
void ms_wall_close(ms_wall *wall, ms_wall_step step);
/* What holds, for people: "landlock 7, system calls filtered". Into text, terminated. */
void ms_wall_describe(const ms_wall *wall, char *text, size_t size);

/* --- landlock.c --------------------------------------------------------------------------- */

/* The kernel's version of Landlock; 0 where there is none. */
int ms_landlock_version(void);
/* From now on files can be read (LOADING), or only those below the wall's folders (SEALED); never
 * written, made, run; no TCP. Needs no_new_privs. The version that is enforced, or 0. */
int ms_landlock_close(const ms_wall *wall, ms_wall_step step);

/* --- seccomp.c ---------------------------------------------------------------------------- */

/* From now on only the system calls that the worker needs at that step are let through; any other
 * fails with EPERM. Needs no_new_privs. Whether the kernel took it. */
int ms_seccomp_close(const ms_wall *wall, ms_wall_step step);

#endif
