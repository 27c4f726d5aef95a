package ayatori.check.format;

import ayatori.check.CheckReport;
import ayatori.check.find.Finding;
import ayatori.check.find.FindingKind;
import ayatori.check.find.Place;
import ayatori.check.find.Severity;
import java.io.IOException;
import java.util.List;

/** The XML of JUnit, which CI servers show: a suite for each kind, a test for each finding. Notes pass. */
final class JunitReport implements CheckFormat {
    @Override
    public void write(CheckReport report, Appendable out) throws IOException {
        long failures = report.findings().stream().filter(JunitReport::fails).count();
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append(
                "<testsuites name=\"ayatori check\" tests=\"" + tests(report) + "\" failures=\"" + failures + "\">\n");
        for (FindingKind kind : FindingKind.values()) {
            suite(
                    kind,
                    report.findings().stream()
                            .filter(finding -> finding.kind() == kind)
                            .toList(),
                    out);
        }
        out.append("</testsuites>\n");
    }

    private static long tests(CheckReport report) {
        long clean = FindingKind.values().length
                - report.findings().stream().map(Finding::kind).distinct().count();
        return report.findings().size() + clean;
    }

    private static void suite(FindingKind kind, List<Finding> findings, Appendable out) throws IOException {
        long failures = findings.stream().filter(JunitReport::fails).count();
        out.append("  <testsuite name=\"" + kind.label() + "\" tests=\"" + Math.max(1, findings.size())
                + "\" failures=\"" + failures + "\">\n");
        if (findings.isEmpty()) {
            out.append("    <testcase classname=\"" + kind.label() + "\" name=\"none found\"/>\n");
        }
        for (Finding finding : findings) {
            out.append("    <testcase classname=\"" + kind.label() + "\" name=\"" + escape(finding.target()) + "\">\n");
            out.append(
                    fails(finding)
                            ? "      <failure message=\"" + escape(finding.detail()) + "\" type=\""
                                    + Json.lower(kind.severity()) + "\">"
                            : "      <system-out>");
            for (Place place : finding.places()) {
                out.append(escape(place.page() + " line " + place.line()
                        + (place.text() == null ? "" : " \"" + place.text() + "\"") + "\n"));
            }
            out.append(fails(finding) ? "</failure>\n" : "</system-out>\n").append("    </testcase>\n");
        }
        out.append("  </testsuite>\n");
    }

    private static boolean fails(Finding finding) {
        return finding.kind().severity() != Severity.NOTE;
    }

    private static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        if (Character.getType(c) == Character.FORMAT) {
            return c == 0x200C || c == 0x200D; // the joiners, which some scripts need
        }
        return c == '\n'
                || (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c <= 0xD7FF)
                || (c >= 0xE000 && c < 0xFFFE)
                || c > 0xFFFF;
    }
}
