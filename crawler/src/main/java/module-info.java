/** The crawl engine and its Java API. */
module ayatori.crawler {
    requires transitive ayatori.async;
    requires transitive ayatori.web;
    requires transitive ayatori.text;
    requires com.dynatrace.hash4j;
    requires crawler.commons;
    requires re2j;
    requires java.xml;
    requires org.tomlj;
    requires com.github.luben.zstd_jni;
    requires tools.jackson.core;
    requires transitive tools.jackson.databind;
    requires transitive org.jsoup;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports ayatori.crawler;
    exports ayatori.crawler.archive;
    exports ayatori.crawler.extract;
    exports ayatori.crawler.folder;
    exports ayatori.crawler.shard;
    exports ayatori.crawler.sink;
    exports ayatori.crawler.store;

    uses ayatori.crawler.CrawlService;
    uses ayatori.crawler.archive.ArchiveFormat;
    uses ayatori.crawler.extract.TextExtractor;
    uses ayatori.crawler.shard.ShardService;
    uses ayatori.crawler.store.StoreProvider;

    provides ayatori.crawler.CrawlService with
            ayatori.crawler.engine.EngineService;
    provides ayatori.crawler.shard.ShardService with
            ayatori.crawler.engine.ShardEngines;
}
