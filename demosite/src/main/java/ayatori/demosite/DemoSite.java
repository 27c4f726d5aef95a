package ayatori.demosite;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Museum of String Figures: a web site of a few hundred pages with the difficulties of the real web, served on
 * loopback for demonstrations and tests. It needs no network and no files.
 *
 * {@snippet :
 * try (var site = DemoSite.start()) {
 *     System.out.println("crawl " + site.url());
 *     site.requests().forEach(System.out::println);
 * }
 * }
 *
 * <p>Two hosts listen until {@link #close}: the museum at {@link #url} and its slow annex at {@link #annexUrl}. {@link #expectations}
 * says what a correct crawl does with each URL. A page that fails at first fails again only on a new site: each site has its
 * own request counts.
 */
public final class DemoSite implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final HttpServer museumServer;
    private final HttpServer annexServer;
    private final ExecutorService visitors;
    private final RequestLog log = new RequestLog();
    private final URI url;
    private final URI annexUrl;
    private final List<Corner> corners;

    private DemoSite(HttpServer museumServer, HttpServer annexServer) {
        this.museumServer = museumServer;
        this.annexServer = annexServer;
        url = URI.create("http://" + LOOPBACK + ":" + museumServer.getAddress().getPort() + "/");
        annexUrl = URI.create("http://localhost:" + annexServer.getAddress().getPort() + "/");
        corners = List.of(
                Museum.corner(url),
                Manners.corner(url),
                Manners.annex(annexUrl),
                Redirects.corner(url, annexUrl),
                Failures.corner(url),
                Traps.corner(url),
                Languages.corner(url),
                Links.corner(url, annexUrl),
                Markup.corner(url),
                Bazaar.corner(url),
                Members.corner(url));
        var about = new Corner("About this site", url, "/about", "What there is to see, and what makes it difficult.");
        corners.forEach(corner ->
                about.line(Html.link(corner.url(corner.entry()), corner.name()) + ": " + Html.escape(corner.story())));
        visitors = Executors.newVirtualThreadPerTaskExecutor();
        open(museumServer, url, about);
        open(annexServer, annexUrl, about);
    }

    private void open(HttpServer server, URI base, Corner about) {
        var host = new Host(base, log);
        corners.forEach(host::add);
        host.add(about);
        server.createContext("/", host);
        server.setExecutor(visitors);
        server.start();
    }

    /**
     * Starts a site on two free ports.
     *
     * @throws IOException if no port is free
     */
    public static DemoSite start() throws IOException {
        return start(0);
    }

    /**
     * Starts a site with the museum on the given port and the annex on a free one.
     *
     * @param port the museum's port, 0 for a free one
     * @throws IOException if the port is not free
     */
    public static DemoSite start(int port) throws IOException {
        // The server writes headers and body separately. Without this, each answer waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var loopback = InetAddress.ofLiteral(LOOPBACK);
        HttpServer museum = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        try {
            return new DemoSite(museum, HttpServer.create(new InetSocketAddress(loopback, 0), 0));
        } catch (IOException e) {
            museum.stop(0);
            throw e;
        }
    }

    /** The museum's front page, {@code http://127.0.0.1:<port>/}. */
    public URI url() {
        return url;
    }

    /** The annex's front page, {@code http://localhost:<port>/}: few pages, with a Crawl-delay of one second. */
    public URI annexUrl() {
        return annexUrl;
    }

    /** What a correct crawl from {@link #url} and {@link #annexUrl} does with each URL, by corner. */
    public List<Expectation> expectations() {
        return corners.stream()
                .flatMap(corner -> corner.expectations().stream())
                .toList();
    }

    /** All requests so far, in the order they were answered. */
    public List<Request> requests() {
        return log.requests();
    }

    /** Stops listening at once and closes all connections. */
    @Override
    public void close() {
        museumServer.stop(0);
        annexServer.stop(0);
        visitors.shutdownNow();
    }

    @Override
    public String toString() {
        return corners.stream().map(Corner::name).collect(joining(", ", url + " (", ")"));
    }
}
