/** Crawl folders as tables, and files made of them; and exports of whole folders, found as services. */
module ayatori.export {
    requires transitive ayatori.crawler;
    requires com.dynatrace.hash4j;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires re2j;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports ayatori.export;
    exports ayatori.export.folder;
    exports ayatori.export.format;
    exports ayatori.export.table;

    uses ayatori.export.folder.BodySource;
    uses ayatori.export.folder.FolderFormat;
    uses ayatori.export.format.TableFormat;

    provides ayatori.export.folder.FolderFormat with
            ayatori.export.content.ChunksFormat,
            ayatori.export.content.FilesFormat,
            ayatori.export.content.LlmsTxtFormat;
}
