#!/usr/bin/env python3
"""Prints one Markdown table of F1 from files of lines "tool<TAB>kind<TAB>pages<TAB>F1". Usage: table.py FILE..."""
import sys

scores, tools, pages = {}, [], {}
for name in sys.argv[1:]:
    for line in open(name):
        parts = line.rstrip("\n").split("\t")
        if len(parts) != 4:
            print(line, end="")
            continue
        tool, kind, count, f1 = parts
        scores[tool, kind] = float(f1)
        pages[kind] = count
        if tool not in tools:
            tools.append(tool)

last = ["all kinds", "83 articles"]
kinds = sorted(kind for kind in pages if kind not in last) + last
print("\n| kind | pages | " + " | ".join(tools) + " |")
print("|---|---:|" + "---:|" * len(tools))
for kind in kinds:
    best = max(scores[tool, kind] for tool in tools)
    cells = (f"**{scores[tool, kind]:.3f}**" if scores[tool, kind] == best else f"{scores[tool, kind]:.3f}" for tool in tools)
    print(f"| {kind} | {pages[kind]} | " + " | ".join(cells) + " |")
