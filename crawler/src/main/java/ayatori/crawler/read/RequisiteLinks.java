package ayatori.crawler.read;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Links;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requisites of a page, or of a requisite, on their way from a fetch loop to the frontier: those that this loop has not sent
 * recently. Whatever the scope says, they are wanted.
 */
public final class RequisiteLinks implements Links {
    /** No requisites. */
    public static final RequisiteLinks NONE = new RequisiteLinks(0);

    private final int depth;
    private final List<Requisite> requisites = new ArrayList<>();
    private long bytes;

    private record Requisite(
            String url, int authorityLength, long fingerprintHigh, long fingerprintLow, RequisiteRole role) {}

    /** Requisites that lie so many links from a seed. */
    RequisiteLinks(int depth) {
        this.depth = depth;
    }

    void add(String url, int authorityLength, long fingerprintHigh, long fingerprintLow, RequisiteRole role) {
        requisites.add(new Requisite(url, authorityLength, fingerprintHigh, fingerprintLow, role));
        bytes += 100 + url.length();
    }

    /** About how much memory they take, in bytes. */
    public long memoryBytes() {
        return bytes;
    }

    @Override
    public int size() {
        return requisites.size();
    }

    @Override
    public long fingerprintHigh(int index) {
        return requisites.get(index).fingerprintHigh();
    }

    @Override
    public long fingerprintLow(int index) {
        return requisites.get(index).fingerprintLow();
    }

    @Override
    public String url(int index) {
        return requisites.get(index).url();
    }

    @Override
    public String origin(int index) {
        Requisite requisite = requisites.get(index);
        return requisite.url().substring(0, requisite.authorityLength());
    }

    @Override
    public int depth(int index) {
        return depth;
    }

    @Override
    public int redirects(int index) {
        return 0;
    }

    @Override
    public RequisiteRole requisite(int index) {
        return requisites.get(index).role();
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        return null;
    }
}
