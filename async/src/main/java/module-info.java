/** The async runtime: event loop, tasks, primitives, virtual time. */
module ayatori.async {
    requires static jdk.jfr;
    requires static transitive org.jspecify;

    exports ayatori.async;
    exports ayatori.async.file;
}
