/* See xml.h. The whole document goes to expat in one call, so that no token is ever looked at
 * twice. expat's own memory is bounded by what it may keep: one start tag, names and open
 * elements. Never sets a handler that could load something. */
#include "parse/xml.h"

#include <expat.h>
#include <limits.h>

typedef struct reading {
    ms_tree *tree;
    XML_Parser parser;
    ms_status status; /* why it was stopped */
    const char *refused; /* what was declared that may not be */
} reading;

static void stop(reading *read, ms_status status) {
    if (status == MS_OK || read->status != MS_OK) return;
    read->status = status;
    XML_StopParser(read->parser, XML_FALSE);
}

static size_t place_of(const reading *read) {
    XML_Index at = XML_GetCurrentByteIndex(read->parser);
    return at > 0 ? (size_t)at : 0;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes) {
    reading *read = user;
    if (read->status != MS_OK) return;
    ms_status status = ms_tree_open(read->tree, ms_slice_str(name), place_of(read));
    for (size_t i = 0; status == MS_OK && attributes[i]; i += 2) {
        status = ms_tree_add_attr(read->tree, ms_slice_str(attributes[i]),
                                  ms_slice_str(attributes[i + 1]));
    }
    stop(read, status);
}

static void XMLCALL on_end(void *user, const XML_Char *name) {
    const reading *read = user;
    (void)name;
    if (read->status == MS_OK) ms_tree_close(read->tree);
}

static void add_text(reading *read, ms_slice text) {
    if (read->status != MS_OK) return;
    stop(read, ms_tree_add_text(read->tree, text, place_of(read)));
}

static void XMLCALL on_text(void *user, const XML_Char *text, int length) {
    add_text(user, ms_slice_of(text, length > 0 ? (size_t)length : 0));
}

/* Entities of HTML that people write in any markup, with a DOCTYPE that would have declared them or
 * without; any other stays as it was written. */
static ms_slice known_entity(const char *name) {
    static const char *const known[][2] = {
        {"nbsp", "\xC2\xA0"},       {"hellip", "\xE2\x80\xA6"}, {"mdash", "\xE2\x80\x94"},
        {"ndash", "\xE2\x80\x93"},  {"lsquo", "\xE2\x80\x98"},  {"rsquo", "\xE2\x80\x99"},
        {"ldquo", "\xE2\x80\x9C"},  {"rdquo", "\xE2\x80\x9D"},  {"laquo", "\xC2\xAB"},
        {"raquo", "\xC2\xBB"},      {"middot", "\xC2\xB7"},     {"bull", "\xE2\x80\xA2"},
        {"copy", "\xC2\xA9"},       {"reg", "\xC2\xAE"},        {"trade", "\xE2\x84\xA2"},
        {"deg", "\xC2\xB0"},        {"times", "\xC3\x97"},      {"sect", "\xC2\xA7"},
        {"eacute", "\xC3\xA9"},     {"egrave", "\xC3\xA8"},     {"agrave", "\xC3\xA0"},
        {"ccedil", "\xC3\xA7"},     {"uuml", "\xC3\xBC"},       {"ouml", "\xC3\xB6"},
        {"auml", "\xC3\xA4"},       {"szlig", "\xC3\x9F"},      {"ntilde", "\xC3\xB1"},
        {"shy", "\xC2\xAD"},        {"euro", "\xE2\x82\xAC"},   {"pound", "\xC2\xA3"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i][0], name) == 0) return ms_slice_str(known[i][1]);
    }
    return (ms_slice){0};
}

static void XMLCALL on_unknown_entity(void *user, const XML_Char *name, int is_parameter) {
    if (is_parameter) return;
    ms_slice words = known_entity(name);
    if (words.len) {
        add_text(user, words);
        return;
    }
    add_text(user, MS_SLICE("&"));
    add_text(user, ms_slice_str(name));
    add_text(user, MS_SLICE(";"));
}

static void refuse(reading *read, const char *what) {
    read->refused = what;
    stop(read, MS_E_UNSUPPORTED);
}

static void XMLCALL on_entity(void *user, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int length, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public,
                              const XML_Char *notation) {
    (void)name, (void)is_parameter, (void)value, (void)length;
    (void)base, (void)system, (void)public, (void)notation;
    refuse(user, "an entity");
}

static void XMLCALL on_attribute_list(void *user, const XML_Char *element, const XML_Char *name,
                                      const XML_Char *type, const XML_Char *value,
                                      int is_required) {
    (void)element, (void)name, (void)type, (void)is_required;
    if (value) refuse(user, "an attribute's default");
}

static bool is_early_end(enum XML_Error code) {
    return code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
           code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION;
}

static ms_status explain(const reading *read, ms_error *error) {
    size_t at = place_of(read);
    if (read->status == MS_E_UNSUPPORTED) {
        return ms_error_set(error, MS_E_UNSUPPORTED, at,
                            "this XML declares %s, which is not read: that is how a short file can "
                            "become an endless one", read->refused);
    }
    if (read->status != MS_OK) return ms_tree_explain(read->tree, read->status, at, error);
    enum XML_Error code = XML_GetErrorCode(read->parser);
    if (code == XML_ERROR_NO_MEMORY) return ms_tree_explain(read->tree, MS_E_MEMORY, at, error);
    return ms_error_set(error, is_early_end(code) ? MS_E_TRUNCATED : MS_E_MALFORMED, at,
                        "XML: %s, at line %lu, column %lu", XML_ErrorString(code),
                        (unsigned long)XML_GetCurrentLineNumber(read->parser),
                        (unsigned long)XML_GetCurrentColumnNumber(read->parser) + 1);
}

static void set_handlers(reading *read) {
    XML_SetUserData(read->parser, read);
    XML_SetElementHandler(read->parser, on_start, on_end);
    XML_SetCharacterDataHandler(read->parser, on_text);
    XML_SetEntityDeclHandler(read->parser, on_entity);
    XML_SetAttlistDeclHandler(read->parser, on_attribute_list);
    XML_SetSkippedEntityHandler(read->parser, on_unknown_entity);
    XML_SetParamEntityParsing(read->parser, XML_PARAM_ENTITY_PARSING_NEVER);
    /* As if there were declarations elsewhere: unknown entities are no error then. */
    XML_UseForeignDTD(read->parser, XML_TRUE);
}

ms_status ms_xml_read(ms_tree *tree, ms_slice bytes, ms_error *error) {
    ms_status status = ms_tree_begin(tree);
    if (status != MS_OK) return ms_tree_explain(tree, status, 0, error);
    if (bytes.len > INT_MAX) {
        return ms_limits_hit(&tree->ctx->limits, MS_E_LIMIT_DOCUMENT, bytes.len, 0, error);
    }
    reading read = {.tree = tree, .parser = XML_ParserCreate("UTF-8")};
    if (!read.parser) return ms_tree_explain(tree, MS_E_MEMORY, 0, error);
    set_handlers(&read);
    const char *from = bytes.len ? bytes.ptr : "";
    bool is_read = XML_Parse(read.parser, from, (int)bytes.len, 1) == XML_STATUS_OK;
    if (!is_read) status = explain(&read, error);
    XML_ParserFree(read.parser);
    bool is_kept = status == MS_OK || status == MS_E_MALFORMED || status == MS_E_TRUNCATED;
    ms_status ended = is_kept ? ms_tree_end(tree) : MS_OK;
    return ended == MS_OK ? status : ms_tree_explain(tree, ended, 0, error);
}
