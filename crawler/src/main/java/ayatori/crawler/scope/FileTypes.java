package ayatori.crawler.scope;

import java.util.Locale;
import java.util.Set;

/**
 * What is certainly no page, going by the extension of its path.
 *
 * <p>Only extensions that servers do not use for pages count: {@code .php} or {@code .com} say nothing, {@code .xml} or
 * {@code .txt} too little. A last segment with a colon is a wiki's page about a file, such as {@code /wiki/File:Cat.jpg}.
 */
final class FileTypes {
    private static final Set<String> NO_PAGES = words("""
            avif bmp eps gif heic ico jpe jpeg jpg jxl png ps psd svg svgz tif tiff webp
            3gp aac aif aiff avi flac flv m3u8 m4a m4v mid midi mkv mov mp2 mp3 mp4 mpeg mpg oga ogg ogv opus swf wav weba webm
            wma wmv
            7z apk bin bz2 cab deb dmg exe gz img iso jar lz lzma msi pkg rar rpm tar tbz tgz txz war whl xpi xz zip zst
            csv djvu doc docm docx dot epub key mobi odg odp ods odt pdf pps ppsx ppt pptx rtf tsv xls xlsb xlsm xlsx
            css eot js json mjs otf ttf wasm webmanifest woff woff2
            """);

    private static final int EXTENSION_CHARS_MAX =
            NO_PAGES.stream().mapToInt(String::length).max().orElseThrow();

    private FileTypes() {}

    /**
     * Whether a URL is certainly no page.
     *
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

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
