"""Set up and open the recommender, or test it, on a fresh machine: `python run.py` or `python run.py test`.

Makes `.venv` beside this file, installs the project into it with `constraints.txt`, and goes on in there, so the
system's own packages stay untouched (PEP 668). Needs nothing but the standard library.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Install what is missing, then run the tests or the program."""
    if sys.version_info < OLDEST:
        print(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version.split()[0]}", file=sys.stderr)
        return 1
    testing = arguments[:1] == ["test"]
    install(".[test]" if testing else ".")
    rest = ["pytest", *arguments[1:]] if testing else ["recommender", *(arguments or ["app"])]
    return subprocess.call([PYTHON, "-m", *rest], cwd=HERE)


def install(what: str) -> None:
    """Install the project into the virtual environment, unless the same files were installed before."""
    named = HERE / "constraints.txt", HERE / "pyproject.toml"
    state = hashlib.sha256(b"".join(file.read_bytes() for file in named)).hexdigest() + what
    mark = VENV / f"installed-{'test' if 'test' in what else 'app'}.txt"
    if PYTHON.exists() and mark.exists() and mark.read_text() == state:
        return
    if not PYTHON.exists():
        print("Making a virtual environment in .venv …", file=sys.stderr)
        venv.create(VENV, with_pip=True)
    print("Installing; the first time takes some minutes …", file=sys.stderr)
    command = [PYTHON, "-m", "pip", "install", "--quiet", "-c", "constraints.txt", "-e", what]
    subprocess.check_call(command, cwd=HERE)
    mark.write_text(state)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        print(f"Installing did not work (exit code {error.returncode}); see the lines above", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
