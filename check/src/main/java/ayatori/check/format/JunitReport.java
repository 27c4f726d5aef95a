package ayatori.check.format;

import ayatori.check.CheckReport;
import ayatori.check.find.CanonicalUrls;
import ayatori.check.find.Finding;
import ayatori.check.find.FindingKind;
import ayatori.check.find.Place;
import ayatori.check.find.Severity;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The XML of JUnit, which CI servers show: a suite for each kind, a test for each finding. Notes pass, and are listed as what the
 * suite has printed. It is valid by the schemas of Ant and of Jenkins, so it has attributes that mean little here.
 */
final class JunitReport implements CheckFormat {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    @Override
    public void write(CheckReport report, Appendable out) throws IOException {
        String host = report.seeds().isEmpty()
                ? "localhost"
                : CanonicalUrls.hostOf(report.seeds().getFirst());
        String common = " package=\"ayatori.check\" hostname=\"" + escape(host) + "\" timestamp=\""
                + TIMESTAMP.format(report.crawledAt()) + "\" errors=\"0\" skipped=\"0\" time=\"0\"";
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        int id = 0;
        for (FindingKind kind : FindingKind.values()) {
            List<Finding> findings = report.findings().stream()
                    .filter(finding -> finding.kind() == kind)
                    .toList();
            suite(id++, kind, findings, common, out);
        }
        out.append("</testsuites>\n");
    }

    private static void suite(int id, FindingKind kind, List<Finding> findings, String common, Appendable out)
            throws IOException {
        boolean isNote = kind.severity() == Severity.NOTE;
        out.append("  <testsuite id=\"" + id + "\" name=\"" + kind.label() + "\"" + common + " tests=\""
                + Math.max(1, findings.size()) + "\" failures=\"" + (isNote ? 0 : findings.size())
                + "\">\n    <properties/>\n");
        if (findings.isEmpty()) {
            out.append(testcase(kind, "none found")).append("/>\n");
        }
        for (Finding finding : findings) {
            out.append(testcase(kind, finding.target()));
            if (isNote) {
                out.append("/>\n");
                continue;
            }
            out.append(">\n      <failure message=\"" + escape(finding.detail()) + "\" type=\""
                    + Json.lower(kind.severity()) + "\">");
            places(finding, out);
            out.append("</failure>\n    </testcase>\n");
        }
        out.append("    <system-out>");
        for (Finding finding : isNote ? findings : List.<Finding>of()) {
            out.append(escape(finding.target() + ": " + finding.detail() + "\n"));
            places(finding, out);
        }
        out.append("</system-out>\n    <system-err/>\n  </testsuite>\n");
    }

    private static String testcase(FindingKind kind, String name) {
        return "    <testcase classname=\"" + kind.label() + "\" name=\"" + escape(name) + "\" time=\"0\"";
    }

    private static void places(Finding finding, Appendable out) throws IOException {
        for (Place place : finding.places()) {
            String text = place.text() == null ? "" : " \"" + place.text() + "\"";
            out.append(escape(place.page() + " line " + place.line() + text + "\n"));
        }
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
