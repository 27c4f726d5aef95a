package ayatori.web.url;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.EnumSet;
import java.util.Set;

/**
 * The standard's "domain to ASCII" with <i>beStrict</i> false (URL standard §3.3), on top of ICU's UTS #46.
 *
 * <p>ICU has no switches for <i>CheckHyphens</i> and <i>VerifyDnsLength</i>, which the URL standard turns off; so
 * the errors that only those raise are ignored.
 *
 * <p>One rule is stricter than the standard: an international name of more than {@value #LENGTH_MAX} chars, or with a label
 * too long for ICU's Punycode, is a failure. No such name can be in DNS. Normalization takes time quadratic in the number of
 * combining marks, so one link could otherwise take a minute.
 */
final class DomainToAscii {
    private static final int LENGTH_MAX = 2048;

    private static final Set<IDNA.Error> IGNORED = EnumSet.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    private DomainToAscii() {}

    /** Loads ICU's tables with the first international name. */
    private static final class Uts46 {
        static final IDNA IDNA_PROCESSING = IDNA.getUTS46Instance(IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);
    }

    static String domainToAscii(String domain) throws ParsingFailure {
        // As in browsers, labels that start with xn-- are not checked in a name that is all ASCII.
        String result = Ascii.isAscii(domain) ? Ascii.toLowerCase(domain) : unicodeToAscii(domain);
        if (result.isEmpty()) {
            throw new ParsingFailure(ValidationError.DOMAIN_TO_ASCII);
        }
        for (int i = 0; i < result.length(); i++) {
            if (isForbidden(result.charAt(i))) {
                throw new ParsingFailure(ValidationError.DOMAIN_INVALID_CODE_POINT, result.charAt(i));
            }
        }
        return result;
    }

    private static String unicodeToAscii(String domain) throws ParsingFailure {
        if (domain.length() > LENGTH_MAX) {
            throw new ParsingFailure(ValidationError.DOMAIN_TO_ASCII);
        }
        var result = new StringBuilder(domain.length() + 8);
        var info = new IDNA.Info();
        try {
            Uts46.IDNA_PROCESSING.nameToASCII(domain, result, info);
        } catch (ICUInputTooLongException tooLong) {
            throw new ParsingFailure(ValidationError.DOMAIN_TO_ASCII);
        }
        if (!IGNORED.containsAll(info.getErrors())) {
            throw new ParsingFailure(ValidationError.DOMAIN_TO_ASCII);
        }
        return result.toString();
    }

    /** A forbidden domain code point (URL standard §3.2). */
    static boolean isForbidden(int c) {
        return HostParser.isForbidden(c) || c <= 0x1F || c == '%' || c == 0x7F;
    }
}
