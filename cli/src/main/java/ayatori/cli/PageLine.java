package ayatori.cli;

import ayatori.crawler.Page;
import ayatori.crawler.PageError;

/** Formats a page as one line, for {@code --verbose}. */
final class PageLine {

    private PageLine() {}

    static String of(Page page, Style style) {
        String status = page.status() == 0 ? "---" : String.valueOf(page.status());
        String size = TerminalText.right(Figures.bytes((double) page.bytes()), 9);
        String line = colored(page.status(), status, style) + " " + size + "  " + TerminalText.escape(page.url());
        return line + remark(page, style);
    }

    private static String remark(Page page, Style style) {
        PageError error = page.error();
        if (error != null) {
            return "  " + style.red(TerminalText.escape(error.message()));
        }
        String to = page.redirectTo();
        if (to != null) {
            return (style.unicode() ? " → " : " -> ") + TerminalText.escape(to);
        }
        String title = page.title();
        return title == null || title.isBlank() ? "" : "  " + style.faint(TerminalText.escape(title.strip()));
    }

    private static String colored(int status, String text, Style style) {
        return switch (status / 100) {
            case 2 -> style.green(text);
            case 3 -> style.cyan(text);
            default -> style.red(text);
        };
    }
}
