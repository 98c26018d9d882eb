"""Words of other formats as ids of ours, and back, without a table.

A character that no id may hold is written as its UTF-8 bytes, ``%`` and two hexadecimal digits each, as in
web addresses; so is ``%`` itself, and ``:``, which stays free for ids of our own making. Different words
therefore have different ids, and an id tells its word.
"""

import re

MAX_ID_CHARACTERS = 68
"""An id has at most 80 characters; what is left is for what we put before or behind, such as ``-01``."""

# What `domain.base.Id` refuses, and the two characters above.
_ESCAPED = re.compile(r"[%:/\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_ESCAPES = re.compile(r"(?:%[0-9A-F]{2})+")


def id_of(word: str) -> str:
    """Return the id a word is known by; it may be longer than an id can be (``MAX_ID_CHARACTERS``).

    Parameters
    ----------
    word
        At least one character; no half of a surrogate pair.
    """
    return _ESCAPED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), word)


def word_of(name: str) -> str:
    """Return the word an id stands for: the inverse of ``id_of``.

    An id that ``id_of`` cannot have made, such as one written by hand, stands for itself.
    """
    try:
        word = _ESCAPES.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode(), name)
    except UnicodeDecodeError:
        return name
    return word if id_of(word) == name else name
