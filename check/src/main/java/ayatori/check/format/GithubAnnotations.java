package ayatori.check.format;

import ayatori.check.CheckReport;
import ayatori.check.find.Finding;
import ayatori.check.find.Place;
import java.io.IOException;

/**
 * Annotations of <a
 * href="https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions">GitHub Actions</a>: one for each
 * finding, with its first place.
 */
final class GithubAnnotations implements CheckFormat {
    @Override
    public void write(CheckReport report, Appendable out) throws IOException {
        for (Finding finding : report.findings()) {
            String command = switch (finding.kind().severity()) {
                case ERROR -> "error";
                case WARNING -> "warning";
                case NOTE -> "notice";
            };
            out.append("::" + command + " title=" + property(finding.kind().label()) + "::" + data(message(finding))
                    + "\n");
        }
    }

    private static String message(Finding finding) {
        var message = new StringBuilder(finding.target()).append(": ").append(finding.detail());
        if (!finding.places().isEmpty()) {
            Place first = finding.places().getFirst();
            message.append(", on ").append(first.page()).append(" line ").append(first.line());
            if (first.text() != null) {
                message.append(" \"").append(first.text()).append('"');
            }
            if (finding.placeCount() > 1) {
                message.append(" and in ")
                        .append(finding.placeCount() - 1)
                        .append(finding.placeCount() == 2 ? " more place" : " more places");
            }
        }
        return message.toString();
    }

    /** Nothing in it begins another command, or moves the cursor of a log. */
    private static String data(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '%') {
                escaped.append("%25");
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                escaped.append(' ');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
