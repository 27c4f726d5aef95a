/** A small web site with what the real web has, served on loopback. */
module ayatori.demosite {
    exports ayatori.demosite;

    requires jdk.httpserver;
    requires static transitive org.jspecify;
}
