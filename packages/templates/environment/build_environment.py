"""Builds a Python environment from hashed requirements, once, and keeps it by the digest of those requirements.

    python build_environment.py --requirements requirements.txt --cache CACHE

Progress goes to standard output in readable lines; the last line is JSON: {"python": path, "built": bool,
"seconds": float}. The environment lies at CACHE/envs/<sha256 of the file>-py<version>-<interpreter>. Whoever comes
second while it is being built waits for it; a build cut short is thrown away by the next one. Only wheels with the
hashes of the file are installed, so no code of a package runs here. Needs nothing but the standard library.
"""

import argparse
import ctypes
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

PIP_WITH_PYTHON_OPTION = (22, 3)
LINES_OF_AN_ERROR = 15
# Libraries that packages ask the host for, and where another package brings a copy.
BUNDLED_LIBRARIES = {"libgomp.so.1": "lib/python*/site-packages/scikit_learn.libs/libgomp-*.so*"}
# Locks are passed on to the programs that write under them: if this one is killed, they still hold the lock.
held_locks: "list[int]" = []


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--requirements", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    args = parser.parse_args()
    os.umask(0o022)  # readable for the uid that trains
    started = time.monotonic()
    environment, built = build_environment(args.requirements, args.cache)
    seconds = round(time.monotonic() - started, 1)
    print(json.dumps({"python": str(environment / "bin" / "python"), "built": built, "seconds": seconds}), flush=True)


def build_environment(requirements: Path, cache: Path) -> tuple[Path, bool]:
    """Returns the environment's folder and whether this call built it. Exits with a readable line when pip fails."""
    content = requirements.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    interpreter = hashlib.sha256(os.path.realpath(sys.executable).encode()).hexdigest()[:6]
    version = ".".join(str(part) for part in sys.version_info[:3])
    environment = cache / "envs" / f"{digest}-py{version}-{interpreter}"
    ready = environment / ".ready"
    if ready.exists():
        return environment, False
    environment.parent.mkdir(parents=True, exist_ok=True)
    with locked(environment.parent / f"{environment.name}.lock"):
        if ready.exists():
            return environment, False
        shutil.rmtree(environment, ignore_errors=True)
        packages = len(re.findall(rb"(?m)^[A-Za-z0-9]", content))
        say(f"building {digest[:12]} for Python {version}; {packages} packages are named, a first build takes a minute")
        make_virtual_environment(environment)
        if packages:
            install(environment, requirements, cache)
            compile_modules(environment)
            link_missing_libraries(environment)
        ready.write_text(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) + "\n")
    say("ready")
    return environment, True


@contextmanager
def locked(path: Path):
    """Held by the kernel, so it ends with its holders, however they end."""
    with open(path, "a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("another run is building this environment, waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        held_locks.append(file.fileno())
        try:
            yield
        finally:
            held_locks.remove(file.fileno())


def make_virtual_environment(environment: Path) -> None:
    """Without its own pip where the interpreter's is new enough to install into it: saves some seconds."""
    pip = [] if not interpreter_has_pip() else ["--without-pip"]
    command = [sys.executable, "-m", "venv", *pip, str(environment)]
    made = subprocess.run(command, capture_output=True, text=True, check=False, pass_fds=held_locks)
    if made.returncode != 0:
        fail(f"{sys.executable} can't make a virtual environment", made.stdout + made.stderr)


def interpreter_has_pip() -> bool:
    asked = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"pip (\d+)\.(\d+)", asked.stdout)
    return found is not None and tuple(int(part) for part in found.groups()) >= PIP_WITH_PYTHON_OPTION


def pip_command(environment: Path) -> list[str]:
    """pip for an environment: its own, or the interpreter's pointed at it."""
    python = str(environment / "bin" / "python")
    if (environment / "bin" / "pip").exists():
        return [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    return [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "--no-input"]


def install(environment: Path, requirements: Path, cache: Path) -> None:
    options = ["--no-compile", "--only-binary", ":all:", "--require-hashes", "--cache-dir", str(cache / "pip")]
    command = [*pip_command(environment), "install", *options, "-r", str(requirements)]
    run_and_report(command, "pip could not install the requirements")


def compile_modules(environment: Path) -> None:
    """Now and on all cores: the uid that trains can't write here, and would compile again in every run."""
    say("compiling modules")
    skip_tests = r"[/\\]tests?[/\\]"
    python = str(environment / "bin" / "python")
    command = [python, "-m", "compileall", "-q", "-j", "0", "-x", skip_tests, str(environment / "lib")]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, pass_fds=held_locks)


def link_missing_libraries(environment: Path) -> None:
    """LightGBM wants the host's OpenMP library, which a small host lacks: scikit-learn's copy does as well. Trainings
    find it by LD_LIBRARY_PATH in the environment's lib/shared."""
    for name, pattern in BUNDLED_LIBRARIES.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            copies = sorted(environment.glob(pattern))
            if copies:
                shared = environment / "lib" / "shared"
                shared.mkdir(exist_ok=True)
                (shared / name).symlink_to(copies[0])


def run_and_report(command: list[str], failure: str, env: "dict[str, str] | None" = None) -> None:
    """Runs pip; says what it fetches, and on failure its last lines. Addresses are left out: they may hold passwords."""
    lines = []
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "env": env, "pass_fds": held_locks}
    with subprocess.Popen(command, **options) as process:
        for line in process.stdout:
            lines.append(re.sub(r"\w+://\S+", "<address>", line.rstrip()))
            fetched = re.match(r"\s*(?:Downloading|Using cached) (?:\S*/)?([^\s/]+?)-(\d[^\s-]*)\S* (\(.*\))", line)
            if fetched:
                say("fetched {} {} {}".format(*fetched.groups()))
            elif line.startswith("Installing collected packages"):
                say("installing")
    if process.returncode != 0:
        fail(failure, "\n".join(line for line in lines if line)[-4000:])


def fail(line: str, detail: str) -> None:
    for detail_line in detail.splitlines()[-LINES_OF_AN_ERROR:]:
        say(detail_line)
    say(line)
    sys.exit(1)


def say(line: str) -> None:
    print(f"environment: {line}", flush=True)


if __name__ == "__main__":
    main()
