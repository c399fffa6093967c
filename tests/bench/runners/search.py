#!/usr/bin/env python3
"""How well `rapporteur search` finds paragraphs again by garbled pieces of them.

usage: search.py BIN CORPUS QUERIES.jsonl

CORPUS is a text of one paragraph a line, or JSON lines as `rapporteur library add` reads them. The library is built in a
folder of its own that is deleted afterwards; with LIBRARIES=DIR it is kept there and not built again.
Prints JSON lines: all queries, then each kind, then each language. README.md beside this says what the files hold and what
each figure means.
"""

import collections
import json
import os
import sys
import tempfile

import program

NAME = "runner"
LIMIT = 10


def lines(path):
    """The JSON values of a file of JSON lines."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def documents(corpus, folder):
    """The corpus as JSON lines whose symbols say the number of the line; of JSON lines the symbols become such too."""
    path = os.path.join(folder, "corpus.jsonl")
    with open(corpus, encoding="utf-8") as given, open(path, "w", encoding="utf-8") as file:
        for nth, line in enumerate(given):
            entry = json.loads(line) if corpus.endswith(".jsonl") else {"text": line.rstrip("\n")}
            file.write(json.dumps({**entry, "symbol": f"L{nth}"}, ensure_ascii=False) + "\n")
    return path


def number(hit):
    """The number of the line that a hit is."""
    return int(hit["symbol"].removeprefix("L"))


def reciprocal(answer, relevant, with_kin):
    """One through the rank of the first relevant hit; nothing when there is none."""
    for rank, hit in enumerate(answer["hits"][:LIMIT], 1):
        shown = [hit, *hit.get("also", [])] if with_kin else [hit]
        if any(number(one) in relevant for one in shown):
            return 1 / rank
    return 0.0


def share(values, part):
    """The value that this part of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def mean(values):
    return sum(values) / max(1, len(values))


def summary(rows):
    """The measures of some queries; each row is (reciprocal rank, the same of first hits alone, milliseconds)."""
    with_kin, alone, took = zip(*rows)
    return {
        "n": len(rows),
        "MRR@10": mean(with_kin),
        "MRR@10 alone": mean(alone),
        "S@10": mean([rank > 0 for rank in with_kin]),
        "S@1": mean([rank == 1 for rank in with_kin]),
        "p50": share(took, .5),
        "p99": share(took, .99),
    }


def main(arguments):
    if len(arguments) != 3:
        sys.exit(__doc__)
    binary, corpus, asked = arguments
    with tempfile.TemporaryDirectory() as folder:
        libraries = os.environ.get("LIBRARIES", os.path.join(folder, "libraries"))
        os.environ["RAPPORTEUR_LIBRARIES"] = libraries
        built = {}
        if not os.path.isdir(os.path.join(libraries, NAME)):
            path = documents(corpus, folder)
            _, cost = program.run([binary, "library", "add", NAME, path], fine=(0,))
            built = {"build_s": cost.wall, "build_cpu": cost.cpu, "build_rss": cost.rss}
        files = [os.path.join(at, name) for at, _, names in os.walk(os.path.join(libraries, NAME)) for name in names]
        queries = lines(asked)
        given = "".join(" ".join(query["q"].split("\n")) + "\n" for query in queries)
        command = [binary, "search", "--library", NAME, "--batch", "--format", "json", "--limit", str(LIMIT)]
        out, cost = program.run(command, given)
        built["index_mb"] = sum(map(os.path.getsize, files)) / 1e6
    answers = [json.loads(line) for line in out.splitlines()]
    if len(answers) != len(queries):
        sys.exit(f"{len(queries)} queries, and {len(answers)} answers")
    rows = collections.defaultdict(list)
    for query, answer in zip(queries, answers):
        relevant = set(query["rel"])
        row = reciprocal(answer, relevant, True), reciprocal(answer, relevant, False), answer["took_ms"]
        rows[()].append(row)
        for by in ("kind", "lang"):
            rows[by, query[by]].append(row)
    for key, found in sorted(rows.items()):
        of = {key[0]: key[1]} if key else {**built, **cost.fields()}
        print(json.dumps({"engine": "rapporteur", **summary(found), **of}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
