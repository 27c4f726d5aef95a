/** A Kafka broker on this machine, in a process of its own. */
module ayatori.broker {
    requires java.logging;
    requires static transitive org.jspecify;

    exports ayatori.broker;
}
