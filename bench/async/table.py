"""The table of medians, in Markdown: what measure.py found, one line for each row and one column for each peer."""

import statistics

# Why a peer has no figure in a row. What is true of every row stands under "".
ABSENT = {
    "jox": {"": "same as virtual threads"},
    "future": {
        "ping-pong": "no queue a stage can wait for",
        "producer-consumer": "no queue a stage can wait for",
        "semaphore": "none a stage can wait for",
        "cancel": "does not reach the work",
        "echo": "no sockets of its own",
    },
    "kotlin": {"echo": "no sockets of its own"},
    "go-1": {"echo": "measured as it comes"},
}


def why_absent(peer, row):
    reasons = ABSENT.get(peer, {})
    return reasons.get(row.program, reasons.get("", ""))


def short(value):
    """Three digits."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def in_unit(seconds, row):
    scale = {"ns": 1e9, "µs": 1e6, "s": 1}[row.unit]
    return short(seconds * scale)


def cell(runs, figure, row, peer):
    if not runs:
        return "–"
    if any(run.failure for run in runs):
        return "failed"
    text = in_unit(statistics.median(getattr(run, figure) for run in runs), row)
    if row.memory:
        text += f" ({statistics.median(run.peak_mb for run in runs):,.0f} MB)"
    return text


def markdown(runs, rows, peers, figure):
    lines = ["| row | " + " | ".join(peer.title for peer in peers) + " |", "|---|" + "--:|" * len(peers)]
    for row in rows:
        cells = [
            cell([run for run in runs if (run.row, run.peer) == (row.name, peer.name)], figure, row, peer.name)
            for peer in peers
        ]
        lines.append(f"| {row.title}, {row.unit} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def reasons(rows, peers):
    """The words behind the dashes."""
    said = {}
    for peer in peers:
        for row in rows:
            if not peer.runs(row):
                said.setdefault((peer.title, why_absent(peer.name, row)), []).append(row.name)
    return "\n".join(f"- {title}, {', '.join(names)}: {why}" for (title, why), names in said.items())
