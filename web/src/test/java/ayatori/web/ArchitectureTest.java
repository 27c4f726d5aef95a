package ayatori.web;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.web")
                .uses("ayatori.async")
                .layers("charset mime", "url", "robots", "css html sitemap", "auth cookie", "proxy", "http")
                .seam(Access.CLOCK, "cookie.CookieJar")
                .seam(Access.RANDOMNESS, "auth.Authenticator", "http.DnsLookup")
                .seam(Access.SOCKET, "http.ConnectAttempt", "http.DnsExchange", "http.NettyDriver", "http.SystemLookup")
                .seam(Access.FILE, "http.ResolvConf", "http.DescriptorBudget")
                .longFiles("UrlParser", "CssUrls", "Exchange", "BodyTest"));
    }
}
