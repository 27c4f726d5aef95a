package ayatori.crawler.engine;

import ayatori.crawler.fetch.Head;
import ayatori.web.mime.MimeType;
import java.util.List;
import java.util.Set;

/** The media types whose bodies are read. */
final class AcceptedTypes {
    private final Set<String> types;

    /** Accepts types such as {@code text/html} and {@code image/*}, in lower case; all if there is none. */
    AcceptedTypes(List<String> types) {
        this.types = Set.copyOf(types);
    }

    /** Whether the body of an answer is to be read: one of an accepted type, one that names no type, or a redirect's. */
    boolean accept(Head head) {
        if (types.isEmpty() || head.isRedirect()) {
            return true;
        }
        List<String> named = head.headers().all("Content-Type");
        MimeType type = named.isEmpty() ? null : MimeType.ofContentType(String.join(",", named));
        if (type == null) {
            return true;
        }
        String essence = type.essence();
        return types.contains(essence) || types.contains(essence.substring(0, essence.indexOf('/')) + "/*");
    }
}
