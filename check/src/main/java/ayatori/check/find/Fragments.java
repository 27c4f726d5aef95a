package ayatori.check.find;

import ayatori.crawler.folder.RecordedLinks;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fragments name something, by the HTML standard's <a
 * href="https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element">indicated part</a>.
 *
 * <p>Fragments of other pages are noted as hashes first, then looked for when the pages come by. So only what is linked to
 * takes memory, and not all ids of a site.
 */
final class Fragments {
    private static final Hasher64 XXH3 = Hashing.xxh3_64();
    private static final String DIRECTIVE = ":~:";

    private final LongSet wanted = new LongSet();
    private final LongSet found = new LongSet();

    /** The element that a fragment must name; null if it needs none, as the top of the page. */
    static @Nullable String nameOf(String fragment) {
        int directive = fragment.indexOf(DIRECTIVE); // such as :~:text=, which names words
        String name = directive < 0 ? fragment : fragment.substring(0, directive);
        // #/ and #! are routes of a script: no element is meant.
        boolean isRoute = name.startsWith("/") || name.startsWith("!");
        return name.isEmpty() || decoded(name).equalsIgnoreCase("top") || isRoute ? null : name;
    }

    /** Whether a name is among the ids of a page, as it is written or percent-decoded. */
    static boolean isAmong(Set<String> ids, String name) {
        return ids.contains(name) || ids.contains(decoded(name));
    }

    /** The ids of a page as a set. */
    static Set<String> ids(List<String> ids) {
        return new HashSet<>(ids);
    }

    /** Notes that a page should have an element of a name. */
    void want(String page, String name) {
        wanted.add(hash(page, name));
        wanted.add(hash(page, decoded(name)));
    }

    /** Looks for what is wanted of a page. */
    void find(String page, RecordedLinks links) {
        if (wanted.size() == 0) {
            return;
        }
        found.add(hash(page, ""));
        for (String id : links.ids()) {
            long hash = hash(page, id);
            if (wanted.contains(hash)) {
                found.add(hash);
            }
        }
    }

    /** Whether the ids of a page are known. */
    boolean knows(String page) {
        return found.contains(hash(page, ""));
    }

    /** Whether a page, whose ids are known, has an element of a name. */
    boolean has(String page, String name) {
        return found.contains(hash(page, name)) || found.contains(hash(page, decoded(name)));
    }

    static long hash(String page, String name) {
        return XXH3.hashCharsToLong(page + '\n' + name);
    }

    /** Percent-decoded; bytes that are no UTF-8 become U+FFFD, and a percent sign without two digits stays. */
    static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                decoded.write(high << 4 | low);
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
