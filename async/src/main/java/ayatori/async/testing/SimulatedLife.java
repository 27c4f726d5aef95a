package ayatori.async.testing;

/** The number of bytes that a connection still carries, in both directions together, before it is reset. */
final class SimulatedLife {
    private long bytesLeft;

    SimulatedLife(long bytes) {
        this.bytesLeft = bytes;
    }

    /** Counts bytes to be sent, and returns how many of them arrive. */
    int spend(int bytes) {
        int through = (int) Math.min(bytes, bytesLeft);
        bytesLeft -= through;
        return through;
    }
}
