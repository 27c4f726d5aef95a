package ayatori.export;

import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderExport;
import ayatori.export.folder.FolderFormat;
import ayatori.export.folder.FolderReport;
import ayatori.export.table.ExportException;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Formats of whole folders that write the pages' URLs. */
public abstract sealed class SampleFolderFormat implements FolderFormat {
    @Override
    public boolean selectsPages() {
        return true;
    }

    static List<String> urls(FolderExport export) throws ExportException, FolderException {
        Table pages = export.pages().open();
        int url = pages.indexOf("url");
        try (Stream<Row> rows = pages.rows().open()) {
            return rows.map(row -> String.valueOf(row.value(url))).toList();
        }
    }

    /** One that writes a file, and then fails if it is told to. */
    public static final class ToFile extends SampleFolderFormat {
        @Override
        public String name() {
            return "sample";
        }

        @Override
        public Set<String> options() {
            return Set.of("fail");
        }

        @Override
        public FolderReport export(FolderExport export) throws IOException, ExportException, FolderException {
            List<String> urls = urls(export);
            Files.write(export.out(), urls);
            String failure = export.option("fail");
            if (failure != null) {
                throw new ExportException(failure);
            }
            return new FolderReport(urls.size() + " URLs", List.of("Take care."));
        }
    }

    /** One that writes a folder. */
    public static final class ToFolder extends SampleFolderFormat {
        @Override
        public String name() {
            return "sample-folder";
        }

        @Override
        public String suffix() {
            return "-folder";
        }

        @Override
        public boolean writesFolder() {
            return true;
        }

        @Override
        public FolderReport export(FolderExport export) throws IOException, ExportException, FolderException {
            Files.createDirectories(export.out().resolve("deep"));
            Files.write(export.out().resolve("deep/urls.txt"), urls(export));
            return FolderReport.of("All URLs");
        }
    }
}
