package ayatori.crawler.extract;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import javax.xml.xpath.XPathNodes;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/** What finds the places of a page that a field is about. Safe for use by several threads. */
sealed interface Selector {
    /** The element that is searched itself. */
    record Self() implements Selector {}

    /** A CSS selector, in jsoup's dialect. */
    record Css(String text, Evaluator evaluator) implements Selector {}

    /** A regular expression on the source. */
    record Regex(Pattern pattern) implements Selector {}

    /** An XPath 1.0 expression. */
    final class XPath implements Selector {
        private final String expression;

        /** Compiled expressions that nobody uses: they are not safe for use by several threads. */
        private final Queue<XPathExpression> idle = new ConcurrentLinkedQueue<>();

        XPath(String expression) throws XPathExpressionException {
            this.expression = expression;
            idle.add(compile());
        }

        private XPathExpression compile() throws XPathExpressionException {
            XPathFactory factory = XPathFactory.newInstance();
            try {
                factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            } catch (XPathFactoryConfigurationException e) {
                throw new IllegalStateException("every XPath factory knows this feature", e);
            }
            return factory.newXPath().compile(expression);
        }

        private List<Object> evaluate(ParsedPage page, @Nullable Element root) {
            XPathExpression compiled = idle.poll();
            try {
                compiled = compiled == null ? compile() : compiled;
                return values(compiled.evaluateExpression(page.xpathNode(root)));
            } catch (XPathExpressionException e) {
                return List.of(); // for example a function that is given too much
            } finally {
                if (compiled != null) {
                    idle.add(compiled);
                }
            }
        }

        private static List<Object> values(XPathEvaluationResult<?> result) {
            List<Object> values = new ArrayList<>();
            switch (result.value()) {
                case XPathNodes nodes -> {
                    for (Node node : nodes) {
                        Object element = node.getUserData(W3CDom.SourceProperty);
                        values.add(element instanceof Element ? element : node.getTextContent());
                    }
                }
                case Node node -> values.add(node.getTextContent());
                case Double number -> values.add(Texts.of(number));
                case Object other -> values.add(other.toString());
            }
            return values;
        }
    }

    /** The matches in page order: elements, or text where no element is meant. Lazy. */
    default Stream<?> select(ParsedPage page, @Nullable Element root) {
        if (this instanceof Regex(Pattern pattern)) {
            Matcher matcher = pattern.matcher(root == null ? page.text() : root.outerHtml());
            return Stream.iterate(matcher.find(), found -> found, _ -> matcher.find())
                    .map(_ -> matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
        }
        if (!page.hasElements()) {
            return Stream.empty();
        }
        Element from = root == null ? page.document() : root;
        return switch (this) {
            case Self _ -> Stream.of(from);
            case Css(var _, Evaluator evaluator) ->
                from.stream().takeWhile(_ -> !page.isOver()).filter(evaluator.asPredicate(from));
            case XPath xpath -> xpath.evaluate(page, root).stream();
            case Regex _ -> throw new AssertionError("handled above");
        };
    }
}
