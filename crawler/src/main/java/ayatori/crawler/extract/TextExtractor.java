package ayatori.crawler.extract;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;

/**
 * Reads documents that are no markup, such as PDFs. An implementation is a module of its own, found as a {@link ServiceLoader
 * service}, so that only a program that wants one carries its libraries. It is called by threads that may wait.
 */
public interface TextExtractor {
    /**
     * Whether it reads documents of a media type.
     *
     * @param essence such as {@code application/pdf}
     */
    boolean reads(String essence);

    /**
     * Reads a document. What is broken, too large or takes too long is a {@linkplain DocumentText#problem() problem}, with what was
     * read before.
     *
     * @param body the document
     * @param isOver asked again and again; when it says true, reading must end
     */
    DocumentText read(byte[] body, BooleanSupplier isOver);

    /** {@return the extractors on the class path or module path} */
    static List<TextExtractor> all() {
        return ServiceLoader.load(TextExtractor.class, TextExtractor.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
