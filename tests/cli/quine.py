"""Archives that contain themselves: a gzip that unpacks to itself, a zip whose one member is the zip.

Deflate is read as a machine of two instructions, each of exactly five bytes: L(n) puts the n bytes that
follow it, R(n) repeats the last n bytes put out. PROGRAM below puts out its own text, for any head in front
of it and any tail behind it (the container's headers). The checksum of the whole, which the whole contains,
is found by linear algebra: a CRC is linear over GF(2) in the bits of its input.
"""
import struct
import zlib


def literal(count):
    return b"\0" + struct.pack("<HH", count, count ^ 0xFFFF)


def length_code(length):
    """Huffman code, its bits, extra bits and their value, in deflate's fixed tables."""
    base, extra, code = 3, 0, 257
    while length >= base + (1 << extra):
        base += 1 << extra
        code += 1
        if code >= 265 and (code - 265) % 4 == 0:
            extra += 1
    if code < 280:
        return code - 256, 7, length - base, extra
    return 0xC0 + code - 280, 8, length - base, extra


def distance_code(distance):
    base, extra, code = 1, 0, 0
    while distance >= base + (1 << extra):
        base += 1 << extra
        code += 1
        if code >= 4 and code % 2 == 0:
            extra += 1
    return code, 5, distance - base, extra


def repeat(count, is_last=False):
    """Five bytes that repeat the last count bytes. A block of stored bytes may begin two bits before them."""
    for parts in ([count], [3, count - 3], [count // 2, count - count // 2]):
        for empty in range(4):
            bits = []

            def put(value, size):
                bits.extend(value >> i & 1 for i in range(size))

            def put_code(value, size):  # Huffman codes go in from their highest bit
                bits.extend(value >> i & 1 for i in reversed(range(size)))

            for _ in range(empty):  # blocks of nothing, to fill up
                put(2, 3)
                put_code(0, 7)
            put(2 | is_last, 3)
            for part in parts:
                for code, size, rest, extra in (length_code(part), distance_code(count)):
                    put_code(code, size)
                    put(rest, extra)
            put_code(0, 7)
            if (33 if is_last else 38) <= len(bits) <= 40:
                bits += [0] * (40 - len(bits))
                return bytes(sum(bits[i + j] << j for j in range(8)) for i in range(0, 40, 8))
    raise ValueError(f"no five bytes repeat {count}")


def program(head, tail):
    """head, and a deflate stream, and tail, such that the stream unpacks to all three."""
    p, s = len(head) + 5, len(tail) + 5
    none, four = literal(0), literal(20)
    again_head, again, again_tail = repeat(p), repeat(20), repeat(s, True)
    one = literal(5)
    return b"".join((
        head, literal(p), head, literal(p), again_head, one, again_head, one, one,
        four, again_head, one, one, four, again, four, again, four, again, four, again,
        four, again, none, none, literal(s), again, none, none, literal(s), again_tail, tail,
        again_tail, tail))


def solve_checksum(build):
    """The c for which build(c) has the CRC c, or None: build puts c at fixed places."""
    base = zlib.crc32(build(0))
    rows = []  # (column bits, right side) of (A + I) c = base
    columns = [zlib.crc32(build(1 << i)) ^ base ^ 1 << i for i in range(32)]
    for bit in range(32):
        row = sum((columns[i] >> bit & 1) << i for i in range(32))
        rows.append([row, base >> bit & 1])
    pivots = []
    for column in range(32):
        at = next((r for r in range(len(pivots), 32) if rows[r][0] >> column & 1), None)
        if at is None:
            continue
        rows[len(pivots)], rows[at] = rows[at], rows[len(pivots)]
        for r in range(32):
            if r != len(pivots) and rows[r][0] >> column & 1:
                rows[r] = [rows[r][0] ^ rows[len(pivots)][0], rows[r][1] ^ rows[len(pivots)][1]]
        pivots.append(column)
    if any(row == 0 and right for row, right in rows):
        return None
    return sum(rows[i][1] << column for i, column in enumerate(pivots))


def find(make):
    """make(c, salt) gives the bytes; a salt is looked for with which there is a solution."""
    for salt in range(64):
        c = solve_checksum(lambda value: make(value, salt))
        if c is not None and zlib.crc32(make(c, salt)) == c:
            return make(c, salt)
    raise ValueError("no checksum solves it")


def gzip_quine():
    def make(crc, salt):
        head = b"\x1f\x8b\x08\x08" + struct.pack("<I", salt) + b"\0\xffself\0"
        size = len(program(head, bytes(8)))
        return program(head, struct.pack("<II", crc, size))
    return find(make)


def zip_quine(name=b"self.zip"):
    def make(crc, salt):
        comment = b"a zip that contains itself, " + b"%02d" % salt + b"." * 30
        size = packed = 0
        for _ in range(2):  # the sizes are known only once it has been built
            common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, packed, size, len(name), 0)
            head = b"PK\3\4" + common + name
            tail = (b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name)
            tail += b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(tail), len(head) + packed, len(comment))
            tail += comment
            whole = program(head, tail)
            size, packed = len(whole), len(whole) - len(head) - len(tail)
        return whole
    return find(make)


if __name__ == "__main__":
    packed = gzip_quine()
    assert zlib.decompress(packed, 31) == packed, "this is no quine"
