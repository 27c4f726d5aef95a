/** One crawl over several machines, on Kafka Streams. */
module ayatori.cluster {
    requires transitive ayatori.crawler;
    requires transitive kafka.clients;
    requires kafka.streams;
    requires rocksdbjni;
    requires tools.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports ayatori.cluster.topic;

    opens ayatori.cluster.topic to
            tools.jackson.databind;
}
