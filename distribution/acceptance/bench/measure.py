"""What the benchmarks share: the image, commands run in turn, medians and ratios, a table and a plot.

Times are of whole processes, in milliseconds. Only ratios between things that were run in turn, in the same run, mean
anything: machines differ, and are busy.
"""

import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import typing

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent.parent
IMAGE = pathlib.Path(os.environ.get("CNIFP_IMAGE", REPOSITORY / "distribution/image/target/cni-fp"))

BASE_ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "CNI_CONTAINERID": "benchmark",
    "CNI_NETNS": "/var/run/netns/benchmark",
    "CNI_IFNAME": "eth0",
}


def fail(why):
    sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {why}")


def build_image():
    """Builds the image if there is none, so that one command suffices in a fresh clone."""
    if not (IMAGE / "bin/cni-bridge-fp").exists():
        print("Building the image", file=sys.stderr)
        if subprocess.run(["mvn", "-B", "-q", "-ntp", "package", "-DskipTests"], cwd=REPOSITORY).returncode:
            fail("the build failed")


class Workspace:
    """A temporary directory with delegates; removed at the end of a `with`."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="cni-fp-bench-"))
        (self.path / "bin").mkdir()
        (self.path / "state").mkdir(0o700)
        self.script("bridge", "printf '{\"cniVersion\":\"1.0.0\"}'")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def script(self, name, line):
        file = self.path / "bin" / name
        file.write_text(f"#!/bin/sh\n{line}\n")
        file.chmod(0o755)

    def environment(self, command):
        return {
            **BASE_ENVIRONMENT,
            "CNI_COMMAND": command,
            "CNI_FP_STATE_DIR": str(self.path / "state"),
            "CNI_PATH": str(self.path / "bin"),
        }

    def write(self, name, text):
        file = self.path / name
        file.write_text(text)
        return file


class Run(typing.NamedTuple):
    """What a process took: milliseconds, peak resident KiB, milliseconds of processor time with its children's."""

    ms: float
    kib: int
    processor: float


def run(command, environment, stdin, may_fail=False):
    """Runs a process to its end -> Run."""
    with open(stdin or os.devnull, "rb") as source:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        output = process.stdout.read()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = (time.perf_counter() - begun) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and not may_fail:
        fail(f"{command[0]} ended with status {process.returncode}: {output[:300]!r}")
    return Run(elapsed, usage.ru_maxrss, (usage.ru_utime + usage.ru_stime) * 1000)


def in_turn(cases, rounds):
    """Runs every case once a round, in an order of chance -> {name: [Run, ...]}, the first round not counted."""
    results = {name: [] for name in cases}
    for i in range(rounds + 1):
        for name in random.sample(list(cases), len(cases)):
            result = cases[name]()
            if i:
                results[name].append(result)
    return results


def median(values):
    return statistics.median(values)


def table(headings, rows):
    """Prints a Markdown table."""
    widths = [max(len(str(row[i])) for row in [headings, *rows]) for i in range(len(headings))]
    line = lambda row: "| " + " | ".join(str(c).ljust(w) for c, w in zip(row, widths)) + " |"
    print(line(headings))
    print("|" + "|".join("-" * (w + 2) for w in widths) + "|")
    for row in rows:
        print(line(row))


def bars(title, unit, values, file):
    """Draws horizontal bars as SVG: {label: value}."""
    width, row, left = 760, 30, 250
    most = max(values.values())
    height = 60 + row * len(values)
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="14">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="16" y="28" font-size="16" font-weight="bold">{title}</text>',
    ]
    for i, (label, value) in enumerate(values.items()):
        y = 50 + i * row
        length = (width - left - 90) * value / most
        svg.append(f'<text x="{left - 10}" y="{y + 15}" text-anchor="end">{label}</text>')
        svg.append(f'<rect x="{left}" y="{y}" width="{length:.1f}" height="20" fill="#4a7fb5"/>')
        svg.append(f'<text x="{left + length + 6:.1f}" y="{y + 15}">{value:.1f} {unit}</text>')
    svg.append("</svg>")
    pathlib.Path(file).write_text("\n".join(svg) + "\n")


def rounds(default):
    """The number of rounds: the first argument, or the default; `--smoke` means two."""
    arguments = [a for a in sys.argv[1:] if not a.startswith(("--svg=", "--against=", "--reference="))]
    if "--smoke" in arguments:
        return 2
    if not arguments:
        return default
    if len(arguments) > 1 or not arguments[0].isdigit() or arguments[0] == "0":
        fail("usage: [ROUNDS | --smoke] [--svg=FILE] [--against=IMAGE]")
    return int(arguments[0])


def svg_file():
    return option("--svg=")


def other_image():
    """The image to compare with, if the command line names one."""
    named = option("--against=")
    if named and not (pathlib.Path(named) / "bin/cni-bridge-fp").exists():
        fail(f"{named} has no bin/cni-bridge-fp")
    return pathlib.Path(named) if named else None


def option(prefix):
    for argument in sys.argv[1:]:
        if argument.startswith(prefix):
            return argument.removeprefix(prefix)
    return None
