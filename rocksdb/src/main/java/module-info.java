/** The crawler's durable store, on RocksDB. */
module ayatori.rocksdb {
    requires transitive ayatori.crawler;
    requires rocksdbjni;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports ayatori.rocksdb;

    provides ayatori.crawler.store.StoreProvider with
            ayatori.rocksdb.RocksProvider;
}
