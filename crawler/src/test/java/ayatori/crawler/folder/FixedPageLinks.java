package ayatori.crawler.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.crawler.read.PageLinks;
import java.util.Arrays;

/** The links of a page. */
final class FixedPageLinks implements PageLinks {
    private final String[] urls;
    private final byte[] bytes;

    FixedPageLinks(String... urls) {
        this.urls = urls;
        this.bytes = String.join("", urls).getBytes(UTF_8);
    }

    @Override
    public int count() {
        return urls.length;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int start(int index) {
        return Arrays.stream(urls).limit(index).mapToInt(String::length).sum();
    }

    @Override
    public boolean isNofollow(int index) {
        return index == 1;
    }

    @Override
    public int end(int index) {
        return start(index + 1);
    }
}
