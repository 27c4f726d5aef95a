package ayatori.check.format;

import ayatori.check.CheckReport;
import ayatori.check.find.Finding;
import ayatori.check.find.FindingKind;
import ayatori.check.find.Place;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Markdown as GitHub and GitLab show it: a table for each kind. */
final class MarkdownReport implements CheckFormat {
    /** GitHub takes summaries of up to 1 MiB. */
    private static final int FINDINGS_MAX = 500;

    private static final int PLACES_MAX = 10;

    @Override
    public void write(CheckReport report, Appendable out) throws IOException {
        out.append("# Link check\n\n");
        out.append(number(report.links()) + " links on " + number(report.pages()) + " pages: "
                + (report.findings().isEmpty()
                        ? "nothing found.\n"
                        : number(report.findings().size()) + " findings.\n"));
        for (FindingKind kind : FindingKind.values()) {
            List<Finding> findings = report.findings().stream()
                    .filter(finding -> finding.kind() == kind)
                    .toList();
            if (!findings.isEmpty()) {
                table(kind, findings, out);
            }
        }
    }

    private static void table(FindingKind kind, List<Finding> findings, Appendable out) throws IOException {
        out.append("\n## " + kind.label() + " (" + number(findings.size()) + ")\n\n" + kind.meaning() + "\n\n");
        out.append("| URL | what | where |\n|---|---|---|\n");
        for (Finding finding : findings.subList(0, Math.min(findings.size(), FINDINGS_MAX))) {
            out.append("| " + escape(finding.target()) + " | " + escape(finding.detail())
                    + (finding.chain().isEmpty()
                            ? ""
                            : "<br>→ " + escape(finding.chain().getLast())) + " | ");
            List<Place> places =
                    finding.places().subList(0, Math.min(finding.places().size(), PLACES_MAX));
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(i);
                out.append((i == 0 ? "" : "<br>") + escape(place.page()) + " line " + place.line()
                        + (place.text() == null ? "" : " “" + escape(place.text()) + "”"));
            }
            if (finding.placeCount() > places.size()) {
                out.append("<br>and " + number(finding.placeCount() - places.size()) + " more");
            }
            out.append(" |\n");
        }
        if (findings.size() > FINDINGS_MAX) {
            out.append("\nAnd " + number(findings.size() - FINDINGS_MAX) + " more.\n");
        }
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** What the network said is text: no markup, no links of its own, no mentions. */
    private static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                escaped.append(' ');
            } else if ("\\`*_{}[]<>()#+!|~@&".indexOf(c) >= 0) {
                escaped.append("&#").append(c).append(';');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
