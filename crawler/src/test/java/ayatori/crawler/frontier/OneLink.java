package ayatori.crawler.frontier;

/** Links of which there is one. */
interface OneLink extends Links {
    /** The link. */
    Link link();

    @Override
    default int size() {
        return 1;
    }

    @Override
    default long fingerprintHigh(int index) {
        return link().fingerprintHigh();
    }

    @Override
    default long fingerprintLow(int index) {
        return link().fingerprintLow();
    }

    @Override
    default String url(int index) {
        return link().url();
    }

    @Override
    default String origin(int index) {
        return link().origin();
    }

    @Override
    default int depth(int index) {
        return link().depth();
    }

    @Override
    default int redirects(int index) {
        return 0;
    }
}
