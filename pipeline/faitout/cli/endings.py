"""How the commands end: with a message, by Ctrl-C, or because nobody reads their output any more."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import typer

from faitout.errors import FaitoutError

FAILED = 1
WRONG_USAGE = 2
_BY_SIGNAL = 128


def stop(message: object, code: int = WRONG_USAGE) -> NoReturn:
    """Say why on stderr, and end with an exit code."""
    typer.echo(f"faitout: {message}", err=True)
    raise typer.Exit(code)


@contextmanager
def ended_well(interrupted: str = "interrupted") -> Iterator[None]:
    """Turn errors into messages, and let Ctrl-C, a kill or a closed pipe end the command without a traceback.

    Parameters
    ----------
    interrupted : str
        What to say after Ctrl-C.
    """
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    except FaitoutError as error:
        stop(error)
    except KeyboardInterrupt:
        stop(interrupted, _BY_SIGNAL + signal.SIGINT)
    except BrokenPipeError:
        # What is left in the buffer has nowhere to go; without this Python would complain at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(_BY_SIGNAL + 13) from None


def _terminate(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(_BY_SIGNAL + number)
