package ayatori.cluster.collect;

import ayatori.crawler.sink.Sink;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where records are collected: files that grow, and one small file that is replaced as a whole. */
interface CollectPlace {
    /** Opens the file of a sink, and creates it if it is missing. */
    Sink sink(String name) throws IOException;

    /** Whether there is a file of a sink. */
    boolean hasSink(String name);

    /** The names of all sinks that begin with a folder's name and a slash. */
    List<String> sinkNames(String folder) throws IOException;

    /** Deletes the file of a sink that is not open. */
    void deleteSink(String name) throws IOException;

    /** What the last commit recorded; null before the first. */
    byte @Nullable [] state() throws IOException;

    /** Records a commit: as a whole, such that it survives a power failure, or not at all. */
    void commit(byte[] state) throws IOException;

    /** Takes back what was said of the end of the crawl: there are more records. */
    void reopen() throws IOException;
}
