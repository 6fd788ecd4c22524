"""Python's collector of memory, and why it rests while a course is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def all_stays() -> Iterator[None]:
    """Let the collector rest while records are made that all stay and never form a ring.

    It would walk over everything made so far again and again, find nothing, and double the time of a check.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def stays_to_the_end() -> None:
    """Keep what there is now from being looked at ever again: for a program that reads one course, once, and ends."""
    gc.freeze()
