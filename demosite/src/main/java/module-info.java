/** A small web site with the difficulties of the real web, served on loopback. */
module ayatori.demosite {
    exports ayatori.demosite;

    requires jdk.httpserver;
    requires static transitive org.jspecify;
}
