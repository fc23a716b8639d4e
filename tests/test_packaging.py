"""Wheel, sdist and editable install each bring the package and find models/, and work from another folder."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

RELEASE = (
    "Егіс басталды\n2026 жылғы 4 наурыз\n– Биыл 300 миллиард теңге бөлінді, – деді Премьер-министр Олжас Бектенов.\n"
)
NO_NETWORK = """
import socket

def refuse(*arguments, **named):
    raise OSError("a test without network")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
"""
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


@pytest.fixture(scope="module", params=["*.whl", "*.tar.gz"], ids=["wheel", "sdist"])
def venv(built: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with derek from a wheel or an sdist, and derek's dependencies from the one at hand."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (_site(folder) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "-q"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed"]
    subprocess.run([*pip, *offline, str(next(built.glob(request.param)))], check=True, capture_output=True)
    return folder


def _site(venv: Path) -> Path:
    return next((venv / "lib").glob("python*/site-packages"))


def test_nothing_lands_outside_the_package(venv: Path) -> None:
    assert {path.name for path in _site(venv).iterdir()} == {"derek", "derek-0.1.0.dist-info", "dependencies.pth"}
    record = (_site(venv) / "derek-0.1.0.dist-info" / "RECORD").read_text(encoding="utf-8").splitlines()
    installed = {line.split(",")[0].split("/")[0] for line in record}
    assert installed == {"derek", "derek-0.1.0.dist-info", ".."}
    assert [line.split(",")[0] for line in record if line.startswith("..")] == ["../../../bin/derek"]
    assert (_site(venv) / "derek" / "py.typed").is_file()


def _offline(venv: Path, tmp_path: Path, *command: str) -> str:
    """Runs a program of the environment in another folder, where every connection fails."""
    (tmp_path / "offline").mkdir(exist_ok=True)
    (tmp_path / "offline" / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "DEREK_MODELS"}}
    environment["PYTHONPATH"] = str(tmp_path / "offline")
    program = [str(venv / "bin" / command[0]), *command[1:]]
    done = subprocess.run(
        program, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_show_and_run_from_another_folder_with_the_network_off(venv: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RELEASE, encoding="utf-8")
    shown = json.loads(_offline(venv, tmp_path, "derek", "show", "a.txt", "--json"))
    assert shown["quotes"][0]["speaker"] == "Олжас Бектенов"
    assert "1 documents in" in _offline(venv, tmp_path, "derek", "run", "a.txt", "--out", "out")
    told = json.loads(_offline(venv, tmp_path, "derek", "info", "--json"))
    assert Path(told["knowledge"]["folder"]) == _site(venv) / "derek" / "models"


def test_spacy_finds_language_and_stages_there(venv: Path, tmp_path: Path) -> None:
    code = "import spacy; nlp = spacy.blank('kk'); nlp.add_pipe('derek_claims'); print(spacy.__name__, nlp('5 тонна')._.derek)"
    assert "'unit': 't'" in _offline(venv, tmp_path, "python", "-c", code)


def test_an_editable_install_finds_the_checkouts_models(root: Path, tmp_path: Path) -> None:
    code = f"import os; os.chdir({str(root)!r}); from hatchling.build import build_editable; build_editable({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    wheel = zipfile.ZipFile(next(tmp_path.glob("*.whl")))
    link = next(name for name in wheel.namelist() if name.endswith(".pth"))
    assert _models_seen_from(Path(wheel.read(link).decode().strip()), tmp_path) == root / "models"
