/* The child of the benchmarks: an MCP server over stdio that costs as little as a server can, so that what is
 * measured is the target before it. It reads JSON only as far as id, method, params.arguments.size.
 *
 * Usage: echo [--text FILE] [--delay MILLISECONDS] [--tools COUNT]
 *   FILE   text already escaped for a JSON string; tools/call answers its first `size` bytes
 *   delay  before the answer to initialize
 *   tools  echo, echo_2, echo_3 ...: all do the same
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct { const char *start; size_t length; } Span;
typedef struct { char *start; size_t length, capacity; } Buffer;
typedef struct { size_t size; Buffer rest; } Payload;

static Buffer output, text;
static const char *text_path;
static long delay_milliseconds;
static int tool_count = 1;

static void append(Buffer *buffer, const char *bytes, size_t length)
{
    if (buffer->length + length > buffer->capacity) {
        buffer->capacity = (buffer->length + length) * 2;
        buffer->start = realloc(buffer->start, buffer->capacity);
        if (!buffer->start) exit(3);
    }
    memcpy(buffer->start + buffer->length, bytes, length);
    buffer->length += length;
}

static void append_string(Buffer *buffer, const char *string) { append(buffer, string, strlen(string)); }

static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) exit(0); /* the reader is gone */
        bytes += written;
        length -= (size_t)written;
    }
}

static void flush(void)
{
    write_all(output.start, output.length);
    output.length = 0;
}

/* ---- JSON: only what it takes to find a member ---- */

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r')) p++;
    return p;
}

static const char *skip_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\') p++;
    return p < end ? p + 1 : end;
}

static const char *skip_value(const char *p, const char *end)
{
    int depth = 0;
    while (p < end) {
        if (*p == '"') {
            p = skip_string(p, end);
            if (depth == 0) return p;
            continue;
        }
        if (*p == '{' || *p == '[') depth++;
        else if (*p == '}' || *p == ']') {
            if (depth == 0) return p; /* the end of the object around a bare number or word */
            if (--depth == 0) return p + 1;
        }
        else if (depth == 0 && (*p == ',' || *p == ' ')) return p;
        p++;
    }
    return end;
}

static Span member(Span object, const char *name)
{
    Span none = { NULL, 0 };
    const char *p = object.start, *end = object.start + object.length;
    size_t name_length = strlen(name);
    if (!p || p >= end || *p != '{') return none;
    for (p = skip_space(p + 1, end); p < end && *p == '"'; p = skip_space(p, end)) {
        const char *key = p + 1;
        p = skip_string(p, end);
        size_t key_length = (size_t)(p - key) - 1;
        p = skip_space(p, end);
        if (p >= end || *p != ':') return none;
        p = skip_space(p + 1, end);
        const char *value = p;
        p = skip_value(p, end);
        if (key_length == name_length && !memcmp(key, name, name_length)) {
            Span found = { value, (size_t)(p - value) };
            return found;
        }
        p = skip_space(p, end);
        if (p < end && *p == ',') p = skip_space(p + 1, end);
    }
    return none;
}

static int equals(Span span, const char *json)
{
    return span.start && span.length == strlen(json) && !memcmp(span.start, json, span.length);
}

/* ---- answers ---- */

static void begin_answer(Span id)
{
    append_string(&output, "{\"jsonrpc\":\"2.0\",\"id\":");
    append(&output, id.start, id.length);
}

static void answer(Span id, const char *rest)
{
    begin_answer(id);
    append_string(&output, rest);
    append_string(&output, "}\n");
}

static void answer_initialize(Span id, Span params)
{
    Span version = member(params, "protocolVersion");
    if (delay_milliseconds > 0) {
        struct timespec pause = { delay_milliseconds / 1000, delay_milliseconds % 1000 * 1000000L };
        while (nanosleep(&pause, &pause) < 0 && errno == EINTR) { }
    }
    begin_answer(id);
    append_string(&output, ",\"result\":{\"protocolVersion\":");
    if (version.start) append(&output, version.start, version.length);
    else append_string(&output, "\"2025-11-25\"");
    append_string(&output, ",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"echo\",\"version\":\"1\"}}}\n");
}

static void answer_tools(Span id)
{
    char name[32];
    begin_answer(id);
    append_string(&output, ",\"result\":{\"tools\":[");
    for (int i = 1; i <= tool_count; i++) {
        if (i > 1) append_string(&output, ",");
        snprintf(name, sizeof name, i == 1 ? "echo" : "echo_%d", i);
        append_string(&output, "{\"name\":\"");
        append_string(&output, name);
        append_string(&output,
            "\",\"description\":\"Answers a text of the wanted size.\",\"inputSchema\":{\"type\":\"object\","
            "\"properties\":{\"size\":{\"type\":\"integer\"}},\"required\":[\"size\"]},"
            "\"annotations\":{\"readOnlyHint\":true,\"openWorldHint\":false}}");
    }
    append_string(&output, "]}}\n");
}

static void read_text(void)
{
    char chunk[65536];
    size_t length;
    FILE *file = text_path ? fopen(text_path, "rb") : NULL;
    if (!file) return;
    while ((length = fread(chunk, 1, sizeof chunk, file)) > 0) append(&text, chunk, length);
    fclose(file);
}

/* Everything after the id, built once a size: the child must not be the bottleneck. */
static const Buffer *payload(size_t size)
{
    static Payload payloads[16];
    static int count;
    for (int i = 0; i < count; i++)
        if (payloads[i].size == size) return &payloads[i].rest;
    if (!text.length) read_text(); /* not at the start, which is measured too */
    if (count == 16 || size == 0 || size > text.length) return NULL;

    Payload *added = &payloads[count++];
    added->size = size;
    append_string(&added->rest, ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"");
    append(&added->rest, text.start, size);
    char *last = added->rest.start + added->rest.length - 1;
    if (*last == '\\') *last = '.'; /* never half an escape */
    append_string(&added->rest, "\"}],\"isError\":false}}\n");
    return &added->rest;
}

static void answer_call(Span id, Span params)
{
    Span size = member(member(params, "arguments"), "size");
    const Buffer *rest = size.start ? payload(strtoul(size.start, NULL, 10)) : NULL;
    if (!rest) {
        answer(id, ",\"error\":{\"code\":-32602,\"message\":\"size must be between 1 and the length of the text\"}");
        return;
    }
    begin_answer(id);
    if (rest->length < 65536) {
        append(&output, rest->start, rest->length);
    } else {
        flush();
        write_all(rest->start, rest->length);
    }
}

static void handle(Span line)
{
    Span id = member(line, "id"), method = member(line, "method"), params = member(line, "params");
    if (!id.start || !method.start) return; /* a notification or an answer */
    if (equals(method, "\"tools/call\"")) answer_call(id, params);
    else if (equals(method, "\"tools/list\"")) answer_tools(id);
    else if (equals(method, "\"initialize\"")) answer_initialize(id, params);
    else if (equals(method, "\"ping\"")) answer(id, ",\"result\":{}");
    else answer(id, ",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}");
}

int main(int argc, char **argv)
{
    static char chunk[65536];
    Buffer input = { NULL, 0, 0 };
    ssize_t received;

    for (int i = 1; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "--text")) text_path = argv[i + 1];
        else if (!strcmp(argv[i], "--delay")) delay_milliseconds = atol(argv[i + 1]);
        else if (!strcmp(argv[i], "--tools")) tool_count = atoi(argv[i + 1]);
    }

    for (;;) {
        received = read(STDIN_FILENO, chunk, sizeof chunk);
        if (received < 0 && errno == EINTR) continue;
        if (received <= 0) return 0;
        append(&input, chunk, (size_t)received);

        size_t start = 0;
        char *newline;
        while ((newline = memchr(input.start + start, '\n', input.length - start))) {
            Span line = { input.start + start, (size_t)(newline - input.start) - start };
            handle(line);
            start += line.length + 1;
        }
        memmove(input.start, input.start + start, input.length - start);
        input.length -= start;
        flush();
    }
}
