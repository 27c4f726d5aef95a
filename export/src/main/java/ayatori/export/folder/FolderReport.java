package ayatori.export.folder;

import java.util.List;

/**
 * What a {@link FolderFormat} has written.
 *
 * @param summary what is in it, without a full stop, for example {@code 31 captures of 12 pages}
 * @param warnings sentences that the user should read
 */
public record FolderReport(String summary, List<String> warnings) {
    /** Copies the warnings. */
    public FolderReport {
        warnings = List.copyOf(warnings);
    }

    /** {@return a report without warnings} */
    public static FolderReport of(String summary) {
        return new FolderReport(summary, List.of());
    }
}
