/** What is broken on a site, going by a crawl of it. */
module ayatori.check {
    requires transitive ayatori.crawler;
    requires com.dynatrace.hash4j;
    requires re2j;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports ayatori.check;
    exports ayatori.check.ask;
    exports ayatori.check.find;
    exports ayatori.check.format;
}
