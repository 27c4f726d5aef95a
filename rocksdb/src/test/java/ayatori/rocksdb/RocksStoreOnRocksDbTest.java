package ayatori.rocksdb;

/** The contract on RocksDB from the first commit on. */
final class RocksStoreOnRocksDbTest extends RocksStoreContract {
    RocksStoreOnRocksDbTest() {
        super(0);
    }
}
