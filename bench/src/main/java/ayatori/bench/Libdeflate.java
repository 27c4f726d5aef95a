package ayatori.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The C library libdeflate, called by the JDK's foreign function API. */
final class Libdeflate implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MethodHandle gzipDecompress;
    private final MethodHandle freeDecompressor;
    private final MemorySegment decompressor;
    private final MemorySegment actualLength = arena.allocate(ValueLayout.JAVA_LONG);

    @SuppressWarnings("restricted") // calling C is what this class is for
    private Libdeflate(String library) throws Throwable {
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, arena);
        MethodHandle allocate = linker.downcallHandle(
                symbols.findOrThrow("libdeflate_alloc_decompressor"), FunctionDescriptor.of(ValueLayout.ADDRESS));
        // Critical: it reads and writes arrays on the heap without copies.
        gzipDecompress = linker.downcallHandle(
                symbols.findOrThrow("libdeflate_gzip_decompress"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS),
                Linker.Option.critical(true));
        freeDecompressor = linker.downcallHandle(
                symbols.findOrThrow("libdeflate_free_decompressor"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
        decompressor = (MemorySegment) allocate.invokeExact();
    }

    /** The system's, as Debian's package libdeflate0 brings it. */
    static Libdeflate load() {
        try {
            return new Libdeflate("libdeflate.so.0");
        } catch (Throwable e) {
            throw new IllegalStateException("libdeflate.so.0 cannot be used: apt-get install libdeflate0", e);
        }
    }

    /** Decodes all of {@code gzipped}, one member, into {@code into}, and returns the length. */
    int gunzip(byte[] gzipped, byte[] into) {
        try {
            int result = (int) gzipDecompress.invokeExact(
                    decompressor,
                    MemorySegment.ofArray(gzipped),
                    (long) gzipped.length,
                    MemorySegment.ofArray(into),
                    (long) into.length,
                    actualLength);
            if (result != 0) {
                throw new IllegalStateException("libdeflate returned " + result);
            }
            return (int) actualLength.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot inflate", e);
        }
    }

    @Override
    public void close() {
        try {
            freeDecompressor.invokeExact(decompressor);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot free the decompressor", e);
        } finally {
            arena.close();
        }
    }
}
