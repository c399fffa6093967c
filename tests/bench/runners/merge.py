#!/usr/bin/env python3
"""How well `rapporteur merge` merges a generated case of which the right result is known.

usage: merge.py BIN O.txt A.txt B.txt expected.json
       merge.py BIN DIR...          each DIR with those four

Prints one JSON object a case. README.md beside this says what the files hold and what each figure means.
"""

import bisect
import collections
import json
import os
import re
import sys

import program

LABEL = re.compile(r"^\s*(\d+\.|\([a-z]\))\s+")
ABOUT_NUMBERS = ("number", "reference")
"""Kinds of conflicts about labels. A case says nothing of labels, so that these are counted and not judged."""


def key(text):
    """What is compared of a paragraph: its words, without label and white space."""
    return program.words(LABEL.sub("", text))


def merged(binary, base, ours, theirs):
    """Merges. Gives back the paragraphs of the result, whether each is flagged, its conflicts, and the cost."""
    out, cost = program.run([binary, "merge", base, ours, theirs, "--format", "json"])
    told = json.loads(out)
    paragraphs = [line for line in told["text"].split("\n") if line.strip()]
    flagged = [False] * len(paragraphs)
    for conflict in told["conflicts"]:
        at = conflict["index"]
        if conflict["kind"] not in ABOUT_NUMBERS and at is not None and at < len(flagged):
            flagged[at] = True
    return paragraphs, flagged, told["conflicts"], cost


def in_order(places):
    """The most places that rise one after another."""
    ends = []
    for place in places:
        at = bisect.bisect_left(ends, place)
        ends[at:at + 1] = [place]
    return len(ends)


def score(expected, paragraphs, flagged, conflicts):
    """The measures of a result against what is expected."""
    where = collections.defaultdict(list)
    for at, paragraph in enumerate(paragraphs):
        if not flagged[at]:
            where[key(paragraph)].append(at)
    # What stands in flagged paragraphs, or is told as one of two wordings.
    shown = "\n".join(key(p) for at, p in enumerate(paragraphs) if flagged[at])
    told = "\n".join(program.words(c[side]) for c in conflicts for side in ("ours", "theirs"))

    clean = false = silent = both = both_clean = planted = hit = 0
    places, wrong = [], []
    for entry in expected:
        words = key(entry["text"])
        if entry["conflict"]:
            planted += 1
            eighth = len(words) // 8
            parts = (words[:eighth], words[-eighth:], words[3 * eighth:4 * eighth], words[5 * eighth:6 * eighth])
            hit += any(part and (part in shown or part in told) for part in parts)
            continue
        # Both sides did something to it: edited by two, or moved and edited.
        is_both = "AB" in entry["ed"] or entry["moved"] and any(entry["ed"])
        both += is_both
        if where[words]:
            clean += 1
            both_clean += is_both
            places.append(where[words].pop(0))
            continue
        long = max(12, len(words) // 6)
        if any(end in shown or end in told for end in (words[:long], words[-long:])):
            false += 1
        else:
            silent += 1
        wrong.append(entry["text"])
    many = len(expected) - planted
    return {
        "n": many,
        "conflicts": planted,
        "clean": clean / max(1, many),
        "both": both_clean / max(1, both),
        "nboth": both,
        "false": false,
        "silent": silent,
        "hit": hit,
        "order": in_order(places) / max(1, len(places)),
        "volume": len(program.words(told)) / max(1, sum(len(program.words(e["text"])) for e in expected)),
        "numbers": sum(c["kind"] in ABOUT_NUMBERS for c in conflicts),
    }, wrong


def measure(binary, base, ours, theirs, truth):
    """Prints the measures of one case."""
    paragraphs, flagged, conflicts, cost = merged(binary, base, ours, theirs)
    with open(truth, encoding="utf-8") as file:
        expected = json.load(file)["expected"]
    measures, wrong = score(expected, paragraphs, flagged, conflicts)
    if "RUNNER_SAYS_WRONG" in os.environ:
        for text in wrong:
            print(f"not as expected: {text}", file=sys.stderr)
    data = os.path.basename(os.path.dirname(os.path.abspath(base)))
    print(json.dumps({"tool": "rapporteur", "data": data, **measures, **cost.fields()}), flush=True)


def main(arguments):
    if len(arguments) == 5 and os.path.isfile(arguments[1]):
        return measure(*arguments)
    if len(arguments) < 2 or not all(map(os.path.isdir, arguments[1:])):
        sys.exit(__doc__)
    for folder in arguments[1:]:
        measure(arguments[0], *(os.path.join(folder, name) for name in ("O.txt", "A.txt", "B.txt", "expected.json")))


if __name__ == "__main__":
    main(sys.argv[1:])
