"""Who does the work: an executor, processes of this machine, or a Dask scheduler somewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from socket import create_connection
from typing import Any

from ecosystem.measure.options import checked
from ecosystem.region.survey.told import said
from ecosystem.tables.language import Language
from ecosystem.tables.refusals import refusal

PATIENCE = 10
"""So many seconds a scheduler is waited for, and then its first worker."""
MOST = 256
"""More processes than a machine has cores only wait for each other."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""What the libraries of linear algebra read when they start: matrices here are small."""


def executor_of(client: Any) -> Executor:
    """
    Take a client as an executor.

    Parameters
    ----------
    client
        Any `concurrent.futures.Executor`, or what gives one by `get_executor`, as a Dask client
        does.

    Returns
    -------
    executor
        To which work can be submitted.

    Raises
    ------
    TypeError
        If it is neither.
    """
    if hasattr(client, "get_executor"):
        made: Executor = client.get_executor(pure=False)
        return made
    if not isinstance(client, Executor):
        raise TypeError(
            f"client is a {type(client).__name__}; it is an executor of concurrent.futures or a "
            "client of Dask"
        )
    return client


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """
    Start workers on this machine, each with one thread, and end them.

    Parameters
    ----------
    count
        How many.

    Yields
    ------
    executor
        A pool of processes.
    """
    checked(workers=count)
    if count > MOST:
        told = {"name": "workers", "number": count, "most": MOST}
        raise ValueError(refusal("ecosystem.tables", "most", **told))
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


@contextmanager
def scheduler(address: str, *, lang: Language = "en", patience: float = PATIENCE) -> Iterator[Any]:
    """
    Connect to a Dask scheduler, and leave it as it was.

    Parameters
    ----------
    address
        Such as `tcp://10.0.0.5:8786`.
    lang
        Language of what is said where that fails, `en` or `nl`.
    patience
        Seconds to wait for it, and for its first worker.

    Yields
    ------
    client
        A client of Dask.

    Raises
    ------
    ConnectionError
        If `distributed` is not installed, no scheduler answers, or it has no worker.
    """
    try:
        from distributed import Client  # noqa: PLC0415 (an extra)
        from distributed.comm.addressing import get_address_host_port  # noqa: PLC0415
    except ImportError:
        raise ConnectionError(said("no_dask", lang)) from None
    try:  # a client that finds nobody would go on about it until the end
        create_connection(get_address_host_port(address), timeout=patience).close()
        client = Client(address, timeout=patience, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception:  # noqa: BLE001 (who knows what answers there)
        raise ConnectionError(said("no_scheduler", lang, address=address, wait=patience)) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except OSError:
            raise ConnectionError(said("no_worker", lang, address=address, wait=patience)) from None
        yield client
