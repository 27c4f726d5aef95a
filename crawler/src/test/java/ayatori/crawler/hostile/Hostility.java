package ayatori.crawler.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to misbehave.
 *
 * @param name how it is called
 * @param wire how the connection is made
 * @param rules whether its script answers for robots.txt and sitemap.xml too; else there are none
 * @param patience whether nothing but a time limit ends it
 * @param script what it says to one request, or over one connection
 * @param outcomes what becomes of the URLs of such a server: statuses, kinds of error, reasons to skip; {@code xN} where
 *     there are several
 */
record Hostility(String name, Wire wire, boolean rules, boolean patience, Script script, List<String> outcomes) {

    /** How a server is reached. */
    enum Wire {
        PLAIN,
        TLS,
        /** With a certificate that was good until 1970. */
        TLS_EXPIRED,
        /** With a certificate that names another address. */
        TLS_OF_ANOTHER_HOST,
        /** With nothing but the TCP connection. */
        TLS_NEVER,
        HTTP2
    }

    /** What a server says. */
    interface Script {
        void converse(Conversation with) throws IOException;
    }

    static Hostility of(String name, Script script, String... outcomes) {
        return new Hostility(name, Wire.PLAIN, false, false, script, List.of(outcomes));
    }

    /** The same over another wire. */
    Hostility over(Wire other) {
        return new Hostility(name, other, rules, patience, script, outcomes);
    }

    /** The same where the script answers for robots.txt and sitemap.xml. */
    Hostility withRules() {
        return new Hostility(name, wire, true, patience, script, outcomes);
    }

    /** The same where nothing but a time limit ends it. */
    Hostility untilTimeIsUp() {
        return new Hostility(name, wire, rules, true, script, outcomes);
    }

    static List<Hostility> all() {
        var all = new ArrayList<Hostility>();
        all.addAll(HostileHeads.all());
        all.addAll(HostileBodies.all());
        all.addAll(HostileCodings.all());
        all.addAll(HostileSilence.all());
        all.addAll(HostileRedirects.all());
        all.addAll(HostileMarkup.all());
        all.addAll(HostileRules.all());
        all.addAll(HostileHttp2.all());
        return all;
    }

    boolean isTls() {
        return wire != Wire.PLAIN;
    }

    /** Speaks over one connection. */
    void converse(Conversation with) throws IOException {
        if (wire == Wire.HTTP2 || wire == Wire.TLS_NEVER) {
            script.converse(with);
            return;
        }
        while (with.request()) {
            if (!rules && (with.target().equals("/robots.txt") || with.target().equals("/sitemap.xml"))) {
                with.notFound();
            } else {
                script.converse(with);
            }
            if (!with.framed()) {
                return;
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
