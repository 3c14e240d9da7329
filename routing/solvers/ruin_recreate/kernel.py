"""How the kernels are compiled: machine code that allocates nothing, counts no references and holds no lock."""

from __future__ import annotations

from functools import partial

from numba import njit

_native = partial(njit, nogil=True, error_model="numpy", _nrt=False, no_cfunc_wrapper=True)
kernel = partial(_native, no_cpython_wrapper=True)
"""Decorates a kernel that other kernels call."""
inlined = partial(kernel, forceinline=True)
"""Decorates a small kernel that is called so often that the call itself would cost more than it does."""
entry = partial(_native, cache=True)
"""Decorates a kernel that Python calls: what it compiles to, with all it calls, is kept on disk."""
