/** Writes and reads WARC files for the crawler. */
module ayatori.warc {
    requires transitive ayatori.crawler;
    requires com.github.luben.zstd_jni;
    requires java.logging;
    requires jwarc;
    requires static transitive org.jspecify;

    exports ayatori.warc;

    provides ayatori.crawler.archive.ArchiveFormat with
            ayatori.warc.WarcFormat;
}
