"""Speed and memory, on two cores, beside peers and the bars that the project sets itself.

    python -m benchmarks.speed [--quick]

- warm: the median time to read an article of about 500 words once the model is loaded.
- cold: the median wall time of `detente read FILE --format json` in a fresh process.
- bulk: `read_many` over all training articles of PolNeAR, with one worker and with two.
- memory: the most that any one process holds, a worker or the one that started it; sampled
  every 20 ms.
- spaCy small: the same articles read by it (two processes), by us (two processes), and by our
  reading model and language alone (two threads), in turn; medians of the ratios, loading included.
  It is trained by `benchmarks.spacy_small`; where it is not, these lines are left out.
- RoBERTa-base: word pieces a second of the same whole reading beside those of nothing but the
  forward pass of an encoder of that size in fp32 (random weights, passages of 200 pieces, two
  threads), in turn; medians of the ratios.
- encoder: the operations a second of our encoder beside the most that ONNX Runtime does here in an
  int8 matrix product, one core each.
- length: the time for each thousand words of texts of 100 to 10,000 words.
- gate: texts a second that `names_two_sides` looks at, and how many reports of our own gold that
  tell of a contact or a move it lets through.

Every measurement runs in a process of its own, so that none pays for another.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

import detente
from benchmarks import encoders, spacy_small
from benchmarks.gold import REPORTS, ROOT, load_gold
from detente.actors import names_two_sides
from detente.language import Passage, load_network, pipeline

POLNEAR = ROOT.parent / "shared" / "data" / "polnear" / "train" / "text"
CORES = 2
WARM_ARTICLES = 9
WARM_ROUNDS = 3
COLD_RUNS = 5
QUICK = 50
TURNS = 3
BESIDE_PEERS = 240  # articles a turn
LENGTHS = (100, 300, 1000, 3000, 10_000)
WORDS = range(450, 551)

SPARE_ARTICLE = """\
PORT ALDER — The foreign ministers of Norland and Sudmark met on Tuesday for the first time in \
three years, in a customs shed on the pier that both countries claim, and agreed to keep talking.

The meeting lasted four hours, an hour longer than planned. Norland's minister, Ida Brandt, said \
she had come "to listen first and to answer second." Her counterpart, Tomas Velin, called the \
conversation "frank, and at moments even friendly," but added that nothing had been signed.

Relations between the two neighbours soured in the spring, when Sudmark's coast guard boarded a \
Norland trawler and held its crew of eleven for nine days. Norland recalled its ambassador and \
closed its ports to Sudmark's ferries. Sudmark answered with a ban on Norland's timber, which \
cost the border towns some four hundred jobs, according to the chamber of commerce in Port Alder.

Lower-level contacts led nowhere. Officials of the two fisheries ministries sat down together in \
May and again in July, and both times went home early. A letter that Prime Minister Karin Holt of \
Norland sent to President Aron Lund in August was never answered, a senior Norland official said, \
speaking on condition of anonymity because the talks were private.

"You cannot fish with a lawyer on each side of the net," the official said. "At some point the \
captains must speak to one another."

Mr. Velin's ministry gave a different account. It said in a statement that the letter had been \
answered "through the proper channel" within a week, and accused Norland of "selective memory." \
A spokeswoman for Ms. Brandt declined to comment on the statement.

The two sides differ most over the Hale Bank, forty miles of shallow water rich in cod. Norland \
says that a treaty of 1911 gives it the northern half. Sudmark denies that the treaty is still in \
force and has asked an international court to rule. The court is expected to hear the case next \
autumn, and both ministers said on Tuesday that their governments would respect its judgment.

Analysts were cautious. "This is a thaw by one degree," said Lena Oster, who teaches international \
law at the University of Port Alder. "But the ice was thick, and one has to begin somewhere." She \
pointed out that the ministers had not shaken hands in front of the cameras, and that no date had \
been set for the ambassador's return.

On the pier, the fishermen were less patient. Some thirty of them waited in the rain with a banner \
that read "Open the ports." One of them, who gave his name only as Nils, said his boat had not \
left the harbour since April. "They talk, we pay," he said.

The ministers plan to meet again in October, in Sudmark's capital. Before that, the coast guards \
of both countries are to set up a telephone line, staffed day and night, so that the next boarding \
does not become the next crisis. Ms. Brandt said the number would be short enough to remember. \
Mr. Velin, asked who would call first, smiled and said that it would depend on the weather.
"""


@dataclass(frozen=True)
class Run:
    """What became of one process: wall time in seconds, peak memory in bytes, output."""

    seconds: float
    peak: int
    output: str


def run(command: Sequence[str | Path]) -> Run:
    """Run a command to its end and watch its memory; raises where it fails."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        peaks = [0]
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, done))
        watcher.start()
        output, _ = process.communicate()
        seconds = time.perf_counter() - begun
        done.set()
        watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Run(seconds, peaks[0], output)


def _watch(pid: int, peaks: list[int], done: threading.Event) -> None:
    with suppress(psutil.NoSuchProcess):
        root = psutil.Process(pid)
        while not done.wait(0.02):
            peaks[0] = max([peaks[0], *map(_resident, [root, *root.children(recursive=True)])])


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0  # it has just ended


def measure_warm(paths: list[Path]) -> dict[str, float]:
    """Time each article after a first reading; milliseconds."""
    detente.read(paths[0])
    times = []
    for path in paths * WARM_ROUNDS:
        begun = time.perf_counter()
        detente.read(path)
        times.append(1000 * (time.perf_counter() - begun))
    return {"median": median(times), "slowest": max(times)}


def measure_bulk(paths: list[Path], workers: int) -> dict[str, float]:
    """Read many articles: how many a second, with the loading and after the first, and failures."""
    begun = time.perf_counter()
    left = map(_failure, detente.read_many(paths, workers=workers))
    results = [next(left)]
    first = time.perf_counter()
    results += left
    ended = time.perf_counter()
    failures = [reason for reason in results if reason]
    print(*failures, sep="\n", file=sys.stderr, end="\n" if failures else "")
    return {
        "rate": len(paths) / (ended - begun),
        "steady": (len(paths) - 1) / max(ended - first, 1e-9),
        "failures": len(failures) + len(paths) - len(results),
    }


def measure_spacy(paths: list[Path]) -> dict[str, float]:
    """The same articles by spaCy's small pipeline, in two processes; its loading included."""
    begun = time.perf_counter()
    nlp = spacy_small.load()
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    words = sum(len(doc) for doc in nlp.pipe(texts, n_process=CORES, batch_size=16))
    return {"rate": len(paths) / (time.perf_counter() - begun), "words": words}


def measure_language(paths: list[Path]) -> dict[str, float]:
    """The language of the articles alone, without actors and coding; loading included."""
    begun = time.perf_counter()
    nlp = pipeline()
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    words = sum(len(nlp(text)) for text in texts)
    return {"rate": len(paths) / (time.perf_counter() - begun), "words": words}


def measure_pieces(paths: list[Path]) -> dict[str, float]:
    """How many word pieces our encoder reads in an article, on average."""
    network = load_network()
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    return {"pieces": sum(network.pieces(text.split()) for text in texts) / len(texts)}


def measure_roberta() -> dict[str, float]:
    """Pieces a second in the forward pass of an encoder of RoBERTa-base's size."""
    encoder, passage = encoders.random_encoder(threads=CORES), encoders.embedded(200)
    encoder.run(None, passage)
    return {"rate": 200 / median(_seconds(lambda: encoder.run(None, passage)) for _ in range(15))}


def measure_encoder() -> dict[str, float]:
    """The operations a second of our encoder, and of the best int8 product; one core."""
    network = load_network()
    passage = Passage(["talks"] * 200, [False] * 200)
    network.antecedents(passage)
    seconds = median(_seconds(lambda: network.antecedents(passage)) for _ in range(15))
    done = encoders.operations(202, layers=6, width=384, inner=1536)  # with [CLS] and [SEP]
    return {"ours": done / seconds, "peak": encoders.int8_peak(threads=1)}


def measure_length() -> dict[str, float]:
    """Milliseconds for each thousand words, by the length of the text."""
    paragraphs = SPARE_ARTICLE.split("\n\n")
    detente.read(SPARE_ARTICLE)
    costs = {}
    for words in LENGTHS:
        held: list[str] = []
        while sum(len(p.split()) for p in held) < words:
            held.append(paragraphs[len(held) % len(paragraphs)])
        text = "\n\n".join(held)
        times = [_seconds(lambda text=text: detente.read(text)) for _ in range(TURNS)]
        costs[str(words)] = 1e6 * median(times) / len(text.split())
    return costs


def measure_gate(paths: list[Path]) -> dict[str, float]:
    """Texts a second, the share let through, and the share of our telling reports let through."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    names_two_sides(texts[0])
    passed: list[bool] = []
    seconds = _seconds(lambda: passed.extend(map(names_two_sides, texts)))
    telling = [g.text for g in load_gold() if g.contacts or g.moves]
    return {
        "rate": len(texts) / seconds,
        "passed": sum(passed) / len(texts),
        "telling": len(telling),
        "recall": sum(map(names_two_sides, telling)) / len(telling),
    }


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _failure(result: object) -> str | None:
    if isinstance(result, detente.Failure):
        return f"{result.source}: {result.reason}"
    return None


def _self(measurement: str, *options: str) -> tuple[dict[str, float], int]:
    """Run one measurement in a fresh process: its figures, and its peak memory in bytes."""
    done = run([sys.executable, "-m", "benchmarks.speed", "--measure", measurement, *options])
    return json.loads(done.output), done.peak


@contextmanager
def _articles() -> Iterator[list[Path]]:
    """The articles of about 500 words; one of our own where PolNeAR is not here."""
    with tempfile.TemporaryDirectory() as folder:
        spare = Path(folder) / "article.txt"
        spare.write_text(SPARE_ARTICLE, encoding="utf-8")
        fitting = [path for path in _bulk() if _words(path) in WORDS]
        yield _spread(fitting, WARM_ARTICLES) or [spare]


def _bulk() -> list[Path]:
    return sorted(POLNEAR.glob("*.txt")) or sorted(REPORTS.glob("*.txt"))


def _words(path: Path) -> int:
    return len(path.read_text(encoding="utf-8", errors="replace").split())


def _spread(paths: list[Path], most: int) -> list[Path]:
    """As many, evenly from the whole list."""
    return [paths[i * len(paths) // most] for i in range(most)] if len(paths) > most else paths


def _row(what: str, value: str, bar: str = "", *, held: bool | None = None) -> None:
    verdict = "" if held is None else "yes" if held else "NO"
    print(f"{what:<44}{value:>16}{bar:>12}{verdict:>6}", flush=True)


def report(*, quick: bool) -> None:
    """Measure everything and print it beside the bars."""
    _row("", "measured", "bar")
    with _articles() as articles:
        warm, _ = _self("warm", *map(str, articles))
        held = warm["median"] <= 100
        _row("warm, ~500 words, median", f"{warm['median']:.0f} ms", "<= 100 ms", held=held)
        _row("warm, slowest", f"{warm['slowest']:.0f} ms")
        program = Path(sys.executable).with_name("detente")
        command: list[str | Path] = [program, "read", articles[0], "--format", "json"]
        cold = [run(command) for _ in range(COLD_RUNS)]
        seconds = median(done.seconds for done in cold)
        _row("cold start, median", f"{seconds:.2f} s", "<= 3 s", held=seconds <= 3)
        _memory("cold, peak memory", max(done.peak for done in cold))
    for workers in range(1, CORES + 1):
        options = ["--workers", str(workers), *(["--quick"] if quick else [])]
        bulk, peak = _self("bulk", *options)
        name = f"bulk, {workers} worker{'s' if workers > 1 else ''}"
        _row(name, f"{bulk['rate']:.1f} articles/s")
        _row(f"{name}, failures", f"{bulk['failures']:.0f}", "0", held=not bulk["failures"])
        _memory(f"{name}, peak memory of a process", peak)

    _beside_peers(_spread(_bulk(), QUICK if quick else BESIDE_PEERS))
    _beside_peak()
    for words, cost in _self("length")[0].items():
        _row(f"{int(words):,} words, each thousand", f"{cost:.0f} ms")
    gate, _ = _self("gate", *map(str, _bulk()))
    _row("gate", f"{gate['rate']:.0f} texts/s", ">= 1000", held=gate["rate"] >= 1000)
    _row("gate, let through of these", f"{100 * gate['passed']:.0f} %")
    recall = 100 * gate["recall"]
    _row(
        f"gate, recall on {gate['telling']:.0f} reports", f"{recall:.1f} %", ">= 99.5 %",
        held=recall >= 99.5,
    )  # fmt: skip


def _beside_peers(paths: list[Path]) -> None:
    peers = ["spacy", "roberta"] if spacy_small.MODEL.exists() else ["roberta"]
    turns = [_turn((*peers, "both", "language"), paths) for _ in range(TURNS)]
    names = {"both": "whole reading, 2 processes", "language": "language alone, 2 threads"}
    if "spacy" in peers:
        _row("spaCy small, 2 processes", f"{median(t['spacy'] for t in turns):.1f} articles/s")
    for what, name in names.items():
        _row(name, f"{median(t[what] for t in turns):.1f} articles/s")
        if "spacy" in peers:
            ratio = median(t[what] / t["spacy"] for t in turns)
            _row(f"{name}: times spaCy small", f"{ratio:.2f}", ">= 0.5", held=ratio >= 0.5)
    pieces = _self("pieces", *map(str, paths))[0]["pieces"]
    _row("RoBERTa-base, fp32", f"{median(t['roberta'] for t in turns):.0f} pieces/s")
    # The encoder is timed without its loading, so the reading is too.
    _row("whole reading", f"{pieces * median(t['steady'] for t in turns):.0f} pieces/s")
    ratio = median(pieces * t["steady"] / t["roberta"] for t in turns)
    _row("whole reading: times RoBERTa-base", f"{ratio:.1f}", ">= 10", held=ratio >= 10)


def _turn(contestants: Sequence[str], paths: list[Path]) -> dict[str, float]:
    """The rate of each, one after the other, and that of our reading after its start."""
    rates = {}
    for what in contestants:
        measured = _self(what, *([] if what == "roberta" else map(str, paths)))[0]
        rates[what] = measured["rate"]
        if "steady" in measured:
            rates["steady"] = measured["steady"]
    return rates


def _beside_peak() -> None:
    encoder, _ = _self("encoder")
    share = 100 * encoder["ours"] / encoder["peak"]
    _row("int8 products, peak of one core", f"{encoder['peak'] / 1e9:.0f} G/s")
    _row("encoder, one core", f"{encoder['ours'] / 1e9:.0f} G/s")
    _row("encoder: share of the peak", f"{share:.0f} %", ">= 50 %", held=share >= 50)


def _memory(what: str, peak: int) -> None:
    _row(what, f"{peak / 1e6:.0f} MB", "<= 600 MB", held=peak <= 600e6)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure speed and memory.")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} articles in bulk")
    parser.add_argument("--measure", choices=list(MEASUREMENTS), help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    if options.measure:
        print(json.dumps(MEASUREMENTS[options.measure](options)))
    else:
        report(quick=options.quick)


MEASUREMENTS: dict[str, Callable[[argparse.Namespace], dict[str, float]]] = {
    "warm": lambda o: measure_warm(o.paths),
    "bulk": lambda o: measure_bulk(_spread(_bulk(), QUICK) if o.quick else _bulk(), o.workers),
    "both": lambda o: measure_bulk(o.paths, CORES),
    "spacy": lambda o: measure_spacy(o.paths),
    "language": lambda o: measure_language(o.paths),
    "pieces": lambda o: measure_pieces(o.paths),
    "roberta": lambda o: measure_roberta(),
    "encoder": lambda o: measure_encoder(),
    "length": lambda o: measure_length(),
    "gate": lambda o: measure_gate(o.paths),
}

if __name__ == "__main__":
    main()
