"""Wheel, sdist and editable install each bring the package and find models/."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

PROBE = "from derek.knowledge import models_folder; print(models_folder())"


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that is built from it; no network: the backend is installed for tests."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_the_wheel_holds_the_package_and_models_and_nothing_else(built: Path) -> None:
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert "derek/py.typed" in names
    assert "derek/models/knowledge/countries.tsv" in names
    assert {name.split("/")[0] for name in names} == {"derek", "derek-0.1.0.dist-info"}


def test_the_sdist_holds_models_and_seeds(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = archive.getnames()
    assert any(name.endswith("/models/lexicon/titles.tsv") for name in names)
    assert any(name.endswith("/seeds/2025-11-16-consultative-meeting.txt") for name in names)


def _models_seen_from(site: Path, cwd: Path) -> Path:
    """Where a fresh interpreter, started elsewhere with `site` first on its path, finds the models."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-c", PROBE]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_an_installed_wheel_finds_its_models(built: Path, tmp_path: Path) -> None:
    """The wheel is built from the sdist, so this holds for both."""
    site = tmp_path / "site"
    install = ["-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([sys.executable, *install, str(next(built.glob("*.whl")))], check=True, capture_output=True)
    assert _models_seen_from(site, tmp_path) == site / "derek" / "models"


def test_an_editable_install_finds_the_checkouts_models(root: Path, tmp_path: Path) -> None:
    code = f"import os; os.chdir({str(root)!r}); from hatchling.build import build_editable; build_editable({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    wheel = zipfile.ZipFile(next(tmp_path.glob("*.whl")))
    link = next(name for name in wheel.namelist() if name.endswith(".pth"))
    assert _models_seen_from(Path(wheel.read(link).decode().strip()), tmp_path) == root / "models"
