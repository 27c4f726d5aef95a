package ayatori.crawler.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** What an I/O exception means, in words for people. */
public final class IoReasons {
    private IoReasons() {}

    /** A reason that can end a sentence, for example {@code permission denied}. */
    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "there is no such folder";
            case NotDirectoryException _, FileAlreadyExistsException _ -> "there is a file of that name";
            default -> {
                String message = e.getMessage();
                yield message == null
                        ? e.getClass().getSimpleName()
                        : message.replaceFirst("^.*: ", "").toLowerCase(Locale.ROOT);
            }
        };
    }
}
