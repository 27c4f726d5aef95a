package ayatori.crawler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Connection.KeyVal;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** Makes the request of an HTML form. */
final class HtmlForm {
    private HtmlForm() {}

    static Request fill(Document document, String css, String... namesAndValues) {
        Element element = document.selectFirst(css);
        if (!(element instanceof FormElement form)) {
            throw new IllegalArgumentException("No form matches \"" + css + "\" on " + document.location() + ".");
        }
        String action = form.hasAttr("action") ? form.attr("action") : document.location();
        String[] fields = fields(form, namesAndValues);
        if (form.attr("method").toLowerCase(Locale.ROOT).equals("post")) {
            return Request.post(action).form(fields);
        }
        int end = action.indexOf('?') < 0 ? action.length() : action.indexOf('?');
        return Request.get(action.substring(0, end) + "?" + Request.urlencoded(fields));
    }

    /** The form's own fields, but for those that are given, and those after them. */
    private static String[] fields(FormElement form, String... given) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < given.length; i += 2) {
            names.add(given[i]);
        }
        List<String> fields = new ArrayList<>();
        for (KeyVal field : form.formData()) {
            if (!names.contains(field.key())) {
                fields.add(field.key());
                fields.add(field.value());
            }
        }
        fields.addAll(List.of(given));
        return fields.toArray(String[]::new);
    }
}
