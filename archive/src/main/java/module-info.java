/** Web archives: reads WARC and WACZ files, writes WACZ files, and replays archives in a browser. */
module ayatori.archive {
    requires transitive ayatori.crawler;
    requires transitive ayatori.export;
    requires ayatori.warc;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires transitive jwarc;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports ayatori.archive;
    exports ayatori.archive.index;
    exports ayatori.archive.replay;

    provides ayatori.export.folder.BodySource with
            ayatori.archive.ArchivedBodies;
    provides ayatori.export.folder.FolderFormat with
            ayatori.archive.WaczFormat,
            ayatori.archive.site.SiteFormat;
}
