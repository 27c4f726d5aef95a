package ayatori.crawler.frontier;

/**
 * What the opening of a store needs to know of a host, read from its record without making a {@link Host} of it.
 *
 * @param origin {@code scheme://host[:port]}
 * @param queued URLs that wait
 */
record HostRecord(String origin, long queued) {
    static HostRecord read(byte[] record) {
        var in = new ByteReader(record);
        String origin = in.text();
        in.number(); // pages answered
        in.number(); // Crawl-delay
        RobotsStanding.skip(in);
        long queued = 0;
        while (in.hasMore()) {
            in.number(); // the lane's number
            queued += -in.number() + in.number();
        }
        return new HostRecord(origin, queued);
    }

    static String originOf(byte[] record) {
        return new ByteReader(record).text();
    }
}
