/** One crawl over several machines, on Kafka Streams. */
module ayatori.cluster {
    requires transitive ayatori.crawler;
    requires ayatori.rocksdb;
    requires ayatori.web;
    requires transitive kafka.clients;
    requires transitive kafka.streams;
    requires rocksdbjni;
    requires tools.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports ayatori.cluster.client;
    exports ayatori.cluster.collect;
    exports ayatori.cluster.node;
    exports ayatori.cluster.stream to
            kafka.streams;
    exports ayatori.cluster.topic;

    uses ayatori.crawler.shard.ShardService;

    opens ayatori.cluster.topic to
            tools.jackson.databind;
}
