/** Crawl folders as SQLite databases. */
module ayatori.sqlite {
    requires transitive ayatori.export;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;

    exports ayatori.sqlite;

    provides ayatori.export.format.TableFormat with
            ayatori.sqlite.SqliteFormat;
}
