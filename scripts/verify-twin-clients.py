"""Drives `bg-release twin` from dist with clients that know nothing of it: the AWS CLI and boto3.

The twin's clock stands still but for `advance`, so every state is looked at exactly when it should be there. The clients
are pinned in twin_clients/requirements.txt and installed into an environment of their own below node_modules/.cache.
Prints `N checks passed`; exits with 1 at the first one that fails.
"""

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "scripts" / "twin_clients" / "requirements.txt"
VENV = ROOT / "node_modules" / ".cache" / "twin-clients"
STAMP = VENV / "installed.txt"


def install() -> Path:
    """Makes the environment, unless it is there already. Returns its Python."""
    python = VENV / "bin" / "python"
    wanted = REQUIREMENTS.read_text()
    if not STAMP.exists() or STAMP.read_text() != wanted:
        venv.create(VENV, with_pip=True, clear=True)
        # No dependency is resolved: everything is in the list, or the installation is wrong.
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "-r", REQUIREMENTS], check=True)
        subprocess.run([python, "-m", "pip", "check"], check=True, stdout=subprocess.DEVNULL)
        STAMP.write_text(wanted)
    return python


def main() -> None:
    from twin_clients.boto3_checks import boto3_checks
    from twin_clients.cli_checks import cli_checks
    from twin_clients.twin import Twin, check, passed

    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        twin = Twin(folder)
        try:
            cli_checks(twin, str(VENV / "bin" / "aws"))
            boto3_checks(twin)
        finally:
            code = twin.stop()
        check("exit code of a twin that is told to stop", code, 0)
    print(f"{len(passed)} checks passed in {time.monotonic() - started:.0f} s")


if Path(sys.prefix).resolve() == VENV.resolve():
    main()
else:
    sys.exit(subprocess.run([install(), "-B", __file__]).returncode)
