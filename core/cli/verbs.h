/* What the verbs do. Each tells what went wrong, and returns the exit code. */
#ifndef MS_CLI_VERBS_H
#define MS_CLI_VERBS_H

#include "cli/command.h"

/* Loads the script and runs it over the words from first_input on; with --help, explains it. */
int ms_verbs_run(ms_command_line *line, ms_engine *engine, const char *script,
                 size_t first_input);
/* The engine is about to go: from now on a signal ends the command at once. */
void ms_verbs_let_go(void);
/* Has a signal come that asks to stop? The run may have been over already. */
bool ms_verbs_were_interrupted(void);
/* --watch: what the files look like that the line names; and waiting until they look otherwise. */
uint64_t ms_watch_look(const ms_command_line *line);
void ms_watch_wait(const ms_command_line *line, uint64_t before);
/* merge FILE | SHARD... */
int ms_verbs_merge(ms_command_line *line, ms_engine *engine);
/* show LOCATOR */
int ms_verbs_show(ms_command_line *line, ms_engine *engine);
/* Warns on standard error when the document is not what it was when a result was made of it.
 * result: that result, or NULL for all whose manifests lie in the working folder. */
void ms_changed_warn(const char *result, const ms_document *document);
/* A tool of the worker, with the words as its arguments. */
int ms_verbs_tool(ms_command_line *line, ms_engine *engine, const char *tool);
/* new KIND NAME */
int ms_verbs_new(ms_command_line *line, ms_engine *engine);

#endif
