package ayatori.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The speed of inflating gzipped pages: pages a second, and bytes of HTML ({@code megabytes}). The pages are
 * {@link TokenizerBenchmark}'s, gzipped as zlib does it by default. See ADR 21.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InflateBenchmark {
    private static final int GZIP_HEADER_BYTES = 10;
    private static final int GZIP_TRAILER_BYTES = 8;

    /** Where the pages come from. */
    @Param({"generated", "folder"})
    public String source = "generated";

    private final Inflater inflater = new Inflater(true);
    private List<byte[]> pages = List.of();
    private byte[] html = {};
    private int next;

    /** What JMH adds up and divides by the time. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Throughput {
        /** Millions of bytes of HTML. */
        public double megabytes;

        /** Starts the count of an iteration. */
        @Setup(Level.Iteration)
        public void clear() {
            megabytes = 0;
        }
    }

    /** The system's library, loaded only where it is measured. */
    @State(Scope.Thread)
    public static class Library {
        private final Libdeflate libdeflate = Libdeflate.load();

        /** Frees what it holds. */
        @TearDown
        public void free() {
            libdeflate.close();
        }
    }

    /** Compresses the pages. */
    @Setup
    public void load() {
        pages = new ArrayList<>();
        int longest = 0;
        long bytes = 0;
        for (byte[] page : TokenizerBenchmark.pages(source)) {
            byte[] gzipped = gzip(page);
            longest = Math.max(longest, page.length);
            bytes += gzipped.length;
            pages.add(gzipped);
        }
        html = new byte[longest];
        System.out.println(pages.size() + " pages, " + bytes + " bytes gzipped");
    }

    /** Frees what is not on the heap. */
    @TearDown
    public void free() {
        inflater.end();
    }

    /** The JDK's, one for all pages: what the HTTP client does. */
    @Benchmark
    public int jdkReused(Throughput throughput) throws DataFormatException {
        inflater.reset();
        return inflate(inflater, throughput);
    }

    /** The JDK's, made anew for each page. */
    @Benchmark
    public int jdkNew(Throughput throughput) throws DataFormatException {
        try (Inflater inflater = new Inflater(true)) {
            return inflate(inflater, throughput);
        }
    }

    /** Netty's decoder in a channel of its own, as it is meant to be used. */
    @Benchmark
    public int netty(Throughput throughput) {
        EmbeddedChannel channel = new EmbeddedChannel(new JdkZlibDecoder(ZlibWrapper.GZIP, 0));
        channel.writeInbound(Unpooled.wrappedBuffer(next()));
        int length = 0;
        for (ByteBuf part; (part = channel.readInbound()) != null; ) {
            int count = part.readableBytes();
            part.readBytes(html, length, count);
            part.release();
            length += count;
        }
        channel.finishAndReleaseAll();
        throughput.megabytes += length / 1e6;
        return length;
    }

    /** The system's libdeflate, which takes whole bodies only. */
    @Benchmark
    public int libdeflate(Library library, Throughput throughput) {
        int length = library.libdeflate.gunzip(next(), html);
        throughput.megabytes += length / 1e6;
        return length;
    }

    private int inflate(Inflater inflater, Throughput throughput) throws DataFormatException {
        byte[] gzipped = next();
        inflater.setInput(gzipped, GZIP_HEADER_BYTES, gzipped.length - GZIP_HEADER_BYTES - GZIP_TRAILER_BYTES);
        int length = 0;
        while (!inflater.finished()) {
            length += inflater.inflate(html, length, html.length - length);
        }
        throughput.megabytes += length / 1e6;
        return length;
    }

    private byte[] next() {
        byte[] page = pages.get(next);
        next = (next + 1) % pages.size();
        return page;
    }

    private static byte[] gzip(byte[] page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
