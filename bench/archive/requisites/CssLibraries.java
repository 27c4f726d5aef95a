import ayatori.web.css.CssUrl;
import ayatori.web.css.CssUrls;
import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSExpressionMemberTermURI;
import com.helger.css.decl.CSSImportRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.decl.visit.CSSVisitor;
import com.helger.css.decl.visit.DefaultCSSUrlVisitor;
import com.helger.css.reader.CSSReader;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSParseErrorHandler;
import cz.vutbr.web.css.CSSFactory;
import cz.vutbr.web.css.StyleSheet;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.htmlunit.cssparser.dom.AbstractCSSRuleImpl;
import org.htmlunit.cssparser.parser.CSSOMParser;
import org.htmlunit.cssparser.parser.InputSource;
import org.htmlunit.cssparser.parser.javacc.CSS3Parser;

/** Finds the URLs in the cases of css.mjs, and in the style sheets below folders, by several libraries: {@code CssLibraries OUT FOLDER...} */
final class CssLibraries {
    /** A way to find URLs in a style sheet. */
    interface Finder {
        List<String> urls(String css) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        Path out = Path.of(arguments[0]);
        List<String> cases = cases(Files.readString(out.resolve("cases.json")));
        List<String> sheets = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            try (Stream<Path> files = Files.walk(Path.of(arguments[i]), java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".css")).toList()) {
                    sheets.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        Map<String, Finder> finders = new LinkedHashMap<>();
        finders.put("web.css", css -> CssUrls.of(css).stream().map(CssUrl::url).toList());
        finders.put("ph-css", CssLibraries::phCss);
        finders.put("jStyleParser", CssLibraries::jStyleParser);
        finders.put("HtmlUnit CSSParser", CssLibraries::htmlUnit);
        var json = new StringBuilder("{");
        finders.forEach((name, finder) -> {
            json.append(json.length() > 1 ? "," : "").append(quoted(name)).append(":{\"found\":[");
            for (int i = 0; i < cases.size(); i++) {
                json.append(i > 0 ? "," : "").append('[');
                try {
                    json.append(String.join(",", finder.urls(cases.get(i)).stream().map(CssLibraries::quoted).toList()));
                } catch (Throwable e) {
                    // it finds nothing
                }
                json.append(']');
            }
            int failed = 0;
            int urls = 0;
            long millis = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                failed = 0;
                urls = 0;
                long start = System.nanoTime();
                for (String sheet : sheets) {
                    try {
                        urls += finder.urls(sheet).size();
                    } catch (Throwable e) {
                        failed++;
                    }
                }
                millis = Math.min(millis, (System.nanoTime() - start) / 1_000_000);
            }
            json.append("],\"failed\":" + failed + ",\"sheets\":" + sheets.size() + ",\"urls\":" + urls + ",\"millis\":" + millis + "}");
        });
        Files.writeString(out.resolve("libraries.json"), json.append("}").toString());
    }

    private static List<String> phCss(String css) {
        List<String> urls = new ArrayList<>();
        CascadingStyleSheet sheet = CSSReader.readFromStringReader(
                css,
                new CSSReaderSettings()
                        .setBrowserCompliantMode(true)
                        .setCustomErrorHandler(new DoNothingCSSParseErrorHandler()));
        if (sheet == null) {
            throw new IllegalArgumentException();
        }
        CSSVisitor.visitCSSUrl(sheet, new DefaultCSSUrlVisitor() {
            @Override
            public void onImport(CSSImportRule rule) {
                urls.add(rule.getLocationString());
            }

            @Override
            public void onUrlDeclaration(ICSSTopLevelRule rule, CSSDeclaration declaration, CSSExpressionMemberTermURI term) {
                urls.add(term.getURIString());
            }
        });
        return urls;
    }

    private static final Pattern URL = Pattern.compile("url\\(\\s*(?:\"([^\"]*)\"|'([^']*)'|([^)]*?))\\s*\\)|@import\\s+\"([^\"]*)\"");

    /** The model has no visitor: its text is searched, which finds at least what it has. */
    private static List<String> ofText(String text) {
        List<String> urls = new ArrayList<>();
        Matcher url = URL.matcher(text);
        while (url.find()) {
            for (int i = 1; i <= url.groupCount(); i++) {
                if (url.group(i) != null) {
                    urls.add(url.group(i).replace("http://x/", ""));
                }
            }
        }
        return urls;
    }

    private static List<String> jStyleParser(String css) throws Exception {
        StyleSheet sheet = CSSFactory.parseString(css, URI.create("http://x/").toURL(), (url) -> new java.io.ByteArrayInputStream(new byte[0]));
        return ofText(sheet.toString());
    }

    private static List<String> htmlUnit(String css) throws Exception {
        var parser = new CSSOMParser(new CSS3Parser());
        parser.setErrorHandler(new org.htmlunit.cssparser.parser.HandlerBase());
        var text = new StringBuilder();
        for (AbstractCSSRuleImpl rule :
                parser.parseStyleSheet(new InputSource(new StringReader(css)), null).getCssRules().getRules()) {
            text.append(rule.getCssText()).append('\n');
        }
        return ofText(text.toString());
    }

    /** The sheets in the JSON of css.mjs. */
    private static List<String> cases(String json) {
        List<String> cases = new ArrayList<>();
        Matcher css = Pattern.compile("\"css\": \"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
        while (css.find()) {
            Matcher escape = Pattern.compile("\\\\(u[0-9a-f]{4}|.)").matcher(css.group(1));
            cases.add(escape.replaceAll(found -> Matcher.quoteReplacement(switch (found.group(1).charAt(0)) {
                case 'n' -> "\n";
                case 't' -> "\t";
                case 'u' -> String.valueOf((char) Integer.parseInt(found.group(1).substring(1), 16));
                default -> found.group(1);
            })));
        }
        return cases;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
