#!/usr/bin/env python3
"""Benchmarks of whole commands by hyperfine (Debian `hyperfine`), with ratios to a clean build.

    cargo build --release --examples && cargo build --release
    python3 benches/commands.py 1000 10000 100000 --folder /dev/shm

On the project of `benches/generate.rs`, in two languages and without the paper catalogue. `read and compare` is what any
program must do that leaves unchanged files alone: read every file of the project and of the site once. The site's files
keep their times where nothing changed: the script checks it.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target")) / "release"
VITRINE = TARGET / "vitrine"


def timed(command, folder, runs, prepare=None):
    """The median of the runs, in seconds."""
    result = folder / "hyperfine.json"
    options = ["--runs", str(runs), "--export-json", result, "--style", "none"]
    if prepare:
        options += ["--prepare", prepare]
    subprocess.run(["hyperfine", *options, command], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return json.loads(result.read_text())["results"][0]["median"]


def memory(command, folder):
    """The peak memory of one run, in MB."""
    process = subprocess.Popen(command, shell=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"`{command}` failed")
    return used.ru_maxrss / 1024


def times(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("partners", type=int, nargs="+")
    parser.add_argument("--folder", help="where the project is made, for instance in /dev/shm")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    print(f"{'partners':>9} {'command':22} {'seconds':>8} {'ratio':>6} {'MB memory':>9}")
    for count in arguments.partners:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            measure(count, pathlib.Path(folder), arguments.runs)


def measure(count, folder, runs):
    subprocess.run([TARGET / "examples/generate", str(count), folder], check=True)
    record = sorted(folder.glob("partners/*/*.toml"))[count // 2]
    build = f"{VITRINE} build --no-paper"
    # Another text each time, so that the page and all that shows it differ from what is there.
    change = f"sed -i 's/^summary.en = \"[^ ]*/summary.en = \"Changed'$(date +%N)'/' {record}"
    first = None
    for name, command, prepare in [
        ("build from nothing", build, "rm -rf public .vitrine"),
        ("nothing changed", build, None),
        ("one record changed", build, change),
        ("check", f"{VITRINE} check --no-paper", None),
        ("read and compare", "find content partners -type f -print0 | xargs -0 cat > /dev/null; find public -type f -print0 | xargs -0 cat > /dev/null", None),
    ]:
        if name == "nothing changed":
            before = times(folder / "public")
        seconds = timed(command, folder, runs, prepare)
        first = first or seconds
        used = memory(f"{prepare}; {command}" if prepare else command, folder) if name != "read and compare" else 0
        print(f"{count:>9} {name:22} {seconds:>8.3f} {seconds / first:>6.2f} {used:>9.0f}", flush=True)
        if name == "nothing changed" and times(folder / "public") != before:
            sys.exit("a build without changes has touched files")


if __name__ == "__main__":
    main()
