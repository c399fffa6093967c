#!/usr/bin/env python3
"""How well `rapporteur diff` finds what was done to a generated text.

usage: compare.py BIN A.txt B.txt truth.json [truth.npz]
       compare.py BIN DIR...          each DIR with those; truth.npz where it is there

Prints one JSON object a case. README.md beside this says what the files hold and what each figure means.
"""

import ast
import collections
import json
import os
import re
import sys
import zipfile

import program

LABEL = re.compile(r"^(\d+\.|\([a-z]\)) ")
KINDS = ("same", "edit", "rewrite", "move", "move+edit", "split", "merge")
MANY = 1200
"""As many edited pairs are read for how the changes are drawn."""


class Side:
    """One text: its characters without white space numbered through, and where its paragraphs begin."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        self.bare = [program.words(line) for line in lines]
        self.first, self.paragraph, self.is_label = [0], [], []
        for at, (line, bare) in enumerate(zip(lines, self.bare)):
            label = LABEL.match(line)
            labels = len(label[1]) if label else 0
            self.paragraph.extend([at] * len(bare))
            self.is_label.extend([True] * labels + [False] * (len(bare) - labels))
            self.first.append(len(self.paragraph))
        # Which characters begin a word: only the truth tells.
        self.is_start = []

    def scored(self, at):
        """How many characters of a paragraph count: labels do not."""
        return sum(not label for label in self.is_label[self.first[at]:self.first[at + 1]])


class Truth:
    """What was done: pairs of paragraphs with their kind, and where known, which character became which."""

    def __init__(self, told, arrays, a, b):
        self.pairs = {(i, j): kind for i, j, kind in told["pairs"]}
        self.moved = set(told["moved"])
        self.a, self.b = a, b
        self.map = None
        if arrays:
            found = read_arrays(arrays)
            self.map = found["amap"]
            a.is_label, b.is_label = found["anum"], found["bnum"]
            a.is_start, b.is_start = found["astart"], found["bstart"]


def read_arrays(path):
    """The arrays of integers and truth values of an .npz file, as lists."""
    kinds = {"<i8": 8, "<i4": 4, "|b1": 1, "<i2": 2, "|i1": 1, "|u1": 1}
    arrays = {}
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            data = packed.read(name)
            # Magic, version, length of the head, head, values: the format of NumPy's .npy, version 1.
            long = int.from_bytes(data[8:10], "little")
            head = ast.literal_eval(data[10:10 + long].decode())
            size = kinds[head["descr"]]
            body = data[10 + long:]
            arrays[name.removesuffix(".npy")] = [
                int.from_bytes(body[at:at + size], "little", signed=head["descr"] != "|b1")
                for at in range(0, len(body), size)
            ]
    return arrays


def compared(told, a, b):
    """What the program said: which character became which, pairs of paragraphs, and which it calls moved."""
    of_a, pairs, moved, lost = [-1] * len(a.paragraph), set(), set(), 0
    for pair in told["pairs"]:
        if not pair["a"] or not pair["b"]:
            continue
        pairs.update((i, j) for i in pair["a"] for j in pair["b"])
        if pair["moved"]:
            moved.update(pair["a"])
        places = []
        for side, own, skipped in ((a, pair["a"], "insert"), (b, pair["b"], "delete")):
            text = "".join(edit["text"] for edit in pair["edits"] if edit["op"] != skipped)
            text, at, found = program.words(text), 0, []
            # The texts of the paragraphs one after another, without their labels: which stand in front.
            for nth, paragraph in enumerate(own):
                bare = side.bare[paragraph]
                start, end = side.first[paragraph], side.first[paragraph + 1]
                rest = len(text) - at
                ours = rest if nth + 1 == len(own) else fit(bare, text, at)
                if not 0 <= ours <= end - start:
                    lost += 1
                    ours = max(0, min(rest, end - start))
                found.extend(range(end - ours, end))
                at += ours
            places.append(found)
        x = y = 0
        for edit in pair["edits"]:
            many = len(program.words(edit["text"]))
            if edit["op"] == "equal":
                for p, q in zip(places[0][x:x + many], places[1][y:y + many]):
                    of_a[p] = q
            x += many * (edit["op"] != "insert")
            y += many * (edit["op"] != "delete")
    if lost:
        print(f"the texts of {lost} paragraphs could not be placed", file=sys.stderr)
    return of_a, pairs, moved


def fit(bare, text, at):
    """How long the longest end of a paragraph is with which a text goes on."""
    for cut in range(min(len(bare), 12) + 1):
        if text.startswith(bare[cut:], at):
            return len(bare) - cut
    return -1


def f1(hit, said, true):
    """Precision, recall and what lies between."""
    precision, recall = hit / max(1, said), hit / max(1, true)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def score(truth, of_a, pairs, moved):
    """All measures."""
    a, b = truth.a, truth.b
    of_a = [q if q >= 0 and not a.is_label[p] and not b.is_label[q] else -1 for p, q in enumerate(of_a)]
    many = collections.Counter((a.paragraph[p], b.paragraph[q]) for p, q in enumerate(of_a) if q >= 0)
    # Paragraphs belong together when three tenths of the shorter stand in the other: so tools that name no pairs are
    # measured alike.
    said = {
        pair for pair, kept in many.items()
        if kept >= max(4, .3 * min(a.scored(pair[0]), b.scored(pair[1])))
    }
    measures, true = {}, set(truth.pairs)
    if truth.map:
        kept = [p for p, q in enumerate(of_a) if q >= 0]
        stayed = [p for p, q in enumerate(truth.map) if q >= 0 and not a.is_label[p]]
        hit = sum(truth.map[p] == of_a[p] for p in kept)
        measures["charP"], measures["charR"], measures["charF1"] = f1(hit, len(kept), len(stayed))
        whole = a.is_label.count(0) + b.is_label.count(0)
        measures["chg"] = (whole - 2 * len(kept)) / max(1, whole - 2 * len(stayed))
    measures["pairP"], measures["pairR"], measures["pairF1"] = f1(len(said & true), len(said), len(true))
    measures["pairX"] = f1(len(pairs & true), len(pairs), len(true))[2]
    for kind in KINDS:
        such = [pair for pair in true if truth.pairs[pair] == kind]
        if such:
            measures[f"R:{kind}"] = sum(pair in said for pair in such) / len(such)
    measures["falsemove"] = len(moved - truth.moved) / max(1, len(a.bare))
    if truth.map:
        measures.update(drawn(truth, of_a, said & true))
    return measures


def drawn(truth, of_a, pairs):
    """How changes are drawn in edited paragraphs: pieces, edges inside a word, words alone between two changes."""
    such = sorted(pair for pair in pairs if truth.pairs[pair] in ("edit", "move+edit"))[:MANY]
    pieces = pieces_true = cuts = edges = islands = islands_true = 0
    for pair in such:
        found, cut, edge, island = changes(truth, of_a, *pair)
        pieces, cuts, edges, islands = pieces + found, cuts + cut, edges + edge, islands + island
        found, _, _, island = changes(truth, truth.map, *pair)
        pieces_true, islands_true = pieces_true + found, islands_true + island
    return {
        "frag": pieces / max(1, pieces_true),
        "midword": cuts / max(1, edges),
        "island": islands / max(1, len(such)),
        "islandT": islands_true / max(1, len(such)),
    }


def changes(truth, of_a, i, j):
    """Of one pair: its changes, their edges inside a word, all their edges, and its islands of one or two words."""
    a, b = truth.a, truth.b
    own = [p for p in range(a.first[i], a.first[i + 1]) if not a.is_label[p]]
    first, end = b.first[j], b.first[j + 1]
    if not own:
        return 0, 0, 0, 0
    begin = first + sum(map(bool, b.is_label[first:end]))
    kept = [(p, of_a[p]) for p in own if first <= of_a[p] < end]
    marks = [(own[0] - 1, begin - 1), *kept, (own[-1] + 1, end)]
    gaps = [n for n, (x, y) in enumerate(zip(marks, marks[1:])) if (y[0] - x[0], y[1] - x[1]) != (1, 1)]
    cuts = edges = islands = 0
    for n in gaps:
        (low_a, low_b), (high_a, high_b) = marks[n], marks[n + 1]
        for low, high, start, stop, is_start in (
            (low_a, high_a, own[0], own[-1] + 1, a.is_start),
            (low_b, high_b, begin, end, b.is_start),
        ):
            if high - low <= 1:
                continue
            if low >= start:
                edges, cuts = edges + 1, cuts + (not is_start[low + 1])
            if high < stop:
                edges, cuts = edges + 1, cuts + (not is_start[high])
    for n, m in zip(gaps, gaps[1:]):
        run = [p for p, _ in marks[n + 1:m + 1]]
        islands += bool(run) and sum(bool(a.is_start[p]) for p in run) <= 2
    return len(gaps), cuts, edges, islands


def measure(binary, older, newer, truth, arrays=None):
    """Prints the measures of one case."""
    out, cost = program.run([binary, "diff", older, newer, "--format", "json"])
    a, b = Side(older), Side(newer)
    with open(truth, encoding="utf-8") as file:
        truth = Truth(json.load(file), arrays, a, b)
    measures = score(truth, *compared(json.loads(out), a, b))
    data = os.path.basename(os.path.dirname(os.path.abspath(older)))
    print(json.dumps({"tool": "rapporteur", "data": data, **measures, **cost.fields()}), flush=True)


def main(arguments):
    if len(arguments) in (4, 5) and os.path.isfile(arguments[1]):
        return measure(*arguments)
    if len(arguments) < 2 or not all(map(os.path.isdir, arguments[1:])):
        sys.exit(__doc__)
    for folder in arguments[1:]:
        files = [os.path.join(folder, name) for name in ("A.txt", "B.txt", "truth.json", "truth.npz")]
        measure(arguments[0], *filter(os.path.exists, files))


if __name__ == "__main__":
    main(sys.argv[1:])
