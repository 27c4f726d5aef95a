package ayatori.web.cookie;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import ayatori.web.url.Url;
import java.nio.file.Files;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The cases that come with the public suffix list. */
class PublicSuffixSuiteTest {
    private static final Pattern CASE = Pattern.compile("checkPublicSuffix\\('(.*)', (?:null|'(.*)')\\);");

    @Test
    void findsTheRegistrableDomain() throws Exception {
        var tally = Conformance.of(getClass(), "links/psl");
        for (String line : Files.readAllLines(Suites.path("links/psl/tests/test_psl.txt"))) {
            var matcher = CASE.matcher(line);
            if (matcher.find()) {
                String expected = matcher.group(2) == null ? null : host(matcher.group(2));
                tally.check(line, expected, Domains.registrable(host(matcher.group(1))));
            }
        }
        tally.report();
    }

    /** As the URL parser gives it: in lower case and ASCII. */
    private static String host(String name) {
        Url url = Url.tryParse("http://" + name + "/");
        return url == null ? name.toLowerCase(Locale.ROOT) : url.host();
    }
}
