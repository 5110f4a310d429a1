/* What the two halves of the dialogue reader share: dialogue.c reads and cuts,
 * dialogue_decide.c judges. */
#ifndef MS_INTERVIEW_DIALOGUE_PARTS_H
#define MS_INTERVIEW_DIALOGUE_PARTS_H

#include "interview/dialogue.h"
#include "interview/label.h"

typedef struct name_info {
    ms_span name;      /* as first written */
    uint32_t count;    /* labels with it */
    uint32_t strong;   /* of these, in a layout that only speakers have */
    unsigned layouts;  /* all bits seen */
    uint32_t listed;   /* of these, items of a list */
    bool is_denied, is_known, is_namelike, is_sentence, is_aside;
    bool is_accepted;
    uint32_t same;     /* the name that this is an alias of, or itself */
    uint32_t speaker;  /* index once it has a turn */
} name_info;

typedef struct candidate {
    ms_label label;
    size_t before; /* where the speech above it ends */
    uint32_t name; /* index into names */
} candidate;

/* A growable array of one of the types here. */
typedef struct array {
    void *items;
    size_t count, capacity, size;
} array;

struct ms_dialogue {
    ms_ctx *ctx;
    ms_slice text;
    array candidates, names, turns, speakers;
    /* hash table: uint32_t index into names plus one, 0 empty; its count is a power of two */
    array slots;
    ms_span front;
    size_t start;      /* behind byte order mark and YAML */
    size_t lines;      /* that are not empty */
    size_t speech_end; /* where the last speech of the text ends */
};

/* The bytes of a span of the document. */
ms_slice ms_dialogue_slice(const ms_dialogue *dialogue, ms_span span);
/* The name called so, if it is a label here; NULL otherwise. Valid until a name is added. */
name_info *ms_dialogue_find_name(ms_dialogue *dialogue, ms_slice name);
/* Written without colon and time wherever it stands: it may be the title of a section. */
bool ms_dialogue_is_only_marked(const name_info *info);
/* Sets is_accepted and same of all names. */
void ms_dialogue_decide(ms_dialogue *dialogue);

#endif
