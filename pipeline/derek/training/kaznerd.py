"""Where KazNERD's files are: the folder as published, one file of a part of it, or a folder that holds that file."""

from __future__ import annotations

from pathlib import Path

from derek.errors import ModelError

OFFICIAL = ("IOB2_train.txt", "IOB2_valid.txt")
OFFICIAL_TEST = "IOB2_test.txt"
AT_HAND = "train.iob2"


def learnable_files(path: Path) -> list[Path]:
    """The files to learn from: the official train and valid files, else train.iob2, else the file that `path` is.

    Never the official test file. Raises ModelError where there is none.
    """
    files = [path / name for name in OFFICIAL if (path / name).is_file()] or [path / AT_HAND if path.is_dir() else path]
    if not files[0].is_file():
        raise ModelError(
            f"{path}: neither {OFFICIAL[0]} nor {AT_HAND} here; "
            "get KazNERD (github.com/IS2AI/KazNERD) and name its folder"
        )
    return files
