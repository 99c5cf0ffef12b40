"""JupyterLab on the notebooks: trusted, so that views are live, and without the news pop-up."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from ecosystem.tables.refusals import refusal


def lab(folder: Path, *, browser: bool = True) -> int:
    """
    Open JupyterLab on a folder of notebooks and wait until it is closed.

    Parameters
    ----------
    folder
        The folder; its notebooks are trusted, which is what makes their views live.
    browser
        Whether to open a browser.

    Returns
    -------
    status
        What JupyterLab ended with.

    Raises
    ------
    FileNotFoundError
        If there is no notebook in the folder.
    """
    notebooks = sorted(str(path) for path in folder.glob("*.ipynb"))
    if not notebooks:
        raise FileNotFoundError(refusal("ecosystem.show", "no_notebooks", folder=folder.resolve()))
    settings = str(files("ecosystem.show").joinpath("lab_settings"))
    earlier = os.environ.get("JUPYTER_CONFIG_PATH")
    paths = os.pathsep.join([settings, earlier]) if earlier else settings
    environment = os.environ | {"JUPYTER_CONFIG_PATH": paths}
    trust = [sys.executable, "-m", "jupyter", "trust", *notebooks]
    subprocess.run(trust, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (our own words)
    command = [sys.executable, "-m", "jupyter", "lab", f"--ServerApp.root_dir={folder.resolve()}"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there often is nobody else
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
