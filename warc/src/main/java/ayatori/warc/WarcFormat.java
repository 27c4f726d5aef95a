package ayatori.warc;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.ArchiveReader;
import ayatori.web.url.CanonicalForm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** WARC files, {@code .warc.gz} or {@code .warc.zst}. */
public final class WarcFormat implements ArchiveFormat {
    /** For the service loader. */
    public WarcFormat() {}

    @Override
    public ArchiveEncoder encoder(CrawlOptions options) throws IOException {
        Path dictionary = options.output().archive().dictionary();
        return new WarcEncoder(options, machine(), dictionary == null ? null : dictionary(dictionary));
    }

    private static byte[] dictionary(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("The dictionary " + file + " cannot be read.", e);
        }
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
        KnownBodies.read(archive, known);
    }

    @Override
    public ArchiveReader open(List<Path> archives, CanonicalForm form) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path archive : archives) {
            Path inside = archive.resolve("archive");
            if (!Files.exists(archive)) {
                throw new IOException("There is no " + archive + ".");
            } else if (Files.isDirectory(archive)) {
                files.addAll(KnownBodies.warcs(Files.isDirectory(inside) ? inside : archive));
            } else {
                files.add(archive);
            }
        }
        return WarcArchive.open(files, form);
    }
}
