package ayatori.crawler.frontier;

/**
 * What the opening of a store needs to know of a host, read from its record without making a {@link Host} of it.
 *
 * @param origin {@code scheme://host[:port]}
 * @param queued URLs that wait
 * @param robotsBytes the length of its robots.txt; 0 if it has none
 */
record HostRecord(String origin, long queued, int robotsBytes) {
    static HostRecord read(byte[] record) {
        var in = new ByteReader(record);
        String origin = in.text();
        in.number(); // pages answered
        in.number(); // Crawl-delay
        int robotsBytes = RobotsStanding.readTextBytes(in);
        long queued = 0;
        while (in.hasMore()) {
            in.number(); // the lane's number
            queued += -in.number() + in.number();
        }
        return new HostRecord(origin, queued, robotsBytes);
    }

    static String originOf(byte[] record) {
        return new ByteReader(record).text();
    }
}
