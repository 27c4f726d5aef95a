package ayatori.crawler.read;

import java.util.Arrays;
import java.util.BitSet;

/** A copy of a page's links. */
record KeptLinks(byte[] bytes, int[] ends, BitSet nofollow) implements PageLinks {
    static PageLinks of(PageLinks links) {
        int count = links.count();
        if (count == 0) {
            return NONE;
        }
        int first = links.start(0);
        var ends = new int[count];
        var nofollow = new BitSet();
        for (int i = 0; i < count; i++) {
            ends[i] = links.end(i) - first;
            nofollow.set(i, links.isNofollow(i));
        }
        return new KeptLinks(Arrays.copyOfRange(links.bytes(), first, links.end(count - 1)), ends, nofollow);
    }

    @Override
    public int count() {
        return ends.length;
    }

    @Override
    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    @Override
    public int end(int index) {
        return ends[index];
    }

    @Override
    public boolean isNofollow(int index) {
        return nofollow.get(index);
    }
}
