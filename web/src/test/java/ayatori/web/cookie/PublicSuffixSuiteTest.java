package ayatori.web.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Suites;
import ayatori.web.url.Url;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The cases that come with the public suffix list. */
class PublicSuffixSuiteTest {
    private static final Pattern CASE = Pattern.compile("checkPublicSuffix\\((null|'(.*)'), (null|'(.*)')\\);");

    /** Cases not passed, and why. */
    private static final Map<String, String> EXCEPTIONS = Map.of();

    @Test
    void findsTheRegistrableDomain() throws Exception {
        var failures = new ArrayList<String>();
        int passed = 0;
        for (String line : Files.readAllLines(Suites.path("links/psl/tests/test_psl.txt"))) {
            var matcher = CASE.matcher(line);
            if (!matcher.find() || matcher.group(2) == null || EXCEPTIONS.containsKey(matcher.group(2))) {
                continue;
            }
            String expected = matcher.group(4) == null ? null : host(matcher.group(4));
            String actual = Domains.registrable(host(matcher.group(2)));
            if (java.util.Objects.equals(expected, actual)) {
                passed++;
            } else {
                failures.add(line + " but " + actual);
            }
        }
        System.out.println("public suffixes: " + passed + " cases passed, " + EXCEPTIONS.size() + " excepted");
        assertThat(failures).isEmpty();
        assertThat(passed).isGreaterThan(30);
    }

    /** As the URL parser gives it: in lower case and ASCII. */
    private static String host(String name) {
        Url url = Url.tryParse("http://" + name + "/");
        return url == null ? name.toLowerCase(Locale.ROOT) : url.host();
    }
}
