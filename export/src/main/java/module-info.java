/** Crawl folders as tables, and files made of them. */
module ayatori.export {
    requires transitive ayatori.crawler;
    requires com.dynatrace.hash4j;
    requires re2j;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports ayatori.export;
    exports ayatori.export.format;
    exports ayatori.export.table;

    uses ayatori.export.format.TableFormat;
}
