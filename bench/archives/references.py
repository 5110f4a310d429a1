"""What other readers find in an archive, a line a member as our own lister prints them: what, size, CRC-32, name.

    references.py libarchive|python FILE

Run by compare.py, each in a process of its own: some files make a reader hang or die. Exits 0 when it read all.
"""
import bz2
import ctypes
import ctypes.util
import gzip
import lzma
import sys
import tarfile
import zipfile
import zlib

AE_IFMT, AE_IFREG = 0o170000, 0o100000


def show(name, data, what="ok"):
    if isinstance(name, str):
        name = name.encode("utf-8", "surrogateescape")
    line = b"%s\t%d\t%08x\t%s" % (what.encode(), len(data), zlib.crc32(data), name.replace(b"\t", b"%09").replace(b"\n", b"%0A"))
    sys.stdout.buffer.write(line + b"\n")


def by_libarchive(path):
    lib = ctypes.CDLL(ctypes.util.find_library("archive"))
    for name in ("archive_read_new", "archive_entry_pathname", "archive_entry_hardlink", "archive_error_string"):
        getattr(lib, name).restype = ctypes.c_void_p if name == "archive_read_new" else ctypes.c_char_p
    lib.archive_read_data.restype = ctypes.c_ssize_t
    ctypes.CDLL(None).setlocale(6, b"C.UTF-8")
    reader = ctypes.c_void_p(lib.archive_read_new())
    for filter in "bzip2 compress gzip lz4 lzip lzma xz zstd uu rpm".split():
        getattr(lib, "archive_read_support_filter_" + filter)(reader)
    for format in "7zip ar cab cpio iso9660 lha rar rar5 tar zip raw".split():
        getattr(lib, "archive_read_support_format_" + format)(reader)
    if lib.archive_read_open_filename(reader, path.encode(), ctypes.c_size_t(1 << 16)):
        sys.exit(str(lib.archive_error_string(reader)))
    entry, piece, is_whole = ctypes.c_void_p(), ctypes.create_string_buffer(1 << 20), True
    while True:
        result = lib.archive_read_next_header(reader, ctypes.byref(entry))
        if result == 1:
            break
        if result < -20:
            sys.exit(str(lib.archive_error_string(reader)))
        name = lib.archive_entry_pathname(entry) or b""
        if lib.archive_entry_filetype(entry) & AE_IFMT not in (0, AE_IFREG) or lib.archive_entry_hardlink(entry):
            show(name, b"", "skip")
            continue
        data = bytearray()
        while (got := lib.archive_read_data(reader, piece, ctypes.c_size_t(len(piece)))) > 0:
            data += piece.raw[:got]
            if len(data) > 1 << 30:
                sys.exit("too much")
        if got < 0:
            show(name, data, "bad")
            is_whole = False
        else:
            show(name, data)
        if got == -30:
            break
    sys.exit(not is_whole)


def by_python(path):
    with open(path, "rb") as file:
        head = file.read(8)
    for opener, mark in ((gzip.open, b"\x1f\x8b"), (bz2.open, b"BZh"), (lzma.open, b"\xfd7zXZ"), (lzma.open, b"]\0\0")):
        if head.startswith(mark):
            try:
                archive = tarfile.open(path)
            except tarfile.ReadError:
                with opener(path) as file:
                    show("", file.read(1 << 30))
                return
            return walk_tar(archive)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if info.is_dir() or info.external_attr >> 28 not in (0, 8):
                    show(info.filename, b"", "skip")
                else:
                    show(info.filename, archive.read(info))
        return
    walk_tar(tarfile.open(path))


def walk_tar(archive):
    for info in archive:
        show(info.name, archive.extractfile(info).read() if info.isreg() else b"", "ok" if info.isreg() else "skip")


if __name__ == "__main__":
    {"libarchive": by_libarchive, "python": by_python}[sys.argv[1]](sys.argv[2])
