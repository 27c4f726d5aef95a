/** The async runtime: event loop, tasks, primitives, virtual time. */
module ayatori.async {
    requires static jdk.jfr;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;

    exports ayatori.async;
    exports ayatori.async.net;
    exports ayatori.async.process;
    exports ayatori.async.file;
    exports ayatori.async.management;
    exports ayatori.async.testing;

    opens ayatori.async.testing to
            org.junit.platform.commons;
}
