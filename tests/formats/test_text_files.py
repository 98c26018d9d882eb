"""Reading is bounded and only of regular files; writing is all or nothing."""

import errno
import io
import os
import socket
import stat
import sys
import threading
from pathlib import Path

import pytest

from edusched.domain.errors import FileAccessError, InvalidInputError
from edusched.formats import text_files
from edusched.formats.text_files import read_text_file, write_text_file

posix = pytest.mark.skipif(os.name != "posix", reason="files of POSIX systems")


def make_fifo(folder):
    os.mkfifo(folder / "x")


def make_socket(folder):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "x"))


def make_loop(folder):
    (folder / "x").symlink_to("x")


BAD_FILES = {
    "missing": (lambda folder: None, "no such file"),
    "folder": (lambda folder: (folder / "x").mkdir(), "a folder, not a file"),
    "fifo": (make_fifo, "named pipe, not a regular file; use - to read"),
    "socket": (make_socket, "a socket"),
    "device": (lambda folder: (folder / "x").symlink_to("/dev/zero"), "a device"),
    "dangling": (lambda folder: (folder / "x").symlink_to("nowhere"), "a link to a file that does not exist"),
    "loop": (make_loop, "cannot be read"),
}


@posix
@pytest.mark.parametrize(("make", "words"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_only_regular_files_are_read(tmp_path, make, words):
    make(tmp_path)
    with pytest.raises(FileAccessError) as caught:
        read_text_file(tmp_path / "x")
    assert words in str(caught.value)
    assert caught.value.exit_code == 6


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "a\x00b", "x" * 5000, "", "file.json/x"])
def test_odd_names_are_refused(tmp_path, name):
    (tmp_path / "file.json").write_text("{}")
    with pytest.raises(FileAccessError):
        read_text_file(name if name.startswith("/") or not name else os.path.join(tmp_path, name))  # noqa: PTH118


def test_no_permission(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_text("{}")

    def refuse(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(text_files.os, "open", refuse)
    with pytest.raises(FileAccessError, match="no permission to read it"):
        read_text_file(path)


def test_a_file_exchanged_for_a_device_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_text("{}")
    opened = os.open
    monkeypatch.setattr(text_files.os, "open", lambda _, flags: opened("/dev/zero", flags))
    with pytest.raises(FileAccessError, match="a device"):
        read_text_file(path)


def test_an_error_while_reading_is_told():
    with pytest.raises(FileAccessError, match="cannot be read"):
        read_text_file("/proc/self/mem" if sys.platform == "linux" else "/nowhere/x")


@pytest.mark.parametrize("size", [0, 1, 10, 11, 5000])
def test_a_file_is_read_up_to_the_limit(tmp_path, size):
    path = tmp_path / "x"
    path.write_bytes(b"a" * size)
    if size <= 10:
        assert read_text_file(path, 10) == "a" * size
        return
    with pytest.raises(InvalidInputError, match="larger than 10 bytes"):
        read_text_file(path, 10)


def test_a_file_that_claims_no_size_is_bounded_too():
    if sys.platform == "linux":
        with pytest.raises(InvalidInputError, match="larger than 10 bytes"):
            read_text_file("/proc/self/status", 10)


class Stream:
    def __init__(self, raw):
        self.buffer = io.BytesIO(raw)


def test_standard_input_is_read_and_bounded(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Stream("\ufeff{县}".encode()))
    assert read_text_file("-") == "{县}"
    monkeypatch.setattr(sys, "stdin", Stream(b"a" * 11))
    with pytest.raises(InvalidInputError, match="standard input"):
        read_text_file("-", 10)
    monkeypatch.setattr(sys, "stdin", io.StringIO("{县}"))
    assert read_text_file("-") == "{县}"
    monkeypatch.setattr(sys, "stdin", io.StringIO("县" * 4))
    with pytest.raises(InvalidInputError, match="larger"):
        read_text_file("-", 10)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(FileAccessError, match="closed"):
        read_text_file("-")


@pytest.mark.parametrize(
    ("raw", "place", "words"),
    [
        ("{}".encode("utf-16"), "(byte 0)", "UTF-16"),
        ("{}".encode("utf-16-le"), "(byte 0)", "UTF-16"),
        ("{}".encode("utf-16-be"), "(byte 0)", "UTF-16"),
        ("\ufeff{}".encode("utf-16-be"), "(byte 0)", "UTF-16"),
        ("{}".encode("utf-32"), "(byte 0)", "UTF-32"),
        (b'{"a":\n "\xff"}', "line 2, column 3 (byte 8)", "invalid start byte"),
        (b'\xef\xbb\xbf{"\xff"}', "line 1, column 3 (byte 5)", "not UTF-8"),
        ('{"县": "'.encode() + b"\xe5\x8e", "line 1, column 8 (byte 9)", "unexpected end of data"),
        (b'["\xed\xa0\x80"]', "line 1, column 3 (byte 2)", "not UTF-8"),
        (b'["\xc0\xaf"]', "line 1, column 3 (byte 2)", "not UTF-8"),
    ],
)
def test_what_is_not_utf8_has_a_byte_offset(tmp_path, raw, place, words):
    path = tmp_path / "x"
    path.write_bytes(raw)
    with pytest.raises(InvalidInputError) as caught:
        read_text_file(path)
    (fault,) = caught.value.faults
    assert fault.path.endswith(place)
    assert words in fault.expected
    assert fault.advice == "save the file as UTF-8"


def test_a_byte_order_mark_is_dropped(tmp_path):
    path = tmp_path / "x"
    path.write_bytes("\ufeffa\ufeff".encode())
    assert read_text_file(path) == "a\ufeff"


# --- writing -----------------------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path):
    """A file that is there already, alone in its folder."""
    path = tmp_path / "plan.json"
    path.write_text("old")
    return path


def files_in(folder):
    return sorted(path.name for path in folder.iterdir())


def fail(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_writing_makes_or_replaces_the_file(old):
    write_text_file(old, "县\n")
    assert old.read_bytes() == "县\n".encode()
    write_text_file(old.parent / "new", "")
    assert files_in(old.parent) == ["new", "plan.json"]


@pytest.mark.parametrize("k", range(12))
def test_when_the_kth_write_fails_the_old_file_stays(old, monkeypatch, k):
    monkeypatch.setattr(text_files, "_CHUNK_BYTES", 10)
    written = os.write
    calls = []

    def write(descriptor, data):
        calls.append(len(data))
        return fail() if len(calls) > k else written(descriptor, data)

    monkeypatch.setattr(text_files.os, "write", write)
    with pytest.raises(FileAccessError, match=r"No space left on device; free some space") as caught:
        write_text_file(old, "x" * 115)
    assert caught.value.exit_code == 6
    assert old.read_text() == "old"
    assert files_in(old.parent) == ["plan.json"]


def test_short_writes_are_carried_on(old, monkeypatch):
    written = os.write
    monkeypatch.setattr(text_files.os, "write", lambda descriptor, data: written(descriptor, data[:3]))
    write_text_file(old, "0123456789")
    assert old.read_text() == "0123456789"


@pytest.mark.parametrize("step", ["os.fsync", "os.fchmod", "mkstemp", "Path.replace"])
def test_when_another_step_fails_the_old_file_stays(old, monkeypatch, step):
    monkeypatch.setattr(f"edusched.formats.text_files.{step}", fail)
    with pytest.raises(FileAccessError):
        write_text_file(old, "new")
    monkeypatch.undo()
    assert old.read_text() == "old"
    assert files_in(old.parent) == ["plan.json"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError, SystemExit])
def test_a_stop_in_the_middle_leaves_the_old_file(old, monkeypatch, stop):
    def interrupt(*_):
        raise stop

    monkeypatch.setattr(text_files.os, "fsync", interrupt)
    with pytest.raises(stop):
        write_text_file(old, "new")
    assert old.read_text() == "old"
    assert files_in(old.parent) == ["plan.json"]


@posix
@pytest.mark.parametrize(("code", "told"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_folder_that_cannot_be_forced_to_disk(old, monkeypatch, code, told):
    forced = os.fsync

    def fsync(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, os.strerror(code))
        forced(descriptor)

    monkeypatch.setattr(text_files.os, "fsync", fsync)
    if told:
        with pytest.raises(FileAccessError):
            write_text_file(old, "new")
    else:
        write_text_file(old, "new")
    assert old.read_text() == "new"


@posix
def test_file_and_folder_are_forced_to_disk_in_order(old, monkeypatch):
    steps = []
    forced, replaced = os.fsync, Path.replace

    def fsync(descriptor):
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        forced(descriptor)

    def replace(self, target):
        steps.append("name")
        return replaced(self, target)

    monkeypatch.setattr(text_files.os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_text_file(old, "new")
    assert steps == ["file", "name", "folder"]


@posix
def test_rights_of_the_old_file_are_kept_and_new_files_follow_the_mask(old):
    old.chmod(0o640)
    write_text_file(old, "new")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write_text_file(old.parent / "fresh", "new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)
    assert stat.S_IMODE((old.parent / "fresh").stat().st_mode) == 0o640


@posix
def test_a_system_without_fchmod_is_served_too(old, monkeypatch):
    monkeypatch.delattr(text_files.os, "fchmod")
    write_text_file(old, "new")
    assert old.read_text() == "new"


@posix
def test_a_link_is_replaced_and_not_followed(old):
    link = old.parent / "link"
    link.symlink_to(old)
    write_text_file(link, "new")
    assert old.read_text() == "old"
    assert not link.is_symlink()
    assert link.read_text() == "new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_device_is_told_and_stays_a_device():
    with pytest.raises(FileAccessError, match="No space left"):
        write_text_file("/dev/full", "new")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
    write_text_file("/dev/null", "new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@posix
def test_a_pipe_is_written_as_it_is(tmp_path):
    make_fifo(tmp_path)
    got = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "x").read_text()))
    reader.start()
    write_text_file(tmp_path / "x", "new")
    reader.join(10)
    assert got == ["new"]


@pytest.mark.parametrize("name", ["", "folder", "missing/x", "a\x00b", "x" * 5000, "plan.json/x"])
def test_places_that_cannot_be_written(old, name):
    (old.parent / "folder").mkdir()
    with pytest.raises(FileAccessError):
        write_text_file(f"{old.parent}/{name}" if name else "", "new")
    assert files_in(old.parent) == ["folder", "plan.json"]


def test_a_file_marked_read_only_is_left_alone(old, monkeypatch):
    monkeypatch.setattr(text_files.os, "access", lambda *_: False)
    with pytest.raises(FileAccessError, match="name a folder you may write to"):
        write_text_file(old, "new")
    assert old.read_text() == "old"


def test_half_a_surrogate_pair_is_refused_before_anything_is_written(old):
    with pytest.raises(InvalidInputError, match="surrogate"):
        write_text_file(old, "a\ud800")
    assert old.read_text() == "old"


def test_standard_output(monkeypatch, capsysbinary):
    write_text_file("-", "县\n")
    assert capsysbinary.readouterr().out == "县\n".encode()
    text = io.StringIO()
    monkeypatch.setattr(sys, "stdout", text)
    write_text_file("-", "县\n")
    assert text.getvalue() == "县\n"
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(FileAccessError, match="closed"):
        write_text_file("-", "x")


@pytest.mark.parametrize(
    ("error", "raised"),
    [(BrokenPipeError(errno.EPIPE, "x"), BrokenPipeError), (OSError(errno.ENOSPC, "full"), FileAccessError)],
)
def test_standard_output_that_fails(monkeypatch, error, raised):
    class Broken:
        buffer = io.BytesIO()

        def flush(self):
            raise error

    monkeypatch.setattr(sys, "stdout", Broken())
    with pytest.raises(raised):
        write_text_file("-", "x")


@posix
def test_a_pipe_without_reader_is_a_broken_pipe(tmp_path, monkeypatch):
    make_fifo(tmp_path)
    monkeypatch.setattr(text_files.os, "write", lambda *_: (_ for _ in ()).throw(BrokenPipeError))
    keep = os.open(tmp_path / "x", os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(BrokenPipeError):
            write_text_file(tmp_path / "x", "new")
    finally:
        os.close(keep)


def test_two_writers_never_mix(tmp_path):
    path = tmp_path / "plan.json"
    texts = [letter * 50_000 for letter in "abcd"]

    def write(text):
        for _ in range(50):
            write_text_file(path, text)

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    seen = set()
    while any(thread.is_alive() for thread in threads):
        if path.exists():
            seen.add(read_text_file(path))
    for thread in threads:
        thread.join()
    assert seen <= set(texts)
    assert files_in(tmp_path) == ["plan.json"]
