"""Traces of a body in a text: templates of biometrics after their label, images written into the text; and links of any kind."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Hit, Pattern, Rule
from hybriddesk.privacy.rules.contact import link_stop
from hybriddesk.privacy.rules.context import labelled

_BIOMETRIC = labelled(
    r"(?:finger ?print|thumb ?print|iris|retina|face|facial|voice|palm|vein|gait|dna|biometric)[ _\-]?(?:templates?|scan|hash|vectors?|embeddings?|profile|sample|prints?|id|data|code)|voice ?print|face ?print|fingerabdruck|empreinte digitale|huella (?:digital|dactilar)|impronta digitale|impress\xe3o digital|vingerafdruk",
    r"[A-Za-z0-9+/=_\-.:]{12}[A-Za-z0-9+/=_\-.:]*",
)
_IMAGE = Pattern(r"(?i)data:image/[a-z0-9+.\-]{2,20};base64,[a-z0-9+/=]{16}[a-z0-9+/=]*")
_LINK = Pattern(r"(?i)(?:https?|ftp|sftp|wss?|ssh|file)://[^\s<>\"'`]+|\bwww\.[a-z0-9\-]{1,63}\.[^\s<>\"'`]+")


def biometric(view: View) -> Iterator[Hit]:
    """What is given to a fingerprint, a face template and the like: a code with a digit or a capital in it."""
    for start, end in _BIOMETRIC.hits(view):
        if any(char.isdigit() or char.isupper() for char in view.text[start:end]):
            yield start, end, 0.8


def image(view: View) -> Iterator[Hit]:
    """Images in base 64 inside the text: off unless switched on."""
    for start, end in _IMAGE.hits(view):
        yield start, end, 0.9


def any_link(view: View) -> Iterator[Hit]:
    """Any web address: off unless switched on."""
    if "://" in view.text or "www." in view.lower:
        for start, end in _LINK.hits(view):
            yield start, link_stop(view.text, start, end), 0.7


RULES = (
    Rule("biometric", "ID", "Templates of fingerprints, faces and voices after their label.", biometric),
    Rule("image", "PHOTO", "Images written into a text.", image),
    Rule("any_link", "LINK", "Links of any kind.", any_link),
)
