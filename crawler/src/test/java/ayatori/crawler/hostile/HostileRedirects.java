package ayatori.crawler.hostile;

import java.io.IOException;
import java.util.List;

/** Redirects that lead nowhere, or where nobody should go. */
final class HostileRedirects {
    /** Addresses that are private however they are spelt; all of them by names that no seed has. */
    private static final List<String> PRIVATE = List.of(
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://0/",
            "http://0x7f.2/",
            "http://0177.0.0.3/",
            "http://2130706436/",
            "http://localhost/");

    /** The same as URLs are written: none of them may be connected to. */
    static final List<String> NEVER_FETCHED = List.of(
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:7f00:1]/",
            "http://0.0.0.0/",
            "http://127.0.0.2/",
            "http://127.0.0.3/",
            "http://127.0.0.4/",
            "http://localhost/");

    private HostileRedirects() {}

    static List<Hostility> all() {
        return List.of(
                Hostility.of("redirect to itself", with -> with.redirect(with.target()), "302"),
                Hostility.of(
                        "redirect loop", with -> with.redirect(with.target().equals("/") ? "/b" : "/"), "302 x2"),
                Hostility.of(
                        "redirect chain",
                        with -> with.redirect(with.target() + "x"),
                        "302 x10",
                        "error:too-many-redirects"),
                Hostility.of(
                        "redirect to file:", with -> with.redirect("file:///etc/passwd"), "error:invalid-redirect"),
                Hostility.of(
                        "redirect to javascript:",
                        with -> with.redirect("javascript:alert(1)"),
                        "error:invalid-redirect"),
                Hostility.of(
                        "redirect to data:",
                        with -> with.redirect("data:text/html,<a href=/x>"),
                        "error:invalid-redirect"),
                Hostility.of(
                        "redirect to private addresses",
                        HostileRedirects::redirectToPrivateAddress,
                        "200",
                        "302 x" + PRIVATE.size()),
                Hostility.of(
                        "Location of 1 MB", with -> with.redirect("/" + "a".repeat(1 << 20)), "error:header-too-large"),
                Hostility.of(
                        "Location of 60 KB",
                        with -> with.redirect("/" + "a".repeat(60 << 10)),
                        "error:invalid-redirect"));
    }

    private static void redirectToPrivateAddress(Conversation with) throws IOException {
        if (with.target().equals("/")) {
            with.links(PRIVATE.size());
        } else {
            with.redirect(PRIVATE.get(Integer.parseInt(with.target().substring(1))));
        }
    }
}
