"""Obeying file permissions although the tests may run as root."""

import ctypes
import os

_VERSION = 0x20080522
_DAC_OVERRIDE = 1


def obey_permissions() -> None:
    """Give up, in this process, root's right to write whatever it likes."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    # effective, permitted and inheritable sets, the lower 32 capabilities first
    sets = (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for at in range(2):
        sets[at] &= ~(1 << _DAC_OVERRIDE) & 0xFFFFFFFF
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")
