package ayatori.crawler.frontier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Links on their way to another shard, as bytes: {@value #VERSION}, and each link with its length before it. */
public final class ForwardedLinks {
    /** The version of the format. */
    public static final int VERSION = 1;

    private final ByteWriter bytes = new ByteWriter().number(VERSION);

    /** Adds a link. */
    public void add(Output.Forward link) {
        bytes.bytes(link.link());
    }

    /** {@return a batch for {@link Frontier#onForwarded}} */
    public byte[] toBytes() {
        return bytes.toBytes();
    }

    /** Links that stand on no page, by the shards they belong to: seeds and their sitemaps. */
    public static Map<Integer, byte[]> ofSeeds(Links links, int shards) {
        Map<Integer, ForwardedLinks> batches = new LinkedHashMap<>();
        for (int i = 0; i < links.size(); i++) {
            UrlEntry entry = LinkedEntry.of(links, i, null, null, links.depth(i), true);
            var seed = new ForwardedLink.Found(links.origin(i), entry, links.skipReason(i), false);
            int shard = shards == 1 ? 0 : Shard.of(HostName.of(links.origin(i)), shards);
            batches.computeIfAbsent(shard, _ -> new ForwardedLinks()).add(Output.Forward.of(shard, seed));
        }
        Map<Integer, byte[]> bytes = new LinkedHashMap<>();
        batches.forEach((shard, batch) -> bytes.put(shard, batch.toBytes()));
        return bytes;
    }

    /**
     * Reads a batch.
     *
     * @throws OtherVersionException if another version of Ayatori wrote it
     */
    static List<ForwardedLink> read(byte[] batch) {
        var in = new ByteReader(batch);
        int version = in.smallNumber();
        if (version != VERSION) {
            throw new OtherVersionException(
                    "links between shards were written by another version of Ayatori (their format is " + version
                            + ", this version's is " + VERSION + "); all nodes must run the same version");
        }
        List<ForwardedLink> links = new ArrayList<>();
        while (in.hasMore()) {
            links.add(ForwardedLink.read(in.bytes()));
        }
        return links;
    }
}
