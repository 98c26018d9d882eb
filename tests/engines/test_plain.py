"""What is packed comes back as it was, and what is not plain is refused."""

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edusched.engines.plain import packed, read_frame, unpacked, write_frame

leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
leaves = leaves | st.text(st.characters(exclude_categories=["Cs"])) | st.binary()
plain = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner))


@given(plain)
def test_plain_data_come_back(data):
    assert unpacked(packed(data)) == data


@given(plain)
def test_equal_data_are_equal_bytes(data):
    assert packed(unpacked(packed(data))) == packed(data)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12).reshape(3, 4),
        np.arange(12).reshape(3, 4).T,
        np.zeros((0, 3), dtype=np.float32),
        np.array(7, dtype=np.uint8),
        np.array([True, False]),
        np.array([math.nan, math.inf]),
    ],
    ids=lambda a: f"{a.dtype}{a.shape}",
)
def test_arrays_come_back(array):
    first, between, second = unpacked(packed([{"a": array}, b"x", array]))
    np.testing.assert_array_equal(first["a"], array)
    np.testing.assert_array_equal(second, array)
    assert (first["a"].dtype, first["a"].shape, between) == (array.dtype, array.shape, b"x")


def test_tuples_become_lists_and_empty_blobs_are_no_nothing():
    assert unpacked(packed(((1, b""), {"a": b""}))) == [[1, b""], {"a": b""}]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({1, 2}, "set is not plain"),
        (np.int64(3), "int64 is not plain"),
        (np.array(["a"]), "ndarray is not plain"),
        pytest.param(np.array([object()]), "ndarray is not plain", id="array of objects"),
        (math.nan, "not JSON compliant"),
        ({(1, 2): 3}, "keys must be"),
    ],
    ids=str,
)
def test_what_is_not_plain_is_refused(data, said):
    with pytest.raises((TypeError, ValueError), match=said):
        packed(data)


def test_frames_know_where_they_stop():
    pipe = io.BytesIO()
    for frame in (b"one", b"", b"three"):
        write_frame(pipe, frame)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in range(3)] == [b"one", b"", b"three"]
    with pytest.raises(EOFError):
        read_frame(pipe)


@pytest.mark.parametrize("size", [1, 7, 8, 10])
def test_a_torn_frame_is_noticed(size):
    pipe = io.BytesIO()
    write_frame(pipe, b"three")
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(pipe.getvalue()[:size]))
