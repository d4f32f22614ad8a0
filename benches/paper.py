#!/usr/bin/env python3
"""The paper catalogue compared with equivalent books by other programs, with ratios to Vitrine's.

    cargo build --release --examples && cargo build --release
    cargo install typst-cli --version 0.15.1 --root /tmp/typst; apt-get install chromium poppler-utils
    python3 -m venv /tmp/weasy && /tmp/weasy/bin/pip install weasyprint
    python3 benches/paper.py 1000 --typst /tmp/typst/bin/typst --weasyprint /tmp/weasy/bin/weasyprint --folder /dev/shm

All set the partners of `benches/generate.rs` on A4, by country, with logo, text beside facts, and contacts: the same texts
in the same face and about as many on a page; contents, running heads, and an index of names. Ours is the screen edition.
It alone has covers, the chapter on the programme, QR codes, indexes of subjects, tabs, the names of a page's entries in its
head, and PDF/UA-1. Vitrine and Typst begin with the records in TOML; the HTML is made of them before. The others lack besides:

* Typst: the names in running heads are those of countries. Its PDF is tagged, as it is by default.
* Chromium: the numbers of pages in contents and index, and what a running head says of its page. Its PDF is tagged.
* WeasyPrint: justified lines and grids are simpler; tagged, since the others are.

Programs that are not there are left out, as are those that take longer or more memory than the limits say. Seconds are
medians of the runs, memory is the greatest of all runs: of one process what the system counted, of Chromium's many the sum
of their shares, looked at every tenth of a second.
"""

import argparse
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

from books import partners
from commands import HERE, TARGET, VITRINE

BOOKS = HERE / "books"
FONTS = HERE.parent / "themes/default/paper/fonts"
FACES = {"Light": "300", "Regular": "400", "Semibold": "600"}


class TooMuch(Exception):
    """A program exceeded its limits."""


def tree(root):
    """A process and its descendants."""
    parents = {}
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def look(process):
    """The proportional memory of a process in MB, and its CPU seconds."""
    folder = pathlib.Path(f"/proc/{process}")
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0
    share = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return share / 1024, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(command, folder, limits):
    """Seconds, CPU seconds and MB of one run."""
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
    memory, processor = 0, {}
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - start
        if done:
            break
        processes = tree(process.pid)
        looks = {it: look(it) for it in processes}
        memory = max(memory, sum(share for share, _ in looks.values()))
        processor |= {it: spent for it, (_, spent) in looks.items()}
        if seconds > limits.seconds or memory > limits.memory:
            for it in reversed(processes):
                os.kill(it, signal.SIGKILL)
            os.wait4(process.pid, 0)
            raise TooMuch(f"stopped after {seconds:.0f} s with {memory:.0f} MB")
        time.sleep(0.1)
    if status != 0:
        raise TooMuch(f"ended with {os.waitstatus_to_exitcode(status)}")
    return seconds, max(used.ru_utime + used.ru_stime, sum(processor.values())), max(memory, used.ru_maxrss / 1024)


def programs(folder, arguments):
    """The available programs: command, working directory, and prefix of file names."""
    project = folder / "project"
    found = {"vitrine": ([VITRINE, "paper", "--output", folder / "vitrine.pdf"], project, "vitrine")}
    if arguments.typst:
        options = ["--font-path", FONTS, "--ignore-system-fonts"]
        found["typst"] = ([arguments.typst, "compile", *options, "book.typ", folder / "typst.pdf"], project, "typst")
    if arguments.chromium:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--timeout=1000000"]
        output = f"--print-to-pdf={folder / 'chromium.pdf'}"
        profile = f"--user-data-dir={folder / 'profile'}"
        command = [arguments.chromium, *options, profile, output, (project / "book.html").as_uri()]
        found["chromium"] = (command, project, "chromium")
    if arguments.weasyprint:
        command = [arguments.weasyprint, "--pdf-tags", "book.html", folder / "weasyprint.pdf"]
        found["weasyprint"] = (command, project, "weasyprint")
    return found


def style():
    """The style sheet, with the fonts of Vitrine's theme."""
    faces = (
        f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; src: url("{(FONTS / f"SourceSans3-{name}.otf").as_uri()}") }}'
        for name, weight in FACES.items()
    )
    return "\n".join([*faces, (BOOKS / "book.css").read_text()])


def pages(pdf):
    """The number of pages of a PDF."""
    lines = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout.splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pages:"))


def compare(count, folder, arguments):
    project = folder / "project"
    subprocess.run([TARGET / "examples/generate", str(count), project], check=True)
    partners.typst(project, (BOOKS / "book.typ").read_text())
    partners.page(project, style())
    runs, sizes = {}, {}
    wanted = programs(folder, arguments)
    # In turns, so that a machine that gets slower does so for all.
    for _ in range(arguments.runs):
        for name, (command, place, files) in list(wanted.items()):
            try:
                runs.setdefault(name, []).append(measured(command, place, arguments))
            except TooMuch as much:
                print(f"{count:>9} {name:11} {much}", flush=True)
                del wanted[name]
                runs.pop(name)
                continue
            pdfs = list(folder.glob(f"{files}*.pdf"))
            sizes[name] = sum(map(pages, pdfs)), sum(pdf.stat().st_size for pdf in pdfs)
    ours = None
    for name, measures in runs.items():
        seconds, processor = (statistics.median(run[at] for run in measures) for at in (0, 1))
        memory = max(run[2] for run in measures)
        number, size = sizes[name]
        each = seconds * 1000 / number, memory / number
        ours = ours or each
        print(
            f"{count:>9} {name:11} {number:>6} {seconds:>8.2f} {processor:>7.2f} {memory:>7.0f} {each[0]:>8.1f} {each[1]:>8.2f}"
            f" {size / 1e6:>7.1f} {each[0] / ours[0]:>7.2f} {each[1] / ours[1]:>7.2f}",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("partners", type=int, nargs="*", default=[1000])
    parser.add_argument("--folder", help="where the books are made, for instance in /dev/shm")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=300, help="how long a program may take")
    parser.add_argument("--memory", type=float, default=8000, help="how many megabytes it may have")
    parser.add_argument("--typst", default=shutil.which("typst"))
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    parser.add_argument("--weasyprint", default=shutil.which("weasyprint"))
    arguments = parser.parse_args()
    heads = "partners", "program", "pages", "seconds", "CPU", "MB", "ms/page", "MB/page", "PDF MB", "time", "memory"
    print("{:>9} {:11} {:>6} {:>8} {:>7} {:>7} {:>8} {:>8} {:>7} {:>7} {:>7}".format(*heads))
    for count in arguments.partners:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            compare(count, pathlib.Path(folder), arguments)


if __name__ == "__main__":
    main()
