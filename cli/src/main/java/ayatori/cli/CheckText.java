package ayatori.cli;

import ayatori.check.CheckReport;
import ayatori.check.find.Finding;
import ayatori.check.find.FindingKind;
import ayatori.check.find.Place;
import ayatori.check.find.Severity;
import java.io.PrintStream;
import java.util.List;
import java.util.SortedMap;

/** Findings for people. Everything that came from the network is escaped. */
final class CheckText {
    /** Of notes no more are shown. */
    private static final int NOTES_MAX = 10;

    private final CheckReport report;
    private final PrintStream out;
    private final Style style;

    CheckText(CheckReport report, PrintStream out, Style style) {
        this.report = report;
        this.out = out;
        this.style = style;
    }

    void print() {
        for (FindingKind kind : FindingKind.values()) {
            List<Finding> findings = report.findings().stream()
                    .filter(finding -> finding.kind() == kind)
                    .toList();
            if (!findings.isEmpty()) {
                print(kind, findings);
            }
        }
        summary();
        out.flush();
    }

    private void print(FindingKind kind, List<Finding> findings) {
        String title = kind.label() + " (" + Figures.count(findings.size()) + ")";
        out.println(switch (kind.severity()) {
                    case ERROR -> style.red(title);
                    case WARNING -> style.bold(title);
                    case NOTE -> title;
                }
                + "  " + style.faint(kind.meaning()));
        boolean isNote = kind.severity() == Severity.NOTE;
        int shown = isNote ? Math.min(findings.size(), NOTES_MAX) : findings.size();
        findings.subList(0, shown).forEach(finding -> print(finding, isNote));
        if (shown < findings.size()) {
            out.println("  and " + Figures.count(findings.size() - shown) + " more; --format json lists all");
        }
        out.println();
    }

    private void print(Finding finding, boolean isNote) {
        out.println("  " + style.bold(TerminalText.escape(finding.target())) + "  "
                + TerminalText.escape(finding.detail()));
        finding.chain().forEach(next -> out.println("    " + arrow() + " " + TerminalText.escape(next)));
        List<Place> places = finding.places();
        for (Place place : isNote && !places.isEmpty() ? places.subList(0, 1) : places) {
            String text = place.text() == null ? "" : "  \"" + TerminalText.escape(place.text()) + "\"";
            out.println("      " + TerminalText.escape(place.page()) + "  line " + place.line() + style.faint(text));
        }
        long more = finding.placeCount() - (isNote ? Math.min(1, places.size()) : places.size());
        if (more > 0) {
            out.println("      and in " + Figures.count(more, "more place", "more places"));
        }
    }

    private String arrow() {
        return style.unicode() ? "→" : "->";
    }

    private void summary() {
        String looked = Figures.count(report.links(), "link", "links") + " on "
                + Figures.count(report.pages(), "page", "pages");
        if (report.findings().isEmpty()) {
            out.println(style.green(style.tick()) + " " + looked + ": nothing found.");
        } else {
            out.println(looked + ": " + Figures.count(report.findings().size(), "finding", "findings") + ".");
        }
        SortedMap<String, Long> notChecked = report.notChecked();
        Long external = notChecked.get("external");
        if (external != null) {
            out.println(Figures.count(external, "URL of another site was", "URLs of other sites were")
                    + " not checked; --external asks for them.");
        }
        notChecked.forEach((reason, count) -> {
            if (!reason.equals("external")) {
                out.println(Figures.count(count, "URL was", "URLs were") + " not checked: "
                        + TerminalText.escape(reason) + ".");
            }
        });
        if (report.isCut()) {
            out.println("There are so many findings that not all their places are listed.");
        }
    }
}
