package ayatori.crawler.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The distinct links of a page, in page order. They are bytes, as they were resolved: making strings of them would cost
 * more than everything else that is done with a page.
 */
public interface PageLinks {
    /** No links. */
    PageLinks NONE = new PageLinks() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public PageLinks copy() {
            return this;
        }

        @Override
        public byte[] bytes() {
            return new byte[0];
        }

        @Override
        public int start(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int end(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public boolean isNofollow(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    };

    /** The number of links. */
    int count();

    /** The array that holds the URLs, in ASCII. */
    byte[] bytes();

    /** Where a URL starts. */
    int start(int index);

    /** Where a URL ends. */
    int end(int index);

    /** Whether the page asks for a link not to be followed. */
    boolean isNofollow(int index);

    /** The same, which stay valid when the next answer is read. */
    default PageLinks copy() {
        return KeptLinks.of(this);
    }

    /** The URLs as strings. */
    default List<String> toList() {
        List<String> list = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            list.add(new String(bytes(), start(i), end(i) - start(i), StandardCharsets.US_ASCII));
        }
        return list;
    }
}
