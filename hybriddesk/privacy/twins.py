"""Letters that look like Latin ones and are not: told by the company they keep, and folded to what the eye reads."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухԁɡһӏԛԝѵ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονρικτυχγ" + "ıℓɑɩօսոհցᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ",
    "ABESIJKMHOPCTYXaesijkopcyxdghlqwv" + "ABEZHIKMNOPTYXaovpiktuxy" + "ilaiounhgabcdefghijklmnoprtuvwyz",
)
_FOREIGN = "\u0370-\u03ff\u0400-\u052f\u0131\u0251\u0261\u0262\u0269\u026a\u0274\u0280\u028f\u0299\u029c\u029f\u04bb\u0493\u0561-\u0587\u1d00-\u1d22\u2113"
_BESIDE = re.compile(f"[A-Za-z0-9@][.+_\\-]?[{_FOREIGN}]|[{_FOREIGN}][.+_\\-]?[A-Za-z0-9@]")
"""A foreign letter in a Latin word: the gate, so that a text in one alphabet costs one search."""
_WORD = re.compile(r"[\w@.+\-]{2,256}")
_OF_OTHERS = re.compile(f"[{_FOREIGN}]")
_ASCII_ALNUM = re.compile("[A-Za-z0-9@]")
_CODE = re.compile(r"[\w@.+:\-]{0,128}[0-9@][\w@.+:\-]{0,128}")


def untwinned(text: str, *, marked: bool) -> str:
    """The text, of the same length, with look-alikes inside mixed words as the Latin letters they pass for.
    ``marked``: it held combining marks, so accents inside numbers and addresses are a disguise too."""
    if _BESIDE.search(text):
        text = _WORD.sub(_untwin, text)
    return _CODE.sub(_plain, text) if marked else text


def _untwin(match: re.Match[str]) -> str:
    word = match[0]
    return word.translate(_ALIKE) if _OF_OTHERS.search(word) and _ASCII_ALNUM.search(word) else word


def _plain(match: re.Match[str]) -> str:
    return match[0] if match[0].isascii() else "".join(unicodedata.normalize("NFD", char)[0] for char in match[0])
