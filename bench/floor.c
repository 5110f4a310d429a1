/* The floor: reads a zip, inflates every member with libdeflate and checks its CRC, and does nothing
 * else. Prints members and bytes. For the benchmark's own corpora only: it trusts its input. */
#include <fcntl.h>
#include <libdeflate.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static uint32_t u32(const unsigned char *p) {
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint32_t u16(const unsigned char *p) {
    return p[0] | (uint32_t)p[1] << 8;
}

static unsigned char *read_file(const char *path, size_t *len) {
    int fd = open(path, O_RDONLY);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0) return NULL;
    *len = (size_t)info.st_size;
    unsigned char *bytes = malloc(*len);
    for (size_t at = 0; at < *len;) {
        ssize_t got = read(fd, bytes + at, *len - at);
        if (got <= 0) return NULL;
        at += (size_t)got;
    }
    return bytes;
}

int main(int argc, char **argv) {
    size_t len, out_size = 1 << 26, total = 0, members = 0;
    unsigned char *bytes = argc > 1 ? read_file(argv[1], &len) : NULL;
    if (!bytes) return 1;
    unsigned char *end = bytes + len - 22;
    while (u32(end) != 0x06054b50) end--;
    const unsigned char *entry = bytes + u32(end + 16);
    unsigned char *out = malloc(out_size);
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    for (; u32(entry) == 0x02014b50; members++) {
        const unsigned char *local = bytes + u32(entry + 42);
        const unsigned char *from = local + 30 + u16(local + 26) + u16(local + 28);
        size_t size;
        if (libdeflate_deflate_decompress(inflater, from, u32(entry + 20), out, out_size, &size)) return 2;
        if (libdeflate_crc32(0, out, size) != u32(entry + 16)) return 3;
        total += size;
        entry += 46 + u16(entry + 28) + u16(entry + 30) + u16(entry + 32);
    }
    printf("%zu members, %zu bytes\n", members, total);
    return 0;
}
