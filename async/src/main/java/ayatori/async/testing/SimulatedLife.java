package ayatori.async.testing;

/** How many bytes a connection still lets through, in both directions together, before it breaks. */
final class SimulatedLife {
    private long bytesLeft;

    SimulatedLife(long bytes) {
        this.bytesLeft = bytes;
    }

    /** Takes so many bytes off; tells how many of them get through. */
    int spend(int bytes) {
        int through = (int) Math.min(bytes, bytesLeft);
        bytesLeft -= through;
        return through;
    }
}
