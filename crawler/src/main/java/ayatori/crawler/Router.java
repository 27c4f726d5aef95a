package ayatori.crawler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page handler that routes pages to others by the labels of their requests.
 *
 * {@snippet :
 * Router shop = Router.create()
 *         .onDefault(page -> page.followAll("a.product", "product"))
 *         .on("product", page -> page.emit("product", Map.of("name", page.select("h1").text())))
 *         .otherwise(page -> System.out.println(page.status() + " " + page.url()));
 * }
 *
 * <p>Only answers of 2xx are routed. Redirects, errors and other answers go to {@link #otherwise}, or nowhere: they are on
 * record anyway. A page with a label that is not routed is a failure of the handler.
 */
public final class Router implements PageHandler {
    private final Map<String, PageHandler> byLabel = new LinkedHashMap<>();
    private @Nullable PageHandler byDefault;
    private @Nullable PageHandler otherwise;

    private Router() {}

    /** {@return a router without routes} */
    public static Router create() {
        return new Router();
    }

    /**
     * Routes a label.
     *
     * @return this
     * @throws IllegalArgumentException if it is routed already
     */
    public Router on(String label, PageHandler handler) {
        if (byLabel.putIfAbsent(label, Objects.requireNonNull(handler)) != null) {
            throw new IllegalArgumentException("The label \"" + label + "\" is routed twice.");
        }
        return this;
    }

    /** Routes pages without a label, such as seeds and those that the pages' own links lead to. Returns this. */
    public Router onDefault(PageHandler handler) {
        byDefault = Objects.requireNonNull(handler);
        return this;
    }

    /** Handles what is no answer of 2xx, whatever its label. Returns this. */
    public Router otherwise(PageHandler handler) {
        otherwise = Objects.requireNonNull(handler);
        return this;
    }

    @Override
    public void handle(Page page) throws Exception {
        PageHandler handler = page.ok() ? routed(page.label()) : otherwise;
        if (handler != null) {
            handler.handle(page);
        }
    }

    private PageHandler routed(@Nullable String label) {
        PageHandler handler = label == null ? byDefault : byLabel.get(label);
        if (handler == null) {
            throw new IllegalStateException(
                    label == null
                            ? "The router has no handler for pages without a label: add one by onDefault."
                            : "The router has no handler for the label \"" + label + "\"; it has some for "
                                    + byLabel.keySet() + ".");
        }
        return handler;
    }
}
