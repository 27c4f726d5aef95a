package ayatori.crawler.read;

import java.util.List;

/** Links of which only the number is known. */
record CountedLinks(int count) implements PageLinks {
    @Override
    public byte[] bytes() {
        return NONE.bytes();
    }

    @Override
    public int start(int index) {
        return NONE.start(index);
    }

    @Override
    public int end(int index) {
        return NONE.end(index);
    }

    @Override
    public boolean isNofollow(int index) {
        return NONE.isNofollow(index);
    }

    @Override
    public PageLinks copy() {
        return this;
    }

    @Override
    public List<String> toList() {
        return List.of();
    }
}
