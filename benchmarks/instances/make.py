"""Make the table of the instances anew: what every engine knows of each of them (under an hour on two cores).

    python benchmarks/instances/make.py --seconds 6    how long the diagrams of one dialogue are worked on

Written is `instances.csv`, beside this file, row by row: what is there already is not made again (delete the file for
that). Each instance is solved in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys

import table
from instance import known


def main() -> None:
    """Solve all instances and write the table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--seconds", type=float, default=6.0)
    asked.add_argument("--one")
    given = asked.parse_args()
    every = dict(table.recipes())
    if given.one:
        print(json.dumps(table.row(given.one, every[given.one], known(every[given.one], given.seconds))), flush=True)
        os._exit(0)  # what came to no end is not waited for
    found = table.rows() if table.FILE.exists() else []
    for name in list(every)[len(found) :]:
        command = [sys.executable, __file__, "--seconds", str(given.seconds), "--one", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{name}: {done.stderr}")
        found.append(json.loads(done.stdout))
        print(name, *(f"{key}={value}" for key, value in found[-1].items() if key in table.NAMES), flush=True)
        table.write(found)


if __name__ == "__main__":
    main()
