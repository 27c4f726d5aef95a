package ayatori.export.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of a site as {@code llms.txt} lists them: a title, a summary, and sections by the folders in which pages lie. */
final class PageList {
    private static final int NOTE_CHARS_MAX = 200;

    /** The section of pages that are in no folder with others. */
    private static final String OTHERS = "Pages";

    private final List<Entry> entries = new ArrayList<>();

    /** The seed that lies highest. */
    private @Nullable Entry home;

    /**
     * A page of the list.
     *
     * @param url its URL
     * @param name what it is called
     * @param note what it is about; the empty string if it does not say
     */
    private record Entry(String url, String name, String note) {}

    /** What a page is called: its first heading of the first level, else its title, else its URL. */
    static String name(ContentPage page, MarkdownBlocks.Parsed content) {
        int heading = 0;
        for (Block block : content.blocks()) {
            if (block.kind() == Block.Kind.HEADING) {
                String text = oneLine(content.headings().get(heading++).text());
                if (block.level() == 1 && !text.isEmpty()) {
                    return text;
                }
            }
        }
        String title = page.title() == null ? "" : oneLine(page.title());
        return title.isEmpty() ? page.url() : title;
    }

    void add(ContentPage page, MarkdownBlocks.Parsed content, String name) {
        var entry = new Entry(page.url(), name, note(page, content));
        boolean isSeed = page.depth() == 0;
        if (isSeed
                && (home == null
                        || Urls.path(page.url()).length()
                                < Urls.path(home.url()).length())) {
            home = entry;
        }
        entries.add(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** What the page says that it is about, else the beginning of its first paragraph. */
    private static String note(ContentPage page, MarkdownBlocks.Parsed content) {
        if (page.description() != null && !page.description().isBlank()) {
            return cut(oneLine(page.description()));
        }
        return content.blocks().stream()
                .filter(block -> block.kind() == Block.Kind.TEXT)
                .findFirst()
                .map(block -> cut(oneLine(MarkdownBlocks.plain(block.source()))))
                .orElse("");
    }

    private static String cut(String text) {
        if (text.length() <= NOTE_CHARS_MAX) {
            return text;
        }
        int sentence = text.lastIndexOf(". ", NOTE_CHARS_MAX);
        if (sentence > NOTE_CHARS_MAX / 4) {
            return text.substring(0, sentence + 1);
        }
        int word = text.lastIndexOf(' ', NOTE_CHARS_MAX);
        int end = word > 0 ? word : NOTE_CHARS_MAX;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + " …";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** The list. */
    String toMarkdown() {
        Entry first = home == null ? entries.getFirst() : home;
        var out = new StringBuilder("# ").append(first.name()).append("\n\n");
        if (!first.note().isEmpty()) {
            out.append("> ").append(first.note()).append("\n\n");
        }
        sections().forEach((title, pages) -> {
            out.append("## ").append(title).append("\n\n");
            for (Entry page : pages) {
                out.append("- [")
                        .append(page.name().replaceAll("([\\\\\\[\\]])", "\\\\$1"))
                        .append("](")
                        .append(page.url().replace("(", "%28").replace(")", "%29"))
                        .append(page.note().isEmpty() ? ")\n" : "): " + page.note() + "\n");
            }
            out.append('\n');
        });
        return out.toString().stripTrailing() + "\n";
    }

    private Map<String, List<Entry>> sections() {
        int common = commonFolder().length();
        Map<String, List<Entry>> folders = new LinkedHashMap<>();
        folders.put("", new ArrayList<>());
        for (Entry entry : entries) {
            folders.computeIfAbsent(folder(entry, common), _ -> new ArrayList<>())
                    .add(entry);
        }
        Map<String, List<Entry>> sections = new LinkedHashMap<>();
        sections.put(OTHERS, new ArrayList<>());
        folders.forEach((folder, pages) -> {
            String title = folder.isEmpty() || pages.size() == 1 ? OTHERS : title(folder, pages);
            sections.computeIfAbsent(title, _ -> new ArrayList<>()).addAll(pages);
        });
        if (sections.getOrDefault(OTHERS, List.of()).isEmpty()) {
            sections.remove(OTHERS);
        }
        return sections;
    }

    /** The folder in which all pages lie, with scheme and host; or as much of that as they have in common. */
    private String commonFolder() {
        String common = entries.getFirst().url();
        for (Entry entry : entries) {
            int length = Math.min(common.length(), entry.url().length());
            int at = 0;
            while (at < length && common.charAt(at) == entry.url().charAt(at)) {
                at++;
            }
            common = common.substring(0, at);
        }
        return common.substring(0, common.lastIndexOf('/') + 1);
    }

    /** The part of the URL behind the common folder, up to its next slash; empty if there is none. */
    private static String folder(Entry entry, int common) {
        String rest = entry.url().substring(common);
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The name of the page that is the folder's index, else the folder's own with a capital. */
    private static String title(String folder, List<Entry> pages) {
        String words = folder.replaceAll("[-_]+", " ").strip();
        for (Entry page : pages) {
            String path = Urls.path(page.url());
            if (path.endsWith("/" + folder + "/") || path.contains("/" + folder + "/index.")) {
                return page.name();
            }
        }
        return words.isEmpty() ? folder : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
