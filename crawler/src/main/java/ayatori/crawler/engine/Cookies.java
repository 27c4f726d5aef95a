package ayatori.crawler.engine;

import ayatori.web.cookie.Cookie;
import ayatori.web.cookie.SameSite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Cookies as the crawl's state keeps them. They are in no other file. */
final class Cookies {
    private static final int HOST_ONLY = 1;
    private static final int SECURE = 2;
    private static final int HTTP_ONLY = 4;

    private Cookies() {}

    static byte[] write(List<Cookie> cookies) {
        var out = new StateWriter();
        for (Cookie cookie : cookies) {
            Instant expires = cookie.expires();
            out.text(cookie.name())
                    .text(cookie.value())
                    .text(cookie.domain())
                    .text(cookie.path())
                    .number((cookie.hostOnly() ? HOST_ONLY : 0)
                            | (cookie.secure() ? SECURE : 0)
                            | (cookie.httpOnly() ? HTTP_ONLY : 0))
                    .text(cookie.sameSite().name())
                    .optionalText(expires == null ? null : expires.toString());
        }
        return out.toBytes();
    }

    static List<Cookie> read(byte[] record) {
        var in = new StateReader(record);
        List<Cookie> cookies = new ArrayList<>();
        while (in.hasMore()) {
            String name = in.text();
            String value = in.text();
            String domain = in.text();
            String path = in.text();
            long flags = in.number();
            SameSite sameSite = SameSite.valueOf(in.text());
            String expires = in.optionalText();
            cookies.add(new Cookie(
                    name,
                    value,
                    domain,
                    (flags & HOST_ONLY) != 0,
                    path,
                    (flags & SECURE) != 0,
                    (flags & HTTP_ONLY) != 0,
                    sameSite,
                    expires == null ? null : Instant.parse(expires)));
        }
        return cookies;
    }
}
