"""Readers on the page while a writer adds: `python -m bench.load ARCHIVE PATH [CLIENTS] [SECONDS]`.

Copies the archive, serves the copy, and asks it for searches, decisions and files from so many clients while `add`
takes PATH in. Says how many answers there were, how many were wrong, their times, and the server's memory.
"""

from __future__ import annotations

import http.client
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ("avustus", "koulu rahoitus", "pyörätie OR kävelytie", '"päätösehdotus hyväksyttiin"', "kaava*", "sopimus")


class Reader(threading.Thread):
    """One client: asks one thing after another until the time is over."""

    def __init__(self, port: int, ids: tuple[str, ...], end: float, number: int) -> None:
        super().__init__(daemon=True)
        self._port, self._ids, self._end = port, ids, end
        self._random = random.Random(number)
        self.times: list[float] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        while time.monotonic() < self._end:
            path = self._path()
            began = time.monotonic()
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                connection.close()
                if answer.status != 200:
                    self.wrong.append(f"{answer.status} {path}")
            except OSError as error:
                self.wrong.append(f"{error} {path}")
            self.times.append(time.monotonic() - began)

    def _path(self) -> str:
        query = quote(self._random.choice(QUERIES))
        kinds = [f"/?q={query}"] * 5 + [f"/?q={query}&from=2023", f"/api/v1/decisions?q={query}", "/"]
        return self._random.choice([*kinds, *[f"/paatos/{self._random.choice(self._ids)}?q={query}"] * 4])


def main(archive: Path, added: Path, clients: int, seconds: float) -> None:
    """Runs it once."""
    from corpus import Archive

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "archive"
        shutil.copytree(archive, place)
        with Archive.for_reading(place) as opened:
            ids = tuple(opened.ids())
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "cli"]
        server = subprocess.Popen([*command, "serve", "--archive", str(place), "--port", str(port)], cwd=ROOT)
        try:
            _wait(port)
            memory = _resident(server.pid)
            end = time.monotonic() + seconds
            readers = [Reader(port, ids, end, number) for number in range(clients)]
            for reader in readers:
                reader.start()
            add = [*command, "add", str(added), "--archive", str(place)]
            subprocess.run(add, cwd=ROOT, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for reader in readers:
                reader.join(seconds + 120)
            times = sorted(each for reader in readers for each in reader.times)
            wrong = [each for reader in readers for each in reader.wrong]
            print(f"{len(ids)} decisions, {clients} clients, {seconds:.0f} s: {len(times)} answers, {len(wrong)} wrong")
            print(f"median {_ms(times, 0.5)} ms, p95 {_ms(times, 0.95)} ms, most {_ms(times, 1)} ms")
            print(f"memory {memory} MB before, {_resident(server.pid)} MB after")
            print("\n".join(wrong[:5]))
        finally:
            server.terminate()
            server.wait(20)


def _ms(times: list[float], share: float) -> int:
    return round(times[min(len(times) - 1, int(share * len(times)))] * 1000) if times else 0


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            urlopen(f"http://127.0.0.1:{port}/?q=koulu", timeout=60).close()
        except OSError:
            time.sleep(0.25)
        else:
            return


if __name__ == "__main__":
    archive, added, clients, seconds = [*sys.argv[1:], *("16", "60")[len(sys.argv) - 3 :]]
    main(Path(archive), Path(added), int(clients), float(seconds))
