"""A page that stands in one HTML file."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from pathlib import Path

from ecosystem.tables.files import write_beside


class Saved(ABC):
    """What shows itself as a page, and can be written as one file."""

    @property
    @abstractmethod
    def html(self) -> str:
        """The whole page; it asks nothing of any host."""

    def save(self, path: str | os.PathLike[str]) -> Path:
        """
        Write the page as one HTML file, whole or not at all.

        Parameters
        ----------
        path
            The file; an earlier one of that name stays until the new one is complete.

        Returns
        -------
        path
            The file.
        """
        return write_beside(Path(path), self.html.encode("utf-8"))
