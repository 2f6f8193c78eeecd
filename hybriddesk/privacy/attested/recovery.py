"""The signer of a digest on secp256k1, from the signature alone (SEC 1, 4.1.6), in whole numbers.

Only public values go in here: a signature, a digest and the public key that comes out. Nothing needs to run in constant time, and
nothing in here can sign.
"""

from __future__ import annotations

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141
G = (
    0x79BE667E_F9DCBBAC_55A06295_CE870B07_029BFCDB_2DCE28D9_59F2815B_16F81798,
    0x483ADA77_26A3C465_5DA4FBFC_0E1108A8_FD17B448_A6855419_9C47D08F_FB10D4B8,
)
"""The curve y^2 = x^3 + 7 over the field of P elements: its order and base point, SEC 2 section 2.4.1."""

Point = tuple[int, int]
_Jacobian = tuple[int, int, int]
_NOWHERE: _Jacobian = (0, 1, 0)


def signer(digest: bytes, r: int, s: int, parity: int) -> Point | None:
    """The public key whose signature ``(r, s)`` over the 32-byte ``digest`` is; ``parity`` 0 or 1 tells which of two.

    None where no key can have made it: a number out of range, an x that is on no point, or the point at infinity. A signature with
    the higher of the two possible s is refused as well: it is the same signature written another way.
    """
    if not (1 <= r < N and 1 <= s <= N // 2):
        return None
    square = (pow(r, 3, P) + 7) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        return None
    if y % 2 != parity:
        y = P - y
    z, inverse = int.from_bytes(digest, "big") % N, pow(r, -1, N)
    return _affine(_add(_times((r, y), s * inverse % N), _times(G, -z * inverse % N)))


def _times(point: Point, factor: int) -> _Jacobian:
    found, power = _NOWHERE, (*point, 1)
    while factor:
        if factor & 1:
            found = _add(found, power)
        power, factor = _double(power), factor >> 1
    return found


def _double(a: _Jacobian) -> _Jacobian:
    x, y, z = a
    yy = y * y % P
    s, m = 4 * x * yy % P, 3 * x * x % P
    nx = (m * m - 2 * s) % P
    return nx, (m * (s - nx) - 8 * yy * yy) % P, 2 * y * z % P


def _add(a: _Jacobian, b: _Jacobian) -> _Jacobian:
    if not a[2] or not b[2]:
        return b if not a[2] else a
    aa, bb = a[2] * a[2] % P, b[2] * b[2] % P
    u, v = a[0] * bb % P, b[0] * aa % P
    s, t = a[1] * bb * b[2] % P, b[1] * aa * a[2] % P
    if u == v:
        return _double(a) if s == t else _NOWHERE
    h, r = v - u, t - s
    hh = h * h % P
    hhh, w = h * hh % P, u * hh % P
    x = (r * r - hhh - 2 * w) % P
    return x, (r * (w - x) - s * hhh) % P, h * a[2] * b[2] % P


def _affine(a: _Jacobian) -> Point | None:
    if not a[2]:
        return None
    inverse = pow(a[2], -1, P)
    square = inverse * inverse % P
    return a[0] * square % P, a[1] * square * inverse % P
