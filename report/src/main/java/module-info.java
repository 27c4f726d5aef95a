/** What is wrong with a site, and what changed on it, by its crawl folders. */
module ayatori.report {
    requires transitive ayatori.crawler;
    requires com.dynatrace.hash4j;
    requires com.samskivert.jmustache;
    requires io.github.javadiffutils;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports ayatori.report;

    opens ayatori.report.html to
            com.samskivert.jmustache;
}
