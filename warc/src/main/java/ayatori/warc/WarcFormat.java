package ayatori.warc;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.ArchiveReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

/** WARC files, {@code .warc.gz} or {@code .warc.zst}. */
public final class WarcFormat implements ArchiveFormat {
    /** For the service loader. */
    public WarcFormat() {}

    @Override
    public ArchiveEncoder encoder(CrawlOptions options) {
        return new WarcEncoder(options, machine());
    }

    @Override
    public String machine() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
            return name.isEmpty() ? "localhost" : name;
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void known(Path archive, Known known) throws IOException {
        throw new IOException("not yet");
    }

    @Override
    public ArchiveReader open(List<Path> archives) throws IOException {
        throw new IOException("not yet");
    }
}
