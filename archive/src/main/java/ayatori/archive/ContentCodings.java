package ayatori.archive;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Decodes bodies by their Content-Encoding. */
final class ContentCodings {
    private ContentCodings() {}

    /**
     * Decodes a body. Where it is cut short or damaged, the decoded body ends.
     *
     * @param codings the values of the header
     * @return null if one of the codings is not known
     */
    static @Nullable InputStream decode(InputStream body, List<String> codings) throws IOException {
        List<String> names = new ArrayList<>();
        for (String value : codings) {
            for (String name : value.split(",", -1)) {
                String coding = name.strip().toLowerCase(Locale.ROOT);
                if (!coding.isEmpty() && !coding.equals("identity") && !coding.equals("none")) {
                    names.add(coding);
                }
            }
        }
        if (!names.stream()
                .allMatch(name ->
                        List.of("gzip", "x-gzip", "deflate", "br", "zstd").contains(name))) {
            return null;
        }
        InputStream decoded = body;
        for (String name : names.reversed()) {
            decoded = decode(decoded, name);
        }
        return decoded;
    }

    private static InputStream decode(InputStream body, String coding) throws IOException {
        var buffered = new BufferedInputStream(body);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        if (first < 0) {
            return buffered; // empty
        }
        return new ToItsEnd(
                switch (coding) {
                    case "br" -> brotli(buffered);
                    case "zstd" -> new ZstdInputStream(buffered);
                    case "deflate" -> new InflaterInputStream(buffered, new Inflater(!hasZlibHead(first, second)));
                    // Some servers send the header and no gzip.
                    default -> first == 0x1F && second == 0x8B ? new GZIPInputStream(buffered) : buffered;
                });
    }

    private static InputStream brotli(InputStream in) throws IOException {
        Brotli4jLoader.ensureAvailability();
        return new BrotliInputStream(in);
    }

    private static boolean hasZlibHead(int first, int second) {
        return (first & 0x0F) == 8 && ((first << 8) | second) % 31 == 0;
    }

    /** A stream that ends where its content breaks off. */
    private static final class ToItsEnd extends FilterInputStream {
        ToItsEnd(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (EOFException | ZipException e) {
                return -1;
            }
        }
    }
}
