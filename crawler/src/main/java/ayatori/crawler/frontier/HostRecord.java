package ayatori.crawler.frontier;

/**
 * What the opening of a store needs to know of a host, read from its record without making a {@link Host} of it.
 *
 * @param origin {@code scheme://host[:port]}
 * @param queued URLs that wait
 * @param retries those of them that wait for another try
 */
record HostRecord(String origin, long queued, long retries) {
    static HostRecord read(byte[] record) {
        var in = new ByteReader(record);
        String origin = in.text();
        in.number(); // pages answered
        in.number(); // Crawl-delay
        RobotsStanding.skip(in);
        long queued = 0;
        long retries = 0;
        while (in.hasMore()) {
            boolean isForRetries = Lane.isForRetries(in.smallNumber());
            long size = -in.number() + in.number();
            queued += size;
            retries += isForRetries ? size : 0;
        }
        return new HostRecord(origin, queued, retries);
    }

    static String originOf(byte[] record) {
        return new ByteReader(record).text();
    }
}
