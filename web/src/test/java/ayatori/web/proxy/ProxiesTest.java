package ayatori.web.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.web.auth.Credentials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final ProxyServer P = ProxyServer.parse("http://p:1");
    private static final ProxyServer Q = ProxyServer.parse("socks5://q:2");

    @ParameterizedTest
    @CsvSource({
        "http://Proxy.Example:3128, http://proxy.example:3128",
        "http://proxy.example/, http://proxy.example:80",
        "proxy.example:3128, http://proxy.example:3128",
        "https://proxy.example, https://proxy.example:443",
        "https://proxy.example:80, https://proxy.example:80",
        "SOCKS5://127.0.0.1:9050, socks5://127.0.0.1:9050",
        "socks5h://proxy.example, socks5://proxy.example:1080",
        "socks5://proxy.example:80, socks5://proxy.example:80",
        "http://[::1]:3128, http://[::1]:3128",
        "http://me:secret@proxy.example:1, http://proxy.example:1",
    })
    void readsProxies(String text, String expected) {
        assertThat(ProxyServer.parse(text)).hasToString(expected);
    }

    @Test
    void readsCredentials() {
        assertThat(ProxyServer.parse("http://m%40e:s%3Ae@p").credentials())
                .isEqualTo(Credentials.password("m@e", "s:e"));
        assertThat(ProxyServer.parse("http://[::1]:1").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks4://me:secret@proxy.example",
                "http://me:secret@proxy.example:99999",
                "http://me:secret@proxy.example/path",
                "http://",
                "http://me%0A:secret@proxy.example",
                "socks5://me@proxy.example",
            })
    void saysWhatIsWrongWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> ProxyServer.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void choosesByScheme() {
        Proxies proxies = Proxies.of(List.of("http=http://p:1", "https=socks5://q:2"));
        assertThat(proxies.of("http", "example.org", 80)).containsExactly(P);
        assertThat(proxies.of("https", "example.org", 443)).containsExactly(Q);
        assertThat(Proxies.of(List.of("https=http://p:1")).of("http", "example.org", 80))
                .isEmpty();
        assertThat(Proxies.NONE.of("http", "example.org", 80)).isEmpty();
    }

    @Test
    void sharesHostsOutAndKeepsEachToItsProxy() {
        Proxies proxies = Proxies.of(List.of("http://a", "http://b", "http://c"));
        var first = new HashMap<ProxyServer, Integer>();
        for (int i = 0; i < 300; i++) {
            List<ProxyServer> order = proxies.of("http", "h" + i + ".example", 80);
            assertThat(order).hasSize(3).doesNotHaveDuplicates();
            assertThat(proxies.of("https", "h" + i + ".example", 444)).isEqualTo(order);
            first.merge(order.getFirst(), 1, Integer::sum);
        }
        assertThat(first.values())
                .hasSize(3)
                .allSatisfy(count -> assertThat(count).isBetween(60, 140));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http_proxy=http://p:1 | http | true",
                "http_proxy=http://p:1 | https | false",
                "HTTP_PROXY=http://p:1 | http | true",
                "HTTP_PROXY=http://p:1 REQUEST_METHOD=GET | http | false",
                "http_proxy=http://p:1 REQUEST_METHOD=GET | http | true",
                "HTTPS_PROXY=http://p:1 REQUEST_METHOD=GET | https | true",
                "all_proxy=http://p:1 | http | true",
                "ALL_PROXY=p:1 | https | true",
                "https_proxy=http://p:1 all_proxy=http://other | https | true",
                "https_proxy=http://p:1 HTTPS_PROXY=http://other | https | true",
                "https_proxy= HTTPS_PROXY=http://other | https | false",
                "https_proxy=http://p:1 no_proxy=* | https | false",
            })
    void readsTheEnvironment(String variables, String scheme, boolean proxied) {
        var environment = new HashMap<String, String>();
        for (String variable : variables.split(" ", -1)) {
            environment.put(
                    variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        Proxies proxies = Proxies.fromEnvironment(environment);
        assertThat(proxies.of(scheme, "example.org", 80)).isEqualTo(proxied ? List.of(P) : List.of());
        assertThat(proxies.of(scheme, "localhost", 80)).isEmpty();
        assertThat(proxies.of(scheme, "127.1.2.3", 80)).isEmpty();
        assertThat(proxies.of(scheme, "::1", 80)).isEmpty();
    }

    @Test
    void saysWhichVariableIsWrong() {
        assertThatThrownBy(() -> Proxies.fromEnvironment(Map.of("ALL_PROXY", "ftp://me:secret@p")))
                .hasMessageContaining("all_proxy")
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org | example.org | true",
                "example.org | www.example.org | true",
                "example.org | example.org. | true",
                "example.org | notexample.org | false",
                ".example.org | www.example.org | true",
                "*.example.org | www.example.org | true",
                "Example.ORG, other | example.org | true",
                "a b,c | c | true",
                "example.org:81 | example.org | false",
                "example.org:80 | example.org | true",
                "10.0.0.0/8 | 10.1.2.3 | true",
                "10.0.0.0/8 | 11.1.2.3 | false",
                "192.168.1.128/25 | 192.168.1.200 | true",
                "192.168.1.128/25 | 192.168.1.100 | false",
                "192.168.1.1 | 192.168.1.1 | true",
                "192.168.1.1:80 | 192.168.1.1 | true",
                "fd00::/8 | fd12::1 | true",
                "fd00::/8 | fe80::1 | false",
                "[fd00::1]:80 | fd00::1 | true",
                "10.0.0.0/99 | 10.0.0.0 | false",
                "10.0.0.0/x | 10.0.0.0 | false",
                "* | example.org | true",
                "'' | example.org | false",
            })
    void readsExceptions(String noProxy, String host, boolean direct) {
        Proxies proxies = Proxies.fromEnvironment(Map.of("all_proxy", "http://p:1", "NO_PROXY", noProxy));
        assertThat(proxies.of("http", host, 80).isEmpty()).isEqualTo(direct);
    }
}
