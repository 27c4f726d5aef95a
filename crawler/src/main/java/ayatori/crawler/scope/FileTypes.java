package ayatori.crawler.scope;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is certainly no page, going by the extension of its path alone.
 *
 * <p>A name says little: {@code /wiki/Node.js}, {@code /wiki/Booking.com} and {@code /normalize.css} are pages. So an
 * extension counts only if both of these hold:
 *
 * <ol>
 *   <li>it names a binary format, or one that only programs read, whose content could hold no link for this crawler:
 *       pictures, sound, films, fonts, archives, programs, documents of office suites;
 *   <li>pages are not commonly titled with it: it is no language or file name that projects are called by ({@code .js},
 *       {@code .css}, {@code .json}, {@code .py}), no top-level domain of note ({@code .com}, {@code .io}, {@code .mobi})
 *       and no English word or abbreviation of one ({@code .key}, {@code .dot}, {@code .bin}).
 * </ol>
 *
 * <p>Everything else is requested, and the Content-Type decides. This is between what others do: Scrapy and Nutch skip by
 * longer lists, {@code .js} among them; Heritrix and Wget request everything.
 *
 * <p>A last segment with a colon is a wiki's page about a file, such as {@code /wiki/File:Cat.jpg}.
 */
final class FileTypes {
    private static final Set<String> NO_PAGES = words("""
            avif bmp gif heic ico jpe jpeg jpg jxl png psd svg svgz tif tiff webp
            3gp aac aif aiff avi flac flv m3u8 m4a m4v midi mkv mov mp2 mp3 mp4 mpeg mpg oga ogg ogv opus swf wav weba webm
            wma wmv
            7z apk bz2 cab deb dmg exe gz iso jar lz lzma msi pkg rar rpm tar tbz tgz txz war whl xpi xz zip zst
            djvu docm docx epub odg odp ods odt pdf pps ppsx ppt pptx xls xlsb xlsm xlsx
            eot otf ttf wasm webmanifest woff woff2
            """);

    private static final int EXTENSION_CHARS_MAX =
            NO_PAGES.stream().mapToInt(String::length).max().orElseThrow();

    private FileTypes() {}

    /**
     * Whether a URL is certainly no page.
     *
     * @param url in canonical spelling
     * @param pathStart where the URL's path begins
     */
    static boolean isNoPage(String url, int pathStart) {
        int end = Traps.pathEnd(url, pathStart);
        int slash = url.lastIndexOf('/', end - 1);
        int dot = url.lastIndexOf('.', end - 1);
        if (dot < slash || slash < pathStart || end - dot - 1 > EXTENSION_CHARS_MAX) {
            return false;
        }
        int colon = url.indexOf(':', slash);
        return (colon < 0 || colon >= end)
                && NO_PAGES.contains(url.substring(dot + 1, end).toLowerCase(Locale.ROOT));
    }

    /** The extension by which a URL is certainly no page; null if it may be one. Parameters as of {@link #isNoPage}. */
    static @Nullable String noPageExtension(String url, int pathStart) {
        int end = Traps.pathEnd(url, pathStart);
        return isNoPage(url, pathStart) ? url.substring(url.lastIndexOf('.', end - 1) + 1, end) : null;
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
