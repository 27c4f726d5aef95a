package ayatori.pdf;

import ayatori.crawler.extract.DocumentText;
import ayatori.crawler.extract.TextExtractor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.jspecify.annotations.Nullable;

/** Reads PDFs. */
public final class PdfExtractor implements TextExtractor {
    private static final int PAGES_MAX = 1_000;
    private static final int LINKS_MAX = 10_000;
    private static final int CHARS_MAX = 4 << 10;

    /** What PDFBox keeps of decoded streams. */
    private static final long SCRATCH_BYTES_MAX = 128 << 20;

    /** They tell of every fault of every PDF. Referenced, or else the level would be lost. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

    static {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
        FontMappers.set(new OneFont());
    }

    /** Called by the service loader. */
    public PdfExtractor() {}

    @Override
    public boolean reads(String essence) {
        return essence.equals("application/pdf") || essence.equals("application/x-pdf");
    }

    @Override
    public DocumentText read(byte[] body, BooleanSupplier isOver) {
        try {
            return Inflation.isBounded(body, isOver)
                    ? readBounded(body, isOver)
                    : DocumentText.unread("The PDF was not read: it grows too much when it is decompressed.");
        } catch (InvalidPasswordException e) {
            return DocumentText.unread("The PDF was not read: it needs a password.");
        } catch (OutOfMemoryError e) {
            return DocumentText.unread("The PDF was not read: it takes more memory than there is.");
        } catch (IOException | RuntimeException | StackOverflowError | NoClassDefFoundError e) {
            return DocumentText.unread("The PDF was not read: it is broken, or of a kind that is not known.");
        }
    }

    private static DocumentText readBounded(byte[] body, BooleanSupplier isOver) throws IOException {
        var scratch = MemoryUsageSetting.setupMainMemoryOnly(SCRATCH_BYTES_MAX).streamCache;
        try (PDDocument pdf = Loader.loadPDF(body, "", null, null, scratch)) {
            var stripper = new BoundedStripper(isOver);
            stripper.setEndPage(PAGES_MAX);
            String problem =
                    pdf.getNumberOfPages() > PAGES_MAX ? "Only the first 1,000 pages of the PDF were read." : null;
            try {
                stripper.writeText(pdf, stripper.writer());
            } catch (BoundedStripper.EndedException e) {
                problem = e.getMessage();
            } catch (IOException | RuntimeException | StackOverflowError e) {
                problem = "A page of the PDF is broken, so not all of it was read.";
            }
            PDDocumentInformation information = pdf.getDocumentInformation();
            return new DocumentText(
                    bounded(information.getTitle()),
                    stripper.text(),
                    links(pdf, isOver),
                    metadata(pdf, information),
                    problem);
        }
    }

    private static List<String> links(PDDocument pdf, BooleanSupplier isOver) {
        List<String> links = new ArrayList<>();
        try {
            int pages = 0;
            for (PDPage page : pdf.getPages()) {
                if (pages++ >= PAGES_MAX || isOver.getAsBoolean()) {
                    break;
                }
                for (PDAnnotation annotation : page.getAnnotations()) {
                    String uri = annotation instanceof PDAnnotationLink link
                                    && link.getAction() instanceof PDActionURI action
                            ? action.getURI()
                            : null;
                    if (uri != null && uri.length() <= CHARS_MAX && links.size() < LINKS_MAX) {
                        links.add(uri);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            return links; // those before the broken page
        }
        return links;
    }

    private static Map<String, @Nullable Object> metadata(PDDocument pdf, PDDocumentInformation information) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        put(metadata, "description", bounded(information.getSubject()));
        put(metadata, "keywords", bounded(information.getKeywords()));
        put(metadata, "lang", bounded(pdf.getDocumentCatalog().getLanguage()));
        put(metadata, "published", instant(information.getCreationDate()));
        put(metadata, "modified", instant(information.getModificationDate()));
        put(metadata, "author", bounded(information.getAuthor()));
        put(metadata, "pages", (long) pdf.getNumberOfPages());
        return metadata;
    }

    private static void put(Map<String, @Nullable Object> metadata, String name, @Nullable Object value) {
        if (value != null) {
            metadata.put(name, value);
        }
    }

    private static @Nullable String instant(@Nullable Calendar date) {
        return date == null ? null : date.toInstant().toString();
    }

    private static @Nullable String bounded(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip();
        return stripped.length() <= CHARS_MAX ? stripped : stripped.substring(0, CHARS_MAX);
    }
}
